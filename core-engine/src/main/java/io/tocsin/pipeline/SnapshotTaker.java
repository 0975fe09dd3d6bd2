package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.flight.SnapshotTook;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.SnapshotMark;
import io.tocsin.journal.SnapshotStore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a snapshot is due and takes it: once the store has room for it, the engine copies its state there, and everything else is the business of the store's thread. While there is no room, or the snapshot before is still being written, commands go on. A snapshot is committed
 * only once the event log has recorded every event up to it, so that one found after a crash can be used. Pipeline thread; at close, whoever closes.
 */
final class SnapshotTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);
    private static final long PARK_NS = 50_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final SnapshotStore store;
    private final @Nullable EventLog eventLog;
    private final AlertEngine engine;
    private final long intervalCommands;
    private final long intervalNs;
    private long takenCommandSeq;
    private long takenNs;
    private boolean uncommitted;
    private long uncommittedEventSeq;

    /** @param base the snapshot that the engine comes from, if it does. */
    SnapshotTaker(
            final SnapshotStore store,
            final @Nullable EventLog eventLog,
            final AlertEngine engine,
            final long intervalCommands,
            final long intervalNs,
            final @Nullable SnapshotMark base) {
        this.store = store;
        this.eventLog = eventLog;
        this.engine = engine;
        this.intervalCommands = intervalCommands;
        this.intervalNs = intervalNs;
        takenCommandSeq = base == null ? 0 : base.commandSeq();
        takenNs = base == null ? NEVER : base.timestampNs();
    }

    /** Whether there may be anything to do: without it, the clock need not be read. */
    boolean isPollWanted() {
        return uncommitted || hasChanges();
    }

    /**
     * Takes or commits a snapshot if it is time.
     *
     * @param position of the journal after the engine's last command.
     * @param records  of the journal up to there.
     * @param nowNs    host time.
     * @return 1 if anything was done, otherwise 0.
     */
    int poll(final long position, final long records, final long nowNs) {
        if (uncommitted) {
            return commitIfRecorded() ? 1 : 0;
        }
        if (takenNs == NEVER) {
            takenNs = nowNs;
        }
        final boolean due = engine.commandSeq() - takenCommandSeq >= intervalCommands || nowNs - takenNs >= intervalNs;
        if (!due || !take(position, records)) {
            return 0;
        }
        takenNs = nowNs;
        return 1;
    }

    /** Takes a last snapshot if anything has changed and waits until it may be committed, but not longer than told. */
    void finish(final long position, final long records, final long timeoutNs) {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        while (isPollWanted()) {
            final boolean moved = uncommitted ? commitIfRecorded() : take(position, records);
            if (!moved) {
                if (System.nanoTime() - deadlineNs > 0) {
                    LOG.warn("closing without a last snapshot: the next start replays from the one before");
                    return;
                }
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    private boolean hasChanges() {
        return engine.commandSeq() != takenCommandSeq;
    }

    private boolean take(final long position, final long records) {
        final long commandSeq = engine.commandSeq();
        final long eventSeq = engine.eventSeq();
        if (eventSeq == 0 || !store.prepare(engine.likelySnapshotBytes())) {
            return false;
        }
        final SnapshotTook took = new SnapshotTook();
        took.begin();
        store.begin(new SnapshotMark(position, records, commandSeq, eventSeq, engine.nowNs()));
        engine.copyState(store.sink());
        took.commandSeq = commandSeq;
        took.eventSeq = eventSeq;
        took.commit();
        takenCommandSeq = commandSeq;
        uncommitted = true;
        uncommittedEventSeq = eventSeq;
        commitIfRecorded();
        return true;
    }

    private boolean commitIfRecorded() {
        if (eventLog != null && eventLog.recordedEventSeq() < uncommittedEventSeq) {
            return false;
        }
        uncommitted = false;
        store.commit();
        return true;
    }
}
