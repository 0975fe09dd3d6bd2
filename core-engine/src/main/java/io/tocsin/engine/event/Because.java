package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.Clause;

/** The clauses of an event, packed as its header holds them: four ids of 16 bits, the first in the lowest bits. */
public final class Because {
    /** No clause. */
    public static final long NOTHING = 0;

    private Because() {}

    /**
     * One clause.
     *
     * @param clause that led to the event.
     * @return packed.
     */
    public static long of(final Clause clause) {
        return clause.value();
    }

    /**
     * Two clauses.
     *
     * @param first  of them.
     * @param second of them.
     * @return packed.
     */
    public static long of(final Clause first, final Clause second) {
        return first.value() | ((long) second.value() << 16);
    }

    /**
     * One more clause after others; a fifth is dropped.
     *
     * @param clauses packed.
     * @param clause  to append.
     * @return packed.
     */
    public static long and(final long clauses, final Clause clause) {
        int shift = 0;
        while (shift < Long.SIZE && ((clauses >>> shift) & 0xFFFF) != 0) {
            shift += 16;
        }
        return shift < Long.SIZE ? clauses | ((long) clause.value() << shift) : clauses;
    }
}
