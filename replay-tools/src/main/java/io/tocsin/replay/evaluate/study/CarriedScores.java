package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import java.util.Arrays;
import java.util.List;

/**
 * What a score's table makes of each row, from the last readings that are not too old: 4 h, a temperature 8 h, as NEWS2 has them in the same study. All patients are taken
 * for adults. What is missing is worth nothing, so a total is the least that the patient can have.
 */
final class CarriedScores {
    private static final List<Parameter> READ =
            List.of(Parameter.HEART_RATE, Parameter.SYSTOLIC, Parameter.RESPIRATORY_RATE, Parameter.TEMPERATURE);

    private static final int ADULT_MONTHS = 40 * 12;
    private static final int CARRIED_HOURS = 4;
    private static final int CARRIED_HOURS_TEMPERATURE = 8;

    private CarriedScores() {}

    static int[] of(final Stays stays, final ScoreTable table) {
        final int[] scores = new int[stays.rows()];
        final int age = table.ageBand(ADULT_MONTHS);
        final int[] values = new int[ScoreInput.CODES];
        final int[] readAt = new int[ScoreInput.CODES];
        for (int patient = 0; patient < stays.patients(); patient++) {
            Arrays.fill(readAt, Integer.MIN_VALUE / 2);
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                scores[row] = ScoreTable.total(table.score(values, read(stays, row, values, readAt), age));
            }
        }
        return scores;
    }

    /** Takes a row's readings over; answers which are known at it, a bit for each code. */
    private static long read(final Stays stays, final int row, final int[] values, final int[] readAt) {
        long known = 0;
        for (final Parameter parameter : READ) {
            final int code = parameter.value();
            final int value = stays.value(row, parameter);
            if (value != Stays.NOT_MEASURED) {
                values[code] = value;
                readAt[code] = stays.hour(row);
            }
            final int carried = parameter == Parameter.TEMPERATURE ? CARRIED_HOURS_TEMPERATURE : CARRIED_HOURS;
            known |= stays.hour(row) - readAt[code] <= carried ? 1L << code : 0;
        }
        return known;
    }
}
