package io.tocsin.bench.load;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.MeasureOptions;
import io.tocsin.bench.report.Report;
import io.tocsin.bench.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin bench flood}: what a flood of lesser commands does to critical ones. */
@Command(
        name = "flood",
        description =
                "How long critical raises take, and how many commands stand before them, alone and under a flood of"
                        + " readings of class LOW in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 within the aims; 1 otherwise; 2 it could not be run."})
public final class FloodCommand implements Callable<Integer> {
    private static final double P99 = 99;
    private static final double AIM_MS = 2;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each of the two; default ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Option(names = "--rate", paramLabel = "N", description = "Critical raises per second; default ${DEFAULT-VALUE}.")
    private int perSecond = 500;

    @Option(
            names = "--ratio",
            paramLabel = "N",
            description = "Readings of the flood for each critical raise; default ${DEFAULT-VALUE}.")
    private int ratio = 100;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    /** For picocli. */
    public FloodCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 3_600 || perSecond < 1 || perSecond > 10_000 || ratio < 1 || ratio > 10_000) {
            throw options.refusal("--seconds is 1 to 3600, --rate 1 to 10000, --ratio 1 to 10000");
        }
        return options.run((run, others, progress) -> {
            final FloodRun flood = new FloodRun(perSecond, ratio, seconds);
            progress.accept("warms up");
            new FloodRun(perSecond, ratio, Math.min(seconds, 10)).run(true);
            progress.accept("critical raises alone, " + seconds + " s");
            final FloodRun.Result alone = flood.run(false);
            progress.accept("the same under a flood, " + seconds + " s");
            final FloodRun.Result flooded = flood.run(true);
            return new Report(
                    verdict(alone, flooded),
                    figures(alone, flooded),
                    List.of(
                            "Raw is the same without the flood. The number of commands before a critical one is an upper bound: the"
                                    + " engine may have been further than its counter said."),
                    Machine.warnings(run.path(), JournalLevel.MEMORY.name(), others.cores()));
        });
    }

    private List<Figure> figures(final FloodRun.Result alone, final FloodRun.Result flooded) {
        final String how = String.format(
                Locale.ROOT,
                "%d critical raises/s, flood aims at %d readings/s and sent %d of which %d were taken, %d s, in memory,"
                        + " one process; from the intended instant to the offer on the delivery thread",
                perSecond,
                (long) perSecond * ratio,
                flooded.floodTried(),
                flooded.flooded(),
                seconds);
        final List<Figure> figures = new ArrayList<>();
        figures.add(latency(
                "flood-critical-best-p99",
                flooded.windows().bestPercentileMs(P99),
                alone.windows().bestPercentileMs(P99),
                how));
        figures.add(latency(
                "flood-critical-p50",
                flooded.windows().percentileMs(50),
                alone.windows().percentileMs(50),
                how));
        figures.add(latency(
                "flood-critical-p99",
                flooded.windows().percentileMs(P99),
                alone.windows().percentileMs(P99),
                how));
        figures.add(latency(
                "flood-critical-max", flooded.windows().maxMs(), alone.windows().maxMs(), how));
        figures.add(new Figure("flood-commands-before", flooded.before(), "commands", alone.before(), how));
        figures.add(Figure.count("flood-ring-bound", FloodRun.ringBound(), "commands", how));
        figures.add(Figure.count("flood-critical-refused", flooded.refused(), "raises", how));
        figures.add(Figure.count(
                "flood-critical-lost", flooded.sent() - flooded.refused() - flooded.told(), "raises", how));
        return figures;
    }

    private static Figure latency(final String name, final double ms, final double raw, final String how) {
        return new Figure(name, ms, "ms", raw, how);
    }

    /** Against the aims. */
    static Verdict verdict(final FloodRun.Result alone, final FloodRun.Result flooded) {
        final double aloneMs = alone.windows().bestPercentileMs(P99);
        final double floodedMs = flooded.windows().bestPercentileMs(P99);
        final double aimMs = Math.max(2 * aloneMs, AIM_MS);
        final boolean isComplete = flooded.refused() == 0 && flooded.told() == flooded.sent();
        // Critical raises that are on their way themselves stand in the ring as well.
        final boolean isBounded =
                flooded.before() <= FloodRun.ringBound() + flooded.windows().size();
        return new Verdict(
                floodedMs <= aimMs && isComplete && isBounded,
                String.format(
                        Locale.ROOT,
                        "best p99 %.3f ms under flood, %.3f ms alone (aim %.3f ms); at most %d commands before a critical"
                                + " one (ring bound %d); %d of %d critical raises refused",
                        floodedMs,
                        aloneMs,
                        aimMs,
                        flooded.before(),
                        FloodRun.ringBound(),
                        flooded.refused(),
                        flooded.sent()));
    }
}
