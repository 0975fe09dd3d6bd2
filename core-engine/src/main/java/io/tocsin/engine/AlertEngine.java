package io.tocsin.engine;

import io.tocsin.engine.snapshot.SnapshotSink;
import io.tocsin.engine.snapshot.SnapshotSource;
import org.agrona.DirectBuffer;

/** Signatures only; the engine follows. */
public final class AlertEngine {
    /** Longest command in bytes, header included: one slot of the ring. */
    public static final int MAX_COMMAND_LENGTH = 1024;

    /** Longest event in bytes, header included: one MTU of the journal's transport. */
    public static final int MAX_EVENT_LENGTH = 1376;

    /** What {@link #nextDeadlineNs()} answers when nothing is due, ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** @param output takes what leaves the engine. */
    public AlertEngine(final EngineOutput output) {}

    /** A command. */
    public void onCommand(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {}

    /** Time passes. */
    public void onTick(final long timestampNs) {}

    /** Writes the state. */
    public void snapshot(final SnapshotSink sink) {}

    /** Takes the state over. */
    public void restore(final SnapshotSource source) {}

    /** @return the instant at which the host must publish a tick, epoch ns; at or before now when work is due; or {@link #NO_DEADLINE}. */
    public long nextDeadlineNs() {
        return NO_DEADLINE;
    }

    /** @return engine time. */
    public long nowNs() {
        return 0;
    }

    /** @return commands and ticks so far. */
    public long commandSeq() {
        return 0;
    }

    /** @return the last event's sequence. */
    public long eventSeq() {
        return 0;
    }

    /** @return rolling hash over every event and answer so far. */
    public long eventHash() {
        return 0;
    }

    /** @return digest of the whole state; walks all of it. */
    public long stateDigest() {
        return 0;
    }

    /** @return highest command id seen of a source; 0 if none. */
    public long highestCommandId(final long sourceId) {
        return 0;
    }
}
