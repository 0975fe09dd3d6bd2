package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

/**
 * What is measured of a SYNTHETIC patient, and everything that is assumed about it. In hundredths of the unit unless something else is said. Means and their spread are
 * those of adults in a ward; deteriorations are fixed; how often sensors slip was set so that limits at once have not more alarms of artefacts than was published of all
 * alarms of vital signs in intensive care (Drew and others, PLoS One 2014: 12.7 an hour).
 *
 * @param parameter     to the router.
 * @param step          to whose multiples a monitor rounds.
 * @param own           what somebody has when well.
 * @param deterioration by how much it changes until the event.
 * @param slips         how often, and how far, sensors slip.
 */
record Vital(Parameter parameter, int step, Own own, int deterioration, Slips slips) {
    private static final List<Vital> ALL = List.of(
            new Vital(
                    Parameter.HEART_RATE,
                    1_00,
                    new Own(82_00, 9_00, 60_00, 105_00, 2_50, 4_00),
                    30_00,
                    new Slips(0.5, 20_00, 60_00, false)),
            new Vital(
                    Parameter.SPO2,
                    1_00,
                    new Own(96_00, 1_20, 93_00, 99_00, 70, 50),
                    -6_00,
                    new Slips(2, 4_00, 20_00, true)),
            new Vital(
                    Parameter.RESPIRATORY_RATE,
                    1_00,
                    new Own(17_00, 2_50, 11_00, 23_00, 1_50, 1_00),
                    10_00,
                    new Slips(1, 8_00, 20_00, false)),
            new Vital(
                    Parameter.SYSTOLIC,
                    1_00,
                    new Own(122_00, 14_00, 98_00, 150_00, 4_00, 5_00),
                    -30_00,
                    new Slips(0.5, 30_00, 80_00, false)),
            new Vital(
                    Parameter.TEMPERATURE,
                    10,
                    new Own(37_00, 30, 36_40, 37_80, 5, 30),
                    1_50,
                    new Slips(0.05, 1_00, 3_00, true)));

    /**
     * What somebody has when well.
     *
     * @param mean      of everybody.
     * @param spread    of the means of everybody, one standard deviation.
     * @param least     mean of anybody.
     * @param most      mean of anybody.
     * @param sigma     of one's values about one's mean, one standard deviation.
     * @param amplitude of the day's sine.
     */
    record Own(int mean, int spread, int least, int most, int sigma, int amplitude) {}

    /**
     * Sensors that slip and say something else meanwhile; spikes come as often, and are twice as far.
     *
     * @param perHour    how often.
     * @param least      by how much at least.
     * @param most       by how much at most.
     * @param alwaysLess than there is; else less or more, as often.
     */
    record Slips(double perHour, int least, int most, boolean alwaysLess) {}

    static int count() {
        return ALL.size();
    }

    static Vital at(final int place) {
        return ALL.get(place);
    }

    /** Place of a parameter, from 0. */
    static int placeOf(final Parameter parameter) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).parameter == parameter) {
                return i;
            }
        }
        throw new IllegalArgumentException(parameter + " is not measured of synthetic patients");
    }

    /** What a monitor shows: whole numbers, a temperature in tenths; of a saturation 100 % at most, and never less than nothing. */
    int shown(final double hundredths) {
        final double most = parameter == Parameter.SPO2 ? 100_00 : Integer.MAX_VALUE;
        final long steps = (long) StrictMath.rint(Math.min(Math.max(hundredths, 0), most) / step);
        return (int) steps * step;
    }
}
