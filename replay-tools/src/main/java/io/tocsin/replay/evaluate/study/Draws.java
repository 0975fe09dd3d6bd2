package io.tocsin.replay.evaluate.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Cluster bootstrap: which patient comes how often into each of many samples of as many patients, drawn with replacement. Rows of a patient come together or not at all,
 * because they resemble each other. All systems see the same samples.
 */
public final class Draws {
    /** In reports, and of every study: so that two runs say the same. */
    public static final long SEED = 20_191_019;

    /** Samples of a study. */
    public static final int COUNT = 1_000;

    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private final int patients;
    private final byte[][] weights;

    /**
     * Draws.
     *
     * @param patients of the population, numbered from 0.
     * @param count    samples.
     * @param seed     of the random numbers.
     */
    public Draws(final int patients, final int count, final long seed) {
        this.patients = patients;
        weights = new byte[count][patients];
        final SplittableRandom random = new SplittableRandom(seed);
        for (final byte[] sample : weights) {
            for (int i = 0; i < patients; i++) {
                final int drawn = random.nextInt(patients);
                // More than 127 times the same of a population is not to be expected in this universe.
                sample[drawn]++;
            }
        }
    }

    /** How often each patient comes into a population as it is: once. */
    private static byte[] once(final int patients) {
        final byte[] sample = new byte[patients];
        Arrays.fill(sample, (byte) 1);
        return sample;
    }

    /**
     * Figures and their intervals.
     *
     * @param count   of figures.
     * @param figures of a sample, given how often each patient is in it; not a number where one is undefined for it, and such samples are left out of that one's
     *     interval.
     * @return of the population as it is, each with the percentiles over the samples.
     */
    public List<Estimate> estimates(final int count, final Function<byte[], double[]> figures) {
        final double[][] values = new double[count][weights.length];
        for (int sample = 0; sample < weights.length; sample++) {
            final double[] ofSample = figures.apply(weights[sample]);
            for (int i = 0; i < count; i++) {
                values[i][sample] = ofSample[i];
            }
        }
        final double[] whole = figures.apply(once(patients));
        final List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            estimates.add(estimate(whole[i], values[i]));
        }
        return estimates;
    }

    private static Estimate estimate(final double whole, final double[] ofSamples) {
        final double[] rising = Arrays.stream(ofSamples)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (rising.length == 0 || Double.isNaN(whole)) {
            return new Estimate(whole, Double.NaN, Double.NaN);
        }
        return new Estimate(
                whole,
                rising[(int) Math.floor(LOW * (rising.length - 1))],
                rising[(int) Math.ceil(HIGH * (rising.length - 1))]);
    }

    /**
     * A quotient of sums over patients and its interval.
     *
     * @param above of each patient.
     * @param below of each patient.
     * @return undefined where the sum below is 0.
     */
    public Estimate ratio(final double[] above, final double[] below) {
        return estimates(1, sample -> {
                    double numerator = 0;
                    double denominator = 0;
                    for (int i = 0; i < sample.length; i++) {
                        numerator += sample[i] * above[i];
                        denominator += sample[i] * below[i];
                    }
                    return new double[] {denominator == 0 ? Double.NaN : numerator / denominator};
                })
                .get(0);
    }
}
