package io.tocsin.transport.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines in columns as wide as what is in them. One thread. */
final class Table {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final List<UnaryOperator<String>> styles = new ArrayList<>();

    /** Adds a line; every line has as many cells as the first. */
    void row(final String... cells) {
        row(UnaryOperator.identity(), cells);
    }

    /** Adds a line that is dressed, as with a colour, once it is laid out. */
    void row(final UnaryOperator<String> style, final String... cells) {
        rows.add(cells);
        styles.add(style);
    }

    /** Prints all lines; the last column is not filled up. */
    void print(final PrintWriter out) {
        final int columns = rows.isEmpty() ? 0 : rows.get(0).length;
        final int[] widths = new int[columns];
        for (final String[] row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], width(row[column]));
            }
        }
        for (int index = 0; index < rows.size(); index++) {
            final String[] row = rows.get(index);
            final StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row[column]);
                if (column < columns - 1) {
                    line.append(" ".repeat(widths[column] - width(row[column]))).append(GAP);
                }
            }
            out.println(styles.get(index).apply(line.toString()));
        }
    }

    private static int width(final String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
