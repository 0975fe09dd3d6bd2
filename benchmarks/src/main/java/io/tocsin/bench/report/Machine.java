package io.tocsin.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What this machine is, and what about it makes figures worth less. */
public final class Machine {
    private static final int ENOUGH_CORES = 4;
    private static final double NOTICEABLE_CORES = 0.1;
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

    private Machine() {}

    /**
     * JVM, kernel and cores in one line, as they stand beside every figure.
     *
     * @return the line.
     */
    public static String line() {
        return "JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", " + cores() + " cores";
    }

    /**
     * What to know before believing.
     *
     * @param folder     where the journal was, or will be.
     * @param level      what an answer meant: MEMORY, OS or DISK.
     * @param otherCores that others used meanwhile; {@link Double#NaN}: not known.
     * @return nothing, if there is nothing.
     */
    public static List<String> warnings(final Path folder, final String level, final double otherCores) {
        return warnings(fileSystem(folder), cores(), level, otherCores);
    }

    static List<String> warnings(
            final String fileSystem, final int cores, final String level, final double otherCores) {
        final List<String> warnings = new ArrayList<>();
        if (IN_MEMORY.contains(fileSystem)) {
            warnings.add("the journal lay on a temporary file system (" + fileSystem
                    + "), which is memory: name a folder on a disk with --folder");
        }
        if (cores < ENOUGH_CORES) {
            warnings.add(cores + " cores for router, clients and raw counterparts together: above the 90th percentile"
                    + " the figures show the scheduler more than the router");
        }
        if (level.equals("MEMORY")) {
            warnings.add("no journal (level MEMORY): what was acknowledged does not survive the process");
        } else if (level.equals("OS")) {
            warnings.add("fsync off (level OS): what was acknowledged survives the process, not the power");
        }
        if (Double.isNaN(otherCores)) {
            warnings.add("what else this machine did meanwhile is not known");
        } else if (otherCores >= NOTICEABLE_CORES) {
            warnings.add(
                    String.format(Locale.ROOT, "other processes used %.1f of %d cores meanwhile", otherCores, cores));
        }
        return warnings;
    }

    /**
     * The kind of file system a folder is on.
     *
     * @param folder that exists.
     * @return such as {@code ext4}; {@code unknown} if it cannot be told.
     */
    public static String fileSystem(final Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (final IOException unknown) {
            return "unknown";
        }
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
