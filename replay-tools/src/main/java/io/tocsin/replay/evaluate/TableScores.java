package io.tocsin.replay.evaluate;

import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.score.ScoreTables;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * What other early-warning scores make of a data set, beside the engine's NEWS2: each row scored from the readings of that row and of the hours before it, as old as
 * {@link SiteEntries} lets them count for NEWS2. All patients are taken for adults. Nothing in the data says consciousness, so most totals are partial: the least that
 * the patient can have.
 */
final class TableScores {
    private static final List<String> IDS = List.of("mews", "qsofa", "sirs", "shock-index");
    private static final int ADULT_MONTHS = 480;
    private static final int CARRIED_HOURS = 4;
    private static final int CARRIED_HOURS_TEMPERATURE = 8;
    private static final int NEVER = Integer.MIN_VALUE / 2;

    private final List<Counts> counts =
            IDS.stream().map(ScoreTables::bundled).map(Counts::new).toList();

    /** Of one table. */
    private static final class Counts {
        final ScoreTable table;
        final int age;
        final long[] rows;
        final BitSet[] patients;
        long scored;
        long partial;
        int most;

        Counts(final ScoreTable table) {
            this.table = table;
            age = table.ageBand(ADULT_MONTHS);
            rows = new long[table.thresholds() + 1];
            patients = new BitSet[table.thresholds() + 1];
            Arrays.setAll(patients, level -> new BitSet());
        }

        void count(final int patient, final long score) {
            final int missing = ScoreTable.missingMask(score);
            if (missing == (1 << table.items()) - 1) {
                return;
            }
            scored++;
            partial += missing == 0 ? 0 : 1;
            most = Math.max(most, ScoreTable.total(score));
            for (int level = 1; level <= ScoreTable.level(score); level++) {
                rows[level]++;
                patients[level].set(patient);
            }
        }
    }

    /** Scores every row. */
    TableScores(final VitalsTable table) {
        final int width = ScoreInput.CODES;
        final int[] values = new int[table.patientCount() * width];
        final int[] readAt = new int[table.patientCount() * width];
        Arrays.fill(readAt, NEVER);
        final int[] current = new int[width];
        for (final int row : table.rowsByHour()) {
            final int patient = table.patientOf(row);
            final int hour = table.hourOf(row);
            long known = 0;
            for (int i = 0; i < Vital.count(); i++) {
                final int code = Vital.at(i).parameter().value();
                final int at = patient * width + code;
                if (table.reading(row, i) != VitalsTable.NOT_MEASURED) {
                    values[at] = table.reading(row, i);
                    readAt[at] = hour;
                }
                final int carried = Vital.at(i) == Vital.TEMPERATURE ? CARRIED_HOURS_TEMPERATURE : CARRIED_HOURS;
                if (hour - readAt[at] <= carried) {
                    current[code] = values[at];
                    known |= 1L << code;
                }
            }
            for (final Counts of : counts) {
                of.count(patient, of.table.score(current, known, of.age));
            }
        }
    }

    /** Writes {@code scores}: for each table the rows that were scored, how many of them partial, and for each threshold rows and patients that reached it. */
    void write(final JsonGenerator json) {
        json.writeObjectPropertyStart("scores");
        for (final Counts of : counts) {
            json.writeObjectPropertyStart(of.table.id());
            json.writeNumberProperty("version", of.table.version());
            json.writeNumberProperty("rows", of.scored);
            json.writeNumberProperty("partialRows", of.partial);
            json.writeNumberProperty("most", of.most);
            json.writeObjectPropertyStart("reached");
            for (int level = 1; level <= of.table.thresholds(); level++) {
                json.writeObjectPropertyStart(of.table.thresholdName(level));
                json.writeNumberProperty("rows", of.rows[level]);
                json.writeNumberProperty("patients", of.patients[level].cardinality());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
