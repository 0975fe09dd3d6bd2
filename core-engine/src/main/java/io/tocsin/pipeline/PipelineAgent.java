package io.tocsin.pipeline;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.TickEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.semantics.UnknownSemanticsException;
import io.tocsin.flight.CommandTook;
import io.tocsin.flight.JournalTook;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Poison;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns journal and engine. Two stock pollers stand on the ring: one appends commands to the journal, one gives the engine what is recorded,
 * gated on {@link #recorded}; only the engine's sequence frees slots. Nothing waits inside a handler: what cannot go on now is tried again in the next cycle.
 *
 * <p>Whatever journal, engine, tap or clock throws stops the node: the ring is closed, the callback is told once, and the command that threw is never passed.
 *
 * <p>A poller passes an event whose handler answered {@code false}, and does not pass one whose handler threw. So a command that the journal cannot take now has
 * already been passed: it is kept as {@link #pendingSequence} and is the first to be tried again.
 */
final class PipelineAgent implements Agent {
    /** Commands appended, and commands carried out, per duty cycle. */
    static final int LIMIT = 256;

    /** Commands that the engine reads ahead for at once: the waits for memory overlap, and the first is still in the cache when its turn comes. */
    static final int FORESEEN_TOGETHER = 8;

    /** Commands that share a reading of the clock; all of them were in the ring before it was read. */
    static final int STAMPED_TOGETHER = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PipelineAgent.class);
    private static final long NONE = -1;

    private final CommandRing ring;
    private final Journal journal;
    private final AlertEngine engine;
    private final OutputStage outputs;
    private final EpochNanoClock clock;
    private final @Nullable SnapshotTaker snapshots;
    private final Consumer<Throwable> onFatal;

    // Made once: what tells of every command must not be made for each.
    private final CommandTook commandTook = new CommandTook();
    private final JournalTook journalTook = new JournalTook();

    private final Sequence recorded = new Sequence();
    private final EventPoller<CommandSlot> journalPoller;
    private final EventPoller<CommandSlot> enginePoller;
    private final EventPoller.Handler<CommandSlot> appendCommand = this::appendCommand;
    private final EventPoller.Handler<CommandSlot> feedCommand = this::feedCommand;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[tickLength()]);

    // By ring sequence: what the journal answered, and what the command was stamped with.
    private final long[] positions;
    private final long[] timestampsNs;
    private final int mask;

    private final AtomicLong journaled = new AtomicLong();
    private final AtomicLong engineCommandSeq = new AtomicLong();
    private final AtomicLong highestBacklog = new AtomicLong();
    private long appendedSequence = NONE;
    private long appendedPosition;
    private long pendingSequence = NONE;
    private long tickSequence = NONE;
    private long lastStampNs = Long.MIN_VALUE;
    private long fedPosition;
    private long fedRecords;
    private long foreseenSequence = NONE;

    @SuppressWarnings("UnusedVariable") // Takes what was read ahead, so that the reading is not optimised away.
    private long readAhead;

    private int stampsLeft;
    private int cycleCount;
    private boolean insideEntrance;
    private long enteredSequence;
    private volatile Pipeline.State state = Pipeline.State.STARTING;
    private volatile @Nullable Throwable failure;

    PipelineAgent(
            final CommandRing ring,
            final Journal journal,
            final AlertEngine engine,
            final OutputStage outputs,
            final EpochNanoClock clock,
            final @Nullable SnapshotTaker snapshots,
            final Consumer<Throwable> onFatal) {
        this.ring = ring;
        this.journal = journal;
        this.engine = engine;
        this.outputs = outputs;
        this.clock = clock;
        this.snapshots = snapshots;
        this.onFatal = onFatal;
        journalPoller = ring.newPoller();
        enginePoller = ring.newPoller(recorded);
        ring.gateProducersOn(enginePoller.getSequence());
        positions = new long[ring.capacity()];
        timestampsNs = new long[ring.capacity()];
        mask = ring.capacity() - 1;
        // The envelope is all zeros: the host itself, not deduplicated, no answer wanted.
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
    }

    /** Goes on with a journal whose records the engine has all seen. To be called before the first duty cycle. */
    void resume(final long journalPosition, final long journalRecords) {
        appendedPosition = journalPosition;
        fedPosition = journalPosition;
        fedRecords = journalRecords;
        lastStampNs = engine.nowNs();
        engineCommandSeq.set(engine.commandSeq());
        state = Pipeline.State.RUNNING;
    }

    /**
     * One duty cycle: a tick if its time has come, appends, what is recorded is released, the engine is fed, outputs move on, a snapshot is
     * taken if it is due.
     *
     * @return how much was done; 0 = idle.
     * @throws AgentTerminationException once the node has failed, with the cause.
     */
    @Override
    public int doWork() {
        final Throwable failed = failure;
        if (failed != null) {
            throw new AgentTerminationException(failed);
        }
        try {
            ring.storageState(journal.storageState());
            noteBacklog();
            return publishDueTick() + appendCommands() + releaseRecorded() + feedEngine() + takeDueSnapshot();
        } catch (final Throwable cause) {
            fail(cause);
            throw new AgentTerminationException(cause);
        }
    }

    @Override
    public String roleName() {
        return "tocsin-pipeline";
    }

    Pipeline.State state() {
        return state;
    }

    /** To be called once the agent's thread has ended; a failure stays one. */
    void markClosed() {
        if (state != Pipeline.State.FAILED) {
            state = Pipeline.State.CLOSED;
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Takes a last snapshot. To be called once everything has passed and the agent's thread has ended. */
    void finishSnapshots(final long timeoutNs) {
        if (snapshots != null) {
            snapshots.finish(fedPosition, fedRecords, timeoutNs);
        }
    }

    /** Commands that the journal has taken since the launch. Any thread. */
    long journaled() {
        return journaled.get();
    }

    /** The engine's count of commands and ticks. Any thread. */
    long engineCommandSeq() {
        return engineCommandSeq.get();
    }

    /** Whether this sequence was carried out and its outputs have moved on. Any thread. */
    boolean hasPassed(final long sequence) {
        return enginePoller.getSequence().get() >= sequence && outputs.isEmptyAsSeenFromOutside();
    }

    /** Most slots that were taken at once since this was last asked. Any thread, one at a time. */
    long takeHighestBacklog() {
        return Math.max(highestBacklog.getAndSet(0), backlog());
    }

    private long backlog() {
        return Math.max(0, ring.claimed() - 1 - enginePoller.getSequence().get());
    }

    private void noteBacklog() {
        final long backlog = backlog();
        if (backlog > highestBacklog.get()) {
            // Between the two a reader may have taken it: then this cycle counts for the time that follows.
            highestBacklog.lazySet(backlog);
        }
    }

    private int publishDueTick() {
        final long deadlineNs = engine.nextDeadlineNs();
        if (deadlineNs == AlertEngine.NO_DEADLINE
                || tickSequence > enginePoller.getSequence().get()
                || deadlineNs > stampNs()) {
            return 0;
        }
        final long ticket = ring.tryPublish(AdmissionClass.SYSTEM, tick, 0, tick.capacity());
        if (ticket < 0) {
            // No room, or closing: the commands in the ring carry time to the engine as well.
            return 0;
        }
        tickSequence = ticket - 1;
        return 1;
    }

    private int appendCommands() throws Exception {
        cycleCount = 0;
        stampsLeft = 0;
        if (pendingSequence != NONE) {
            if (!append(ring.slot(pendingSequence), pendingSequence)) {
                return 0;
            }
            pendingSequence = NONE;
            cycleCount = 1;
        }
        journalPoller.poll(appendCommand);
        return cycleCount;
    }

    private boolean appendCommand(final CommandSlot slot, final long sequence, final boolean endOfBatch) {
        if (!append(slot, sequence)) {
            pendingSequence = sequence;
            return false;
        }
        return ++cycleCount < LIMIT;
    }

    private boolean append(final CommandSlot slot, final long sequence) {
        if (slot.length() != CommandSlot.VOID) {
            if (stampsLeft == 0) {
                stampNs();
                stampsLeft = STAMPED_TOGETHER;
            }
            stampsLeft--;
            final long timestampNs = lastStampNs;
            journalTook.begin();
            final long position = journal.append(timestampNs, slot.buffer(), 0, slot.length());
            journalTook.over(position, slot.length());
            if (position == Journal.BACK_PRESSURED) {
                return false;
            }
            if (position <= appendedPosition) {
                throw new JournalException(
                        "journal answered position " + position + " after " + appendedPosition + ": positions rise");
            }
            appendedPosition = position;
            timestampsNs[(int) sequence & mask] = timestampNs;
            journaled.lazySet(journaled.get() + 1);
        }
        positions[(int) sequence & mask] = appendedPosition;
        appendedSequence = sequence;
        return true;
    }

    private int releaseRecorded() {
        final long recordedPosition = journal.recordedPosition();
        final long before = recorded.get();
        long sequence = before;
        while (sequence < appendedSequence && positions[(int) (sequence + 1) & mask] <= recordedPosition) {
            sequence++;
        }
        if (sequence != before) {
            recorded.set(sequence);
        }
        return (int) (sequence - before);
    }

    private int feedEngine() throws Exception {
        final int moved = outputs.flush();
        cycleCount = 0;
        if (outputs.isEmpty()) {
            enginePoller.poll(feedCommand);
        }
        return moved + cycleCount;
    }

    private boolean feedCommand(final CommandSlot slot, final long sequence, final boolean endOfBatch) {
        cycleCount++;
        if (slot.length() == CommandSlot.VOID) {
            return true;
        }
        if (sequence > foreseenSequence) {
            foresee(sequence);
        }
        insideEntrance = true;
        enteredSequence = sequence;
        commandTook.begin();
        engine.onCommand(timestampsNs[(int) sequence & mask], slot.buffer(), 0, slot.length());
        commandTook.over(engine.commandSeq(), slot.buffer(), 0, slot.length());
        insideEntrance = false;
        engineCommandSeq.lazySet(engine.commandSeq());
        fedPosition = positions[(int) sequence & mask];
        fedRecords++;
        outputs.flush();
        if (state == Pipeline.State.STARTING) {
            state = Pipeline.State.RUNNING;
        }
        return cycleCount < LIMIT && outputs.isEmpty();
    }

    /** Lets the engine read ahead for the next few commands that are recorded; one alone would gain nothing by it. */
    private void foresee(final long first) {
        final long last = Math.min(first + FORESEEN_TOGETHER - 1, recorded.get());
        foreseenSequence = last;
        if (last == first) {
            return;
        }
        long read = 0;
        for (long sequence = first; sequence <= last; sequence++) {
            // The producer's core has these lines: they come together as well.
            final DirectBuffer command = ring.slot(sequence).buffer();
            read += command.getLong(0) + command.getLong(BitUtil.CACHE_LINE_LENGTH);
        }
        readAhead = read;
        for (long sequence = first; sequence <= last; sequence++) {
            final CommandSlot slot = ring.slot(sequence);
            engine.foresee(slot.buffer(), 0, slot.length());
        }
        engine.readAhead();
    }

    private int takeDueSnapshot() {
        return snapshots == null || !outputs.isEmpty() || !snapshots.isPollWanted()
                ? 0
                : snapshots.poll(fedPosition, fedRecords, stampNs());
    }

    private long stampNs() {
        lastStampNs = Math.max(lastStampNs, clock.nanoTime());
        return lastStampNs;
    }

    private void fail(final Throwable cause) {
        if (insideEntrance) {
            // Half of what the command would have said: it was not carried out, so nothing of it leaves.
            outputs.discard();
        }
        failure = cause;
        state = Pipeline.State.FAILED;
        ring.close();
        // Not before it has failed: it may take long, and may fail as well.
        notePoison(cause);
        try {
            onFatal.accept(cause);
        } catch (final Throwable thrown) {
            LOG.error("onFatal threw while it was told of a failure; the router stays closed", thrown);
        }
    }

    /** What the engine itself could not carry out: it will not the next time either. What the machine lacked, or a tap threw, is no fault of the command. */
    private void notePoison(final Throwable cause) {
        if (!insideEntrance
                || cause instanceof Error
                || cause instanceof UnknownSemanticsException
                || engine.isOutside()) {
            return;
        }
        final CommandSlot slot = ring.slot(enteredSequence);
        final int place = (int) enteredSequence & mask;
        final boolean isOfTime = engine.isInTime() || AdmissionClass.isTick(slot.buffer(), 0, slot.length());
        journal.quarantine()
                .note(() -> Poison.of(
                        positions[place],
                        engine.commandSeq() - 1,
                        timestampsNs[place],
                        isOfTime,
                        slot.buffer(),
                        0,
                        slot.length(),
                        cause));
    }

    private static int tickLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH;
    }
}
