package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.replay.evaluate.study.Draws;
import io.tocsin.replay.evaluate.study.Estimate;
import io.tocsin.replay.evaluate.study.Percentiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whose end had an alert in the hours before it, and how early.
 *
 * @param sensitivity     share of those who deteriorate.
 * @param byChance        share of those who do not: an end like any other second of theirs.
 * @param announced       how many deteriorate and had one.
 * @param medianLead      hours from the first alert in the hours before the event to it, of those who had one.
 * @param lowerQuartile   hours.
 * @param upperQuartile   hours.
 * @param earlierThanOnce hours by which the median is earlier than with limits at once, in each sample with itself; negative = later.
 */
record Announced(
        Estimate sensitivity,
        Estimate byChance,
        int announced,
        Estimate medianLead,
        double lowerQuartile,
        double upperQuartile,
        Estimate earlierThanOnce) {
    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * Compares.
     *
     * @param told       of every patient, with one setting.
     * @param once       of the same patients, with limits at once.
     * @param draws      of the patients.
     * @param onlyOfBody whether alerts of artefacts do not count.
     */
    static Announced of(final List<Told> told, final List<Told> once, final Draws draws, final boolean onlyOfBody) {
        final double[] leads = leads(told, onlyOfBody);
        final double[] leadsOnce = leads(once, onlyOfBody);
        final int[] rising = rising(leads);
        final int[] risingOnce = rising(leadsOnce);
        final List<Estimate> medians = draws.estimates(2, sample -> {
            final double median = median(sample, leads, rising);
            return new double[] {median, median - median(sample, leadsOnce, risingOnce)};
        });
        final double[] hours = IntStream.of(rising).mapToDouble(i -> leads[i]).toArray();
        return new Announced(
                share(told, draws, onlyOfBody, true),
                share(told, draws, onlyOfBody, false),
                hours.length,
                medians.get(0),
                Percentiles.of(hours, 0.25),
                Percentiles.of(hours, 0.75),
                medians.get(1));
    }

    private static Estimate share(
            final List<Told> told, final Draws draws, final boolean onlyOfBody, final boolean deteriorating) {
        final double[] had = new double[told.size()];
        final double[] all = new double[told.size()];
        for (int i = 0; i < all.length; i++) {
            final boolean counts = told.get(i).stay().deteriorates() == deteriorating;
            all[i] = counts ? 1 : 0;
            had[i] = counts && told.get(i).first(onlyOfBody) != Told.NONE ? 1 : 0;
        }
        return draws.ratio(had, all);
    }

    /** Of each patient, in hours; not a number for one who does not deteriorate or had no alert. */
    private static double[] leads(final List<Told> told, final boolean onlyOfBody) {
        return told.stream()
                .mapToDouble(each -> each.stay().deteriorates() && each.first(onlyOfBody) != Told.NONE
                        ? (each.stay().seconds() - each.first(onlyOfBody)) / SECONDS_PER_HOUR
                        : Double.NaN)
                .toArray();
    }

    /** Patients who have a lead, the shortest first. */
    private static int[] rising(final double[] leads) {
        return IntStream.range(0, leads.length)
                .filter(i -> !Double.isNaN(leads[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> leads[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** By the nearest rank, each as often as the sample has the patient; not a number if it has none. */
    private static double median(final byte[] sample, final double[] leads, final int[] rising) {
        final int all = Arrays.stream(rising).map(i -> sample[i]).sum();
        int left = (all + 1) / 2;
        for (final int i : rising) {
            left -= sample[i];
            if (left <= 0 && all > 0) {
                return leads[i];
            }
        }
        return Double.NaN;
    }
}
