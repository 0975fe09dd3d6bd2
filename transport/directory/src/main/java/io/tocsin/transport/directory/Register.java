package io.tocsin.transport.directory;

import io.tocsin.codecs.text.EdgeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a hospital's register of patients from a file: comma-separated values in UTF-8 with a line of headings, one patient a line, quoted as RFC 4180 says but without line
 * breaks in a cell. Columns are {@code patient}, and any of {@code name}, {@code unit}, {@code bed}, {@code care} and {@code contacts}; the last two hold lists with semicolons.
 * Others are passed over. A line that cannot be used, because of what it says, because it is no UTF-8 or longer than {@link RegisterLines#MAX_BYTES}, is counted, and the
 * first is told with its number, never with what it says of a patient. If it is known who it is about, what the register said of that patient before stays.
 */
final class Register {
    private static final Logger LOG = LoggerFactory.getLogger(Register.class);
    private static final int LINES_AT_ONCE = 1_024;
    private static final String MARK_OF_BYTE_ORDER = "\uFEFF";

    private final StoredDirectory directory;
    private final Path file;
    private final long number;
    private final BooleanSupplier goOn;
    private long patients;
    private long badLines;

    private Register(final StoredDirectory directory, final Path file, final long number, final BooleanSupplier goOn) {
        this.directory = directory;
        this.file = file;
        this.number = number;
        this.goOn = goOn;
    }

    /**
     * What came of a reading.
     *
     * @param patients how many lines were taken.
     * @param badLines how many were not.
     */
    record Reading(long patients, long badLines) {}

    /**
     * Reads it whole. Takes a second for some hundred thousand patients.
     *
     * @param goOn asked now and then; whether to go on. May do something else meanwhile.
     * @throws IOException if it cannot be read, or has no column {@code patient}; what was read so far stays.
     */
    static Reading read(final StoredDirectory directory, final Path file, final BooleanSupplier goOn)
            throws IOException {
        final long bytes = Files.size(file);
        final long changedMs = Files.getLastModifiedTime(file).toMillis();
        final Register register = new Register(directory, file, directory.beginRegister(), goOn);
        register.read();
        directory.endRegister(register.number, bytes, changedMs, register.patients);
        return new Reading(register.patients, register.badLines);
    }

    private void read() throws IOException {
        try (RegisterLines lines = new RegisterLines(Files.newInputStream(file))) {
            if (!lines.next()) {
                throw new IOException(file + " is empty: its first line names the columns");
            }
            final String headings = lines.text();
            final Columns columns =
                    Columns.of(headings.startsWith(MARK_OF_BYTE_ORDER) ? headings.substring(1) : headings, file);
            final List<String> cells = new ArrayList<>();
            long line = 1;
            while (lines.next()) {
                line++;
                if (line % LINES_AT_ONCE == 0 && !goOn.getAsBoolean()) {
                    throw new IOException("it was broken off");
                }
                if (!lines.text().isBlank()) {
                    take(lines, columns, cells, line);
                }
            }
        }
    }

    private void take(final RegisterLines lines, final Columns columns, final List<String> cells, final long line) {
        try {
            split(lines.text(), cells);
            if (!lines.isWhole()) {
                throw new LineException("is longer than " + RegisterLines.MAX_BYTES + " bytes");
            }
            if (!lines.isUtf8()) {
                throw new LineException("is no UTF-8");
            }
            final String patient = EdgeText.requiredId("patient", columns.cell(cells, Columns.PATIENT));
            final List<String> care = list(columns.cell(cells, Columns.CARE), PatientCard.MAX_CARE, "care");
            care.forEach(person -> EdgeText.requiredId("care", person));
            directory.registered(
                    number,
                    patient,
                    columns.cell(cells, Columns.NAME),
                    new PatientPlaceText(
                            EdgeText.optionalId("unit", columns.cell(cells, Columns.UNIT)),
                            EdgeText.optionalId("bed", columns.cell(cells, Columns.BED)),
                            care),
                    list(columns.cell(cells, Columns.CONTACTS), PatientCard.MAX_CONTACTS, "contacts"));
            patients++;
        } catch (final IllegalArgumentException wrong) {
            keep(lines, columns, cells);
            if (badLines++ == 0) {
                LOG.warn("{}:{} cannot be used: {}; other lines like it are counted only", file, line, kindOf(wrong));
            }
        }
    }

    /** Who is named on a line that cannot be used is not forgotten. */
    private void keep(final RegisterLines lines, final Columns columns, final List<String> cells) {
        final String patient = columns.cell(cells, Columns.PATIENT);
        // Where the line was cut off, its last cell is part of one.
        if (lines.isWhole() || columns.hasMore(cells, Columns.PATIENT)) {
            directory.keep(number, patient);
        }
    }

    /** The message of an id repeats it. */
    private static String kindOf(final IllegalArgumentException wrong) {
        return wrong instanceof LineException ? String.valueOf(wrong.getMessage()) : "an id is empty or too long";
    }

    private static List<String> list(final String cell, final int most, final String column) {
        if (cell.isEmpty()) {
            return List.of();
        }
        final List<String> items = Arrays.stream(cell.split(";", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.size() > most) {
            throw new LineException(column + " names " + items.size() + ": at most " + most);
        }
        return items;
    }

    private static void split(final String text, final List<String> cells) {
        cells.clear();
        int at = 0;
        while (at <= text.length()) {
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, cells);
            } else {
                final int comma = text.indexOf(',', at);
                final int end = comma < 0 ? text.length() : comma;
                cells.add(text.substring(at, end).strip());
                at = end + 1;
            }
        }
    }

    /** Takes a cell in quotation marks; answers where the next begins. */
    private static int quoted(final String text, final int from, final List<String> cells) {
        final StringBuilder cell = new StringBuilder();
        int at = from;
        while (true) {
            final int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new LineException("a quotation does not end on its line");
            }
            cell.append(text, at, quote);
            at = quote + 1;
            if (at == text.length() || text.charAt(at) != '"') {
                break;
            }
            cell.append('"');
            at++;
        }
        if (at < text.length() && text.charAt(at) != ',') {
            throw new LineException("something stands behind a quotation");
        }
        cells.add(cell.toString().strip());
        return at + 1;
    }

    /** What is wrong with a line, without what it says. */
    private static final class LineException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        LineException(final String message) {
            super(message);
        }
    }

    /** Where the columns are. */
    private record Columns(Map<String, Integer> places) {
        private static final String PATIENT = "patient";
        private static final String NAME = "name";
        private static final String UNIT = "unit";
        private static final String BED = "bed";
        private static final String CARE = "care";
        private static final String CONTACTS = "contacts";

        static Columns of(final String headings, final Path file) throws IOException {
            final List<String> cells = new ArrayList<>();
            split(headings, cells);
            final Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                places.putIfAbsent(cells.get(i), i);
            }
            if (!places.containsKey(PATIENT)) {
                throw new IOException(file + ":1 names no column 'patient': the first line names the columns");
            }
            return new Columns(places);
        }

        /** Whether a column has others behind it. */
        boolean hasMore(final List<String> cells, final String column) {
            final Integer place = places.get(column);
            return place != null && place < cells.size() - 1;
        }

        String cell(final List<String> cells, final String column) {
            final Integer place = places.get(column);
            return place == null || place >= cells.size() ? "" : cells.get(place);
        }
    }
}
