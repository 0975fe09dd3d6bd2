package io.tocsin.transport.gateway;

/** What the engine echoes in an answer: who asked, and in which of its slots. Never 0; the highest bit stays the router's own. Pure. */
final class Correlation {
    /** Slots of one correlated: 0 to this minus 1. */
    static final int SLOTS = 256;

    private static final int SLOT_BITS = 8;

    private Correlation() {}

    static long of(final long correlatedId, final int slot) {
        return correlatedId << SLOT_BITS | slot;
    }

    static long correlatedId(final long correlation) {
        return correlation >>> SLOT_BITS;
    }

    static int slot(final long correlation) {
        return (int) (correlation & (SLOTS - 1));
    }
}
