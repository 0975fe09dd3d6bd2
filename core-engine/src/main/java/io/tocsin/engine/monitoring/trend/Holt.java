package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * Level and slope of a parameter, and where both lead: {@code l' = a x + (1 - a)(l + b dt)}, {@code b' = b0 (l' - l) / dt + (1 - b0) b}. A forecast counts only
 * if the slope has kept its sign for some readings.
 *
 * <p>Source: C. C. Holt, Forecasting seasonals and trends by exponentially weighted moving averages, 1957 (linear method), with a damped slope as of Gardner and
 * McKenzie, 1985.
 *
 * <p>Static, over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. One thread at a time; neither blocks nor allocates.
 */
public final class Holt {
    /** Bytes of state. */
    public static final int BYTES = 32;

    private static final int LEVEL = 0;
    private static final int SLOPE_PER_HOUR = 8;
    private static final int LAST_NS = 16;

    /** Readings for which the slope has had its sign; negative if it falls. 0: one reading, or level. */
    private static final int RUN = 24;

    private static final int COUNT = 28;
    private static final int TEN_THOUSAND = 10_000;

    private Holt() {}

    /**
     * Takes a reading in.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param value hundredths of the unit.
     * @param nowNs when it was read, epoch ns; not after the reading before: not taken in.
     * @param alpha weight of a reading in the level, ten-thousandths, 1 to 10,000.
     * @param beta  weight of a step in the slope, ten-thousandths, 1 to 10,000.
     */
    public static void update(
            final MutableDirectBuffer state,
            final int at,
            final int value,
            final long nowNs,
            final int alpha,
            final int beta) {
        final int count = state.getInt(at + COUNT);
        if (count == 0) {
            state.putLong(at + LEVEL, Fixed.millionths(value));
        } else {
            final double hours = Fixed.hours(nowNs - state.getLong(at + LAST_NS));
            if (hours <= 0) {
                return;
            }
            step(
                    state,
                    at,
                    Fixed.ofHundredths(value),
                    hours,
                    (double) alpha / TEN_THOUSAND,
                    (double) beta / TEN_THOUSAND);
        }
        state.putLong(at + LAST_NS, nowNs);
        state.putInt(at + COUNT, count == Integer.MAX_VALUE ? count : count + 1);
    }

    private static void step(
            final MutableDirectBuffer state,
            final int at,
            final double value,
            final double hours,
            final double alpha,
            final double beta) {
        final double before = level(state, at);
        final double slope = slopePerHour(state, at);
        final double level = alpha * value + (1 - alpha) * (before + slope * hours);
        final long held = Fixed.millionths(beta * (level - before) / hours + (1 - beta) * slope);
        final int run = state.getInt(at + RUN);
        state.putLong(at + LEVEL, Fixed.millionths(level));
        state.putLong(at + SLOPE_PER_HOUR, held);
        state.putInt(at + RUN, run(run, Long.signum(held)));
    }

    private static int run(final int before, final int sign) {
        if (sign == 0) {
            return 0;
        }
        final int lasted = Integer.signum(before) == sign ? before : 0;
        return Math.abs(lasted) == Integer.MAX_VALUE ? lasted : lasted + sign;
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

    /** The level, in units. */
    public static double level(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + LEVEL));
    }

    /** The slope, in units an hour. */
    public static double slopePerHour(final MutableDirectBuffer state, final int at) {
        return Fixed.ofMillionths(state.getLong(at + SLOPE_PER_HOUR));
    }

    /** For how many readings the slope has had its sign, negative if it falls. */
    public static int run(final MutableDirectBuffer state, final int at) {
        return state.getInt(at + RUN);
    }

    /**
     * Where the parameter will be.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param horizonNs how far ahead, ns.
     * @param damping   what remains of the slope, ten-thousandths; 10,000 = all of it.
     * @return in units.
     */
    public static double forecast(
            final MutableDirectBuffer state, final int at, final long horizonNs, final int damping) {
        return level(state, at) + slopePerHour(state, at) * ((double) damping / TEN_THOUSAND) * Fixed.hours(horizonNs);
    }

    /**
     * Whether the parameter is inside a limit now, and will be beyond it, moving there for some readings.
     *
     * @param state     of this parameter and patient.
     * @param at        where it begins.
     * @param limit     hundredths of the unit.
     * @param isAbove   whether what is above the limit is beyond it, otherwise what is below.
     * @param horizonNs how far ahead, ns.
     * @param damping   what remains of the slope, ten-thousandths.
     * @param readings  for how many readings the slope must have had its sign.
     * @return false as long as too few readings came.
     */
    public static boolean crosses(
            final MutableDirectBuffer state,
            final int at,
            final int limit,
            final boolean isAbove,
            final long horizonNs,
            final int damping,
            final int readings) {
        final int towards = isAbove ? run(state, at) : -run(state, at);
        if (towards < readings) {
            return false;
        }
        final double bound = Fixed.ofHundredths(limit);
        final double level = level(state, at);
        final double then = forecast(state, at, horizonNs, damping);
        return isAbove ? level <= bound && then > bound : level >= bound && then < bound;
    }
}
