package io.tocsin.bench.report;

import java.util.Arrays;
import java.util.Locale;

/** Numbers as people read them, and the middle of several. */
public final class Numbers {
    private static final double GROUPED_FROM = 1_000;
    private static final double WHOLE_FROM = 100;
    private static final double TENTHS_FROM = 10;

    private Numbers() {}

    /**
     * About three digits, thousands apart.
     *
     * @param value any.
     * @return {@code -} for what is not a number.
     */
    public static String readable(final double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        final double size = Math.abs(value);
        if (size >= GROUPED_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= WHOLE_FROM || value == 0) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= TENTHS_FROM ? "%.1f" : "%.2f", value);
    }

    /**
     * The median.
     *
     * @param values at least one; not changed.
     * @return the middle one, or the mean of the two in the middle.
     */
    public static double median(final double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values: nothing lies in their middle");
        }
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
