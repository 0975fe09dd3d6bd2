package io.tocsin.replay.evaluate.study;

/**
 * What an hourly prediction of sepsis is worth: early is good, late and never are bad, a false alarm costs a little.
 *
 * <p>Source: the utility of the PhysioNet/CinC Challenge 2019. Onset is six hours after the first hour that is labelled.
 */
final class Utility {
    /** Hours from the first labelled hour to the onset. */
    static final int LABEL_LEADS_HOURS = 6;

    private static final int EARLIEST_HOURS = -12;
    private static final int BEST_HOURS = -LABEL_LEADS_HOURS;
    private static final int LATEST_HOURS = 3;
    private static final double FALSE_ALARM = -0.05;
    private static final double WORST_MISS = -2;

    private Utility() {}

    /**
     * Of one hour.
     *
     * @param septic  whether the patient ever becomes septic.
     * @param sinceOnset hours since the onset, negative before it; not looked at unless {@code septic}.
     * @param alarm   whether sepsis is predicted at this hour.
     */
    static double of(final boolean septic, final int sinceOnset, final boolean alarm) {
        if (!septic) {
            return alarm ? FALSE_ALARM : 0;
        }
        if (sinceOnset > LATEST_HOURS) {
            return 0;
        }
        if (sinceOnset <= BEST_HOURS) {
            return alarm
                    ? Math.max((double) (sinceOnset - EARLIEST_HOURS) / (BEST_HOURS - EARLIEST_HOURS), FALSE_ALARM)
                    : 0;
        }
        final double hours = LATEST_HOURS - BEST_HOURS;
        return alarm ? (LATEST_HOURS - sinceOnset) / hours : WORST_MISS * (sinceOnset - BEST_HOURS) / hours;
    }

    /** Whether the best that can be done is to predict at this hour. */
    static boolean isBest(final boolean septic, final int sinceOnset) {
        return septic && sinceOnset >= EARLIEST_HOURS && sinceOnset <= LATEST_HOURS;
    }
}
