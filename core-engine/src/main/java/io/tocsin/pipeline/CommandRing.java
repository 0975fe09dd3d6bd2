package io.tocsin.pipeline;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.StorageState;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where every command enters: a Disruptor ring of preallocated slots that any thread publishes to without waiting. What finds no room is refused, lesser classes
 * first; nothing is queued in front of it.
 */
public final class CommandRing {
    /** Bytes of a slot: the longest command. */
    static final int SLOT_LENGTH = AlertEngine.MAX_COMMAND_LENGTH;

    /** Slots of a ring unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 8_192;

    /** No room for a command of this class now. */
    public static final long BUSY = -1;

    /** The ring takes nothing any more. */
    public static final long CLOSED = -2;

    /** The command is longer than a slot. */
    public static final long TOO_LONG = -3;

    /** The journal has no room for commands of this class. */
    public static final long STORAGE_FULL = -4;

    // Counters of two classes never share a cache line.
    private static final int COUNTER_STRIDE = 16;

    private final RingBuffer<CommandSlot> ring;
    private final int[] reserves = new int[AdmissionClass.count()];
    private final AtomicLongArray refusedBusy = new AtomicLongArray((AdmissionClass.count() + 1) * COUNTER_STRIDE);
    private volatile boolean closed;
    private volatile StorageState storageState = StorageState.AMPLE;

    /**
     * An empty ring; its slots are allocated here.
     *
     * @param capacity slots, a power of two.
     */
    public CommandRing(final int capacity) {
        final UnsafeBuffer block =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity * SLOT_LENGTH, BitUtil.CACHE_LINE_LENGTH));
        final SlotFactory slots = new SlotFactory(block);
        ring = RingBuffer.createMultiProducer(slots::next, capacity);
        for (final AdmissionClass admissionClass : AdmissionClass.values()) {
            reserves[admissionClass.index()] = admissionClass.reserve(capacity);
        }
    }

    /**
     * Publishes a command. Any thread; never blocks; does not allocate.
     *
     * <p>A positive ticket is no answer: it says that the command will be journaled and given to the engine if the host neither fails nor is killed before.
     *
     * @param admissionClass decides what must stay free.
     * @param buffer         holds the command; copied.
     * @param offset         of the message header.
     * @param length         of header and message, at least 1.
     * @return a positive ticket, the ring's sequence plus one; or {@link #BUSY}, {@link #CLOSED}, {@link #TOO_LONG}, {@link
     *     #STORAGE_FULL}.
     */
    public long tryPublish(
            final AdmissionClass admissionClass, final DirectBuffer buffer, final int offset, final int length) {
        if (closed) {
            return CLOSED;
        }
        if (length > SLOT_LENGTH) {
            return TOO_LONG;
        }
        if (length < 1) {
            throw new IllegalArgumentException("a command of " + length + " bytes: it must be at least 1");
        }
        buffer.boundsCheck(offset, length);

        final StorageState room = storageState;
        if (room != StorageState.AMPLE && !admissionClass.mayEnter(room)) {
            return STORAGE_FULL;
        }
        final int index = admissionClass.index();
        final long sequence = ring.hasAvailableCapacity(1 + reserves[index]) ? claim() : BUSY;
        if (sequence == BUSY) {
            refusedBusy.getAndIncrement((index + 1) * COUNTER_STRIDE);
            return BUSY;
        }
        // From here on the slot must be published whatever happens: a claimed slot that is not stalls the ring for
        // ever.
        final CommandSlot slot = ring.get(sequence);
        slot.empty();
        try {
            if (closed) {
                return CLOSED;
            }
            slot.fill(buffer, offset, length);
            return sequence + 1;
        } finally {
            ring.publish(sequence);
        }
    }

    /** Takes nothing from now on. Any thread. */
    public void close() {
        closed = true;
    }

    /** Says which classes are taken from now on. Any thread. */
    public void storageState(final StorageState value) {
        storageState = value;
    }

    /** Which classes are taken. Any thread. */
    public StorageState storageState() {
        return storageState;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Publishes an empty slot behind everything that was ever promised: who claims after it sees the ring closed, because it was closed before this claim. To be
     * called after {@link #close()}, again while it answers {@link #BUSY}.
     *
     * @return the sequence of the mark, or {@link #BUSY}.
     */
    public long tryMarkEnd() {
        final long sequence = claim();
        if (sequence != BUSY) {
            ring.get(sequence).empty();
            ring.publish(sequence);
        }
        return sequence;
    }

    /**
     * A poller over what is published.
     *
     * @param gate it stays behind, if there is one.
     * @return a poller that has seen nothing yet.
     */
    public EventPoller<CommandSlot> newPoller(final Sequence... gate) {
        return ring.newPoller(gate);
    }

    /**
     * Says what frees slots; nothing else holds producers back.
     *
     * @param sequence slots are reused once it has passed them.
     */
    public void gateProducersOn(final Sequence sequence) {
        ring.addGatingSequences(sequence);
    }

    /**
     * The place of a sequence.
     *
     * @param sequence published, and not yet freed.
     * @return its slot.
     */
    public CommandSlot slot(final long sequence) {
        return ring.get(sequence);
    }

    /** How many slots there are. */
    public int capacity() {
        return ring.getBufferSize();
    }

    /** Slots ever claimed. Any thread. */
    public long claimed() {
        return ring.getCursor() + 1;
    }

    /**
     * How often a class was answered {@link #BUSY}. Any thread.
     *
     * @param admissionClass to count.
     * @return 0 or more.
     */
    public long refusedBusy(final AdmissionClass admissionClass) {
        return refusedBusy.get((admissionClass.index() + 1) * COUNTER_STRIDE);
    }

    private long claim() {
        try {
            return ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            // The Disruptor's preallocated instance: thrown and caught without allocating.
            return BUSY;
        }
    }

    private static final class SlotFactory {
        private final UnsafeBuffer block;
        private int next;

        SlotFactory(final UnsafeBuffer block) {
            this.block = block;
        }

        CommandSlot next() {
            final int offset = next;
            next += SLOT_LENGTH;
            return new CommandSlot(new UnsafeBuffer(block, offset, SLOT_LENGTH));
        }
    }
}
