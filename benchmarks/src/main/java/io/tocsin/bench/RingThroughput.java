package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the ring adds to an engine call when producer and engine have a thread each: the difference of the inverse throughputs of a pipeline and of a bare engine,
 * beside a bare Disruptor with the same copy, and a bare Disruptor with the engine at its end. Windows of one second take turns, so that a noisy neighbour
 * disturbs all of them alike; the median of the windows counts.
 */
public final class RingThroughput {
    private static final int WARM_UP_WINDOWS = 3;

    private final int windows;
    private final long windowNs;
    private final int patients;

    /**
     * Measures.
     *
     * @param windows  of each contender that count.
     * @param windowNs how long each lasts.
     * @param patients of the site, at most 100,000.
     */
    RingThroughput(final int windows, final long windowNs, final int patients) {
        this.windows = windows;
        this.windowNs = windowNs;
        this.patients = patients;
    }

    /**
     * Runs from the command line and prints to the console.
     *
     * @param args {@code [--windows N] [--window-ms N] [--patients N] [--report FILE]}.
     * @throws IOException if the report cannot be written.
     */
    public static void main(final String[] args) throws IOException {
        int windows = 8;
        long windowMs = 1_000;
        int patients = 100_000;
        Path report = null;
        for (int i = 0; i < args.length; i += 2) {
            final String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--windows" -> windows = Integer.parseInt(value);
                case "--window-ms" -> windowMs = Long.parseLong(value);
                case "--patients" -> patients = Integer.parseInt(value);
                case "--report" -> report = Path.of(value);
                default -> {
                    System.err.println("unknown option " + args[i]
                            + " (known: --windows N, --window-ms N, --patients N, --report FILE)");
                    System.exit(2);
                }
            }
        }
        final String json = new RingThroughput(windows, windowMs * 1_000_000, patients).run(System.out);
        if (report != null) {
            Files.write(report, json.getBytes(UTF_8));
        }
    }

    /** Measures and prints; answers the report in JSON. */
    String run(final PrintStream out) {
        final int[] visits = Hospital.visits(patients);
        final List<Contender> contenders = List.of(
                new Contenders.BareEngine(visits),
                new Contenders.Piped(visits),
                new Contenders.RawDisruptor(visits).started(),
                new Contenders.DisruptorAndEngine(visits).started());
        final double[][] perCommandNs = new double[contenders.size()][windows];
        contenders.forEach(contender -> contender.awake(false));
        for (int round = -WARM_UP_WINDOWS; round < windows; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                // Forwards and backwards in turn: nobody always runs after the same other one.
                final int which = (round & 1) == 0 ? i : contenders.size() - 1 - i;
                final double measuredNs = contenders.get(which).window(windowNs);
                if (round >= 0) {
                    perCommandNs[which][round] = measuredNs;
                }
            }
        }
        contenders.forEach(Contender::close);
        return report(out, contenders, perCommandNs);
    }

    private String report(final PrintStream out, final List<Contender> contenders, final double[][] perCommandNs) {
        final List<String> parts = new ArrayList<>();
        out.printf(Locale.ROOT, "%s%n%n", conditions());
        out.printf(Locale.ROOT, "%-18s %14s %26s %18s%n", "ns per reading", "median", "range", "readings/s (median)");
        for (int i = 0; i < contenders.size(); i++) {
            final double[] sorted = perCommandNs[i].clone();
            Arrays.sort(sorted);
            final double median = median(sorted);
            final String name = contenders.get(i).name();
            out.printf(
                    Locale.ROOT,
                    "%-18s %14.1f %12.1f .. %-10.1f %,18.0f%n",
                    name,
                    median,
                    sorted[0],
                    sorted[sorted.length - 1],
                    1e9 / median);
            parts.add(String.format(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"medianNs\":%.1f,\"leastNs\":%.1f,\"mostNs\":%.1f,\"windowsNs\":%s}",
                    name,
                    median,
                    sorted[0],
                    sorted[sorted.length - 1],
                    list(perCommandNs[i])));
        }
        final double addsNs = medianOfDifferences(perCommandNs[1], perCommandNs[0]);
        final double rawAddsNs = medianOfDifferences(perCommandNs[3], perCommandNs[0]);
        out.printf(
                Locale.ROOT,
                "%nthe pipeline adds %.1f ns to an engine call; a bare Disruptor in its place %.1f ns%n"
                        + "(medians of the differences of neighbouring windows)%n",
                addsNs,
                rawAddsNs);
        return String.format(
                Locale.ROOT,
                "{\"conditions\":\"%s\",\"windowMs\":%d,\"patients\":%d,\"pipelineAddsNs\":%.1f,"
                        + "\"disruptorAddsNs\":%.1f,\"contenders\":[%s]}%n",
                conditions(),
                windowNs / 1_000_000,
                patients,
                addsNs,
                rawAddsNs,
                String.join(",", parts));
    }

    private static String conditions() {
        return "JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores";
    }

    private static double medianOfDifferences(final double[] these, final double[] those) {
        final double[] differences = new double[these.length];
        for (int i = 0; i < these.length; i++) {
            differences[i] = these[i] - those[i];
        }
        Arrays.sort(differences);
        return median(differences);
    }

    private static double median(final double[] sorted) {
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String list(final double[] values) {
        final List<String> texts = new ArrayList<>();
        for (final double value : values) {
            texts.add(String.format(Locale.ROOT, "%.1f", value));
        }
        return "[" + String.join(",", texts) + "]";
    }
}
