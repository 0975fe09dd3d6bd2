package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlewedEpochClockTest {
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private long monotonicNs = 123_456_789L;
    private long wallNs = 1_800_000_000L * SECOND_NS;

    private final SlewedEpochClock clock = new SlewedEpochClock(() -> monotonicNs, () -> wallNs / MILLISECOND_NS, 500);

    @Test
    void shouldStartAtTheWallClock() {
        assertThat(clock.nanoTime()).isBetween(wallNs, wallNs + MILLISECOND_NS);
    }

    @Test
    void shouldRunWithTheMonotonicClock() {
        final long startNs = clock.nanoTime();
        for (int i = 1; i <= 1_000; i++) {
            pass(7 * MILLISECOND_NS);
            assertThat(clock.nanoTime()).isEqualTo(startNs + 7L * i * MILLISECOND_NS);
        }
        assertThat(clock.errorNs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {SECOND_NS, -SECOND_NS, 3_600 * SECOND_NS, -86_400 * SECOND_NS})
    void shouldNotJumpWhenTheWallClockIsSet(final long stepNs) {
        long beforeNs = clock.nanoTime();
        wallNs += stepNs;
        for (int i = 0; i < 1_000; i++) {
            pass(10 * MILLISECOND_NS);
            final long nowNs = clock.nanoTime();
            assertThat(nowNs - beforeNs).isBetween(10 * MILLISECOND_NS - 5_000, 10 * MILLISECOND_NS + 5_000);
            beforeNs = nowNs;
        }
        assertThat(Math.signum((double) clock.errorNs())).isEqualTo(Math.signum((double) stepNs));
    }

    @ParameterizedTest
    @ValueSource(longs = {SECOND_NS, -SECOND_NS})
    void shouldMeetTheWallClockAgainAtTheRateItPromises(final long stepNs) {
        clock.nanoTime();
        wallNs += stepNs;
        // One second at 500 parts per million takes 2,000 seconds.
        for (int i = 0; i < 19_000; i++) {
            pass(100 * MILLISECOND_NS);
            clock.nanoTime();
        }
        assertThat(Math.abs(clock.errorNs())).isBetween(40 * MILLISECOND_NS, 60 * MILLISECOND_NS);
        for (int i = 0; i < 2_000; i++) {
            pass(100 * MILLISECOND_NS);
            clock.nanoTime();
        }
        assertThat(clock.errorNs()).isZero();
        assertThat(clock.nanoTime()).isBetween(wallNs - 2 * MILLISECOND_NS, wallNs + 2 * MILLISECOND_NS);
    }

    @Test
    void shouldNeverRunBackwardsHoweverOftenItIsAskedAndTheWallClockIsSet() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final SlewedEpochClock fast = new SlewedEpochClock(() -> monotonicNs, () -> wallNs / MILLISECOND_NS, 100_000);
        long beforeNs = fast.nanoTime();
        for (int i = 0; i < 200_000; i++) {
            pass(random.nextInt(100) == 0 ? random.nextLong(10 * SECOND_NS) : random.nextLong(50));
            if (random.nextInt(1_000) == 0) {
                wallNs += random.nextLong(-10 * SECOND_NS, 10 * SECOND_NS);
            }
            final long nowNs = fast.nanoTime();
            assertThat(nowNs).as("again with -Dseed=%d", seed).isGreaterThanOrEqualTo(beforeNs);
            beforeNs = nowNs;
        }
    }

    @Test
    void shouldRefuseARateOutOfItsRange() {
        assertThatThrownBy(() -> new SlewedEpochClock(() -> 0, () -> 0, 0)).hasMessageContaining("slew rate is 0");
        assertThatThrownBy(() -> new SlewedEpochClock(() -> 0, () -> 0, 100_001))
                .hasMessageContaining("from 1 to 100000");
    }

    private void pass(final long ns) {
        monotonicNs += ns;
        wallNs += ns;
    }
}
