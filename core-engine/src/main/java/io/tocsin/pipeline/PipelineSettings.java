package io.tocsin.pipeline;

import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.SnapshotStore;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** What a context holds. */
abstract sealed class PipelineSettings permits Pipeline.Context {
    private static final int MIN_RING_CAPACITY = 16;
    private static final int MAX_RING_CAPACITY = 1 << 16;
    private static final int MIN_OUTPUT_CAPACITY_BYTES = 1 << 16;
    private static final int MAX_OUTPUT_CAPACITY_BYTES = 1 << 30;

    long epochHigh;
    long epochLow;

    @Nullable
    Journal journal;

    @Nullable
    EventLog eventLog;

    @Nullable
    SnapshotStore snapshots;

    long snapshotIntervalCommands = 1_000_000;
    long snapshotIntervalNs = 600_000_000_000L;
    EngineLimits limits = EngineLimits.hospital();

    @Nullable
    EpochNanoClock clock;

    Supplier<IdleStrategy> idleStrategySupplier = PipelineDefaults::backoff;
    ThreadFactory threadFactory = PipelineDefaults::daemon;
    int ringCapacity = CommandRing.DEFAULT_CAPACITY;
    int outputCapacityBytes = 1 << 23;
    Pipeline.Threading threading = Pipeline.Threading.THREADED;
    long drainTimeoutNs = 5_000_000_000L;
    Consumer<Throwable> onFatal = PipelineDefaults::logFatal;

    @Nullable
    OutputHandler outputHandler;

    ErrorHandler deliveryErrorHandler = PipelineDefaults::logDeliveryError;

    @Nullable
    EngineOutput tap;

    @Nullable
    JournalFollower follower;

    private boolean concluded;

    /**
     * What follows the journal on a thread of its own, named as its role.
     *
     * @param value follows this pipeline's journal only; default nothing.
     * @return this.
     */
    public final Pipeline.Context follower(final JournalFollower value) {
        follower = value;
        return (Pipeline.Context) this;
    }

    /**
     * Checks the settings and fills what was left open.
     *
     * @throws IllegalStateException    if called before, or without a journal.
     * @throws IllegalArgumentException if a setting is out of its range; the message names it.
     */
    final void checkAndSeal() {
        if (concluded) {
            throw new IllegalStateException("this context was used before: every pipeline needs one of its own");
        }
        if (journal == null) {
            throw new IllegalStateException("no journal was given: name one, or NoJournal for none");
        }
        PipelineDefaults.requirePowerOfTwo("ringCapacity", ringCapacity, MIN_RING_CAPACITY, MAX_RING_CAPACITY);
        PipelineDefaults.requirePowerOfTwo(
                "outputCapacityBytes", outputCapacityBytes, MIN_OUTPUT_CAPACITY_BYTES, MAX_OUTPUT_CAPACITY_BYTES);
        PipelineDefaults.requirePositive("drainTimeoutNs", drainTimeoutNs);
        PipelineDefaults.requirePositive("snapshotIntervalCommands", snapshotIntervalCommands);
        PipelineDefaults.requirePositive("snapshotIntervalNs", snapshotIntervalNs);
        if (epochHigh == 0 && epochLow == 0) {
            final UUID minted = UUID.randomUUID();
            epochHigh = minted.getMostSignificantBits();
            epochLow = minted.getLeastSignificantBits();
        }
        if (clock == null) {
            clock = new SlewedEpochClock();
        }
        concluded = true;
    }
}
