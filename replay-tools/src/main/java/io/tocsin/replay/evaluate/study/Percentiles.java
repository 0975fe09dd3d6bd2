package io.tocsin.replay.evaluate.study;

/** Nearest-rank percentiles: always a value that occurs. */
public final class Percentiles {
    private Percentiles() {}

    /**
     * One of them.
     *
     * @param rising values.
     * @param share  0 to 1.
     * @return not a number if there are no values.
     */
    public static double of(final double[] rising, final double share) {
        return rising.length == 0 ? Double.NaN : rising[Math.max((int) Math.ceil(share * rising.length) - 1, 0)];
    }
}
