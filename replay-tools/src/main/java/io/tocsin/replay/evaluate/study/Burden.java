package io.tocsin.replay.evaluate.study;

import java.util.Arrays;

/**
 * How many alerts there are.
 *
 * @param alerts         of the group.
 * @param median         patient's alerts for each day that the patient was watched.
 * @param mean           alerts of all for all days of all.
 * @param p95            of the patients' figures.
 * @param topTenthShare  share of all alerts that comes from the tenth of the patients with most.
 * @param per100BedHours alerts in an hour among 100 patients who are watched.
 */
record Burden(long alerts, double median, double mean, double p95, double topTenthShare, double per100BedHours) {
    static Burden of(final Stays stays, final Group group, final Alarms alarms) {
        final double[] rates = new double[group.size()];
        final int[] counts = new int[group.size()];
        double days = 0;
        long alerts = 0;
        for (int i = 0; i < rates.length; i++) {
            final int patient = group.patients()[i];
            counts[i] = alarms.alerts(patient);
            rates[i] = counts[i] / stays.days(patient);
            days += stays.days(patient);
            alerts += counts[i];
        }
        Arrays.sort(rates);
        Arrays.sort(counts);
        long top = 0;
        for (int i = counts.length - (counts.length + 9) / 10; i < counts.length; i++) {
            top += counts[i];
        }
        return new Burden(
                alerts,
                Percentiles.of(rates, 0.5),
                alerts / days,
                Percentiles.of(rates, 0.95),
                (double) top / alerts,
                alerts / days / 24 * 100);
    }
}
