package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import java.util.ArrayDeque;

/**
 * Sessions that have ended and whose end has not entered the ring: tried again, in order, until it has, because a person whom the engine takes for reachable and who
 * is not delays an escalation. Bounded by the sessions there were. Loop only.
 */
final class Departures {
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final RingPort ring;
    private final GatewayCounters counters;

    Departures(final RingPort ring, final GatewayCounters counters) {
        this.ring = ring;
        this.counters = counters;
    }

    /** Ends a session; true if it has to be tried again. */
    boolean end(final long sessionId) {
        if (waiting.isEmpty() && isOver(ring.offerSessionClosed(sessionId))) {
            return false;
        }
        waiting.add(sessionId);
        counters.increment(GatewayMetric.DEPARTURES_RETRIED);
        return true;
    }

    /** Tries again; true if some have to be tried once more. */
    boolean retry() {
        Long next = waiting.peek();
        while (next != null && isOver(ring.offerSessionClosed(next))) {
            waiting.remove();
            next = waiting.peek();
        }
        return next != null;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private static boolean isOver(final AnswerResult result) {
        return result != AnswerResult.BUSY && result != AnswerResult.STORAGE_FULL;
    }
}
