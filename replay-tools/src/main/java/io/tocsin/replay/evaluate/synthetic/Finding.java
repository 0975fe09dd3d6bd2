package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.replay.evaluate.study.Draws;
import io.tocsin.replay.evaluate.study.Estimate;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one setting costs and finds, beside limits at once in the same patients.
 *
 * @param setting            that it is of.
 * @param alerts             of all patients.
 * @param perDay             alerts for each day of a patient.
 * @param ofArtefactsPerDay  of them those that nothing in the body led to.
 * @param shareOfOnce        of the alerts of limits at once, with the same de-bounce.
 * @param any                what alerts announce, whatever led to them.
 * @param ofBody             what alerts of the body announce.
 * @param perDayByLimit      alerts of each limit, for each day of a patient.
 */
record Finding(
        Setting setting,
        long alerts,
        Estimate perDay,
        Estimate ofArtefactsPerDay,
        Estimate shareOfOnce,
        Announced any,
        Announced ofBody,
        List<Double> perDayByLimit) {
    static Finding of(final Setting setting, final List<Told> told, final List<Told> once, final Draws draws) {
        final double[] days = each(told, one -> one.stay().days());
        final double[] alerts = each(told, Told::alerts);
        final double allDays =
                told.stream().mapToDouble(one -> one.stay().days()).sum();
        return new Finding(
                setting,
                told.stream().mapToLong(Told::alerts).sum(),
                draws.ratio(alerts, days),
                draws.ratio(each(told, Told::ofArtefacts), days),
                draws.ratio(alerts, each(once, Told::alerts)),
                Announced.of(told, once, draws, false),
                Announced.of(told, once, draws, true),
                perDayByLimit(told, allDays));
    }

    private static List<Double> perDayByLimit(final List<Told> told, final double days) {
        final Double[] perDay = new Double[Setting.limits()];
        for (int i = 0; i < perDay.length; i++) {
            final int limit = i;
            perDay[i] = told.stream().mapToLong(one -> one.alerts(limit)).sum() / days;
        }
        return List.of(perDay);
    }

    private static double[] each(final List<Told> told, final ToDoubleFunction<Told> figure) {
        return told.stream().mapToDouble(figure).toArray();
    }
}
