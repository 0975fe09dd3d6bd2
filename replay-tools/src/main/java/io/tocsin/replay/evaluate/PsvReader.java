package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of the PhysioNet/CinC Challenge 2019 into a table. Without a column {@code PatientID} a file is one
 * patient's, named by its stem. {@code NaN} and the empty field are missing readings. Columns that are not fed are not
 * looked at.
 */
final class PsvReader {
    private static final int MAX_ID_BYTES = 36;
    private static final int MAX_HOUR = 1_000_000;
    private static final byte[] MISSING = {'N', 'a', 'N'};
    private static final int NOBODY = -1;

    /** Oxygen in air, in hundredths. */
    private static final int AIR = 21;

    private static final int PURE = 100;
    private static final int ON_OXYGEN = 100;

    private final VitalsTable table;
    private final LineReader lines;
    private final PsvLayout layout;
    private final int[] values = new int[Vital.count()];

    private int idFrom;
    private int idTo;
    private int hour;
    private boolean sepsis;
    private int oxygen;
    private boolean isOxygenRejected;

    /** The last row's id: rows of a patient mostly follow each other. */
    private byte[] lastId = new byte[0];

    private int lastPatient = NOBODY;

    private @Nullable Reason reason;
    private int badField;
    private int badFrom;
    private int badTo;

    private PsvReader(final VitalsTable table, final LineReader lines, final PsvLayout layout) {
        this.table = table;
        this.lines = lines;
        this.layout = layout;
    }

    /**
     * @param files in order.
     * @return their good rows, and which were bad.
     * @throws InputException if a file cannot be read to its end, or is not of this format.
     */
    static VitalsTable read(final List<Path> files) throws InputException {
        final VitalsTable table = new VitalsTable();
        for (final Path file : files) {
            try (LineReader lines = new LineReader(file)) {
                if (!lines.next()) {
                    throw InputException.at(file, "the file is empty");
                }
                final String header =
                        new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
                new PsvReader(table, lines, PsvLayout.of(file, header)).readRows();
            }
        }
        return table;
    }

    private void readRows() throws InputException {
        final byte[] stem = InputFiles.stemOf(lines.file()).getBytes(StandardCharsets.UTF_8);
        if (!layout.hasPatientColumn() && stem.length > MAX_ID_BYTES) {
            throw InputException.at(
                    lines.file(), "the file's name stands for the patient's id and is over " + MAX_ID_BYTES + " bytes");
        }
        if (!lines.next()) {
            throw InputException.at(lines.file(), 2, 1, "no row follows the header");
        }
        do {
            reason = null;
            oxygen = VitalsTable.NOT_MEASURED;
            isOxygenRejected = false;
            readFields(lines.bytes());
            if (reason == null) {
                final int patient = layout.hasPatientColumn()
                        ? patientOf(lines.bytes(), idFrom, idTo)
                        : patientOf(stem, 0, stem.length);
                table.addRow(patient, hour, sepsis, oxygen, values);
                if (isOxygenRejected) {
                    table.oxygenRejected();
                }
            } else {
                reportBad(reason);
            }
        } while (lines.next());
    }

    private void readFields(final byte[] bytes) {
        final int fieldCount = layout.fieldCount();
        int field = 0;
        int from = lines.start();
        for (int at = from; at <= lines.end(); at++) {
            if (at == lines.end() || bytes[at] == PsvLayout.SEPARATOR) {
                if (field < fieldCount && reason == null) {
                    readField(bytes, field, from, at);
                }
                field++;
                if (at < lines.end()) {
                    from = at + 1;
                }
            }
        }
        if (field != fieldCount) {
            // Whatever else seems wrong in such a row is a consequence of it.
            reason = null;
            bad(Reason.FIELD_COUNT, field - 1, from, lines.end());
        }
    }

