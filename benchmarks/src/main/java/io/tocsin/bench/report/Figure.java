package io.tocsin.bench.report;

import static java.util.Objects.requireNonNull;

/**
 * One measured figure beside its raw limit, the same work by bare means in the same run.
 *
 * @param name       in kebab case; the same in every run.
 * @param value      finite.
 * @param unit       such as {@code ms} or {@code commands/s}.
 * @param raw        of the bare counterpart, in the same unit; {@link Double#NaN} if there is none.
 * @param conditions under which it was measured, for the reader.
 */
public record Figure(String name, double value, String unit, double raw, String conditions) {
    /** Checks. */
    public Figure {
        requireNonNull(unit, "unit");
        requireNonNull(conditions, "conditions");
        if (!requireNonNull(name, "name").matches("[a-z0-9]+(-[a-z0-9.]+)*")) {
            throw new IllegalArgumentException("figure '" + name + "': a name is in kebab case");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("figure '" + name + "' is " + value + ": nothing was measured");
        }
    }

    /**
     * A figure that has no bare counterpart.
     *
     * @param name       as above.
     * @param value      as above.
     * @param unit       as above.
     * @param conditions as above.
     * @return the figure.
     */
    public static Figure alone(final String name, final double value, final String unit, final String conditions) {
        return new Figure(name, value, unit, Double.NaN, conditions);
    }

    /**
     * A figure that was counted.
     *
     * @param name       as above.
     * @param count      as above.
     * @param unit       as above.
     * @param conditions as above.
     * @return the figure.
     */
    public static Figure count(final String name, final long count, final String unit, final String conditions) {
        return alone(name, (double) count, unit, conditions);
    }

    /**
     * Whether there is a bare counterpart.
     *
     * @return false if {@link #raw} says nothing.
     */
    public boolean hasRaw() {
        return Double.isFinite(raw);
    }

    /**
     * How the figure stands to its raw limit: for a rate at best 1, for a time at least 1.
     *
     * @return value / raw; {@link Double#NaN} without one.
     */
    public double ratio() {
        return hasRaw() && raw != 0 ? value / raw : Double.NaN;
    }
}
