package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Level;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how commands are kept. Immutable; any thread.
 *
 * @param folder               of the node's data; made if it is missing. Not used at level MEMORY.
 * @param level                what an answer means: {@code OS} survives the process, {@code DISK} the power, {@code MEMORY} neither.
 * @param termBytes            size of one term of the recorded publications; a power of two.
 * @param segmentBytes         size of one file of the journal; a power of two, at least {@code termBytes}.
 * @param lowWaterBytes        below this much free space only critical commands and answers of people are taken.
 * @param criticalLowWaterBytes below this much free space nothing is taken.
 * @param snapshotEvery        how often a snapshot is written if anything changed.
 * @param snapshotCommands     after how many commands a snapshot is written.
 */
public record JournalSettings(
        Path folder,
        Level level,
        int termBytes,
        int segmentBytes,
        long lowWaterBytes,
        long criticalLowWaterBytes,
        Duration snapshotEvery,
        long snapshotCommands) {
    private static final int DEFAULT_TERM_BYTES = 16 << 20;
    private static final int DEFAULT_SEGMENT_BYTES = 64 << 20;
    private static final long DEFAULT_LOW_WATER_BYTES = 1L << 30;
    private static final long DEFAULT_CRITICAL_LOW_WATER_BYTES = 256L << 20;
    private static final long DEFAULT_SNAPSHOT_COMMANDS = 1_000_000;

    /** Checks what does not depend on the machine. */
    public JournalSettings {
        requireNonNull(folder, "folder");
        requireNonNull(level, "level");
        requireNonNull(snapshotEvery, "snapshotEvery");
        requirePowerOfTwo("termBytes", termBytes);
        requirePowerOfTwo("segmentBytes", segmentBytes);
        if (segmentBytes < termBytes) {
            throw new IllegalArgumentException(
                    "segmentBytes is " + segmentBytes + ": a segment holds at least one term of " + termBytes);
        }
        if (lowWaterBytes < criticalLowWaterBytes) {
            throw new IllegalArgumentException("lowWaterBytes is " + lowWaterBytes + ": it must be at least "
                    + criticalLowWaterBytes + ", below which nothing is taken");
        }
    }

    /**
     * What a node does where its configuration does not say.
     *
     * @return the folder {@code data} below the working directory, level OS.
     */
    public static JournalSettings defaults() {
        return new JournalSettings(
                Path.of("data"),
                Level.OS,
                DEFAULT_TERM_BYTES,
                DEFAULT_SEGMENT_BYTES,
                DEFAULT_LOW_WATER_BYTES,
                DEFAULT_CRITICAL_LOW_WATER_BYTES,
                Duration.ofMinutes(10),
                DEFAULT_SNAPSHOT_COMMANDS);
    }

    /** The same in another folder. */
    public JournalSettings in(final Path other) {
        return new JournalSettings(
                other,
                level,
                termBytes,
                segmentBytes,
                lowWaterBytes,
                criticalLowWaterBytes,
                snapshotEvery,
                snapshotCommands);
    }

    /** The same at another level. */
    public JournalSettings at(final Level other) {
        return new JournalSettings(
                folder,
                other,
                termBytes,
                segmentBytes,
                lowWaterBytes,
                criticalLowWaterBytes,
                snapshotEvery,
                snapshotCommands);
    }

    private static void requirePowerOfTwo(final String name, final int value) {
        if (Integer.bitCount(value) != 1 || value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be a power of two");
        }
    }
}
