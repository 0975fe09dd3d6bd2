package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.study.Stays;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All good rows of a data set in file order, as numbers: whose, which hour, the readings. Patients are numbered from 0
 * at first sight.
 */
final class VitalsTable {
    /** In place of a reading that is missing. */
    static final int NOT_MEASURED = Stays.NOT_MEASURED;

    private static final int WIDTH = Vital.count();

    private final Map<String, Integer> patients = new HashMap<>();
    private final List<byte[]> patientIds = new ArrayList<>();
    private final BitSet septic = new BitSet();
    private final BadRows badRows;
    private int[] rowPatients = new int[1024];
    private int[] rowHours = new int[1024];
    private int[] readings = new int[1024 * WIDTH];
    private int[] oxygen = new int[1024];
    private final BitSet labelled = new BitSet();
    private int rowCount;
    private long oxygenReadings;
    private long oxygenRejected;

    VitalsTable() {
        this(new BadRows());
    }

    private VitalsTable(final BadRows badRows) {
        this.badRows = badRows;
    }

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

    /**
     * One more row.
     *
     * @param patient  number.
     * @param hour     of the stay.
     * @param sepsis   the label.
     * @param onOxygen 0 = on air, 100 = on oxygen, or {@link #NOT_MEASURED}.
     * @param values   hundredths or {@link #NOT_MEASURED}, in the order of {@link Vital}; not kept.
     */
    void addRow(final int patient, final int hour, final boolean sepsis, final int onOxygen, final int[] values) {
        if (rowCount == rowPatients.length) {
            rowPatients = Arrays.copyOf(rowPatients, 2 * rowCount);
            rowHours = Arrays.copyOf(rowHours, 2 * rowCount);
            readings = Arrays.copyOf(readings, 2 * rowCount * WIDTH);
            oxygen = Arrays.copyOf(oxygen, 2 * rowCount);
        }
        rowPatients[rowCount] = patient;
        rowHours[rowCount] = hour;
        System.arraycopy(values, 0, readings, rowCount * WIDTH, WIDTH);
        oxygen[rowCount] = onOxygen;
        if (onOxygen != NOT_MEASURED) {
            oxygenReadings++;
        }
        if (sepsis) {
            septic.set(patient);
            labelled.set(rowCount);
        }
        rowCount++;
    }

    /** A row of those that were added says of oxygen what cannot be. */
    void oxygenRejected() {
        oxygenRejected++;
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

    /** Whether the data set's label of the row is 1. */
    boolean isLabelled(final int row) {
        return labelled.get(row);
    }

    /** 0 = on air, 100 = on oxygen, or {@link #NOT_MEASURED}. */
    int oxygen(final int row) {
        return oxygen[row];
    }

    /** Rows that say whether the patient is on oxygen. */
    long oxygenReadings() {
        return oxygenReadings;
    }

    /** Rows that say of oxygen what cannot be. */
    long oxygenRejectedCount() {
        return oxygenRejected;
    }

    /** The same rows by the patients' ids and by hour, so that it does not matter in which order they were read. */
    VitalsTable inOrder() {
        final VitalsTable ordered = new VitalsTable(badRows);
        final Comparator<Integer> byPatient =
                Comparator.comparing(row -> patientIds.get(rowPatients[row]), Arrays::compareUnsigned);
        IntStream.range(0, rowCount)
                .boxed()
                .sorted(byPatient.thenComparing(this::hourOf))
                .forEach(row -> {
                    final byte[] id = patientIds.get(rowPatients[row]);
                    ordered.addRow(
                            ordered.patient(id, 0, id.length),
                            rowHours[row],
                            isLabelled(row),
                            oxygen[row],
                            Arrays.copyOfRange(readings, row * WIDTH, (row + 1) * WIDTH));
                });
        ordered.oxygenRejected = oxygenRejected;
        return ordered;
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
