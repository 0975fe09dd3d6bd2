package io.tocsin.replay.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All good rows of a data set in file order, as numbers: whose, which hour, the readings. Patients are numbered from 0
 * at first sight.
 */
final class VitalsTable {
    /** In place of a reading that is missing. */
    static final int NOT_MEASURED = Integer.MIN_VALUE;

    private static final int WIDTH = Vital.count();

    private final Map<String, Integer> patients = new HashMap<>();
    private final List<byte[]> patientIds = new ArrayList<>();
    private final BitSet septic = new BitSet();
    private final BadRows badRows = new BadRows();
    private int[] rowPatients = new int[1024];
    private int[] rowHours = new int[1024];
    private int[] readings = new int[1024 * WIDTH];
    private int rowCount;

    /** The number of a patient, a new one for a new id. */
    int patient(final byte[] bytes, final int from, final int to) {
        // One character a byte: ids are opaque, and text that is no UTF-8 must not fall together.
        final String id = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        final Integer known = patients.get(id);
        if (known != null) {
            return known;
        }
        patients.put(id, patientIds.size());
        patientIds.add(Arrays.copyOfRange(bytes, from, to));
        return patientIds.size() - 1;
    }

    void addRow(final int patient, final int hour, final boolean sepsis, final int[] values) {
        if (rowCount == rowPatients.length) {
            rowPatients = Arrays.copyOf(rowPatients, 2 * rowCount);
            rowHours = Arrays.copyOf(rowHours, 2 * rowCount);
            readings = Arrays.copyOf(readings, 2 * rowCount * WIDTH);
        }
        rowPatients[rowCount] = patient;
        rowHours[rowCount] = hour;
        System.arraycopy(values, 0, readings, rowCount * WIDTH, WIDTH);
        rowCount++;
        if (sepsis) {
            septic.set(patient);
        }
    }

    BadRows badRows() {
        return badRows;
    }

    int rowCount() {
        return rowCount;
    }

    int patientCount() {
        return patientIds.size();
    }

    /** Patients with a row whose label is 1. */
    int sepsisPatientCount() {
        return septic.cardinality();
    }

    /** Ids as in the files, by number. */
    List<byte[]> patientIds() {
        return patientIds;
    }

    int patientOf(final int row) {
        return rowPatients[row];
    }

    int hourOf(final int row) {
        return rowHours[row];
    }

    /** Hundredths, or {@link #NOT_MEASURED}. */
    int reading(final int row, final int vital) {
        return readings[row * WIDTH + vital];
    }

    /** Rows of all patients by hour, those of one hour in file order. */
    int[] rowsByHour() {
        int maxHour = 0;
        for (int row = 0; row < rowCount; row++) {
            maxHour = Math.max(maxHour, rowHours[row]);
        }
        final int[] places = new int[maxHour + 2];
        for (int row = 0; row < rowCount; row++) {
            places[rowHours[row] + 1]++;
        }
        for (int hour = 1; hour < places.length; hour++) {
            places[hour] += places[hour - 1];
        }
        final int[] rows = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            rows[places[rowHours[row]]++] = row;
        }
        return rows;
    }
}
