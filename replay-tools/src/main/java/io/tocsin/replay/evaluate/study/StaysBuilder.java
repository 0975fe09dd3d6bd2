package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts rows, in whatever order they come, together to {@link Stays}. */
public final class StaysBuilder {
    private final List<Parameter> columns;
    private final Map<byte[], List<Row>> rows = new TreeMap<>(Arrays::compareUnsigned);

    /**
     * Begins.
     *
     * @param columns what is measured, in the order in which rows give it.
     */
    public StaysBuilder(final List<Parameter> columns) {
        this.columns = List.copyOf(columns);
    }

    private static final class Row {
        private final int hour;
        private final boolean isLabelled;
        private final int[] values;

        Row(final int hour, final boolean isLabelled, final int[] values) {
            this.hour = hour;
            this.isLabelled = isLabelled;
            this.values = values;
        }

        int hour() {
            return hour;
        }
    }

    /**
     * One row.
     *
     * @param patientId of the patient, opaque.
     * @param hour      of the stay.
     * @param labelled  whether sepsis is near or there by the data set's label, which leads the onset by six hours.
     * @param values    hundredths or {@link Stays#NOT_MEASURED}, one for each column; not kept.
     */
    public void add(final byte[] patientId, final int hour, final boolean labelled, final int... values) {
        rows.computeIfAbsent(patientId, unused -> new ArrayList<>()).add(new Row(hour, labelled, values.clone()));
    }

    /**
     * Ends.
     *
     * @return everybody but those with two rows of one hour, of which nobody knows which is right.
     */
    public Stays build() {
        final List<byte[]> ids = new ArrayList<>();
        final List<Row> kept = new ArrayList<>();
        final List<Integer> ends = new ArrayList<>();
        int leftOut = 0;
        for (final Map.Entry<byte[], List<Row>> patient : rows.entrySet()) {
            final List<Row> ordered = patient.getValue();
            ordered.sort(Comparator.comparingInt(Row::hour));
            if (ordered.stream().mapToInt(Row::hour).distinct().count() < ordered.size()) {
                leftOut++;
            } else {
                ids.add(patient.getKey());
                kept.addAll(ordered);
                ends.add(kept.size());
            }
        }
        return stays(ids, kept, ends, leftOut);
    }

    private Stays stays(final List<byte[]> ids, final List<Row> kept, final List<Integer> ends, final int leftOut) {
        final int[] firstRows = new int[ids.size() + 1];
        final int[] onsets = new int[ids.size()];
        final int[] hours = new int[kept.size()];
        final int[] values = new int[kept.size() * columns.size()];
        Arrays.fill(onsets, Integer.MAX_VALUE);
        for (int patient = 0; patient < ids.size(); patient++) {
            firstRows[patient + 1] = ends.get(patient);
            for (int row = firstRows[patient]; row < firstRows[patient + 1]; row++) {
                final Row read = kept.get(row);
                hours[row] = read.hour;
                System.arraycopy(read.values, 0, values, row * columns.size(), columns.size());
                if (read.isLabelled) {
                    onsets[patient] = Math.min(onsets[patient], read.hour + Utility.LABEL_LEADS_HOURS);
                }
            }
        }
        return new Stays(columns, ids, firstRows, hours, onsets, values, leftOut);
    }
}