    private void readField(final byte[] bytes, final int field, final int from, final int to) {
        final int role = layout.role(field);
        switch (role) {
            case PsvLayout.IGNORED -> {}
            case PsvLayout.PATIENT -> readPatient(bytes, field, from, to);
            case PsvLayout.HOUR -> readHour(bytes, field, from, to);
            case PsvLayout.SEPSIS -> readLabel(bytes, field, from, to);
            case PsvLayout.INSPIRED_OXYGEN -> readInspiredOxygen(bytes, from, to);
            default -> readVital(bytes, field, from, to, role);
        }
    }

    private void readVital(final byte[] bytes, final int field, final int from, final int to, final int vital) {
        if (isMissing(bytes, from, to)) {
            values[vital] = VitalsTable.NOT_MEASURED;
            return;
        }
        final long value = Hundredths.parse(bytes, from, to);
        if (value == Hundredths.NOT_A_NUMBER) {
            bad(Reason.NOT_A_NUMBER, field, from, to);
        } else if (value == Hundredths.OUT_OF_RANGE) {
            bad(Reason.OUT_OF_RANGE, field, from, to);
        } else if (value == Hundredths.TOO_FINE) {
            bad(Reason.TOO_FINE, field, from, to);
        } else {
            values[vital] = (int) value;
        }
    }

    /** Only noted: a patient exists once one of the rows is good. */
    private void readPatient(final byte[] bytes, final int field, final int from, final int to) {
        if (isMissing(bytes, from, to)) {
            bad(Reason.ID_MISSING, field, from, to);
        } else if (to - from > MAX_ID_BYTES) {
            bad(Reason.ID_TOO_LONG, field, from, to);
        } else {
            idFrom = from;
            idTo = to;
        }
    }

    private void readHour(final byte[] bytes, final int field, final int from, final int to) {
        if (isMissing(bytes, from, to)) {
            bad(Reason.HOUR_MISSING, field, from, to);
            return;
        }
        final long value = Hundredths.parse(bytes, from, to);
        if (value < 100 || value % 100 != 0 || value > MAX_HOUR * 100L) {
            bad(Reason.HOUR_INVALID, field, from, to);
        } else {
            hour = (int) (value / 100);
        }
    }

    private void readLabel(final byte[] bytes, final int field, final int from, final int to) {
        final long value = Hundredths.parse(bytes, from, to);
        if (value == 0 || value == 100) {
            sepsis = value != 0;
        } else {
            bad(Reason.LABEL_INVALID, field, from, to);
        }
    }

    /** A share from that of air to 1 says whether somebody breathes oxygen; anything else says nothing, is counted, and the row stays good. */
    private void readInspiredOxygen(final byte[] bytes, final int from, final int to) {
        if (isMissing(bytes, from, to)) {
            return;
        }
        final long share = Hundredths.parse(bytes, from, to);
        if (share >= AIR && share <= PURE) {
            oxygen = share == AIR ? 0 : ON_OXYGEN;
        } else {
            isOxygenRejected = true;
        }
    }

    private int patientOf(final byte[] bytes, final int from, final int to) {
        if (lastPatient == NOBODY || !Arrays.equals(lastId, 0, lastId.length, bytes, from, to)) {
            lastId = Arrays.copyOfRange(bytes, from, to);
            lastPatient = table.patient(bytes, from, to);
        }
        return lastPatient;
    }

    private void bad(final Reason why, final int field, final int from, final int to) {
        reason = why;
        badField = field;
        badFrom = from;
        badTo = to;
    }

    private void reportBad(final Reason why) {
        table.badRows()
                .add(new BadRow(
                        lines.file(),
                        lines.line(),
                        badField + 1,
                        layout.name(badField),
                        why,
                        PsvLayout.printable(lines.bytes(), badFrom, badTo)));
    }

    private static boolean isMissing(final byte[] bytes, final int from, final int to) {
        return from == to || Arrays.equals(MISSING, 0, MISSING.length, bytes, from, to);
    }
}
