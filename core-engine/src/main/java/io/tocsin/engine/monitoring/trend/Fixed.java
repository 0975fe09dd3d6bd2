package io.tocsin.engine.monitoring.trend;

/** Numbers as they are held between two readings: millionths of the parameter's unit. Readings come in hundredths. */
final class Fixed {
    /** Millionths in a unit. */
    private static final long MILLIONTHS = 1_000_000;

    private static final long MILLIONTHS_PER_HUNDREDTH = 10_000;
    private static final long NS_PER_HOUR = 3_600_000_000_000L;

    private Fixed() {}

    /** A reading, in units. */
    static double ofHundredths(final int value) {
        return value / 100.0;
    }

    /** What is held, in units. */
    static double ofMillionths(final long held) {
        return (double) held / MILLIONTHS;
    }

    /** How a number of units is held: the nearest millionth, half to even. */
    static long millionths(final double units) {
        return (long) StrictMath.rint(units * MILLIONTHS);
    }

    /** How a reading is held. */
    static long millionths(final int hundredths) {
        return hundredths * MILLIONTHS_PER_HUNDREDTH;
    }

    /** A span, in hours. */
    static double hours(final long spanNs) {
        return (double) spanNs / NS_PER_HOUR;
    }
}
