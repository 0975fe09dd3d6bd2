package io.tocsin.atrest;

import java.util.function.LongSupplier;

/**
 * Numbers of patients' keys: the seconds since 2025, or one more than the last, so that a file that was put back from a copy goes on above what it has lost. No number is
 * given twice. Guarded by whoever has it.
 */
final class PatientKeyNumbers {
    private static final long FIRST_SECOND = 1_735_689_600L;
    private static final long LAST = 0xFFFF_FFFEL;

    private final LongSupplier epochMs;
    private long last;

    PatientKeyNumbers(final LongSupplier epochMs) {
        this.epochMs = epochMs;
    }

    /** The highest that anybody was given; 0 = none was. */
    long last() {
        return last;
    }

    boolean isOver() {
        return following() > LAST;
    }

    int next() {
        last = following();
        return (int) last;
    }

    /** A record of the file has this one. */
    void seen(final int number) {
        last = Math.max(last, Integer.toUnsignedLong(number));
    }

    /** So many records cannot be read: they may have the highest numbers, and be of this second. */
    void lost(final int records) {
        if (records > 0) {
            last = Math.max(last, thisSecond()) + records;
        }
    }

    private long following() {
        return Math.max(last + 1, thisSecond());
    }

    private long thisSecond() {
        return epochMs.getAsLong() / 1_000 - FIRST_SECOND;
    }
}
