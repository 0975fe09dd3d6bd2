package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded population: patients by id, each one's rows by hour, what was measured in them, and when sepsis set in. Immutable.
 *
 * <p>A row is labelled 1 if sepsis sets in within {@link #HORIZON_HOURS} after it; rows from the onset on are labelled neither 0 nor 1 and are left out wherever an
 * announcement is judged: after the onset there is nothing to announce.
 */
public final class Stays {
    /** In place of a reading that was not taken. */
    public static final int NOT_MEASURED = Integer.MIN_VALUE;

    /** How long beforehand an announcement counts. */
    static final int HORIZON_HOURS = 12;

    /** Label of rows from the onset on. */
    static final int AFTER_ONSET = -1;

    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Parameter> columns;
    private final List<byte[]> ids;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] firstRows;
    private final int[] hours;
    private final int[] onsets;
    private final int[] values;
    private final int leftOut;

    Stays(
            final List<Parameter> columns,
            final List<byte[]> ids,
            final int[] firstRows,
            final int[] hours,
            final int[] onsets,
            final int[] values,
            final int leftOut) {
        this.columns = columns;
        this.ids = ids;
        this.firstRows = firstRows;
        this.hours = hours;
        this.onsets = onsets;
        this.values = values;
        this.leftOut = leftOut;
        for (int patient = 0; patient < ids.size(); patient++) {
            numbers.put(new String(ids.get(patient), StandardCharsets.ISO_8859_1), patient);
        }
    }

    /** How many patients there are. */
    int patients() {
        return ids.size();
    }

    /** Patients that are not here, because two of their rows are of one hour. */
    int leftOut() {
        return leftOut;
    }

    byte[] id(final int patient) {
        return ids.get(patient);
    }

    /**
     * The number of a patient.
     *
     * @param id one character a byte.
     * @return from 0; -1 if there is none.
     */
    int patient(final String id) {
        return numbers.getOrDefault(id, -1);
    }

    int rows() {
        return hours.length;
    }

    int firstRow(final int patient) {
        return firstRows[patient];
    }

    /** Behind the patient's last row. */
    int endRow(final int patient) {
        return firstRows[patient + 1];
    }

    int rowsOf(final int patient) {
        return endRow(patient) - firstRow(patient);
    }

    int hour(final int row) {
        return hours[row];
    }

    /** How long the patient was watched. */
    double days(final int patient) {
        return (hours[endRow(patient) - 1] - hours[firstRow(patient)] + 1) / 24.0;
    }

    boolean isSeptic(final int patient) {
        return onsets[patient] != NEVER;
    }

    /** Hours from a row to the patient's onset, not positive from it on; of somebody septic. */
    int hoursToOnset(final int patient, final int row) {
        return onsets[patient] - hours[row];
    }

    /** Whether a row of the patient is before the onset, if there is one. */
    boolean isBeforeOnset(final int patient, final int row) {
        return hours[row] < onsets[patient];
    }

    /** 1 if the onset follows within the horizon, 0 if not, {@link #AFTER_ONSET}. */
    int label(final int patient, final int row) {
        if (!isBeforeOnset(patient, row)) {
            return AFTER_ONSET;
        }
        return isSeptic(patient) && hoursToOnset(patient, row) <= HORIZON_HOURS ? 1 : 0;
    }

    /** Hundredths, or {@link #NOT_MEASURED}. */
    int value(final int row, final Parameter parameter) {
        final int column = columns.indexOf(parameter);
        return column < 0 ? NOT_MEASURED : values[row * columns.size() + column];
    }

    /** Whether anything at all was measured. */
    boolean isMeasured(final int row) {
        for (int at = row * columns.size(); at < (row + 1) * columns.size(); at++) {
            if (values[at] != NOT_MEASURED) {
                return true;
            }
        }
        return false;
    }

    /** All patients. */
    Group everybody() {
        final int[] everybody = new int[patients()];
        Arrays.setAll(everybody, patient -> patient);
        return new Group("all", everybody);
    }

    /** The patients of one part. */
    Group of(final Split split) {
        return new Group(
                split.key(),
                Arrays.stream(everybody().patients())
                        .filter(patient -> Split.of(id(patient)) == split)
                        .toArray());
    }
}
