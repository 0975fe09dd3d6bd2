package io.tocsin.replay.evaluate.study;

import org.jspecify.annotations.Nullable;

/**
 * A system with its threshold, in one group.
 *
 * @param group       of whom.
 * @param burden      alerts with refractory time.
 * @param told        alerts of the engine itself; {@code null} = it has none of this system.
 * @param sensitivity share of the septic with an alert within the horizon before the onset.
 * @param ppv         share of the alerts before the onset that it follows upon within the horizon.
 * @param afterOnset  alerts from the onset on, which count as neither right nor false.
 * @param lead        of those who were announced.
 * @param utility     normalised.
 */
record AtThreshold(
        String group,
        Burden burden,
        @Nullable Burden told,
        Estimate sensitivity,
        Estimate ppv,
        long afterOnset,
        LeadTime lead,
        Estimate utility) {
    static AtThreshold of(final Stays stays, final Group group, final Draws draws, final RowSystem system) {
        final Alarms alarms = Alarms.of(stays, system.scores(), system.threshold());
        final double[] septic = new double[group.size()];
        final double[] announced = new double[group.size()];
        final double[] judged = new double[group.size()];
        final double[] right = new double[group.size()];
        long afterOnset = 0;
        for (int i = 0; i < group.size(); i++) {
            final int patient = group.patients()[i];
            septic[i] = stays.isSeptic(patient) ? 1 : 0;
            announced[i] = alarms.isAnnounced(patient) ? 1 : 0;
            judged[i] = alarms.judged(patient);
            right[i] = alarms.right(patient);
            afterOnset += alarms.alerts(patient) - alarms.judged(patient);
        }
        final int[] told = system.told();
        return new AtThreshold(
                group.name(),
                Burden.of(stays, group, alarms),
                told == null ? null : Burden.of(stays, group, new Alarms(stays, told)),
                draws.ratio(announced, septic),
                draws.ratio(right, judged),
                afterOnset,
                LeadTime.of(group, alarms),
                new Worth(stays, group, system.scores(), system.threshold()).normalised(draws));
    }

    /** How many alerts are to be looked at until one is right; not a number if none is. */
    double numberNeeded() {
        return ppv.value() == 0 ? Double.NaN : 1 / ppv.value();
    }
}
