package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * How far values come from where they were expected, and how much that differs: weighted mean {@code m} and variance {@code v} of the errors of a forecast, by the
 * recurrence of {@link Ewma}. While a parameter moves steadily and the forecast lags behind, all errors are alike, and the variance is small; of one that only
 * wavers it is not. So a slope can be held against what noise alone would make of it.
 *
 * <p>Source: C. Chatfield, The analysis of time series, 2003 (a forecast is judged by its one-step errors), with the recurrence of T. Finch, 2009.
 *
 * <p>Static, over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. One thread at a time; neither blocks nor allocates.
 */
public final class ForecastErrors {
    /** Bytes of state. */
    public static final int BYTES = 24;

    private static final int MEAN = 0;
    private static final int VARIANCE = 8;
    private static final int FIRST_NS = 16;

    private ForecastErrors() {}

    /**
     * The first value, of which nothing was expected.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param nowNs when it was read, epoch ns.
     */
    public static void begin(final MutableDirectBuffer state, final int at, final long nowNs) {
        state.putLong(at + MEAN, 0);
        state.putLong(at + VARIANCE, 0);
        state.putLong(at + FIRST_NS, nowNs);
    }

    /**
     * Takes an error in.
     *
     * @param state  of this parameter and patient.
     * @param at     where it begins.
     * @param error  units: the value less what was expected.
     * @param weight 0 to 1.
     */
    public static void add(final MutableDirectBuffer state, final int at, final double error, final double weight) {
        final double mean = Fixed.ofMillionths(state.getLong(at + MEAN));
        final double difference = error - mean;
        final double variance =
                (1 - weight) * (Fixed.ofMillionths(state.getLong(at + VARIANCE)) + weight * difference * difference);
        state.putLong(at + MEAN, Fixed.millionths(mean + weight * difference));
        state.putLong(at + VARIANCE, Fixed.millionths(variance));
    }

    /** The mean of the errors, units. */
    public static double mean(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + MEAN));
    }

    /** When the first value was read, epoch ns. */
    public static long firstNs(final MutableDirectBuffer state, final int at) {
        return state.getLong(at + FIRST_NS);
    }

    /** The deviation of the errors, units. */
    public static double deviation(final MutableDirectBuffer state, final int at) {
        return StrictMath.sqrt(Fixed.ofMillionths(state.getLong(at + VARIANCE)));
    }
}
