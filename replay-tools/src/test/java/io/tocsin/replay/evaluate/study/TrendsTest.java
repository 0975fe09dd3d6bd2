package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendsTest {
    private static final int HOURS = 30;

    @Test
    void shouldSayNothingOfWhoIsSteady() {
        final Trends trends = Trends.of(stays(1, HOURS, (patient, hour) -> 8_000 + 100 * (hour % 2)));
        assertThat(trends.added(new int[HOURS])).containsOnly(0);
        assertThat(scores(trends, "crossing")).containsOnly(0);
    }

    @Test
    void shouldSeeARiseBeforeTheLimitAndAShiftThatStays() {
        final Trends trends = Trends.of(stays(1, HOURS, (patient, hour) -> 8_000 + 300 * Math.max(0, hour - 10)));
        final int[] crossing = scores(trends, "crossing");
        final int[] shifted = scores(trends, "shifted");
        assertThat(firstAtLeast(crossing, 1))
                .as("row of 80 + 3 * 13 = 119 at the latest")
                .isBetween(12, 22);
        assertThat(firstAtLeast(shifted, 50)).isBetween(10, 16);
        assertThat(crossing[HOURS - 1]).as("beyond it already").isZero();
    }

    @Test
    void shouldSeeAJump() {
        final Trends trends = Trends.of(stays(1, HOURS, (patient, hour) -> hour == 20 ? 11_500 : 8_000));
        assertThat(firstAtLeast(scores(trends, "unusual"), 30)).isEqualTo(19);
    }

    @Test
    void shouldBeginAnewAfterAGap() {
        final Trends trends = Trends.of(
                stays(1, HOURS, (patient, hour) -> hour > 8 && hour < 20 ? Stays.NOT_MEASURED : 100 * hour + 6_000));
        assertThat(scores(trends, "steep")[18])
                .as("nothing read for 5 hours and more")
                .isZero();
        assertThat(scores(trends, "unusual")[19])
                .as("the first one is not unusual")
                .isZero();
    }

    @Test
    void shouldNotLookAhead() {
        final long seed = System.nanoTime();
        final int[] values = new Random(seed).ints(HOURS, 4_000, 15_000).toArray();
        final Trends all = Trends.of(stays(1, HOURS, (patient, hour) -> values[hour - 1]));
        final Trends some = Trends.of(stays(1, HOURS / 2, (patient, hour) -> values[hour - 1]));
        for (final RowSystem system : some.systems()) {
            assertThat(Arrays.copyOf(scores(all, system.key()), HOURS / 2))
                    .as("%s, seed %d", system.key(), seed)
                    .containsExactly(system.scores());
        }
    }

    @Test
    void shouldTakeNothingOverFromOnePatientToTheNext() {
        final Trends trends = Trends.of(stays(2, HOURS, (patient, hour) -> 8_000 + 3_000 * patient));
        assertThat(trends.added(new int[2 * HOURS])).containsOnly(0);
    }

    private static int firstAtLeast(final int[] scores, final int least) {
        int row = 0;
        while (row < scores.length && scores[row] < least) {
            row++;
        }
        return row;
    }

    private static int[] scores(final Trends trends, final String key) {
        return trends.systems().stream()
                .filter(system -> system.key().equals(key))
                .findFirst()
                .orElseThrow()
                .scores();
    }

    private static Stays stays(final int patients, final int hours, final HeartRate rate) {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        for (int patient = 0; patient < patients; patient++) {
            for (int hour = 1; hour <= hours; hour++) {
                builder.add(new byte[] {(byte) patient}, hour, false, rate.at(patient, hour));
            }
        }
        return builder.build();
    }

    /** Heart rate of a patient at an hour, hundredths. */
    private interface HeartRate {
        int at(int patient, int hour);
    }
}
