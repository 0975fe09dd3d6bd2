package io.tocsin.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Duties from a table: comma-separated, quoted as RFC 4180 has it, with a first line that names the columns {@code unit, role, person, from, until} in any order;
 * other columns are refused, so that a slip of the pen does not lose a rota. Times are ISO 8601: local to the given zone ({@code 2026-03-29T19:00}, a space in place
 * of the T will do), or with an offset of their own. Every error says its line and column, both from 1.
 */
public final class DutyCsv {
    private static final List<String> COLUMNS = List.of("unit", "role", "person", "from", "until");

    private final String file;
    private final LocalClock clock;

    private DutyCsv(final String file, final ZoneId zone) {
        this.file = file;
        clock = new LocalClock(zone);
    }

    /**
     * Reads a table.
     *
     * @param file names it in errors.
     * @param text of the table.
     * @param zone of its local times.
     * @return the duties in {@link Duty#ORDER}.
     * @throws ScheduleException for the first thing that is wrong: {@code FILE:LINE:COLUMN: FIELD: what}.
     */
    public static List<Duty> read(final String file, final String text, final ZoneId zone) {
        return new DutyCsv(file, zone).read(CsvCells.of(file, text));
    }

    private List<Duty> read(final List<List<CsvCells.Cell>> rows) {
        if (rows.isEmpty()) {
            throw new ScheduleException(file + ":1:1", "unit", "the file is empty: its first line names the columns");
        }
        final int[] places = columns(rows.get(0));
        final Map<Duty, CsvCells.Cell> duties = new TreeMap<>(Duty.ORDER);
        for (final List<CsvCells.Cell> row : rows.subList(1, rows.size())) {
            if (row.size() != COLUMNS.size()) {
                final CsvCells.Cell last = row.get(row.size() - 1);
                throw refused(
                        last,
                        COLUMNS.get(Math.min(row.size(), COLUMNS.size()) - 1),
                        "the line has " + row.size() + " columns, not " + COLUMNS.size());
            }
            final CsvCells.Cell from = row.get(places[3]);
            final CsvCells.Cell until = row.get(places[4]);
            final Instant begins = instant(from, "from");
            final Instant ends = instant(until, "until");
            if (!begins.isBefore(ends)) {
                throw refused(until, "until", until.text() + " is no later than from, " + from.text());
            }
            final Duty duty = new Duty(
                    id(row.get(places[0]), "unit"),
                    id(row.get(places[1]), "role"),
                    id(row.get(places[2]), "person"),
                    begins,
                    ends);
            checkOverlap(duty, from, duties);
            duties.put(duty, from);
        }
        return List.copyOf(duties.keySet());
    }

    private int[] columns(final List<CsvCells.Cell> head) {
        final int[] places = new int[COLUMNS.size()];
        final List<String> missing = new ArrayList<>(COLUMNS);
        for (int i = 0; i < head.size(); i++) {
            final String name = head.get(i).text().strip();
            if (!missing.remove(name)) {
                throw refused(
                        head.get(i),
                        name,
                        COLUMNS.contains(name)
                                ? "the column stands here twice"
                                : "unknown column; known are " + String.join(", ", COLUMNS));
            }
            places[COLUMNS.indexOf(name)] = i;
        }
        if (!missing.isEmpty()) {
            throw refused(head.get(head.size() - 1), missing.get(0), "the column is missing");
        }
        return places;
    }

    private void checkOverlap(final Duty duty, final CsvCells.Cell at, final Map<Duty, CsvCells.Cell> before) {
        before.entrySet().stream()
                .filter(other -> isSamePlace(other.getKey(), duty)
                        && duty.from().isBefore(other.getKey().until())
                        && other.getKey().from().isBefore(duty.until()))
                .min(Comparator.comparing(other -> other.getValue().line()))
                .ifPresent(other -> {
                    throw refused(
                            at,
                            "from",
                            "'" + duty.person() + "' is on duty in this role then already, by line "
                                    + other.getValue().line());
                });
    }

    private static boolean isSamePlace(final Duty one, final Duty other) {
        return one.unit().equals(other.unit())
                && one.role().equals(other.role())
                && one.person().equals(other.person());
    }

    private String id(final CsvCells.Cell cell, final String field) {
        final String id = cell.text().strip();
        if (id.isEmpty()) {
            throw refused(cell, field, "is empty");
        }
        return id;
    }

    private Instant instant(final CsvCells.Cell cell, final String field) {
        final String text = cell.text().strip().replace(' ', 'T');
        try {
            return clock.instant(LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        } catch (final DateTimeException notLocal) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (final DateTimeException notWithOffset) {
                throw refused(
                        cell,
                        field,
                        "'" + cell.text() + "' is not a time such as 2026-03-29T19:00 or 2026-03-29T17:00Z");
            }
        }
    }

    private ScheduleException refused(final CsvCells.Cell cell, final String field, final String what) {
        return new ScheduleException(file + ':' + cell.line() + ':' + cell.column(), field, what);
    }
}
