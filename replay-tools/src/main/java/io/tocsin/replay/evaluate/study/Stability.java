package io.tocsin.replay.evaluate.study;

/** How restless a system is around its threshold. */
final class Stability {
    private Stability() {}

    /**
     * How often a patient's state changes in a day: it counts from the threshold on, and no longer once the score is more than the hysteresis below it.
     *
     * @param stays      the population.
     * @param group      of whom.
     * @param scores     of each row.
     * @param threshold  from which on it counts.
     * @param hysteresis 0 = it ends as soon as the score is below the threshold.
     * @return changes of all for all days of all.
     */
    static double flipsPerDay(
            final Stays stays, final Group group, final int[] scores, final int threshold, final int hysteresis) {
        double days = 0;
        long flips = 0;
        for (final int patient : group.patients()) {
            days += stays.days(patient);
            boolean counts = scores[stays.firstRow(patient)] >= threshold;
            for (int row = stays.firstRow(patient) + 1; row < stays.endRow(patient); row++) {
                final boolean still = scores[row] >= threshold - (counts ? hysteresis : 0);
                flips += still == counts ? 0 : 1;
                counts = still;
            }
        }
        return flips / days;
    }
}
