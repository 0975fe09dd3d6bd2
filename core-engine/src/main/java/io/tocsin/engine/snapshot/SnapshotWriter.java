package io.tocsin.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the parts of a snapshot in canonical order into chunks and hashes every byte on the way, unless told otherwise. A section starts with its id and version and ends where the next
 * one starts; its own counts say how much it holds. Engine thread; allocates nothing after construction.
 */
public final class SnapshotWriter {
    private static final int CHUNK_BYTES = 64 * 1024;
    /** From so many on bytes are not copied together first. */
    private static final int PASSED_ON_BYTES = 1024;

    private final UnsafeBuffer chunk = new UnsafeBuffer(new byte[CHUNK_BYTES]);
    private SnapshotSink sink = (buffer, offset, length) -> {};
    private int used;
    private long writtenBytes;
    private boolean isHashing;
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
        isHashing = true;
    }

    /** What follows is not hashed: {@link EndMark} will be made of the bytes by whoever has them. */
    public void hashNoMore() {
        flush();
        isHashing = false;
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
     * @param length how many. Not a few go to the sink from where they lie.
     */
    public void putBytes(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= PASSED_ON_BYTES) {
            flush();
            for (int done = 0; done < length; done += CHUNK_BYTES) {
                passOn(buffer, offset + done, Math.min(CHUNK_BYTES, length - done));
            }
            return;
        }
        room(length);
        chunk.putBytes(used, buffer, offset, length);
        used += length;
    }

    /**
     * Hands the rest to the sink.
     *
     * @return the digest of every byte of the snapshot so far, or up to {@link #hashNoMore()}.
     */
    public long flush() {
        if (used > 0) {
            passOn(chunk, 0, used);
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

    private void passOn(final DirectBuffer buffer, final int offset, final int length) {
        if (isHashing) {
            hash.update(buffer, offset, length);
        }
        writtenBytes += length;
        sink.onChunk(buffer, offset, length);
    }

    private void room(final int length) {
        if (used + length > CHUNK_BYTES) {
            flush();
        }
    }
}
