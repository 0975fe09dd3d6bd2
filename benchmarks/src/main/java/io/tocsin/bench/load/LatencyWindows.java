package io.tocsin.bench.load;

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
final class LatencyWindows {
    private static final int DIGITS = 3;
    private static final double NS_PER_MS = 1e6;
    private static final long LONGEST_NS = 3_600_000_000_000L;

    private final List<Histogram> windows = new ArrayList<>();

    /** Records a latency; negative ones, which only a wrong clock can give, are refused. */
    void record(final int window, final long latencyNs) {
        if (latencyNs < 0) {
            throw new IllegalArgumentException("a latency of " + latencyNs + " ns: received before it was to be sent");
        }
        while (windows.size() <= window) {
            windows.add(new Histogram(LONGEST_NS, DIGITS));
        }
        windows.get(window).recordValue(Math.min(latencyNs, LONGEST_NS));
    }

    /** Latencies recorded. */
    long count() {
        return windows.stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /** Windows that hold any. */
    int size() {
        return (int) filled().count();
    }

    /** Of all windows together; NaN if there is nothing, as for all that follows. */
    double percentileMs(final double percentile) {
        final Histogram sum = sum();
        return sum.getTotalCount() == 0 ? Double.NaN : sum.getValueAtPercentile(percentile) / NS_PER_MS;
    }

    /** The longest of all. */
    double maxMs() {
        final Histogram sum = sum();
        return sum.getTotalCount() == 0 ? Double.NaN : sum.getMaxValue() / NS_PER_MS;
    }

    /** Of the window in which it is least. */
    double bestPercentileMs(final double percentile) {
        return filled().mapToDouble(inMs(percentile)).min().orElse(Double.NaN);
    }

    /** How many lasted longer. */
    long countAbove(final long limitNs) {
        return filled().mapToLong(window -> window.getTotalCount() - window.getCountBetweenValues(0, limitNs))
                .sum();
    }

    /** Appends the windows of another run of the same. */
    void addAll(final LatencyWindows others) {
        windows.addAll(others.windows);
    }

    /** Writes an interval log that HdrHistogram's own tools read, one line a window. */
    void writeTo(final Path file, final String tag, final long windowMs) throws IOException {
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

    /** Reads what {@link #writeTo} wrote. */
    static LatencyWindows readFrom(final Path file) throws IOException {
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
