package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Readings and limits of MIMIC-III's chart; other rows are passed over. */
final class ChartReader {
    private static final String STEM = "vitals_and_alarm_limits.csv";
    private static final int MAX_ID_BYTES = 36;
    private static final List<String> COLUMNS =
            List.of("icustay_id", "charttime", "storetime", "kind", "code", "valuenum");
    private static final int STAY = 0;
    private static final int MEASURED = 1;
    private static final int STORED = 2;
    private static final int KIND = 3;
    private static final int CODE = 4;
    private static final int VALUE = 5;

    /**
     * What a chart holds.
     *
     * @param rows    usable and not, those that are passed over among them.
     * @param badRows of readings and limits, that were left out.
     * @param charted in file order.
     */
    record Chart(long rows, BadRows badRows, List<Charted> charted) {
        /** Every stay, in order of the id. */
        List<String> stays() {
            return List.copyOf(new TreeSet<>(charted.stream().map(Charted::stay).toList()));
        }
    }

    private final CsvReader row;

    private ChartReader(final CsvReader row) {
        this.row = row;
    }

    /** Reads a chart, or the one in a folder. */
    static Chart read(final Path input) throws InputException {
        final BadRows badRows = new BadRows();
        try (CsvReader row = new CsvReader(fileOf(input), badRows, COLUMNS)) {
            final ChartReader reader = new ChartReader(row);
            final List<Charted> charted = new ArrayList<>();
            while (row.next()) {
                final Charted next = reader.charted();
                if (next != null) {
                    charted.add(next);
                }
            }
            return new Chart(row.rows(), badRows, charted);
        }
    }

    private static Path fileOf(final Path input) {
        if (!Files.isDirectory(input)) {
            return input;
        }
        final Path plain = input.resolve(STEM);
        return Files.exists(plain) ? plain : input.resolve(STEM + ".gz");
    }

    private @Nullable Charted charted() {
        final String code = row.text(CODE);
        final boolean isLimit = row.text(KIND).equals("L");
        final Series series = isLimit ? Series.ofLimit(code) : Series.ofReading(code);
        if (series == null) {
            return null;
        }
        final String stay = row.text(STAY);
        if (stay.isEmpty() || stay.length() > MAX_ID_BYTES) {
            row.leaveOut(STAY, stay.isEmpty() ? Reason.ID_MISSING : Reason.ID_TOO_LONG);
            return null;
        }
        final Long measuredNs = instant(MEASURED);
        final Long storedNs = measuredNs == null ? null : instant(STORED);
        final Integer hundredths = storedNs == null ? null : row.hundredths(VALUE);
        if (measuredNs == null || storedNs == null || hundredths == null) {
            return null;
        }
        final Bound bound = isLimit ? code.endsWith("LOW") ? Bound.BELOW : Bound.ABOVE : null;
        return new Charted(stay, measuredNs, storedNs, series, bound, hundredths);
    }

    private @Nullable Long instant(final int column) {
        try {
            return LocalDateTime.parse(row.text(column)).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
        } catch (final DateTimeParseException unusable) {
            row.leaveOut(column, Reason.NO_TIME);
            return null;
        }
    }
}
