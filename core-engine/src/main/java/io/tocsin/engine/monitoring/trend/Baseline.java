package io.tocsin.engine.monitoring.trend;

import org.agrona.MutableDirectBuffer;

/**
 * What is usual for a patient: the median of the first readings, and 1.4826 times the median distance from it, which is the standard deviation if they are spread
 * normally. At most {@value #READINGS} readings are kept; when they are full every second one is given up, and from there on only every second, fourth … reading is
 * taken, so that they go on standing for the whole time.
 *
 * <p>Source: Hampel, The influence curve and its role in robust estimation, 1974 (the factor); limits from the first two hours: Poole et al. 2019.
 *
 * <p>The readings are over {@value #BYTES} bytes of the caller; zeroed memory has seen nothing. An instance has the scratch that the median needs: it belongs to one
 * thread, and neither blocks nor allocates.
 */
public final class Baseline {
    /** Most readings that are kept. */
    public static final int READINGS = 32;

    private static final int VALUES = 0;
    private static final int COUNT = READINGS * Integer.BYTES;
    private static final int STRIDE = COUNT + Integer.BYTES;
    private static final int SKIPPED = STRIDE + Integer.BYTES;
    private static final int SPARE = SKIPPED + Integer.BYTES;
    private static final int FIRST_NS = SPARE + Integer.BYTES;

    /** Bytes of state. */
    public static final int BYTES = FIRST_NS + Long.BYTES;

    /** Ten-thousandths. */
    private static final int NORMAL = 14_826;

    private static final int TEN_THOUSAND = 10_000;

    private final Numbers scratch = new Numbers(READINGS);

    /**
     * Takes a reading in, as long as the time of the baseline is not over.
     *
     * @param state   of this parameter and patient.
     * @param at      where it begins.
     * @param value   hundredths of the unit.
     * @param nowNs   when it was read, epoch ns.
     * @param spanNs  how long readings count, from the first on, ns.
     */
    public void add(
            final MutableDirectBuffer state, final int at, final int value, final long nowNs, final long spanNs) {
        if (count(state, at) == 0) {
            state.putLong(at + FIRST_NS, nowNs);
            state.putInt(at + STRIDE, 1);
        } else if (nowNs - state.getLong(at + FIRST_NS) >= spanNs) {
            return;
        }
        final int skipped = state.getInt(at + SKIPPED) + 1;
        if (count(state, at) > 0 && skipped < state.getInt(at + STRIDE)) {
            state.putInt(at + SKIPPED, skipped);
            return;
        }
        state.putInt(at + SKIPPED, 0);
        if (count(state, at) == READINGS) {
            thin(state, at);
        }
        state.putInt(at + VALUES + count(state, at) * Integer.BYTES, value);
        state.putInt(at + COUNT, count(state, at) + 1);
    }

    private static void thin(final MutableDirectBuffer state, final int at) {
        for (int i = 0; i < READINGS / 2; i++) {
            state.putInt(at + VALUES + i * Integer.BYTES, state.getInt(at + VALUES + 2 * i * Integer.BYTES));
        }
        state.putInt(at + COUNT, READINGS / 2);
        state.putInt(at + STRIDE, state.getInt(at + STRIDE) * 2);
    }

    /** Forgets everything. */
    public void reset(final MutableDirectBuffer state, final int at) {
        state.setMemory(at, BYTES, (byte) 0);
    }

    /** How many readings are kept. */
    public int count(final MutableDirectBuffer state, final int at) {
        return state.getInt(at + COUNT);
    }

    /** Whether the time of the baseline is over, and so the baseline settled. */
    public boolean isSettled(final MutableDirectBuffer state, final int at, final long nowNs, final long spanNs) {
        return count(state, at) > 0 && nowNs - state.getLong(at + FIRST_NS) >= spanNs;
    }

    /** The median, hundredths of the unit, rounded towards the lesser; 0 of none. */
    public int median(final MutableDirectBuffer state, final int at) {
        load(state, at);
        return (int) scratch.median();
    }

    /**
     * The usual deviation.
     *
     * @param state of this parameter and patient.
     * @param at    where it begins.
     * @param least that is assumed at least, hundredths: few readings may all be alike.
     * @return hundredths of the unit.
     */
    public int deviation(final MutableDirectBuffer state, final int at, final int least) {
        load(state, at);
        scratch.distancesFrom(scratch.median());
        return Math.max(least, (int) StrictMath.rint((double) NORMAL * scratch.median() / TEN_THOUSAND));
    }

    private void load(final MutableDirectBuffer state, final int at) {
        scratch.clear();
        final int count = count(state, at);
        for (int i = 0; i < count; i++) {
            scratch.add(state.getInt(at + VALUES + i * Integer.BYTES));
        }
    }
}
