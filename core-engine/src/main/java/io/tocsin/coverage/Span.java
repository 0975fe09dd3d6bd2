package io.tocsin.coverage;

import java.time.Instant;

/**
 * A time.
 *
 * @param from  first instant.
 * @param until first instant after it; later than from.
 */
public record Span(Instant from, Instant until) {
    /** Checks the order. */
    public Span {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("until " + until + " is no later than from " + from);
        }
    }

    /**
     * Whether an instant lies in it.
     *
     * @param instant asked for.
     * @return from its start, the start included, until before its end.
     */
    public boolean holds(final Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }
}
