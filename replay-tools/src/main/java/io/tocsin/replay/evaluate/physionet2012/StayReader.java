package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows of {@code RecordID,Time,Parameter,Value}: hours and minutes since admission, one measurement each. */
final class StayReader {
    private static final List<String> COLUMNS = List.of("RecordID", "Time", "Parameter", "Value");
    private static final int RECORD = 0;
    private static final int TIME = 1;
    private static final int PARAMETER = 2;
    private static final int VALUE = 3;
    private static final int MAX_ID_BYTES = 36;
    private static final int MINUTES = 60;
    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(\\d{1,4}):([0-5]\\d)");

    private final CsvReader row;
    private final StayRows rows;

    /** The row before: rows of a minute mostly follow each other. */
    private String lastTime = "";

    private int lastMinute;

    private StayReader(final CsvReader row, final StayRows rows) {
        this.row = row;
        this.rows = rows;
    }

    static StayRows read(final Path file) throws InputException {
        final StayRows rows = new StayRows();
        try (CsvReader row = new CsvReader(file, rows.badRows(), COLUMNS)) {
            final StayReader reader = new StayReader(row, rows);
            while (row.next()) {
                reader.add();
            }
            rows.rows(row.rows());
        }
        return rows;
    }

    private void add() {
        final String recordId = row.text(RECORD);
        final String parameter = row.text(PARAMETER);
        if (recordId.isEmpty()) {
            row.leaveOut(RECORD, Reason.ID_MISSING);
        } else if (recordId.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            row.leaveOut(RECORD, Reason.ID_TOO_LONG);
        } else if (!isTime(row.text(TIME))) {
            row.leaveOut(TIME, Reason.NO_TIME);
        } else if (parameter.isBlank()) {
            rows.blankParameter();
            row.leaveOut(PARAMETER, Reason.UNKNOWN_WORD);
        } else {
            add(recordId, Measurement.named(parameter));
        }
    }

    private void add(final String recordId, final @Nullable Measurement what) {
        if (what == null) {
            // A laboratory value, or what does not change: the stay exists, and no rule asks for more.
            rows.stay(recordId, lastMinute);
            return;
        }
        final Integer hundredths = row.hundredths(VALUE);
        final Integer reading = hundredths == null ? null : what.reading(hundredths);
        if (reading != null) {
            rows.add(rows.stay(recordId, lastMinute), lastMinute, what, reading);
        } else if (hundredths != null) {
            row.leaveOut(VALUE, Reason.OUT_OF_RANGE);
        }
    }

    private boolean isTime(final String text) {
        if (text.equals(lastTime)) {
            return true;
        }
        final Matcher matcher = HOURS_AND_MINUTES.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        lastTime = text;
        lastMinute = Integer.parseInt(matcher.group(1)) * MINUTES + Integer.parseInt(matcher.group(2));
        return true;
    }
}
