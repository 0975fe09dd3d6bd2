package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * Cumulative sums of what a patient's readings differ from the own baseline, upwards and downwards: {@code z = (x - m) / s}, {@code up' = max(0, up + z - k)},
 * {@code down' = max(0, down - z - k)}. A small lasting shift adds up; noise does not.
 *
 * <p>Source: E. S. Page, Continuous inspection schemes, 1954 (tabular form); usual values k = 0.5, h = 5.
 *
 * <p>Static, over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. One thread at a time; neither blocks nor allocates.
 */
public final class Cusum {
    /** Bytes of state. */
    public static final int BYTES = 16;

    /** Of a reading, ten-thousandths. */
    private static final int WHOLE = 10_000;

    private static final int UP = 0;
    private static final int DOWN = 8;

    /** Above any threshold; keeps the sums of a reading that is far off from running over. */
    private static final int MOST = 1_000_000;

    private Cusum() {}

    /**
     * Takes a reading in.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param value     hundredths of the unit.
     * @param mean      the patient's baseline, hundredths.
     * @param deviation the patient's usual deviation, hundredths, above 0.
     * @param slack     k: deviations that count for nothing, hundredths.
     */
    public static void update(
            final MutableDirectBuffer state,
            final int at,
            final int value,
            final int mean,
            final int deviation,
            final int slack) {
        update(state, at, value, mean, deviation, slack, WHOLE);
    }

    /**
     * Takes a reading in that stands for a part of the time for which one usually does: of readings that come faster each counts less.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param value     hundredths of the unit.
     * @param mean      the patient's baseline, hundredths.
     * @param deviation the patient's usual deviation, hundredths, above 0.
     * @param slack     k: deviations that count for nothing, hundredths.
     * @param share     how much it counts, ten-thousandths, at most 10,000.
     */
    public static void update(
            final MutableDirectBuffer state,
            final int at,
            final int value,
            final int mean,
            final int deviation,
            final int slack,
            final int share) {
        final double part = share / (double) WHOLE;
        final double z = (double) (value - (long) mean) / deviation;
        final double allowed = Fixed.ofHundredths(slack);
        state.putLong(at + UP, bounded(up(state, at) + part * (z - allowed)));
        state.putLong(at + DOWN, bounded(down(state, at) + part * (-z - allowed)));
    }

    private static long bounded(final double sum) {
        return Fixed.millionths(StrictMath.min(MOST, StrictMath.max(0, sum)));
    }

    /**
     * Holds both sums at a most, so that they are small again soon after the readings are back.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param most  hundredths of a deviation.
     */
    public static void hold(final MutableDirectBuffer state, final int at, final int most) {
        final long bound = Fixed.millionths(most);
        state.putLong(at + UP, Math.min(bound, state.getLong(at + UP)));
        state.putLong(at + DOWN, Math.min(bound, state.getLong(at + DOWN)));
    }

    /** Forgets both sums: after an alert, and what a gap in the readings asks for. */
    public static void reset(final MutableDirectBuffer state, final int at) {
        state.setMemory(at, BYTES, (byte) 0);
    }

    /** The sum upwards, in deviations. */
    public static double up(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + UP));
    }

    /** The sum downwards, in deviations. */
    public static double down(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + DOWN));
    }

    /**
     * Which way the readings have shifted.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param threshold h: the sum above which it is a shift, hundredths of a deviation.
     * @return 1 upwards, -1 downwards, 0 not. Of two sums the greater.
     */
    public static int shift(final MutableDirectBuffer state, final int at, final int threshold) {
        final double least = Fixed.ofHundredths(threshold);
        final double up = up(state, at);
        final double down = down(state, at);
        if (StrictMath.max(up, down) <= least) {
            return 0;
        }
        return up >= down ? 1 : -1;
    }
}
