package io.tocsin.replay.evaluate;

import io.tocsin.codecs.text.Degrees;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Calls as Montgomery County publishes them: comma-separated with a header that names at least {@code lat, lng, title} and {@code timeStamp}; quoted fields may
 * hold commas. Rows that cannot be used are counted.
 */
final class CallReader {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private static final List<String> COLUMNS = List.of("lat", "lng", "title", "timeStamp");
    private static final int LATITUDE = 0;
    private static final int LONGITUDE = 1;
    private static final int TITLE = 2;
    private static final int STAMP = 3;

    /**
     * What a file holds.
     *
     * @param rows    usable and not.
     * @param badRows that were left out.
     * @param calls   in file order.
     */
    record Calls(long rows, BadRows badRows, List<Call> calls) {}

    private final CsvReader rows;

    private CallReader(final CsvReader rows) {
        this.rows = rows;
    }

    /**
     * Reads a file.
     *
     * @param file plain or gzip.
     * @return its calls.
     * @throws InputException if it is no such file.
     */
    static Calls read(final Path file) throws InputException {
        final BadRows badRows = new BadRows();
        try (CsvReader rows = new CsvReader(file, badRows, COLUMNS)) {
            final CallReader reader = new CallReader(rows);
            final List<Call> calls = new ArrayList<>();
            while (rows.next()) {
                final Call call = reader.call();
                if (call != null) {
                    calls.add(call);
                }
            }
            return new Calls(rows.rows(), badRows, calls);
        }
    }

    private @Nullable Call call() {
        final Integer latitude = degrees(LATITUDE, MAX_LATITUDE);
        final Integer longitude = latitude == null ? null : degrees(LONGITUDE, MAX_LONGITUDE);
        if (latitude == null || longitude == null) {
            return null;
        }
        if (latitude == 0 && longitude == 0) {
            rows.leaveOut(LATITUDE, Reason.NO_POSITION);
            return null;
        }
        try {
            final LocalDateTime at = LocalDateTime.parse(rows.text(STAMP), FORMAT);
            return new Call(
                    rows.line(),
                    at.toEpochSecond(ZoneOffset.UTC) * NS_PER_SECOND,
                    latitude,
                    longitude,
                    rows.text(TITLE));
        } catch (final DateTimeParseException unusable) {
            rows.leaveOut(STAMP, Reason.NO_TIME);
            return null;
        }
    }

    private @Nullable Integer degrees(final int column, final int most) {
        try {
            return Degrees.parse(COLUMNS.get(column), rows.text(column), most);
        } catch (final IllegalArgumentException unusable) {
            rows.leaveOut(column, Reason.NO_POSITION);
            return null;
        }
    }
}
