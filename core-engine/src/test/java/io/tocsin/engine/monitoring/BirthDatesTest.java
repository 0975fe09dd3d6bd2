package io.tocsin.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BirthDatesTest {
    private static final int FIRST = (int) LocalDate.of(1900, 1, 1).toEpochDay();
    private static final int LAST = (int) LocalDate.of(2079, 6, 5).toEpochDay();

    @Test
    void shouldCountCompletedMonthsAsACalendarDoes() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final int born = random.nextInt(FIRST, LAST + 1);
            final int today = born + random.nextInt(i % 2 == 0 ? 100 : 60_000);

            final long months = ChronoUnit.MONTHS.between(LocalDate.ofEpochDay(born), LocalDate.ofEpochDay(today));

            assertThat(BirthDates.completedMonths(born, today))
                    .as("seed %s: %s to %s", seed, LocalDate.ofEpochDay(born), LocalDate.ofEpochDay(today))
                    .isEqualTo((int) months);
        }
    }

    @Test
    void shouldCountNobodyOlderThanNewbornBeforeTheirBirth() {
        assertThat(BirthDates.completedMonths(20_000, 19_000)).isZero();
    }

    @Test
    void shouldTakeDatesFrom1900To2079() {
        assertThat(BirthDates.isDate(FIRST - 1)).isFalse();
        assertThat(BirthDates.isDate(FIRST)).isTrue();
        assertThat(BirthDates.isDate(LAST)).isTrue();
        assertThat(BirthDates.isDate(LAST + 1)).isFalse();
    }
}
