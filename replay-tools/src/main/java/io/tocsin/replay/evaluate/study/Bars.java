package io.tocsin.replay.evaluate.study;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A chart of bars, one below the other, each with its figure and, where there is one, a line to a second figure. */
public final class Bars {
    /** Of a frame. */
    static final int WIDTH = 520;

    /** Height of a row. */
    static final int ROW = 34;

    private Bars() {}

    /**
     * Draws it.
     *
     * @param title for those who cannot see it.
     * @param below what is measured.
     * @param rows  from the top.
     * @param name  of a row.
     * @param bar   its figure.
     * @param line  its second figure; not a number = none.
     * @param <T>   of a row.
     * @return SVG.
     */
    public static <T> String drawn(
            final String title,
            final String below,
            final List<T> rows,
            final Function<T, String> name,
            final ToDoubleFunction<T> bar,
            final ToDoubleFunction<T> line) {
        final double most = rows.stream()
                .mapToDouble(row -> Math.max(bar.applyAsDouble(row), zeroed(line.applyAsDouble(row))))
                .max()
                .orElse(1);
        final double top = ceiling(most);
        final Chart chart = new Chart(title, WIDTH, Math.max(rows.size(), 1) * ROW);
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBelow(quarter / 4.0, Html.number(top * quarter / 4, top < 4 ? 2 : 1));
        }
        for (int i = 0; i < rows.size(); i++) {
            final double y = middle(i, rows.size());
            final double value = bar.applyAsDouble(rows.get(i));
            final double further = line.applyAsDouble(rows.get(i));
            chart.beside(y, name.apply(rows.get(i)));
            chart.bar("first", value / top, y, ROW / 2);
            if (!Double.isNaN(further)) {
                chart.line("range", value / top, y, further / top, y);
            }
            chart.figure(
                    Math.max(value, zeroed(further)) / top,
                    y,
                    Html.number(value, 2) + (Double.isNaN(further) ? "" : " | " + Html.number(further, 2)));
        }
        chart.below(below);
        return chart.drawn();
    }

    /** Where a row is, 0 to 1, from the bottom. */
    static double middle(final int row, final int rows) {
        return 1 - (row + 0.5) / rows;
    }

    private static double zeroed(final double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /**
     * Where a scale ends: the next of some numbers, times a power of ten, whose quarters are short.
     *
     * @param value the greatest on the scale.
     * @return at least that; 1 if it is not above 0.
     */
    public static double ceiling(final double value) {
        if (!(value > 0)) {
            return 1;
        }
        final double ten = Math.pow(10, Math.floor(Math.log10(value)));
        for (final double times : new double[] {1, 1.2, 1.6, 2, 3, 4, 6, 8}) {
            if (times * ten >= value) {
                return times * ten;
            }
        }
        return 10 * ten;
    }
}
