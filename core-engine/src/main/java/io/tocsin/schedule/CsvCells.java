package io.tocsin.schedule;

import java.util.ArrayList;
import java.util.List;

/** Takes a comma-separated text apart; each cell knows where it began. Lines without any text are passed over. */
final class CsvCells {
    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int column = 1;

    private CsvCells(final String file, final String text) {
        this.file = file;
        this.text = text;
    }

    /** The rows of a text; a mark of byte order at its start is passed over. */
    static List<List<Cell>> of(final String file, final String text) {
        return new CsvCells(file, text.startsWith("\uFEFF") ? text.substring(1) : text).rows();
    }

    private List<List<Cell>> rows() {
        final List<List<Cell>> rows = new ArrayList<>();
        while (at < text.length()) {
            final List<Cell> row = new ArrayList<>();
            do {
                row.add(cell());
            } while (take(','));
            endLine();
            if (row.size() > 1 || !row.get(0).text().isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Cell cell() {
        final int startLine = line;
        final int startColumn = column;
        final StringBuilder cell = new StringBuilder();
        if (take('"')) {
            while (true) {
                if (at == text.length()) {
                    throw new ScheduleException(
                            file + ':' + startLine + ':' + startColumn, "\"", "the quotation does not end");
                }
                if (take('"')) {
                    if (!take('"')) {
                        break;
                    }
                    cell.append('"');
                } else {
                    cell.append(next());
                }
            }
        }
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            cell.append(next());
        }
        return new Cell(startLine, startColumn, cell.toString());
    }

    private void endLine() {
        take('\r');
        take('\n');
    }

    private boolean take(final char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            next();
            return true;
        }
        return false;
    }

    private char next() {
        final char next = text.charAt(at++);
        if (next == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return next;
    }

    /** A cell and where it began, from 1. */
    record Cell(int line, int column, String text) {}
}
