package io.tocsin.score;

import io.tocsin.codecs.text.Hundredths;
import java.util.List;

/** A row of a printed chart, read as somebody with the chart in hand reads it: the cells with the most points first. Shares nothing with the tables. */
record Chart(List<Cell> cells) {
    /**
     * @param points of the column.
     * @param text   "111–149", "≥150 or ≤110", "&lt;35.0", "&gt;94"; empty = nothing has these points.
     */
    record Cell(int points, String text) {}

    /** What a value is worth; -1 = the chart does not say. */
    int points(final int hundredths) {
        return cells.stream()
                .filter(cell -> !cell.text().isEmpty() && holds(cell.text(), hundredths))
                .mapToInt(Cell::points)
                .max()
                .orElse(-1);
    }

    private static boolean holds(final String text, final int value) {
        for (final String range : text.split(" or ", -1)) {
            final int dash = range.indexOf('–');
            final boolean holds = switch (range.charAt(0)) {
                case '≤' -> value <= number(range.substring(1));
                case '≥' -> value >= number(range.substring(1));
                case '<' -> value < number(range.substring(1));
                case '>' -> value > number(range.substring(1));
                default -> value >= number(range.substring(0, dash)) && value <= number(range.substring(dash + 1));
            };
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private static int number(final String text) {
        return Hundredths.parse(text, text);
    }
}
