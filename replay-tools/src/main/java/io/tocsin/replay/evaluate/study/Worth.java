package io.tocsin.replay.evaluate.study;

/** What the hourly predictions of a system are worth, patient by patient: above never predicting anything, and how much could be had. */
final class Worth {
    private final double[] gained;
    private final double[] possible;

    /**
     * Adds up.
     *
     * @param stays     the population.
     * @param group     of which it is told.
     * @param scores    of each row.
     * @param threshold from which on sepsis is predicted, hour by hour.
     */
    Worth(final Stays stays, final Group group, final int[] scores, final int threshold) {
        gained = new double[group.size()];
        possible = new double[group.size()];
        for (int i = 0; i < group.size(); i++) {
            final int patient = group.patients()[i];
            final boolean septic = stays.isSeptic(patient);
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                final int since = septic ? -stays.hoursToOnset(patient, row) : 0;
                final double silent = Utility.of(septic, since, false);
                gained[i] += Utility.of(septic, since, scores[row] >= threshold) - silent;
                possible[i] += Utility.of(septic, since, Utility.isBest(septic, since)) - silent;
            }
        }
    }

    /** 0 = as good as never predicting anything, 1 = the best that can be; below 0 worse than nothing. Not a number without anybody septic. */
    double normalised() {
        double above = 0;
        double below = 0;
        for (int i = 0; i < gained.length; i++) {
            above += gained[i];
            below += possible[i];
        }
        return below == 0 ? Double.NaN : above / below;
    }

    /** The same with its interval. */
    Estimate normalised(final Draws draws) {
        return draws.ratio(gained, possible);
    }
}
