package io.tocsin.engine.monitoring;

/** A limit that a reading is compared with, in one word: the value, and whose it is. */
final class ComparedLimit {
    /** The rule's, or another that is the same. */
    static final int RULE = 0;

    /** The profile's. */
    static final int PROFILE = 1;

    /** The patient's own. */
    static final int PATIENT = 2;

    private ComparedLimit() {}

    static long of(final int value, final int origin) {
        return (long) origin << Integer.SIZE | (value & 0xFFFF_FFFFL);
    }

    /** Hundredths. */
    static int value(final long limit) {
        return (int) limit;
    }

    static int origin(final long limit) {
        return (int) (limit >>> Integer.SIZE);
    }
}
