package io.tocsin.bench;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The raw limit of the pipeline: a stock multi-producer Disruptor with slots of the same size and the same copy, one poller, and nothing else. */
final class RawRing {
    private static final int SLOT_BYTES = 1024;

    private final RingBuffer<Slot> ring;
    private final EventPoller<Slot> poller;

    /** A place of the ring. */
    static final class Slot {
        private final UnsafeBuffer buffer;
        private int length;

        Slot(final UnsafeBuffer buffer) {
            this.buffer = buffer;
        }

        UnsafeBuffer buffer() {
            return buffer;
        }

        int length() {
            return length;
        }

        /** Reads every word of the message, so that its bytes really come to the reader. */
        long sum() {
            long sum = 0;
            for (int at = 0; at < length; at += Long.BYTES) {
                sum += buffer.getLong(at);
            }
            return sum;
        }
    }

    RawRing(final int capacity) {
        final UnsafeBuffer block =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity * SLOT_BYTES, BitUtil.CACHE_LINE_LENGTH));
        final int[] next = {0};
        ring = RingBuffer.createMultiProducer(
                () -> new Slot(new UnsafeBuffer(block, SLOT_BYTES * next[0]++, SLOT_BYTES)), capacity);
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    /** Copies a message into the ring; false if it is full. */
    boolean tryPublish(final DirectBuffer buffer, final int offset, final int length) {
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            return false;
        }
        final Slot slot = ring.get(sequence);
        slot.buffer.putBytes(0, buffer, offset, length);
        slot.length = length;
        ring.publish(sequence);
        return true;
    }

    /** Gives what is there to a handler; false if there was nothing. */
    boolean poll(final EventPoller.Handler<Slot> handler) {
        try {
            return poller.poll(handler) == EventPoller.PollState.PROCESSING;
        } catch (final Exception thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** Messages that the reader has passed. Any thread. */
    long passed() {
        return poller.getSequence().get() + 1;
    }
}
