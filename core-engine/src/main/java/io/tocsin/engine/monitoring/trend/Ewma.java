package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * Exponentially weighted mean and variance of readings that come at any times: {@code w = 1 - exp(-dt / tau)}, {@code d = x - s}, {@code s' = s + w d},
 * {@code v' = (1 - w)(v + w d^2)}. A reading is held against what was known before it: {@code z = (x - s) / sqrt(v)}.
 *
 * <p>Source: T. Finch, Incremental calculation of weighted mean and variance, 2009 (the recurrence), with the weight of irregular sampling.
 *
 * <p>Static, over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. One thread at a time; neither blocks nor allocates.
 */
public final class Ewma {
    /** Bytes of state. */
    public static final int BYTES = 32;

    private static final int MEAN = 0;
    private static final int VARIANCE = 8;
    private static final int LAST_NS = 16;
    private static final int COUNT = 24;

    private Ewma() {}

    /**
     * Takes a reading in.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param value     hundredths of the unit.
     * @param nowNs     when it was read, epoch ns; before the reading before: as if at the same time, so that it counts nothing.
     * @param tauNs     time in which a reading loses all but 37 % of its weight; above 0.
     */
    public static void update(
            final MutableDirectBuffer state, final int at, final int value, final long nowNs, final long tauNs) {
        final int count = state.getInt(at + COUNT);
        if (count == 0) {
            state.putLong(at + MEAN, Fixed.millionths(value));
            state.putLong(at + VARIANCE, 0);
        } else {
            weigh(state, at, value, weight(Math.max(0, nowNs - state.getLong(at + LAST_NS)), tauNs));
        }
        state.putLong(at + LAST_NS, count == 0 ? nowNs : Math.max(nowNs, state.getLong(at + LAST_NS)));
        state.putInt(at + COUNT, count == Integer.MAX_VALUE ? count : count + 1);
    }

    /** Forgets everything: what a gap in the readings asks for. */
    public static void reset(final MutableDirectBuffer state, final int at) {
        state.setMemory(at, BYTES, (byte) 0);
    }

    /** How many readings were taken in since the last reset. */
    public static int count(final MutableDirectBuffer state, final int at) {
        return state.getInt(at + COUNT);
    }

    /** When the last reading was, epoch ns; 0 if there was none. */
    public static long lastNs(final MutableDirectBuffer state, final int at) {
        return state.getLong(at + LAST_NS);
    }

    /** The mean, in units. */
    public static double mean(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + MEAN));
    }

    /** The variance, in squares of units. */
    public static double variance(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + VARIANCE));
    }

    /**
     * How far a reading that was not yet taken in is from the mean, in standard deviations.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param value hundredths of the unit.
     * @param least deviation that is assumed at least, hundredths of the unit, above 0: readings that never differ would make every step a wonder.
     * @return 0 if nothing was taken in yet.
     */
    public static double deviation(final MutableDirectBuffer state, final int at, final int value, final int least) {
        if (count(state, at) == 0) {
            return 0;
        }
        final double sigma = StrictMath.max(StrictMath.sqrt(variance(state, at)), Fixed.ofHundredths(least));
        return (Fixed.ofHundredths(value) - mean(state, at)) / sigma;
    }

    /**
     * The weight of a reading.
     *
     * @param spanNs since the one before, ns.
     * @param tauNs  time in which a reading loses all but 37 % of its weight; above 0.
     * @return 0 to 1.
     */
    public static double weight(final long spanNs, final long tauNs) {
        return 1 - StrictMath.exp(-(double) spanNs / tauNs);
    }

    /** One step of the recurrence. */
    static void weigh(final MutableDirectBuffer state, final int at, final int value, final double weight) {
        final double mean = mean(state, at);
        final double difference = Fixed.ofHundredths(value) - mean;
        final double variance = (1 - weight) * (variance(state, at) + weight * difference * difference);
        state.putLong(at + MEAN, Fixed.millionths(mean + weight * difference));
        state.putLong(at + VARIANCE, Fixed.millionths(variance));
    }
}
