package io.tocsin.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the parts of a snapshot in canonical order into chunks and hashes every byte on the way. A section starts with its id and version and ends where the next
 * one starts; its own counts say how much it holds. Engine thread; allocates nothing after construction.
 */
public final class SnapshotWriter {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final UnsafeBuffer chunk = new UnsafeBuffer(new byte[CHUNK_BYTES]);
    private SnapshotSink sink = (buffer, offset, length) -> {};
    private int used;
    private long writtenBytes;
    private final StreamHash hash = new StreamHash();

    /**
     * Starts a snapshot.
     *
     * @param snapshotSink takes its bytes.
     */
    public void begin(final SnapshotSink snapshotSink) {
        sink = snapshotSink;
        used = 0;
        writtenBytes = 0;
        hash.reset();
    }

    /**
     * Starts a section.
     *
     * @param id      of the section, unique in the format.
     * @param version of the section's layout.
     */
    public void section(final int id, final int version) {
        putInt(id);
        putInt(version);
    }

    /**
     * Appends a byte.
     *
     * @param value its low eight bits count.
     */
    public void putByte(final int value) {
        room(1);
        chunk.putByte(used, (byte) value);
        used += 1;
    }

    /**
     * Appends a 32-bit value.
     *
     * @param value to append.
     */
    public void putInt(final int value) {
        room(4);
        chunk.putInt(used, value);
        used += 4;
    }

    /**
     * Appends a 64-bit value.
     *
     * @param value to append.
     */
    public void putLong(final long value) {
        room(8);
        chunk.putLong(used, value);
        used += 8;
    }

    /**
     * Appends bytes as they are; their number is the caller's to write.
     *
     * @param buffer holds them.
     * @param offset of the first.
     * @param length how many, at most 64 KiB.
     */
    public void putBytes(final DirectBuffer buffer, final int offset, final int length) {
        room(length);
        chunk.putBytes(used, buffer, offset, length);
        used += length;
    }

    /**
     * Hands the rest to the sink.
     *
     * @return the digest of every byte of the snapshot so far.
     */
    public long flush() {
        if (used > 0) {
            hash.update(chunk, 0, used);
            writtenBytes += used;
            sink.onChunk(chunk, 0, used);
            used = 0;
        }
        return hash.digest();
    }

    /**
     * How much was written.
     *
     * @return bytes since {@link #begin}, those not yet handed on included.
     */
    public long writtenBytes() {
        return writtenBytes + used;
    }

    private void room(final int length) {
        if (used + length > CHUNK_BYTES) {
            flush();
        }
    }
}
