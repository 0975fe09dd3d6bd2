package io.tocsin.pipeline;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place of the ring: a view of its part of the ring's block, and how much of it is used. Written by the producer that claimed it, read by the host's
 * thread; publishing orders the two. What a pipeline adds, timestamp and journal position, stands in arrays of its own so that the threads share no cache line.
 */
public final class CommandSlot {
    /** Length of a slot that holds no command: its producer found the ring closed after claiming. */
    public static final int VOID = 0;

    private final UnsafeBuffer buffer;
    private int length;

    CommandSlot(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /** Holds the command, from 0 on, until the slot is freed; the host's thread may complete it. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of the command; {@link #VOID} if there is none. */
    public int length() {
        return length;
    }

    void fill(final DirectBuffer source, final int offset, final int sourceLength) {
        buffer.putBytes(0, source, offset, sourceLength);
        length = sourceLength;
    }

    void empty() {
        length = VOID;
    }
}
