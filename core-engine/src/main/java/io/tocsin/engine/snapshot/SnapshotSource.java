package io.tocsin.engine.snapshot;

import org.agrona.MutableDirectBuffer;

/** Gives back the bytes of a snapshot, in order. Called on the engine's thread. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Reads some of the next bytes.
     *
     * @param buffer to read into.
     * @param offset of the first byte to write.
     * @param length most bytes to read, at least 1.
     * @return how many were read, at least 1; -1 at the end.
     */
    int read(MutableDirectBuffer buffer, int offset, int length);
}
