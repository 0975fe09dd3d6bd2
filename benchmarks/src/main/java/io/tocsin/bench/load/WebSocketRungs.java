package io.tocsin.bench.load;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** {@link WebSocketBenchmark} in short: forks of the router and of the bare relay take turns; the samples of all forks count together. One thread. */
public final class WebSocketRungs {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MS = 1_000;
    private static final double NS_PER_MICRO = 1_000;

    private final int forks;
    private final int seconds;
    private final Path log;

    /**
     * Rungs that are not measured yet.
     *
     * @param forks   of each.
     * @param seconds of each fork that count; a third as many come before.
     * @param log     where JMH's own output goes.
     */
    public WebSocketRungs(final int forks, final int seconds, final Path log) {
        this.forks = forks;
        this.seconds = seconds;
        this.log = log;
    }

    /**
     * Measures.
     *
     * @return the median and the 99th percentile.
     * @throws RunnerException if a fork fails.
     */
    public List<Figure> measure() throws RunnerException {
        // Another JMH on this machine is a matter for the warnings.
        System.setProperty("jmh.ignoreLock", "true");
        final Histogram ours = new Histogram(DIGITS);
        final Histogram raw = new Histogram(DIGITS);
        for (int fork = 0; fork < forks; fork++) {
            for (int turn = 0; turn < 2; turn++) {
                final boolean isOurs = (fork + turn) % 2 == 0;
                run(isOurs ? "raiseToReceived" : "rawRelay", isOurs ? ours : raw);
            }
        }
        final String conditions = Machine.line() + "; JMH SampleTime, " + forks + " fork(s) of " + seconds
                + " s each in turn behind 8,000 alerts of warm-up, one alert at a time, level OS; raw: a bare relay in the same hops";
        final List<Figure> figures = new ArrayList<>();
        figures.add(figure("websocket-raise-to-received-p50", ours, raw, P50, conditions));
        figures.add(figure("websocket-raise-to-received-p99", ours, raw, P99, conditions));
        return figures;
    }

    private void run(final String method, final Histogram into) throws RunnerException {
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\Q" + WebSocketBenchmark.class.getName() + '.' + method + "\\E$")
                        .forks(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(seconds))
                        .shouldFailOnError(true)
                        .output(log.toString())
                        .build())
                .run();
        for (final RunResult result : results) {
            add(result.getPrimaryResult().getStatistics(), into);
        }
    }

    /** JMH keeps samples in microseconds, as the benchmark asks. */
    private static void add(final Statistics samples, final Histogram into) {
        samples.getRawData()
                .forEachRemaining(sample ->
                        into.recordValueWithCount((long) (sample.getKey() * NS_PER_MICRO), sample.getValue()));
    }

    private static Figure figure(
            final String name,
            final Histogram ours,
            final Histogram raw,
            final double percentile,
            final String conditions) {
        final double perMs = NS_PER_MICRO * MICROS_PER_MS;
        return new Figure(
                name,
                ours.getValueAtPercentile(percentile) / perMs,
                "ms",
                raw.getValueAtPercentile(percentile) / perMs,
                conditions);
    }
}
