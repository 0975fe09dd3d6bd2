package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Parameter;

/**
 * How far out a profile may move the limit of a CRITICAL rule, which calls for every patient: SpO2 of patients on scale 2 to what scores three points there (NEWS2,
 * Royal College of Physicians 2017), and for children to what scores four points in Bedside PEWS (Parshuram 2009), by age group the narrower of the bands of the
 * table that it covers; pressures and respiration only in the group that is one band. Nothing else, and nothing of adults.
 */
public final class CriticalRange {
    private static final int LEAST_ON_SCALE_TWO = 8_400;
    private static final int SCALE_TWO = 2;
    /** Least lower and greatest upper limit of the heart rate, by value of the enum AgeGroup, hundredths. */
    private static final int[][] HEART_RATE = {
        {0, 0}, {8_000, 19_000}, {7_000, 17_000}, {6_000, 15_000}, {5_000, 14_000}
    };

    private static final int[] YOUNGEST_SYSTOLIC = {4_500, 13_000};
    private static final int[] YOUNGEST_RESPIRATION = {1_500, 9_100};

    private CriticalRange() {}

    /**
     * Whether a limit may stand further out than that of a CRITICAL rule.
     *
     * @param parameter value of the enum Parameter.
     * @param isBelow   the rule calls below its limit.
     * @param limit     in its place, hundredths.
     * @param ageGroups for whom, bit (1 shifted by the value of AgeGroup); 0 = any.
     * @param spo2Scale for whom; 0 = either.
     * @return it is for all of them.
     */
    public static boolean holds(
            final int parameter, final boolean isBelow, final int limit, final int ageGroups, final int spo2Scale) {
        if (parameter == Parameter.SPO2.value()) {
            return spo2Scale == SCALE_TWO && isBelow && limit >= LEAST_ON_SCALE_TWO;
        }
        boolean isForAll = ageGroups != 0;
        for (int group = 1; group <= AgeGroup.ADULT.value(); group++) {
            isForAll &= (ageGroups >> group & 1) == 0 || isOfAge(parameter, isBelow, limit, group);
        }
        return isForAll;
    }

    private static boolean isOfAge(final int parameter, final boolean isBelow, final int limit, final int group) {
        if (group == AgeGroup.ADULT.value()) {
            return false;
        }
        final boolean isYoungest = group == AgeGroup.UNDER_3_MONTHS.value();
        final int[] range = parameter == Parameter.HEART_RATE.value()
                ? HEART_RATE[group]
                : parameter == Parameter.SYSTOLIC.value() && isYoungest
                        ? YOUNGEST_SYSTOLIC
                        : parameter == Parameter.RESPIRATORY_RATE.value() && isYoungest ? YOUNGEST_RESPIRATION : null;
        return range != null && (isBelow ? limit >= range[0] : limit <= range[1]);
    }
}
