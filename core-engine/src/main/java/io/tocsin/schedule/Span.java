package io.tocsin.schedule;

import java.time.Instant;
import java.util.List;

/** A crew between two instants. */
record Span(Instant from, Instant until, List<String> crew) {
    boolean overlaps(final Instant otherFrom, final Instant otherUntil) {
        return from.isBefore(otherUntil) && otherFrom.isBefore(until);
    }

    /** The part within other bounds; they overlap. */
    Span within(final Instant otherFrom, final Instant otherUntil) {
        return new Span(later(from, otherFrom), earlier(until, otherUntil), crew);
    }

    static Instant later(final Instant a, final Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static Instant earlier(final Instant a, final Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
