package io.tocsin.codecs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HundredthsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "37, 3700",
        "38.5, 3850",
        "36.444, 3644",
        // Held exactly: a true half, away from zero.
        "0.125, 13",
        "-0.125, -13",
        "0.375, 38",
        // Held a little above and a little below their half.
        "36.445, 3645",
        "1.005, 100",
        "-1.005, -100",
        "139.99, 13999",
        "9999999.99, 999999999",
        "-9999999.99, -999999999",
    })
    void shouldRoundTheNumberThatIsHeldWithHalvesAwayFromZero(final double value, final int hundredths) {
        assertThat(Hundredths.of("x", value)).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e7, -1e7, Double.MAX_VALUE})
    void shouldRefuseWhatIsNoReading(final double value) {
        assertThatThrownBy(() -> Hundredths.of("HEART_RATE", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HEART_RATE is " + value);
    }

    @Test
    void shouldGiveBackEveryHundredth() {
        for (int hundredths = -100_000; hundredths <= 100_000; hundredths++) {
            assertThat(Hundredths.of("x", hundredths / 100.0)).isEqualTo(hundredths);
        }
    }
}
