package io.tocsin.replay.evaluate;

import io.tocsin.codecs.text.Degrees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Calls as Montgomery County publishes them: comma-separated with a header that names at least {@code lat, lng, title} and {@code timeStamp}; quoted fields may
 * hold commas. Rows that cannot be used are counted.
 */
final class CallReader {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /**
     * What a file holds.
     *
     * @param rows    usable and not.
     * @param badRows that were left out.
     * @param calls   in file order.
     */
    record Calls(long rows, long badRows, List<Call> calls) {}

    private final int latitude;
    private final int longitude;
    private final int title;
    private final int stamp;
    private final int fields;

    private CallReader(final Path file, final List<String> header) throws InputException {
        latitude = column(file, header, "lat");
        longitude = column(file, header, "lng");
        title = column(file, header, "title");
        stamp = column(file, header, "timeStamp");
        fields = header.size();
    }

    /**
     * Reads a file.
     *
     * @param file plain or gzip.
     * @return its calls.
     * @throws InputException if it is no such file.
     */
    static Calls read(final Path file) throws InputException {
        try (LineReader lines = new LineReader(file)) {
            if (!lines.next()) {
                throw InputException.at(file, "the file is empty");
            }
            final CallReader reader = new CallReader(file, split(text(lines)));
            final List<Call> calls = new ArrayList<>();
            long rows = 0;
            long badRows = 0;
            while (lines.next()) {
                final String line = text(lines);
                if (line.isEmpty()) {
                    continue;
                }
                rows++;
                try {
                    calls.add(reader.call(lines.line(), split(line)));
                } catch (final IllegalArgumentException | DateTimeParseException unusable) {
                    badRows++;
                }
            }
            return new Calls(rows, badRows, calls);
        }
    }

    private Call call(final long line, final List<String> row) {
        if (row.size() != fields) {
            throw new IllegalArgumentException("wrong number of fields");
        }
        final int atLatitude = Degrees.parse("lat", row.get(latitude), MAX_LATITUDE);
        final int atLongitude = Degrees.parse("lng", row.get(longitude), MAX_LONGITUDE);
        final LocalDateTime at = LocalDateTime.parse(row.get(stamp), STAMP);
        if (atLatitude == 0 && atLongitude == 0) {
            throw new IllegalArgumentException("no position");
        }
        return new Call(
                line, at.toEpochSecond(ZoneOffset.UTC) * NS_PER_SECOND, atLatitude, atLongitude, row.get(title));
    }

    private static int column(final Path file, final List<String> header, final String name) throws InputException {
        final int column = header.indexOf(name);
        if (column < 0) {
            throw InputException.at(file, "there is no column " + name);
        }
        return column;
    }

    private static String text(final LineReader lines) {
        return new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
    }

    private static List<String> split(final String line) {
        final List<String> fields = new ArrayList<>();
        final StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            final char c = line.charAt(i);
            if (c == '"') {
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
