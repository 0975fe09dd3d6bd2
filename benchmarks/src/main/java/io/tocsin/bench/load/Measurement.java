package io.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.bench.report.LatencyWindows;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What one target showed: counts of all its rounds, latencies of the rounds that count, window by window.
 *
 * @param counts            of the rounds that count, losses and duplicates of the warm-up added.
 * @param untilReceived     latencies.
 * @param untilAcknowledged latencies.
 * @param refusals          what was answered instead of OK, and how often.
 */
record Measurement(
        LoadCounts counts, LatencyWindows untilReceived, LatencyWindows untilAcknowledged, Map<String, Long> refusals) {
    private static final String REFUSAL = "refusal.";
    private static final long WINDOW_MS = 1_000;

    /** Nothing yet. */
    static Measurement empty() {
        return new Measurement(
                new LoadCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), new LatencyWindows(), new LatencyWindows(), new TreeMap<>());
    }

    /** With a round that counts. */
    Measurement plus(final Ledger ledger, final long beginNs, final long limitNs) {
        untilReceived.addAll(ledger.untilReceived(beginNs));
        untilAcknowledged.addAll(ledger.untilAcknowledged(beginNs));
        ledger.refusals().forEach((why, count) -> refusals.merge(why, count, Long::sum));
        return new Measurement(counts.plus(ledger.counts(limitNs)), untilReceived, untilAcknowledged, refusals);
    }

    /** With a warm-up: what it lost is lost, its latencies do not count. */
    Measurement plusWarmUp(final Ledger ledger) {
        final LoadCounts warm = ledger.counts(Long.MAX_VALUE);
        return new Measurement(
                counts.plus(new LoadCounts(0, 0, 0, 0, 0, 0, warm.lost(), warm.duplicates(), 0)),
                untilReceived,
                untilAcknowledged,
                refusals);
    }

    /** For another process. */
    void writeTo(final Path folder, final String name) throws IOException {
        untilReceived.writeTo(folder.resolve(name + "-received.hdr"), name + "-received", WINDOW_MS);
        untilAcknowledged.writeTo(folder.resolve(name + "-acknowledged.hdr"), name + "-acknowledged", WINDOW_MS);
        final Properties properties = new Properties();
        counts.putInto(properties, "");
        refusals.forEach((why, count) -> properties.setProperty(REFUSAL + why, Long.toString(count)));
        try (Writer out = Files.newBufferedWriter(folder.resolve(name + ".properties"), UTF_8)) {
            properties.store(out, null);
        }
    }

    /** What {@link #writeTo} wrote. */
    static Measurement readFrom(final Path folder, final String name) throws IOException {
        final Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(name + ".properties"), UTF_8)) {
            properties.load(in);
        }
        final Map<String, Long> refusals = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(REFUSAL))
                .forEach(key ->
                        refusals.put(key.substring(REFUSAL.length()), Long.parseLong(properties.getProperty(key))));
        return new Measurement(
                LoadCounts.of(properties, ""),
                LatencyWindows.readFrom(folder.resolve(name + "-received.hdr")),
                LatencyWindows.readFrom(folder.resolve(name + "-acknowledged.hdr")),
                refusals);
    }
}
