package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    @Test
    void shouldChooseBelowABoundThatDoubles() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            final Backoff backoff = new Backoff(200, 10_000, random);
            for (final long bound : new long[] {200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000}) {
                assertThat(backoff.nextMs()).as("repeat with -Dseed=%d", seed).isBetween(0L, bound);
            }
        }
    }

    @Test
    void shouldUseTheWholeRangeSoThatClientsDoNotComeBackTogether() {
        final Backoff backoff = new Backoff(100, 100, new Random(1));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 2_000; i++) {
            final long delay = backoff.nextMs();
            least = Math.min(least, delay);
            most = Math.max(most, delay);
        }
        assertThat(least).isZero();
        assertThat(most).isEqualTo(100);
    }

    @Test
    void shouldBeginAnewAfterAGoodWhile() {
        final Backoff backoff = new Backoff(200, 10_000, new Random(1));
        for (int i = 0; i < 50; i++) {
            backoff.nextMs();
        }
        backoff.reset();
        assertThat(backoff.nextMs()).isLessThanOrEqualTo(200);
    }

    @Test
    void shouldComeBackSlowlyIfOnlyAChangeHelps() {
        final Backoff backoff = new Backoff(200, 10_000, new Random(1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.slowMs()).isBetween(5_000L, 10_000L);
        }
    }
}
