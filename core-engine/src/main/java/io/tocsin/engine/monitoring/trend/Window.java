package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * The last {@value #READINGS} readings of a parameter with their times, and what lies in them: the line of least squares, and the median of the slopes between all
 * pairs, which a single artefact does not move.
 *
 * <p>Source: least squares; H. Theil 1950 and P. K. Sen 1968.
 *
 * <p>The readings are over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. An instance has the scratch that the median needs: it belongs to one
 * thread, and neither blocks nor allocates.
 */
public final class Window {
    /** Most readings that are kept. */
    public static final int READINGS = 16;

    private static final int TIMES = 0;
    private static final int VALUES = READINGS * Long.BYTES;
    private static final int COUNT = VALUES + READINGS * Integer.BYTES;
    private static final int NEXT = COUNT + Integer.BYTES;

    /** Bytes of state. */
    public static final int BYTES = NEXT + Integer.BYTES;

    private static final int MOST_SLOPES = READINGS * (READINGS - 1) / 2;

    private final Numbers slopes = new Numbers(MOST_SLOPES);

    /**
     * Takes a reading in; the oldest leaves when there are too many.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param value hundredths of the unit.
     * @param nowNs when it was read, epoch ns.
     */
    public void add(final MutableDirectBuffer state, final int at, final int value, final long nowNs) {
        final int place = state.getInt(at + NEXT);
        state.putLong(at + TIMES + place * Long.BYTES, nowNs);
        state.putInt(at + VALUES + place * Integer.BYTES, value);
        state.putInt(at + NEXT, (place + 1) % READINGS);
        state.putInt(at + COUNT, Math.min(READINGS, count(state, at) + 1));
    }

    /** Forgets everything: what a gap in the readings asks for. */
    public void reset(final MutableDirectBuffer state, final int at) {
        state.setMemory(at, BYTES, (byte) 0);
    }

    /** How many readings are kept. */
    public int count(final MutableDirectBuffer state, final int at) {
        return state.getInt(at + COUNT);
    }

    /**
     * The slope of the line of least squares.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @return units an hour; 0 with fewer than two readings, or if all are of one instant.
     */
    public double leastSquaresPerHour(final MutableDirectBuffer state, final int at) {
        final int count = count(state, at);
        final long firstNs = state.getLong(at + TIMES);
        double hours = 0;
        double values = 0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            final double t = Fixed.hours(timeNs(state, at, i) - firstNs);
            final double x = value(state, at, i);
            hours += t;
            values += x;
            products += t * x;
            squares += t * t;
        }
        final double spread = count * squares - hours * hours;
        return spread <= 0 ? 0 : (count * products - hours * values) / spread;
    }

    /**
     * The median of the slopes between all pairs of readings of different instants.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @return units an hour; 0 without such a pair.
     */
    public double medianSlopePerHour(final MutableDirectBuffer state, final int at) {
        slopes.clear();
        final int count = count(state, at);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                final double span = Fixed.hours(timeNs(state, at, j) - timeNs(state, at, i));
                if (span != 0) {
                    slopes.add(Fixed.millionths((value(state, at, j) - value(state, at, i)) / span));
                }
            }
        }
        return Fixed.ofMillionths(slopes.median());
    }

    private static long timeNs(final MutableDirectBuffer state, final int at, final int place) {
        return state.getLong(at + TIMES + place * Long.BYTES);
    }

    private static double value(final MutableDirectBuffer state, final int at, final int place) {
        return Fixed.ofHundredths(state.getInt(at + VALUES + place * Integer.BYTES));
    }
}
