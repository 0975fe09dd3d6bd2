package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Parameter;

/**
 * How far a reading may be from the one before it: the greatest credible steps of the table of plausibility gates, in hundredths, each for two readings that are not
 * further apart than its time. Engineering values for adults: what goes beyond them is not refused but waits for a second reading. The steps of an invasive line are
 * those of the cuff, within the seconds in which it tells them.
 */
final class CredibleStep {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int SPO2 = Parameter.SPO2.value();
    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    /** SpO2 falls by at most 4 per cent a second and rises by at most 10. */
    private static final int SPO2_FALL = 400;

    private static final int SPO2_RISE = 1_000;
    /** From here on any step of SpO2 is credible. */
    private static final long SPO2_NS = 30 * SECOND_NS;

    /** By value of the enum Parameter, hundredths; 0 = any step is credible. */
    private static final int[] STEP = {
        0, 6_000, SPO2_FALL, 100, 8_000, 6_000, 6_000, 3_000, 3_000, 30_000, 0, 0, 0, 8_000, 6_000, 6_000
    };

    /** By value of the enum Parameter, seconds. */
    private static final int[] WITHIN_S = {0, 2, 30, 60, 120, 120, 120, 5, 2, 300, 0, 0, 0, 2, 2, 2};

    private CredibleStep() {}

    /** Whether a reading is credible after one that was so long ago. Heart rate 0 always is: a monitor that sees no beat must not be doubted for a moment. */
    static boolean holds(final int parameter, final int before, final int value, final long elapsedNs) {
        final int step = STEP[parameter];
        if (step == 0 || elapsedNs > WITHIN_S[parameter] * SECOND_NS || (parameter == HEART_RATE && value == 0)) {
            return true;
        }
        final long change = (long) value - before;
        if (parameter != SPO2) {
            return Math.abs(change) <= step;
        }
        final long overNs = Math.min(Math.max(elapsedNs, SECOND_NS), SPO2_NS);
        return change * SECOND_NS >= -SPO2_FALL * overNs && change * SECOND_NS <= SPO2_RISE * overNs;
    }

    /** Whether a reading bears out one that waited: no further from it than a credible step, or on the same side of the last one that counted. */
    static boolean bearsOut(
            final int parameter, final boolean hasLast, final int last, final int waiting, final int value) {
        return Math.abs((long) value - waiting) <= STEP[parameter]
                || (hasLast && (value > last) == (waiting > last) && value != last);
    }
}
