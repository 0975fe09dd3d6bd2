package io.tocsin.transport.cluster;

/**
 * How a snapshot stands in its recording: a frame that begins it, frames of bytes as the engine gave them, a frame that ends it. Each begins with its type, 4 bytes, and
 * 4 bytes 0; little endian. What is missing, double or of another version is found by the counts of the end, what is changed by the digest.
 */
final class SnapshotFrames {
    /** 8 bytes magic, 4 bytes version of this layout, 4 bytes the member that leads, 8 bytes the leadership term, 8 bytes commands, 8 bytes events of the engine, 8 bytes number and 8 bytes deadline of the
     * timer that is armed: all of it stands in the log or follows from it, so it is equal on every node. */
    static final int BEGIN = 1;

    /** Bytes of the state. */
    static final int BYTES = 2;

    /** 8 bytes how many frames of bytes, 8 bytes how many bytes, 8 bytes the digest that the engine answered. */
    static final int END = 3;

    static final long MAGIC = 0x504e53434f54L;
    static final int VERSION = 1;

    static final int BODY_OFFSET = 8;
    static final int BEGIN_LENGTH = BODY_OFFSET + 56;
    static final int END_LENGTH = BODY_OFFSET + 24;

    private SnapshotFrames() {}
}
