package io.tocsin.engine.monitoring;

import io.tocsin.engine.monitoring.trend.Ewma;
import io.tocsin.engine.monitoring.trend.ForecastErrors;
import io.tocsin.engine.monitoring.trend.Holt;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Level and slope of a parameter, in a horizon for which the slope is carried on, and whether it is more than the noise of its values. An outlier counts for little: a
 * value is taken as far from what was expected as values usually are, at most.
 *
 * <p>Static, over {@value #BYTES} bytes of the caller, the first of which are those of {@link Holt}; zeroed memory has seen nothing. Neither blocks nor allocates.
 */
final class Slopes {
    /** Bytes of state. */
    static final int BYTES = Holt.BYTES + ForecastErrors.BYTES;

    private static final int ERRORS = Holt.BYTES;

    /**
     * What a slope would move in the horizon has to be more than so many deviations of the forecast's errors, or it may be noise: found by simulation of values that
     * are like the one before by 0.9 a minute, so that of a hundred patients who only waver near a limit about one is told of in a day (TrendNoiseTest plays ten).
     */
    private static final int DEVIATIONS = 4;

    /** The same where values come {@link #APART_NS} apart on the average, and say more each. */
    private static final int DEVIATIONS_APART = 3;

    private static final long APART_NS = 600_000_000_000L;

    /** This part of the least deviation is assumed of the errors, as a line is followed more closely than a mean. */
    private static final int PART_OF_FLOOR = 4;

    /** After so many errors one further from their mean than this, in deviations or floors, is taken as if it were as far: a loose probe is no trend. Not of a round, which people make. */
    private static final int SETTLED_AFTER = 3;

    private static final int MOST_DEVIATIONS = 3;
    private static final int MOST_FLOORS = 2;

    /** The time of the level and that of the slope, twelfths of the horizon: the slope's nearly as long as it is carried on, the level's so much shorter that they hardly swing. */
    private static final int LEVEL_TWELFTHS = 3;

    private static final int SLOPE_TWELFTHS = 8;
    private static final int TWELVE = 12;
    private static final int HUNDRED = 100;
    private static final int TEN_THOUSAND = 10_000;

    private Slopes() {}

    /**
     * Takes a value in.
     *
     * @param states    with that of this parameter and patient.
     * @param at        where it begins.
     * @param value     hundredths of the unit.
     * @param nowNs     when it was read; after the one before.
     * @param horizonNs for which the slope is carried on.
     * @param floor     the least deviation that is assumed, hundredths.
     */
    static void follow(
            final UnsafeBuffer states,
            final int at,
            final int value,
            final long nowNs,
            final long horizonNs,
            final int floor) {
        final int before = Holt.count(states, at);
        if (before == 0) {
            ForecastErrors.begin(states, at + ERRORS, nowNs);
            Holt.update(states, at, value, nowNs, TEN_THOUSAND, TEN_THOUSAND);
            return;
        }
        final long afterNs = nowNs - Holt.lastNs(states, at);
        final double expected = Holt.forecast(states, at, afterNs, TEN_THOUSAND);
        final double error = value / (double) HUNDRED - expected;
        final double usual = ForecastErrors.mean(states, at + ERRORS);
        final double most = Math.max(
                MOST_DEVIATIONS * ForecastErrors.deviation(states, at + ERRORS),
                MOST_FLOORS * floor / (double) HUNDRED);
        final boolean isOutlier = before > SETTLED_AFTER && afterNs < APART_NS && Math.abs(error - usual) > most;
        final double counted = isOutlier ? usual + Math.signum(error - usual) * most : error;
        ForecastErrors.add(states, at + ERRORS, counted, Math.max(Ewma.weight(afterNs, horizonNs), 1.0 / before));
        final int taken = isOutlier ? (int) StrictMath.rint((expected + counted) * HUNDRED) : value;
        final int ofLevel = weight(afterNs, horizonNs * LEVEL_TWELFTHS / TWELVE);
        // The first steps count as much as one another.
        final int ofSlope = Math.max(weight(afterNs, horizonNs * SLOPE_TWELFTHS / TWELVE), TEN_THOUSAND / before);
        Holt.update(states, at, taken, nowNs, ofLevel, ofSlope);
    }

    /** By the time that a value stands for, ten-thousandths. */
    private static int weight(final long afterNs, final long timeNs) {
        return Math.max(1, (int) StrictMath.rint(Ewma.weight(afterNs, timeNs) * TEN_THOUSAND));
    }

    /**
     * Whether the slope was followed for long enough, and is more than the noise of the values makes.
     *
     * @param states     with that of this parameter and patient.
     * @param at         where it begins.
     * @param nowNs      when the last value was read.
     * @param horizonNs  as with {@link #follow}.
     * @param followedNs for which it has to have been followed.
     * @param floor      as with {@link #follow}.
     * @return false as long as too few values came.
     */
    static boolean isMoving(
            final UnsafeBuffer states,
            final int at,
            final long nowNs,
            final long horizonNs,
            final long followedNs,
            final int floor) {
        final long sinceNs = nowNs - ForecastErrors.firstNs(states, at + ERRORS);
        final int steps = Holt.count(states, at) - 1;
        if (steps < 1 || sinceNs < followedNs) {
            return false;
        }
        final double moved = Holt.forecast(states, at, horizonNs, TEN_THOUSAND) - Holt.level(states, at);
        final double least = floor / (double) (PART_OF_FLOOR * HUNDRED);
        final double noise = Math.max(ForecastErrors.deviation(states, at + ERRORS), least);
        return Math.abs(moved) > (sinceNs / steps >= APART_NS ? DEVIATIONS_APART : DEVIATIONS) * noise;
    }
}
