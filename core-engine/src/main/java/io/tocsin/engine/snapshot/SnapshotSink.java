package io.tocsin.engine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the bytes of a snapshot, in order. Called on the engine's thread; what it does with them is the host's business. */
@FunctionalInterface
public interface SnapshotSink {
    /**
     * The next bytes of the snapshot. The cuts between chunks mean nothing.
     *
     * @param buffer holds the bytes during the call only.
     * @param offset of the first byte.
     * @param length at least 1, at most 64 KiB.
     */
    void onChunk(DirectBuffer buffer, int offset, int length);
}
