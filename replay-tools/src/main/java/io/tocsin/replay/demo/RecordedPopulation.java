package io.tocsin.replay.demo;

import io.tocsin.replay.evaluate.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Real patients of a data set. They come in the order of the files, one to each bed and again from the first bed; who follows in a bed comes when the rows of the
 * one before are over. An hour of theirs passes as fast as lets the whole file pass in the time there is, but never so fast that the people here could not keep up
 * with what the readings raise: of a large file the demo shows the beginning.
 */
final class RecordedPopulation implements Population {
    /** Adult limits and NEWS2 find an alert in one of eight rows; 40 people get through about a dozen alerts a second. */
    private static final int MOST_ROWS_PER_SECOND = 100;

    private final DataSet data;
    private final int seconds;
    private final List<List<Integer>> beds = new ArrayList<>();
    private final long periodMs;
    private int patients;
    private long rows;

    /**
     * Puts them to bed.
     *
     * @param data     the data set.
     * @param settings length.
     */
    RecordedPopulation(final DataSet data, final DemoSettings settings) {
        this.data = data;
        seconds = settings.seconds();
        periodMs = periodMs(data, settings);
        final long steps = Math.max(1, seconds * 1_000L / periodMs);
        for (int bed = 0; bed < DemoSettings.PATIENTS; bed++) {
            beds.add(admit(bed, steps));
        }
    }

    @Override
    public List<String> occupants(final int bed) {
        return beds.get(bed).stream().map(data::patientId).toList();
    }

    @Override
    public Monitor monitor(final Patient patient) {
        return new RecordedMonitor(data, beds.get(patient.number()), patient.bed());
    }

    @Override
    public long periodMs() {
        return periodMs;
    }

    @Override
    public boolean isKnownToSources() {
        return false;
    }

    @Override
    public boolean answersTreatment() {
        return false;
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "Recorded readings of %s: %,d of %,d patients, %,d of %,d rows in %d s, an hour in %,d ms; %d units of %d beds.",
                data.key(),
                patients,
                data.patientCount(),
                rows,
                data.rowCount(),
                seconds,
                periodMs,
                DemoSettings.UNITS,
                DemoSettings.PATIENTS_PER_UNIT);
    }

    /** How many rows there is time for. */
    long rows() {
        return rows;
    }

    /** How many patients there is time for. */
    int patients() {
        return patients;
    }

    private List<Integer> admit(final int bed, final long steps) {
        final List<Integer> admitted = new ArrayList<>();
        long taken = 0;
        for (int patient = bed; patient < data.patientCount() && taken < steps; patient += DemoSettings.PATIENTS) {
            admitted.add(patient);
            taken += data.rowCount(patient);
        }
        patients += admitted.size();
        rows += Math.min(taken, steps);
        return admitted;
    }

    private static long periodMs(final DataSet data, final DemoSettings settings) {
        long longest = 1;
        for (int bed = 0; bed < DemoSettings.PATIENTS; bed++) {
            long inBed = 0;
            for (int patient = bed; patient < data.patientCount(); patient += DemoSettings.PATIENTS) {
                inBed += data.rowCount(patient);
            }
            longest = Math.max(longest, inBed);
        }
        final int usedBeds = Math.min(data.patientCount(), DemoSettings.PATIENTS);
        final long fastestMs = Math.max(10, usedBeds * 1_000L / MOST_ROWS_PER_SECOND);
        return Math.max(fastestMs, settings.seconds() * 1_000L / longest);
    }
}
