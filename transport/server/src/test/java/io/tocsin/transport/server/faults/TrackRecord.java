package io.tocsin.transport.server.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The table of all runs: each adds its line to {@code transport/cluster/TRACK-RECORD.md}, or to what {@code -Dtrack-record} names; it is committed as it is, good or not. */
final class TrackRecord {
    private static final Path FILE = Path.of(System.getProperty("track-record", "../cluster/TRACK-RECORD.md"));

    private TrackRecord() {}

    /** Adds a line, and prints it. */
    @SuppressWarnings("SystemOut") // Whoever runs it reads it.
    static synchronized void add(
            final String fault, final long seed, final String what, final Verdict verdict, final String figures)
            throws IOException, InterruptedException {
        final String line = "| "
                + String.join(
                        " | ",
                        List.of(
                                LocalDate.now(ZoneOffset.UTC).toString(),
                                commit(),
                                fault,
                                Long.toString(seed),
                                what,
                                verdict.answered + " of " + verdict.asked,
                                Integer.toString(verdict.answered - verdict.applied),
                                verdict.lost + ", " + verdict.lostAtLess,
                                Integer.toString(verdict.twice),
                                Integer.toString(verdict.outOfOrder + verdict.unasked),
                                verdict.escalated + ", " + verdict.early + ", " + verdict.latestNs / 1_000_000,
                                figures,
                                machine()))
                + " |";
        System.out.println(line);
        if (Files.exists(FILE)) {
            Files.writeString(FILE, line + "\n", StandardOpenOption.APPEND);
        } else {
            System.out.println(FILE + " is not there: the line is added nowhere");
        }
    }

    /** Median and the most, ms. */
    static String ms(final List<Long> ns) {
        if (ns.isEmpty()) {
            return "none";
        }
        final List<Long> rising = ns.stream().sorted().toList();
        return "median " + rising.get(rising.size() / 2) / 1_000_000 + ", most "
                + rising.get(rising.size() - 1) / 1_000_000 + " ms";
    }

    /** The value below which so many of a hundred are, ms. */
    static double percentileMs(final List<Long> rising, final int percent) {
        return rising.isEmpty() ? 0 : rising.get((rising.size() - 1) * percent / 100) / 1_000_000.0;
    }

    private static String commit() throws InterruptedException {
        try {
            final String changes = Shell.run("git", "status", "--porcelain", "--untracked-files=no", "..");
            final boolean isOther = changes.lines().anyMatch(line -> !line.endsWith("TRACK-RECORD.md"));
            return Shell.run("git", "rev-parse", "--short=8", "HEAD") + (isOther ? "+" : "");
        } catch (final IOException none) {
            return "?";
        }
    }

    private static String machine() {
        final String load = Shell.said(Path.of("/proc/loadavg"), "");
        return String.format(
                Locale.ROOT,
                "%d cores, %s, JDK %s, load %s",
                Runtime.getRuntime().availableProcessors(),
                Shell.said(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.version().feature(),
                load.split(" ", -1)[0]);
    }
}
