package io.tocsin.pipeline;

import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.EventLog;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The way out of the engine: outputs of one entrance are gathered here and moved to the event log and to the output ring once it has ended, to each as fast as it
 * takes them. So nothing leaves of a command that threw, and no entrance can find the ring too small: what does not fit stays here, in order, and the engine is not
 * fed before it has moved.
 *
 * <p>While a journal is replayed, only events that the event log lacks are moved, and only there.
 *
 * <p>How much that can be, in bytes of this stage: an expired step says at most 64 {@code OfferAnswered}, 42 {@code StepStarted} and {@code StepEnded}, one {@code
 * AlertClosed}, one {@code OutputDispatched} and 64 {@code OutputLeft}, 15 KiB; 64 of them are 960 KiB. Dispatch sends again at most 64 times {@code
 * AlertContent} and {@code OutputDispatched}, 96 KiB. The command itself says less than 16 KiB. Together less than the {@value #INITIAL_BYTES} bytes that are
 * allocated at start. Two commands can say more, by configuration only: a {@code ConfigCommit} interns at most five times {@code configBytes}, and a {@code
 * VitalsBatch} ends or opens alerts once per reading and rule; there the stage grows, once, and keeps its size.
 *
 * <p>Pipeline thread only, but for {@link #isEmptyAsSeenFromOutside()}.
 */
public final class OutputStage implements EngineOutput {
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
    private final @Nullable EventLog eventLog;
    private final ExpandableArrayBuffer staged;
    private boolean replaying;
    private int ringHead;
    private int logHead;
    private int tail;
    private volatile boolean empty = true;

    /**
     * A stage in front of what takes outputs.
     *
     * @param tap      is told synchronously, before the entrance has ended; what it throws stops the node.
     * @param eventLog to append events to, if there is one.
     * @param ring     to write to, if there is one.
     */
    public OutputStage(
            final @Nullable EngineOutput tap,
            final @Nullable EventLog eventLog,
            final @Nullable OneToOneRingBuffer ring) {
        this.tap = tap;
        this.eventLog = eventLog;
        this.ring = ring;
        staged = new ExpandableArrayBuffer(
                ring == null && eventLog == null ? ExpandableArrayBuffer.INITIAL_CAPACITY : INITIAL_BYTES);
    }

    /**
     * A ring for outputs, outside of the heap.
     *
     * @param capacityBytes a power of two.
     * @return an empty ring.
     */
    public static OneToOneRingBuffer newRing(final int capacityBytes) {
        return new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacityBytes + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** Whether the engine sees again what it has seen before. */
    void replaying(final boolean value) {
        replaying = value;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (replaying) {
            if (eventLog != null && eventSeq > eventLog.lastEventSeq()) {
                stageEvent(eventSeq, buffer, offset, length);
            }
            return;
        }
        if (tap != null) {
            tap.onEvent(eventSeq, buffer, offset, length);
        }
        if (ring != null || eventLog != null) {
            stageEvent(eventSeq, buffer, offset, length);
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (replaying) {
            return;
        }
        if (tap != null) {
            tap.onAnswer(buffer, offset, length);
        }
        if (ring != null) {
            staged.putBytes(tail + BYTES_OFFSET, buffer, offset, length);
            staged(ANSWER, length);
        }
    }

    /**
     * Moves what is staged to event log and ring, as far as they have room.
     *
     * @return how many outputs were moved.
     */
    public int flush() {
        if (tail == 0) {
            return 0;
        }
        final int moved = flushToLog() + flushToRing();
        if (logHead == tail && ringHead == tail) {
            discard();
        } else {
            empty = false;
        }
        return moved;
    }

    /** Forgets what is staged. */
    public void discard() {
        ringHead = 0;
        logHead = 0;
        tail = 0;
        if (!empty) {
            empty = true;
        }
    }

    /** Whether everything has moved: the engine of a pipeline may be fed. */
    public boolean isEmpty() {
        return tail == 0;
    }

    /** Whether nothing waited for room when the last entrance was flushed. Any thread. */
    boolean isEmptyAsSeenFromOutside() {
        return empty;
    }

    private int flushToLog() {
        int moved = 0;
        while (logHead < tail) {
            final int length = staged.getInt(logHead + LENGTH_OFFSET);
            if (eventLog != null && staged.getInt(logHead + TYPE_OFFSET) == EVENT) {
                final int at = logHead + BYTES_OFFSET;
                if (!eventLog.append(staged.getLong(at), staged, at + Long.BYTES, length - Long.BYTES)) {
                    break;
                }
                moved++;
            }
            logHead += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
        }
        return moved;
    }

    private int flushToRing() {
        if (ring == null || replaying) {
            ringHead = tail;
            return 0;
        }
        int moved = 0;
        while (ringHead < tail) {
            final int length = staged.getInt(ringHead + LENGTH_OFFSET);
            if (!ring.write(staged.getInt(ringHead + TYPE_OFFSET), staged, ringHead + BYTES_OFFSET, length)) {
                break;
            }
            ringHead += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
            moved++;
        }
        return moved;
    }

    private void stageEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        staged.putLong(tail + BYTES_OFFSET, eventSeq);
        staged.putBytes(tail + BYTES_OFFSET + Long.BYTES, buffer, offset, length);
        staged(EVENT, Long.BYTES + length);
    }

    private void staged(final int type, final int length) {
        staged.putInt(tail + TYPE_OFFSET, type);
        staged.putInt(tail + LENGTH_OFFSET, length);
        tail += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
    }
}
