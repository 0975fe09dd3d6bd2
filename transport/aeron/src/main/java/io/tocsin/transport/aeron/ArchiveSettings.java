package io.tocsin.transport.aeron;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.journal.Level;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.jspecify.annotations.Nullable;

/** What a context holds. */
abstract sealed class ArchiveSettings permits ArchiveStore.Context {
    private static final int MIN_TERM_LENGTH = 64 * 1024;
    private static final int MAX_TERM_LENGTH = 1 << 28;
    private static final int MAX_SEGMENT_LENGTH = 1 << 30;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;

    @Nullable
    Path folder;

    @Nullable
    Path driverFolder;

    AtRest atRest = AtRest.OPEN;
    Level level = Level.OS;
    int termLength = 1 << 24;
    int segmentLength = 1 << 26;
    boolean readOnly;
    long lowWaterBytes = 1L << 31;
    long fullWaterBytes = 1L << 29;
    long watchIntervalNs = 1_000_000_000L;
    long stallTimeoutNs = 10_000_000_000L;

    @Nullable
    Supplier<IdleStrategy> idleStrategySupplier;

    private boolean concluded;

    /**
     * Checks the settings.
     *
     * @throws io.tocsin.atrest.KeyRefusedException if the keys lie in the folder.
     * @throws IllegalStateException    if called before, or without a folder.
     * @throws IllegalArgumentException if a setting is out of its range; the message names it.
     */
    final void checkAndSeal() {
        if (concluded) {
            throw new IllegalStateException("this context was used before: every store needs one of its own");
        }
        if (folder == null) {
            throw new IllegalStateException("no folder was given: say where the journal is with Context.folder(Path)");
        }
        final AtRestKeys keys = atRest.keys();
        if (keys != null) {
            keys.requireOutside(folder);
        }
        if (level == Level.NONE) {
            throw new IllegalArgumentException("level is NONE: an archive keeps at OS or DISK");
        }
        requirePowerOfTwo("termLength", termLength, MIN_TERM_LENGTH, MAX_TERM_LENGTH);
        requirePowerOfTwo("segmentLength", segmentLength, termLength, MAX_SEGMENT_LENGTH);
        if (fullWaterBytes < 0 || lowWaterBytes < fullWaterBytes) {
            throw new IllegalArgumentException("lowWaterBytes is " + lowWaterBytes + " and fullWaterBytes "
                    + fullWaterBytes + ": the first must not be below the second, and neither below 0");
        }
        requirePositive("watchIntervalNs", watchIntervalNs);
        requirePositive("stallTimeoutNs", stallTimeoutNs);
        requireRest();
        concluded = true;
    }

    /** How the archive's thread waits. Spinning beside {@code fsync} starves it where cores are few: with DISK it parks at once. */
    final IdleStrategy idleStrategy() {
        if (idleStrategySupplier != null) {
            return idleStrategySupplier.get();
        }
        return level == Level.DISK
                ? new BackoffIdleStrategy(0, 0, MIN_PARK_NS, MAX_PARK_NS)
                : new BackoffIdleStrategy(10, 20, MIN_PARK_NS, MAX_PARK_NS);
    }

    private void requireRest() {
        final IdleStrategy idleStrategy = idleStrategy();
        if (level == Level.DISK
                && (idleStrategy instanceof BusySpinIdleStrategy
                        || idleStrategy instanceof YieldingIdleStrategy
                        || idleStrategy instanceof NoOpIdleStrategy)) {
            throw new IllegalArgumentException(
                    "idleStrategySupplier spins, and level is DISK: spinning beside fsync makes it slower");
        }
    }

    private static void requirePowerOfTwo(final String name, final int value, final int least, final int most) {
        if (value < least || value > most || !BitUtil.isPowerOfTwo(value)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": it must be a power of two from " + least + " to " + most);
        }
    }

    private static void requirePositive(final String name, final long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be above 0");
        }
    }
}
