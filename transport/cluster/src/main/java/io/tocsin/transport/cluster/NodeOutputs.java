package io.tocsin.transport.cluster;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.OutputStage;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the engine of a node to the one reader in its process: a bounded ring, so that a reader that does not keep up never holds the engine, and with it the
 * cluster, back. When the ring is full the reader is marked as lagging and hears nothing more until it asks anew; then it is told what the engine holds, and what happens
 * from there on, without a gap between them. Nobody reads at first.
 *
 * <p>Every node hears every event; the answer to a command only the node that sent it, and in {@link HeldAnswers} if it has to wait.
 *
 * <p>Inside the process and not through the media driver, because the gateway lives in the process of its node: nothing is copied twice, and the two die together.
 */
final class NodeOutputs implements EngineOutput {
    /** How the reader stands. */
    enum Reader {
        /** There is none. */
        NONE,
        /** It wants to be told what the engine holds. */
        WANTS_STATE,
        /** It is told what happens. */
        FOLLOWS,
        /** It was too slow, and is told nothing. */
        LAGS
    }

    private final OneToOneRingBuffer ring;
    private final HeldAnswers held;
    private final HeldAnswers asked;
    private final ExpandableArrayBuffer waiting = new ExpandableArrayBuffer();
    private final OutputStage stage;
    private final AtomicReference<Reader> reader = new AtomicReference<>(Reader.NONE);
    private volatile @Nullable StateReport report;
    private boolean isOwn;
    private NodeLevels.Wait wait = NodeLevels.Wait.NOT;
    private int waitingLength;
    /** What the reader was when the entrance began: what it does meanwhile counts from the next one on. */
    private boolean isFollowed;

    /**
     * @param quorum     what answers wait for.
     * @param patienceNs how long they do unless they were asked to.
     */
    NodeOutputs(final int capacityBytes, final AppliedQuorum quorum, final long patienceNs) {
        ring = OutputStage.newRing(capacityBytes);
        held = new HeldAnswers(quorum, ring, patienceNs, System::nanoTime);
        asked = new HeldAnswers(quorum, ring, HeldAnswers.FOREVER, System::nanoTime);
        stage = new OutputStage(null, null, ring);
    }

    /** What the reader reads from. One thread, while it follows or lags. Of the entrance at which it began to lag a part may be there. */
    OneToOneRingBuffer ring() {
        return ring;
    }

    /** Bytes of answers that wait. Any thread. */
    int heldBytes() {
        return held.size() + asked.size();
    }

    /** Answers that waited in vain, or found no room to wait. Any thread. */
    long notAwaited() {
        return held.notAwaited() + asked.notAwaited();
    }

    /** Tells what need not wait any more. Reader's thread. */
    int tellHeld(final Delivery to, final NodeLevels levels, final boolean isTakingPart) {
        return held.tell(to, levels, isTakingPart) + asked.tell(to, levels, isTakingPart);
    }

    Reader reader() {
        return Objects.requireNonNull(reader.get());
    }

    /** Asks for the state and what follows it; forgets what was not read. Reader's thread, never while it follows. */
    void ask() {
        if (reader() == Reader.FOLLOWS || reader() == Reader.WANTS_STATE) {
            throw new IllegalStateException("the node has a reader already: one at a time");
        }
        while (ring.read((type, buffer, index, length) -> {}) > 0 || ring.size() > 0) {
            // The service's thread writes nothing meanwhile, so this ends.
        }
        held.clear();
        asked.clear();
        report = null;
        reader.set(Reader.WANTS_STATE);
    }

    /** What the engine held when the reader began to follow; {@code null} before. Reader's thread. */
    @Nullable
    StateReport report() {
        return report;
    }

    /** The reader goes. Reader's thread. */
    void leave() {
        reader.set(Reader.NONE);
    }

    /**
     * An entrance begins. Service thread, as everything below.
     *
     * @param sentHere this node sent what the engine is given.
     * @param waits    how its answer waits until a majority of engines has carried it out.
     */
    void begin(final boolean sentHere, final NodeLevels.Wait waits) {
        isOwn = sentHere;
        wait = waits;
        waitingLength = 0;
        isFollowed = reader() == Reader.FOLLOWS;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (isFollowed) {
            stage.onEvent(eventSeq, buffer, offset, length);
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (!isOwn || !isFollowed) {
            return;
        }
        switch (wait) {
            case NOT -> stage.onAnswer(buffer, offset, length);
            case A_WHILE -> {
                if (held.hasRoom()) {
                    keep(buffer, offset, length);
                } else {
                    stage.onAnswer(buffer, offset, length);
                }
            }
            case ALWAYS -> {
                // Without an answer nobody knows; with one that means less somebody would be deceived.
                if (asked.hasRoom()) {
                    keep(buffer, offset, length);
                }
            }
        }
    }

    /** The entrance has ended: what it said leaves; what waits, once the log is carried out up to here. */
    void end(final long position) {
        final boolean isStillFollowed = isFollowed && reader() == Reader.FOLLOWS;
        isFollowed = false;
        if (isStillFollowed) {
            stage.flush();
        }
        final boolean hasLeft = stage.isEmpty();
        stage.discard();
        if (isStillFollowed && !hasLeft) {
            reader.compareAndSet(Reader.FOLLOWS, Reader.LAGS);
        } else if (isStillFollowed && waitingLength > 0) {
            (wait == NodeLevels.Wait.ALWAYS ? asked : held).hold(position, waiting, 0, waitingLength);
        }
        waitingLength = 0;
    }

    /** A command has one answer. */
    private void keep(final DirectBuffer buffer, final int offset, final int length) {
        waiting.putBytes(0, buffer, offset, length);
        waitingLength = length;
    }

    /** The entrance has thrown: nothing of it leaves. */
    void discard() {
        isFollowed = false;
        waitingLength = 0;
        stage.discard();
    }

    /** Whether somebody waits for {@link #serve}. */
    boolean isAsked() {
        return reader() == Reader.WANTS_STATE;
    }

    /** Tells a reader that asked what the engine holds. Between two entrances. */
    int serve(final AlertEngine engine) {
        if (reader() != Reader.WANTS_STATE) {
            return 0;
        }
        final StateReport said = new StateReport();
        if (engine.eventSeq() > 0) {
            engine.report(said);
        }
        report = said;
        reader.compareAndSet(Reader.WANTS_STATE, Reader.FOLLOWS);
        return 1;
    }
}
