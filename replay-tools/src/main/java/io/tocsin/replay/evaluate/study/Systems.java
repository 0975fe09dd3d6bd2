package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.score.ScoreTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The systems that are compared: what the engine told, and what a system must beat to be of any use. */
final class Systems {
    private static final int CARRIED_HOURS = 4;
    private static final int CHANGE_FROM_HOURS = 4;
    private static final int CHANGE_TO_HOURS = 12;
    private static final int RANDOM_STEPS = 100;

    private final Stays stays;

    Systems(final Stays stays) {
        this.stays = stays;
    }

    /**
     * All of them.
     *
     * @param atOnce a run whose limits count at once, with NEWS2.
     * @param timed  a run of the same limits with delays and hysteresis.
     */
    List<RowSystem> of(final Told atOnce, final Told timed) {
        final Trends trends = Trends.of(stays);
        final List<RowSystem> systems = new ArrayList<>();
        systems.add(news2("news2Partial", "NEWS2, partial", atOnce));
        systems.add(RowSystem.fixed("news2PlusChange", "NEWS2 and its rise", plusChange(atOnce.scores()), 6));
        systems.add(RowSystem.fixed("news2PlusTrends", "NEWS2 and trends", trends.added(atOnce.scores()), 5));
        systems.add(table("mews", "MEWS, partial", 5));
        systems.add(table("qsofa", "qSOFA, partial", 2));
        systems.add(table("sirs", "SIRS without laboratory", 2));
        systems.add(table("shock-index", "shock index, in steps", 1));
        systems.addAll(trends.systems());
        systems.add(limits("limits", "limits at once", atOnce));
        systems.add(limits("limitsTimed", "limits with timings", timed));
        systems.add(RowSystem.fixed("heartRate", "heart rate only", heartRates(), 121)
                .steps(10, 3));
        systems.add(
                RowSystem.toBeTuned("hourOfStay", "hour of stay only", hours()).steps(24, 0));
        systems.add(RowSystem.toBeTuned("random", "random numbers", random()).steps(10, 0));
        systems.add(RowSystem.fixed("always", "always", constant(1), 1).steps(1, 0));
        systems.add(RowSystem.fixed("never", "never", constant(0), 1).steps(1, 0));
        return systems;
    }

    /** NEWS2 as the engine told it; calls from 5 on, which the chart has an urgent response for. */
    static RowSystem news2(final String key, final String title, final Told told) {
        return RowSystem.published(key, title, told.scores(), 5).toldBy(told.scoreAlerts());
    }

    /** A score of the tables that come with the engine, and its published threshold. */
    private RowSystem table(final String id, final String title, final int threshold) {
        return RowSystem.published(id, title, CarriedScores.of(stays, ScoreTables.bundled(id)), threshold);
    }

    /** How many limits are violated; calls from the first on. */
    static RowSystem limits(final String key, final String title, final Told told) {
        return RowSystem.fixed(key, title, told.violations(), 1).steps(1, 0).toldBy(told.limitAlerts());
    }

    /**
     * The score plus what it rose above its least of 4 to 12 hours before. A rise by 2 to 4 or more, and a rise by 3, make 6 or more together, and so does whatever else
     * comes to 6.
     */
    private int[] plusChange(final int[] scores) {
        final int[] sums = new int[scores.length];
        for (int patient = 0; patient < stays.patients(); patient++) {
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                int least = scores[row];
                for (int earlier = row - 1;
                        earlier >= stays.firstRow(patient) && stays.hour(row) - stays.hour(earlier) <= CHANGE_TO_HOURS;
                        earlier--) {
                    if (stays.hour(row) - stays.hour(earlier) >= CHANGE_FROM_HOURS) {
                        least = Math.min(least, scores[earlier]);
                    }
                }
                sums[row] = 2 * scores[row] - least;
            }
        }
        return sums;
    }

    /** The last one of 4 hours in whole beats, as NEWS2 rounds it; 0 = none. */
    private int[] heartRates() {
        final int[] rates = new int[stays.rows()];
        for (int patient = 0; patient < stays.patients(); patient++) {
            int last = 0;
            int readAt = -CARRIED_HOURS - 1;
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                final int hundredths = stays.value(row, Parameter.HEART_RATE);
                if (hundredths != Stays.NOT_MEASURED) {
                    last = Math.floorDiv(hundredths + 50, 100);
                    readAt = stays.hour(row);
                }
                rates[row] = stays.hour(row) - readAt <= CARRIED_HOURS ? last : 0;
            }
        }
        return rates;
    }

    private int[] hours() {
        final int[] hours = new int[stays.rows()];
        Arrays.setAll(hours, stays::hour);
        return hours;
    }

    private int[] random() {
        final SplittableRandom random = new SplittableRandom(Draws.SEED);
        final int[] numbers = new int[stays.rows()];
        Arrays.setAll(numbers, row -> random.nextInt(RANDOM_STEPS));
        return numbers;
    }

    private int[] constant(final int value) {
        final int[] values = new int[stays.rows()];
        Arrays.fill(values, value);
        return values;
    }
}
