package io.tocsin.pipeline;

import io.tocsin.engine.EngineOutput;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The way out of the engine: outputs of one entrance are gathered here and moved to the output ring once it has ended. So nothing leaves of a command that threw,
 * and no entrance can find the ring too small: what does not fit stays here, in order, and the engine is not fed before it has moved.
 *
 * <p>How much that can be, in bytes of this stage: an expired step says at most 64 {@code OfferAnswered}, 42 {@code StepStarted} and {@code StepEnded}, one {@code
 * AlertClosed}, one {@code OutputDispatched} and 64 {@code OutputLeft}, 15 KiB; 64 of them are 960 KiB. Dispatch sends again at most 64 times {@code
 * AlertContent} and {@code OutputDispatched}, 96 KiB. The command itself says less than 16 KiB. Together less than the {@value #INITIAL_BYTES} bytes that are
 * allocated at start. Two commands can say more, by configuration only: a {@code ConfigCommit} interns at most five times {@code configBytes}, and a {@code
 * VitalsBatch} ends or opens alerts once per reading and rule; there the stage grows, once, and keeps its size.
 *
 * <p>Pipeline thread only, but for {@link #isEmptyAsSeenFromOutside()}.
 */
final class OutputStage implements EngineOutput {
    /** First size of the stage. */
    static final int INITIAL_BYTES = 1 << 21;

    /** Ring message that holds an event's sequence, 8 bytes, and the event. */
    static final int EVENT = 1;

    /** Ring message that holds an answer. */
    static final int ANSWER = 2;

    private static final int TYPE_OFFSET = 0;
    private static final int LENGTH_OFFSET = 4;
    private static final int BYTES_OFFSET = 8;
    private static final int ALIGNMENT = 8;

    private final @Nullable EngineOutput tap;
    private final @Nullable OneToOneRingBuffer ring;
    private final ExpandableArrayBuffer staged;
    private int head;
    private int tail;
    private volatile boolean empty = true;

    /**
     * @param tap  is told synchronously, before the entrance has ended; what it throws stops the node.
     * @param ring to write to; without one nothing is staged.
     */
    OutputStage(final @Nullable EngineOutput tap, final @Nullable OneToOneRingBuffer ring) {
        this.tap = tap;
        this.ring = ring;
        staged = new ExpandableArrayBuffer(ring == null ? ExpandableArrayBuffer.INITIAL_CAPACITY : INITIAL_BYTES);
    }

    static OneToOneRingBuffer newRing(final int capacityBytes) {
        return new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacityBytes + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (tap != null) {
            tap.onEvent(eventSeq, buffer, offset, length);
        }
        if (ring != null) {
            staged.putLong(tail + BYTES_OFFSET, eventSeq);
            staged.putBytes(tail + BYTES_OFFSET + Long.BYTES, buffer, offset, length);
            staged(EVENT, Long.BYTES + length);
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (tap != null) {
            tap.onAnswer(buffer, offset, length);
        }
        if (ring != null) {
            staged.putBytes(tail + BYTES_OFFSET, buffer, offset, length);
            staged(ANSWER, length);
        }
    }

    /**
     * Moves what is staged to the ring, as far as it has room.
     *
     * @return how many outputs were moved.
     */
    int flush() {
        int moved = 0;
        if (ring != null && head != tail) {
            while (head < tail) {
                final int length = staged.getInt(head + LENGTH_OFFSET);
                if (!ring.write(staged.getInt(head + TYPE_OFFSET), staged, head + BYTES_OFFSET, length)) {
                    empty = false;
                    return moved;
                }
                head += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
                moved++;
            }
            discard();
        }
        return moved;
    }

    /** Forgets what is staged. */
    void discard() {
        head = 0;
        tail = 0;
        if (!empty) {
            empty = true;
        }
    }

    /** Whether everything has moved: the engine may be fed. */
    boolean isEmpty() {
        return head == tail;
    }

    /** Whether nothing waited for room when the last entrance was flushed. Any thread. */
    boolean isEmptyAsSeenFromOutside() {
        return empty;
    }

    private void staged(final int type, final int length) {
        staged.putInt(tail + TYPE_OFFSET, type);
        staged.putInt(tail + LENGTH_OFFSET, length);
        tail += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
    }
}
