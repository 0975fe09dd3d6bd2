package io.tocsin.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sine and cosine against the library's, to the last digits. */
final class EarthTest {
    private static final double CLOSE = 5e-16;

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                -1,
                450_000_000,
                450_000_001,
                900_000_000,
                -900_000_000,
                900_000_001,
                1_800_000_000,
                -1_800_000_000
            })
    void shouldTurnAsTheLibraryDoes(final int angle) {
        final double radians = angle * (StrictMath.PI / 180 / 1e7);

        assertThat(Earth.cosine(angle)).isCloseTo(StrictMath.cos(radians), within(CLOSE));
        assertThat(Earth.sine(angle)).isCloseTo(StrictMath.sin(radians), within(CLOSE));
    }

    @Test
    void shouldTurnEverywhereAsTheLibraryDoes() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            shouldTurnAsTheLibraryDoes(random.nextInt(-Earth.MAX_LONGITUDE, Earth.MAX_LONGITUDE + 1));
        }
    }
}
