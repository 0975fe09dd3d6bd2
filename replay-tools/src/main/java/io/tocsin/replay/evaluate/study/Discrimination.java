package io.tocsin.replay.evaluate.study;

import java.util.Arrays;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * How well a score tells those with the label from those without: the areas under the curves, for any resampling of patients. Each patient's scores are counted by value
 * once; a sample then adds up the counts of its patients, and nothing is sorted again.
 */
public final class Discrimination {
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private final int[] bounds;
    private final int[] bins;

    /** Those without the label in the upper half, those with it in the lower: one addition counts both. */
    private final long[] counts;

    private final int binCount;

    private Discrimination(final int[] bounds, final int[] bins, final long[] counts) {
        this.bounds = bounds;
        this.bins = bins;
        this.counts = counts;
        binCount = Arrays.stream(bins).max().orElse(-1) + 1;
    }

    /**
     * Both areas.
     *
     * @param auroc under the curve of sensitivity over false alarms.
     * @param auprc under the curve of precision over sensitivity.
     */
    public record Areas(Estimate auroc, Estimate auprc) {}

    /**
     * Of patients with one score each.
     *
     * @param scores higher is worse.
     * @param labels whether it happened to the patient, in the same order.
     * @return both, with intervals from the samples that every study has.
     */
    public static Areas ofPatients(final int[] scores, final boolean[] labels) {
        final Counter counter = new Counter();
        for (int patient = 0; patient < scores.length; patient++) {
            counter.add(scores[patient], labels[patient]);
            counter.endPatient();
        }
        return counter.counted().areas(new Draws(scores.length, Draws.COUNT, Draws.SEED));
    }

    /**
     * Of rows: does sepsis set in within the horizon after it? Rows from the onset on are left out.
     *
     * @param stays  the population.
     * @param group  whose rows.
     * @param scores of each row.
     */
    static Discrimination ofRows(final Stays stays, final Group group, final int[] scores) {
        final Counter counter = new Counter();
        for (final int patient : group.patients()) {
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                final int label = stays.label(patient, row);
                if (label != Stays.AFTER_ONSET) {
                    counter.add(scores[row], label == 1);
                }
            }
            counter.endPatient();
        }
        return counter.counted();
    }

    /**
     * Of stays: does the highest score before the onset tell who becomes septic?
     *
     * @param stays  the population.
     * @param group  whose stays.
     * @param scores of each row.
     */
    static Discrimination ofStays(final Stays stays, final Group group, final int[] scores) {
        final Counter counter = new Counter();
        for (final int patient : group.patients()) {
            int highest = Integer.MIN_VALUE;
            for (int row = stays.firstRow(patient);
                    row < stays.endRow(patient) && stays.isBeforeOnset(patient, row);
                    row++) {
                highest = Math.max(highest, scores[row]);
            }
            counter.add(highest, stays.isSeptic(patient));
            counter.endPatient();
        }
        return counter.counted();
    }

    Areas areas(final Draws draws) {
        final List<Estimate> both = draws.estimates(2, this::areas);
        return new Areas(both.get(0), both.get(1));
    }

    /**
     * By how much the area under the curve of sensitivity over false alarms is larger than another's, in each sample with itself: intervals of two areas that overlap do not
     * say that the difference could be none, as what makes a sample hard is hard for both.
     *
     * @param other of the same patients.
     * @param draws of them.
     */
    Estimate aboveAuroc(final Discrimination other, final Draws draws) {
        return draws.estimates(1, weights -> new double[] {areas(weights)[0] - other.areas(weights)[0]})
                .get(0);
    }

    /**
     * Of one sample.
     *
     * @param weights how often each patient is in it.
     * @return the chance that one with the label scores higher than one without, ties count half; and the mean precision over those with the label, from the highest score
     *     down, where what ties comes together. Not a number if a kind that is needed is absent.
     */
    private double[] areas(final byte[] weights) {
        final long[] sums = count(weights);
        long found = 0;
        long others = 0;
        double pairs = 0;
        double precisions = 0;
        for (int bin = binCount - 1; bin >= 0; bin--) {
            final long with = sums[bin] & LOWER_HALF;
            final long without = sums[bin] >>> Integer.SIZE;
            pairs += without * (found + with / 2.0);
            found += with;
            others += without;
            if (with > 0) {
                precisions += with * ((double) found / (found + others));
            }
        }
        return new double[] {
            found == 0 || others == 0 ? Double.NaN : pairs / found / others,
            found == 0 ? Double.NaN : precisions / found
        };
    }

    private long[] count(final byte[] weights) {
        final long[] sums = new long[binCount];
        for (int patient = 0; patient < weights.length; patient++) {
            final int weight = weights[patient];
            if (weight != 0) {
                for (int i = bounds[patient]; i < bounds[patient + 1]; i++) {
                    sums[bins[i]] += weight * counts[i];
                }
            }
        }
        return sums;
    }

    /** Gathers scores, patient after patient, and then numbers their values in rising order. */
    private static final class Counter {
        private final IntArrayList scores = new IntArrayList();
        private final IntArrayList labels = new IntArrayList();
        private final IntArrayList ends = new IntArrayList();

        void add(final int score, final boolean label) {
            scores.addInt(score);
            labels.addInt(label ? 1 : 0);
        }

        void endPatient() {
            ends.addInt(scores.size());
        }

        Discrimination counted() {
            final int[] values = scores.toIntArray();
            final int[] distinct = Arrays.stream(values).sorted().distinct().toArray();
            final int[] bounds = new int[ends.size() + 1];
            final IntArrayList bins = new IntArrayList();
            final LongArrayList counts = new LongArrayList();
            final long[] ofPatient = new long[distinct.length];
            int from = 0;
            for (int patient = 0; patient < ends.size(); patient++) {
                final int end = ends.getInt(patient);
                for (int i = from; i < end; i++) {
                    ofPatient[Arrays.binarySearch(distinct, values[i])] +=
                            labels.getInt(i) == 1 ? 1 : 1L << Integer.SIZE;
                }
                for (int i = from; i < end; i++) {
                    final int bin = Arrays.binarySearch(distinct, values[i]);
                    if (ofPatient[bin] != 0) {
                        bins.addInt(bin);
                        counts.addLong(ofPatient[bin]);
                        ofPatient[bin] = 0;
                    }
                }
                from = end;
                bounds[patient + 1] = bins.size();
            }
            return new Discrimination(bounds, bins.toIntArray(), counts.toLongArray());
        }
    }
}
