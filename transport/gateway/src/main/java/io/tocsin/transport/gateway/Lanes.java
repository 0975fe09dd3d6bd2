package io.tocsin.transport.gateway;

import io.tocsin.codecs.sbe.Lane;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The two lanes of one connection: decides what is written next. CRITICAL comes first; of the other lane at most a window of bytes is written beyond what the client
 * has confirmed, so that whatever the network holds back, a critical delivery has no more than that in front of it. Until the client was welcomed everything is held.
 *
 * <p>Pure: no channel, no clock. One loop.
 */
final class Lanes {
    private final LaneQueue critical = new LaneQueue();
    private final LaneQueue other = new LaneQueue();
    private final ArrayDeque<Routed> held = new ArrayDeque<>(1);
    private final ArrayDeque<Routed> unconfirmed = new ArrayDeque<>(1);
    private final LaneBudget budget;
    private final int otherWindowBytes;
    private int unconfirmedBytes;
    private long confirmedCritical;
    private long confirmedOther;
    private boolean started;

    /**
     * Holds everything until {@link #start}.
     *
     * @param budget           of the connection; what leaves is given back.
     * @param otherWindowBytes of the lane OTHER, written and not confirmed; one delivery is let through however long it is.
     */
    Lanes(final LaneBudget budget, final int otherWindowBytes) {
        this.budget = budget;
        this.otherWindowBytes = otherWindowBytes;
    }

    /** Begins behind what the person has received, with what came in the meantime. */
    void start(final long receivedCritical, final long receivedOther) {
        critical.start(receivedCritical);
        other.start(receivedOther);
        confirmedCritical = receivedCritical;
        confirmedOther = receivedOther;
        started = true;
        for (Routed routed = held.poll(); routed != null; routed = held.poll()) {
            judge(routed);
        }
    }

    /** Takes a delivery for which the budget has been taken. */
    LaneQueue.Verdict offer(final Routed routed) {
        if (started) {
            return judge(routed);
        }
        held.add(routed);
        return LaneQueue.Verdict.QUEUED;
    }

    /** The next of the lane CRITICAL to write, taken out; {@code null} if there is none. */
    @Nullable
    Routed pollCritical() {
        if (critical.isEmpty()) {
            return null;
        }
        final Routed routed = critical.remove();
        budget.give(routed);
        return routed;
    }

    /** The next to write, taken out; {@code null} if nothing may be written now. */
    @Nullable
    Routed poll() {
        final Routed first = pollCritical();
        if (first != null) {
            return first;
        }
        final Routed next = other.peek();
        if (next == null || (unconfirmedBytes > 0 && unconfirmedBytes + next.bytes() > otherWindowBytes)) {
            return null;
        }
        other.remove();
        budget.give(next);
        unconfirmed.add(next);
        unconfirmedBytes += next.bytes();
        return next;
    }

    /**
     * Takes what the client confirms.
     *
     * @param receivedCritical highest sequence; 0 = nothing new.
     * @param receivedOther    highest sequence; 0 = nothing new.
     * @return the lane of which more is confirmed than was written, and then nothing was taken; {@code null} if it is all right.
     */
    @Nullable
    Lane confirm(final long receivedCritical, final long receivedOther) {
        if (Long.compareUnsigned(receivedCritical, critical.written()) > 0) {
            return Lane.CRITICAL;
        }
        if (Long.compareUnsigned(receivedOther, other.written()) > 0) {
            return Lane.OTHER;
        }
        confirmedCritical = max(confirmedCritical, receivedCritical);
        confirmedOther = max(confirmedOther, receivedOther);
        Routed oldest = unconfirmed.peek();
        while (oldest != null && Long.compareUnsigned(oldest.seq(), confirmedOther) <= 0) {
            unconfirmedBytes -= oldest.bytes();
            unconfirmed.remove();
            oldest = unconfirmed.peek();
        }
        return null;
    }

    /** Whether a delivery was written here, or is received already. */
    boolean isWritten(final Lane lane, final long seq) {
        return Long.compareUnsigned(seq, queue(lane).written()) <= 0;
    }

    /** Deliveries of a lane were left before they came here: they have to come again. */
    void markMissing(final Lane lane) {
        queue(lane).markMissing();
    }

    /** Whether it is time to ask the engine for what was left: a lane misses something and has written everything else. */
    boolean wantsRedelivery() {
        return started && ((critical.isMissing() && critical.isEmpty()) || (other.isMissing() && other.isEmpty()));
    }

    /**
     * The engine is asked: it sends everything again that the person has not received. What the person has received by another client meanwhile does not come
     * again, so a lane that waits for it must not.
     */
    void askForRedelivery(final long receivedCritical, final long receivedOther) {
        critical.askAgainAfter(receivedCritical);
        other.askAgainAfter(receivedOther);
    }

    /** Whether there is something that the client should have and was not written. */
    boolean isBehind() {
        return started && (!critical.isEmpty() || !other.isEmpty() || critical.isMissing() || other.isMissing());
    }

    /** Gives everything back that waits: the connection is over. */
    void clear() {
        for (Routed routed = held.poll(); routed != null; routed = held.poll()) {
            budget.give(routed);
        }
        while (!critical.isEmpty()) {
            budget.give(critical.remove());
        }
        while (!other.isEmpty()) {
            budget.give(other.remove());
        }
        unconfirmed.clear();
        unconfirmedBytes = 0;
    }

    /** Bytes of the lane OTHER that were written and are not confirmed. */
    int unconfirmedBytes() {
        return unconfirmedBytes;
    }

    /** Highest sequence that the client has confirmed. */
    long confirmed(final Lane lane) {
        return lane == Lane.CRITICAL ? confirmedCritical : confirmedOther;
    }

    /** Highest sequence of a lane that entered: what is not above it is a duplicate. */
    long last(final Lane lane) {
        return queue(lane).last();
    }

    /** Deliveries of a lane that wait to be written. */
    int waiting(final Lane lane) {
        return queue(lane).size();
    }

    /** Bytes of a lane that wait to be written. */
    int waitingBytes(final Lane lane) {
        return queue(lane).bytes();
    }

    private LaneQueue.Verdict judge(final Routed routed) {
        final LaneQueue.Verdict verdict = queue(routed.lane()).offer(routed);
        if (verdict != LaneQueue.Verdict.QUEUED) {
            budget.give(routed);
        }
        return verdict;
    }

    private LaneQueue queue(final Lane lane) {
        return lane == Lane.CRITICAL ? critical : other;
    }

    private static long max(final long left, final long right) {
        return Long.compareUnsigned(left, right) >= 0 ? left : right;
    }
}
