package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded data set, patient by patient, as {@code evaluate} reads it: files of the PhysioNet/CinC Challenge 2019, plain or gzip. Immutable once read; any
 * thread.
 */
public final class DataSet {
    private final String key;
    private final VitalsTable table;
    private final List<List<Integer>> rowsByPatient = new ArrayList<>();

    private DataSet(final String key, final VitalsTable table) {
        this.key = key;
        this.table = table;
        for (int i = 0; i < table.patientCount(); i++) {
            rowsByPatient.add(new ArrayList<>());
        }
        for (final int row : table.rowsByHour()) {
            rowsByPatient.get(table.patientOf(row)).add(row);
        }
    }

    /**
     * One row.
     *
     * @param hour       of the patient's stay, from 1.
     * @param hundredths what was measured, in hundredths of the parameter's unit, in the order of the enum; may be empty.
     */
    public record Row(int hour, Map<Parameter, Integer> hundredths) {
        /** Keeps a copy of the map. */
        public Row {
            final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
            ordered.putAll(hundredths);
            hundredths = Collections.unmodifiableMap(ordered);
        }
    }

    /**
     * Reads a file or a folder. Waits for the disk.
     *
     * @param input a {@code .psv} or {@code .psv.gz} file, or a folder of them.
     * @return its good rows.
     * @throws InputException if it cannot be used; the message names file, line and column.
     */
    public static DataSet read(final Path input) throws InputException {
        final InputFiles files = InputFiles.of(List.of(input));
        return new DataSet(files.key(), PsvReader.read(files.files()));
    }

    /** What reports call it: {@code FOLDER/STEM} of the input. */
    public String key() {
        return key;
    }

    /** Good rows. */
    public int rowCount() {
        return table.rowCount();
    }

    /** Rows that were left out. */
    public long badRowCount() {
        return table.badRows().count();
    }

    /** Patients, numbered from 0 in the order of the files. */
    public int patientCount() {
        return table.patientCount();
    }

    /**
     * What the files call a patient.
     *
     * @param patient number.
     * @return an id of at most 36 bytes.
     */
    public String patientId(final int patient) {
        return new String(table.patientIds().get(patient), StandardCharsets.UTF_8);
    }

    /**
     * How many rows a patient has.
     *
     * @param patient number.
     * @return at least 1.
     */
    public int rowCount(final int patient) {
        return rowsByPatient.get(patient).size();
    }

    /**
     * A patient's rows.
     *
     * @param patient number.
     * @return by hour, then in the order of the files; made anew at each call.
     */
    public List<Row> rows(final int patient) {
        final List<Row> rows = new ArrayList<>();
        for (final int row : rowsByPatient.get(patient)) {
            rows.add(new Row(table.hourOf(row), readings(row)));
        }
        return rows;
    }

    private Map<Parameter, Integer> readings(final int row) {
        final Map<Parameter, Integer> readings = new EnumMap<>(Parameter.class);
        for (int i = 0; i < Vital.count(); i++) {
            final int value = table.reading(row, i);
            if (value != VitalsTable.NOT_MEASURED) {
                readings.put(Vital.at(i).parameter(), value);
            }
        }
        return readings;
    }
}
