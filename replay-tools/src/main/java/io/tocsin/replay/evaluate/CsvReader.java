package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file of comma-separated values, plain or gzip, by the columns that a format needs, wherever they stand. A field in quotes may hold commas and doubled
 * quotes, no line feeds. Rows with another number of fields than the header are left out and counted; empty lines are none. One thread; waits for the disk.
 */
public final class CsvReader implements AutoCloseable {
    private static final char QUOTE = '"';

    private final LineReader lines;
    private final BadRows badRows;
    private final List<String> header;
    private final int[] places;
    private List<String> row = List.of();
    private long rows;

    /**
     * Opens a file and reads its header.
     *
     * @param file    to read.
     * @param badRows gets what is left out.
     * @param columns that must be there; a column's number here is its place in this list.
     * @throws InputException if it cannot be read, or a column is missing.
     */
    public CsvReader(final Path file, final BadRows badRows, final List<String> columns) throws InputException {
        this.badRows = badRows;
        lines = new LineReader(file);
        try {
            if (!lines.next()) {
                throw InputException.at(file, "the file is empty");
            }
            header = split(lineText());
            places = new int[columns.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = header.indexOf(columns.get(i));
                if (places[i] < 0) {
                    throw InputException.at(file, "there is no column " + columns.get(i));
                }
            }
        } catch (final InputException unusable) {
            lines.close();
            throw unusable;
        }
    }

    /**
     * Which columns a file has.
     *
     * @param file to look at.
     * @return as its header names them.
     * @throws InputException if it cannot be read.
     */
    public static List<String> columnsOf(final Path file) throws InputException {
        try (CsvReader reader = new CsvReader(file, new BadRows(), List.of())) {
            return List.copyOf(reader.header);
        }
    }

    /**
     * Moves to the next row that has as many fields as the header.
     *
     * @return whether there is one.
     * @throws InputException if the file cannot be read on.
     */
    public boolean next() throws InputException {
        while (lines.next()) {
            if (lines.start() == lines.end()) {
                continue;
            }
            rows++;
            row = split(lineText());
            if (row.size() == header.size()) {
                return true;
            }
            add(row.size() - 1, Reason.FIELD_COUNT);
        }
        return false;
    }

    /**
     * A field of the row.
     *
     * @param column number of the column.
     * @return as it stands there, without its quotes.
     */
    public String text(final int column) {
        return row.get(places[column]);
    }

    /**
     * A number of the row. One that there is not, or that hundredths cannot hold exactly, leaves the row out.
     *
     * @param column number of the column.
     * @return in hundredths; {@code null} if the row is left out now.
     */
    public @Nullable Integer hundredths(final int column) {
        final byte[] digits = text(column).getBytes(StandardCharsets.UTF_8);
        final long value = Hundredths.parse(digits, 0, digits.length);
        if (value == Hundredths.NOT_A_NUMBER) {
            leaveOut(column, Reason.NOT_A_NUMBER);
        } else if (value == Hundredths.OUT_OF_RANGE) {
            leaveOut(column, Reason.OUT_OF_RANGE);
        } else if (value == Hundredths.TOO_FINE) {
            leaveOut(column, Reason.TOO_FINE);
        } else {
            return (int) value;
        }
        return null;
    }

    /** Number of the row's line, from 1. */
    public long line() {
        return lines.line();
    }

    /**
     * Counts the row as left out.
     *
     * @param column number of the column that is to blame.
     * @param reason why.
     */
    public void leaveOut(final int column, final Reason reason) {
        add(places[column], reason);
    }

    /** Rows so far, those that were left out among them. */
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        lines.close();
    }

    private void add(final int place, final Reason reason) {
        badRows.add(new BadRow(
                lines.file(),
                lines.line(),
                place + 1,
                place < header.size() ? header.get(place) : "",
                reason,
                PsvLayout.printable(row.get(place))));
    }

    private String lineText() {
        return new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
    }

    private static List<String> split(final String line) {
        final List<String> fields = new ArrayList<>();
        final StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            final char c = line.charAt(i);
            if (c == QUOTE && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                field.append(QUOTE);
                i++;
            } else if (c == QUOTE) {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
