package io.tocsin.replay.evaluate.synthetic;

import java.util.SplittableRandom;

/** Random numbers that are the same on every machine: nothing is computed but by {@link StrictMath}. One thread. */
final class Chances {
    private final SplittableRandom random;
    private double spare = Double.NaN;

    /**
     * Those of a seed.
     *
     * @param random to be drawn from by nobody else.
     */
    Chances(final SplittableRandom random) {
        this.random = random;
    }

    /** Others, of their own, so that what is drawn of one thing does not move another. */
    Chances split() {
        return new Chances(random.split());
    }

    /** From 0 to below 1. */
    double share() {
        return random.nextDouble();
    }

    /** From {@code least} to below {@code most}. */
    double between(final double least, final double most) {
        return least + (most - least) * share();
    }

    /** Normal, mean 0, standard deviation 1: Marsaglia's polar method. */
    double normal() {
        if (!Double.isNaN(spare)) {
            final double kept = spare;
            spare = Double.NaN;
            return kept;
        }
        double x;
        double y;
        double square;
        do {
            x = between(-1, 1);
            y = between(-1, 1);
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        final double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        return x * factor;
    }

    /** Whole seconds, at least 1, whose logarithm is normal. */
    int logNormalSeconds(final double medianSeconds, final double sigma) {
        return Math.max((int) StrictMath.rint(medianSeconds * StrictMath.exp(sigma * normal())), 1);
    }

    /** Whole seconds until the next of what comes so often by chance, at least 1. */
    long secondsToNext(final double perHour) {
        return (long) Math.max(StrictMath.ceil(-StrictMath.log(1 - share()) / perHour * 3_600), 1);
    }
}
