package io.tocsin.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies by the window in which the raise was to be sent. Percentiles are taken from windows or from their sum, never averaged. On a machine with few cores the
 * best window tells the router, all windows together tell the machine as well. One thread.
 */
public final class LatencyWindows {
    private static final int DIGITS = 3;
    private static final double NS_PER_MS = 1e6;
    private static final long LONGEST_NS = 3_600_000_000_000L;

    private final List<Histogram> windows = new ArrayList<>();

    /** No windows yet. */
    public LatencyWindows() {}

    /**
     * Records a latency; negative ones, which only a wrong clock can give, are refused.
     *
     * @param window    from 0.
     * @param latencyNs at most an hour counts.
     * @throws IllegalArgumentException if it is negative.
     */
    public void record(final int window, final long latencyNs) {
        if (latencyNs < 0) {
            throw new IllegalArgumentException("a latency of " + latencyNs + " ns: received before it was to be sent");
        }
        while (windows.size() <= window) {
            windows.add(new Histogram(LONGEST_NS, DIGITS));
        }
        windows.get(window).recordValue(Math.min(latencyNs, LONGEST_NS));
    }

    /**
     * Latencies recorded.
     *
     * @return in all windows.
     */
    public long count() {
        return windows.stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /**
     * Windows that hold any.
     *
     * @return their number.
     */
    public int size() {
        return (int) filled().count();
    }

    /**
     * Of all windows together; NaN if there is nothing, as for all that follows.
     *
     * @param percentile from 0 to 100.
     * @return ms.
     */
    public double percentileMs(final double percentile) {
        final Histogram sum = sum();
        return sum.getTotalCount() == 0 ? Double.NaN : sum.getValueAtPercentile(percentile) / NS_PER_MS;
    }

    /**
     * The longest of all.
     *
     * @return ms.
     */
    public double maxMs() {
        final Histogram sum = sum();
        return sum.getTotalCount() == 0 ? Double.NaN : sum.getMaxValue() / NS_PER_MS;
    }

    /**
     * Of the window in which it is least.
     *
     * @param percentile from 0 to 100.
     * @return ms.
     */
    public double bestPercentileMs(final double percentile) {
        return filled().mapToDouble(inMs(percentile)).min().orElse(Double.NaN);
    }

    /**
     * How many lasted longer.
     *
     * @param limitNs than this.
     * @return their number.
     */
    public long countAbove(final long limitNs) {
        return filled().mapToLong(window -> window.getTotalCount() - window.getCountBetweenValues(0, limitNs))
                .sum();
    }

    /**
     * Appends the windows of another run of the same.
     *
     * @param others its windows.
     */
    public void addAll(final LatencyWindows others) {
        windows.addAll(others.windows);
    }

    /**
     * Writes an interval log that HdrHistogram's own tools read, one line a window.
     *
     * @param file     to write.
     * @param tag      of every window.
     * @param windowMs how long each lasted.
     * @throws IOException if it cannot be written.
     */
    public void writeTo(final Path file, final String tag, final long windowMs) throws IOException {
        final HistogramLogWriter log = new HistogramLogWriter(file.toFile());
        log.outputLogFormatVersion();
        log.outputLegend();
        for (int i = 0; i < windows.size(); i++) {
            final Histogram window = windows.get(i);
            window.setTag(tag);
            window.setStartTimeStamp(i * windowMs);
            window.setEndTimeStamp((i + 1) * windowMs);
            log.outputIntervalHistogram(window);
        }
        log.close();
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param file to read.
     * @return its windows.
     * @throws IOException if there is none.
     */
    public static LatencyWindows readFrom(final Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("no latencies in " + file);
        }
        final LatencyWindows read = new LatencyWindows();
        try (HistogramLogReader log = new HistogramLogReader(file.toFile())) {
            while (log.hasNext()) {
                if (log.nextIntervalHistogram() instanceof Histogram window) {
                    read.windows.add(window);
                }
            }
        }
        return read;
    }

    private Stream<Histogram> filled() {
        return windows.stream().filter(window -> window.getTotalCount() > 0);
    }

    private Histogram sum() {
        final Histogram sum = new Histogram(LONGEST_NS, DIGITS);
        windows.forEach(sum::add);
        return sum;
    }

    private static ToDoubleFunction<Histogram> inMs(final double percentile) {
        return window -> window.getValueAtPercentile(percentile) / NS_PER_MS;
    }
}
