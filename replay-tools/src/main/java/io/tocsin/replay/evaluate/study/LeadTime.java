package io.tocsin.replay.evaluate.study;

import java.util.Arrays;

/**
 * How early the first alert within the horizon is, of those whose onset was announced.
 *
 * @param announced     how many there are.
 * @param median        hours.
 * @param lowerQuartile hours.
 * @param upperQuartile hours.
 * @param halfHour      share of them with 30 minutes or more.
 * @param twoHours      share with 2 hours or more.
 * @param sixHours      share with 6 hours or more.
 */
record LeadTime(
        int announced,
        double median,
        double lowerQuartile,
        double upperQuartile,
        double halfHour,
        double twoHours,
        double sixHours) {
    static LeadTime of(final Group group, final Alarms alarms) {
        final double[] hours =
                Arrays.stream(alarms.leadHours(group)).asDoubleStream().toArray();
        return new LeadTime(
                hours.length,
                Percentiles.of(hours, 0.5),
                Percentiles.of(hours, 0.25),
                Percentiles.of(hours, 0.75),
                share(hours, 0.5),
                share(hours, 2),
                share(hours, 6));
    }

    private static double share(final double[] hours, final double least) {
        return (double) Arrays.stream(hours).filter(lead -> lead >= least).count() / hours.length;
    }
}
