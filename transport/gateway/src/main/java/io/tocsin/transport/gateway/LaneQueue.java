package io.tocsin.transport.gateway;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One lane of one connection: what waits to be written, in order and without gaps. A delivery enters if what came before it in the lane has entered; what does not
 * fit is left, and the lane asks for everything again later. One loop; who calls gives the budget of what left back.
 */
final class LaneQueue {
    private final ArrayDeque<Routed> waiting = new ArrayDeque<>(1);
    private long last;
    private long written;
    private int waitingBytes;
    private boolean missing;

    /** What to do with a delivery. */
    enum Verdict {
        /** It waits now. */
        QUEUED,
        /** It is here, was written, or is received already. */
        DUPLICATE,
        /** Something before it is missing: it was left, and has to come again. */
        GAP
    }

    /** Begins behind what the person has received. */
    void start(final long receivedSeq) {
        last = receivedSeq;
        written = receivedSeq;
    }

    /** Takes a delivery, or leaves it. */
    Verdict offer(final Routed routed) {
        if (Long.compareUnsigned(routed.seq(), last) <= 0) {
            return Verdict.DUPLICATE;
        }
        if (Long.compareUnsigned(routed.prev(), last) > 0) {
            missing = true;
            return Verdict.GAP;
        }
        last = routed.seq();
        waiting.add(routed);
        waitingBytes += routed.bytes();
        return Verdict.QUEUED;
    }

    /** What is written next; it stays. */
    @Nullable
    Routed peek() {
        return waiting.peek();
    }

    /** Takes out what is written now. */
    Routed remove() {
        final Routed next = waiting.remove();
        waitingBytes -= next.bytes();
        written = next.seq();
        return next;
    }

    /** Something did not get as far as this queue. */
    void markMissing() {
        missing = true;
    }

    /** The missing ones are asked for, those above what the person has received; whether they come is seen when the next one does. */
    void askAgainAfter(final long receivedSeq) {
        missing = false;
        if (waiting.isEmpty() && Long.compareUnsigned(receivedSeq, last) > 0) {
            start(receivedSeq);
        }
    }

    boolean isMissing() {
        return missing;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Of all that waits. */
    int bytes() {
        return waitingBytes;
    }

    /** Highest sequence that entered, or behind which the lane began: what is not above it is a duplicate. */
    long last() {
        return last;
    }

    /** Highest sequence that was written, or behind which the lane began. */
    long written() {
        return written;
    }
}
