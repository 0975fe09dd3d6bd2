package io.tocsin.score;

import io.tocsin.codecs.text.Hundredths;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;

/** What is known of somebody, for a score. */
final class Patient {
    private static final int YEARS_40 = 480;

    private final int[] values = new int[ScoreInput.CODES];
    private int months = YEARS_40;
    private long known;

    Patient months(final int completed) {
        months = completed;
        return this;
    }

    /** In the unit; "-" = not known. */
    Patient with(final ScoreInput input, final String value) {
        return value.equals("-") ? this : with(input, Hundredths.parse(input.name(), value));
    }

    Patient with(final ScoreInput input, final int hundredths) {
        values[input.code()] = hundredths;
        known |= 1L << input.code();
        return this;
    }

    Patient without(final ScoreInput input) {
        known &= ~(1L << input.code());
        return this;
    }

    Patient onScale(final int scale) {
        return with(ScoreInput.SPO2_SCALE, scale);
    }

    Patient acvpu(final String letter) {
        return with(ScoreInput.CONSCIOUSNESS, "ACVPU".indexOf(letter) * 100);
    }

    long score(final ScoreTable table) {
        return table.score(values, known, table.ageBand(months));
    }

    int points(final ScoreTable table, final int item) {
        return table.points(item, values, known, table.ageBand(months));
    }

    /** What each item is worth: "3 0 - 1"; a missing one is "-". */
    String points(final ScoreTable table) {
        final StringBuilder text = new StringBuilder();
        for (int item = 0; item < table.items(); item++) {
            final int points = points(table, item);
            text.append(item == 0 ? "" : " ").append(points == ScoreTable.MISSING ? "-" : points);
        }
        return text.toString();
    }

    /** Name of the threshold that is reached, or "-". */
    static String level(final ScoreTable table, final long score) {
        final int level = ScoreTable.level(score);
        return level == 0 ? "-" : table.thresholdName(level);
    }
}
