package io.tocsin.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes the end mark of a state that was copied without one: how long everything before it is, and its digest. Hashing takes longer than copying, so the engine does
 * not wait for it. One thread at a time; allocates nothing after construction.
 */
public final class EndMark {
    /** Bytes of the mark. */
    public static final int LENGTH = 2 * Long.BYTES;

    private final StreamHash hash = new StreamHash();
    private long length;

    /** Of no bytes yet. */
    public EndMark() {}

    /**
     * Takes the next bytes of the state in.
     *
     * @param buffer holds them.
     * @param offset of the first.
     * @param count  how many.
     */
    public void add(final DirectBuffer buffer, final int offset, final int count) {
        hash.update(buffer, offset, count);
        length += count;
    }

    /**
     * Writes the mark of everything so far.
     *
     * @param buffer to write to.
     * @param offset of its {@link #LENGTH} bytes.
     */
    public void put(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, length);
        buffer.putLong(offset + Long.BYTES, hash.digest());
    }
}
