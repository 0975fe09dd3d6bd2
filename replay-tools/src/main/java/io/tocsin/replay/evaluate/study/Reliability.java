package io.tocsin.replay.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a score value means: how often sepsis sets in within the horizon after a row of that value, learnt from some patients and seen again in others. */
final class Reliability {
    /** Rows that must have been seen for an interval: with fewer it says nothing but that. */
    static final int LEAST_ROWS = 50;

    private Reliability() {}

    /**
     * One step of the score.
     *
     * @param from         least value of the step.
     * @param learntRows   rows of it among the patients to learn from.
     * @param learnt       share of them that sepsis follows upon; not a number without rows.
     * @param seenRows     rows of it among the others.
     * @param seen         the same share there, with its interval if there are {@value #LEAST_ROWS} rows or more.
     */
    record Step(int from, long learntRows, double learnt, long seenRows, Estimate seen) {}

    static List<Step> of(
            final Stays stays, final RowSystem system, final Group learnt, final Group seen, final Draws draws) {
        final SortedMap<Integer, Count> learntCounts = counts(stays, system, learnt);
        final SortedMap<Integer, Count> seenCounts = counts(stays, system, seen);
        final SortedMap<Integer, Count> all = new TreeMap<>(learntCounts);
        all.putAll(seenCounts);
        final List<Step> steps = new ArrayList<>();
        for (final int from : all.keySet()) {
            final Count before = learntCounts.getOrDefault(from, new Count(learnt.size()));
            final Count after = seenCounts.getOrDefault(from, new Count(seen.size()));
            steps.add(new Step(
                    from,
                    Math.round(sum(before.rows)),
                    sum(before.followed) / sum(before.rows),
                    Math.round(sum(after.rows)),
                    sum(after.rows) < LEAST_ROWS
                            ? new Estimate(sum(after.followed) / sum(after.rows), Double.NaN, Double.NaN)
                            : draws.ratio(after.followed, after.rows)));
        }
        return steps;
    }

    private static final class Count {
        private final double[] rows;
        private final double[] followed;

        Count(final int patients) {
            rows = new double[patients];
            followed = new double[patients];
        }
    }

    private static SortedMap<Integer, Count> counts(final Stays stays, final RowSystem system, final Group group) {
        final SortedMap<Integer, Count> counts = new TreeMap<>();
        for (int i = 0; i < group.size(); i++) {
            final int patient = group.patients()[i];
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                final int label = stays.label(patient, row);
                if (label != Stays.AFTER_ONSET) {
                    final int from = Math.floorDiv(system.scores()[row], system.bin()) * system.bin();
                    final Count count = counts.computeIfAbsent(from, unused -> new Count(group.size()));
                    count.rows[i]++;
                    count.followed[i] += label;
                }
            }
        }
        return counts;
    }

    private static double sum(final double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum;
    }
}
