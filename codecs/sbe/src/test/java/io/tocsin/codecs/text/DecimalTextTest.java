package io.tocsin.codecs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decimals are taken by their digits: no reading changes because a binary fraction cannot hold it. */
final class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.00, 0",
        "72, 7200",
        "36.6, 3660",
        "36.44, 3644",
        "36.445, 3645",
        "1.005, 101",
        "-1.005, -101",
        "0.005, 1",
        "0.0049999999999999999999999999, 0",
        "0.001, 0",
        "3.66e1, 3660",
        "366E-1, 3660",
        "1e-999999999, 0",
        "-1e-2147483647, 0",
        "0e999999999, 0",
        "21474836.47, 2147483647",
        "-21474836.47, -2147483647",
        "21474836.474999, 2147483647",
    })
    void shouldTakeAReadingByItsDigits(final String text, final int hundredths) {
        assertThat(Hundredths.parse("value", text)).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "21474836.475",
                "-21474836.475",
                "21474836.48",
                "1e9",
                "-1e9",
                "1e999999999",
                "9e2147483647",
                "1e2147483648",
                "1e99999999999",
                "",
                "x",
                "1,5",
                "0x1",
                "NaN",
                "Infinity"
            })
    void shouldRefuseWhatIsNoReadingWithoutDelay(final String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> Hundredths.parse("readings[0].value", text))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("readings[0].value "));
    }

    @Test
    void shouldWriteTheShortestDecimalThatReadsBack() {
        assertThat(Hundredths.format(3660)).isEqualTo("36.6");
        assertThat(Hundredths.format(7200)).isEqualTo("72");
        assertThat(Hundredths.format(100_000)).isEqualTo("1000");
        assertThat(Hundredths.format(-5)).isEqualTo("-0.05");
        assertThat(Hundredths.format(0)).isEqualTo("0");

        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            final int hundredths = Math.max(-Integer.MAX_VALUE, random.nextInt() >> random.nextInt(32));
            assertThat(Hundredths.parse("value", Hundredths.format(hundredths)))
                    .as("repeat with -Dseed=%d", seed)
                    .isEqualTo(hundredths);
        }
    }

    @Test
    void shouldRoundAsDecimalArithmeticDoes() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            final BigDecimal value = BigDecimal.valueOf(random.nextInt(), 2 + random.nextInt(10));
            assertThat(BigDecimal.valueOf(Hundredths.parse("value", value.toString()), 2))
                    .as("%s, repeat with -Dseed=%d", value, seed)
                    .isEqualByComparingTo(value.setScale(2, RoundingMode.HALF_UP));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90, 900000000",
        "-90.0, 90, -900000000",
        "180, 180, 1800000000",
        "48.13743, 90, 481374300",
        "11.57549005, 180, 115754901",
        "1e-9, 90, 0",
    })
    void shouldTakeDegreesByTheirDigits(final String text, final int most, final int degreesE7) {
        assertThat(Degrees.parse("latitude", text, most)).isEqualTo(degreesE7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90.00000001", "-91", "1e999999999", "north", ""})
    void shouldRefuseWhatIsNotOnEarth(final String text) {
        assertThatThrownBy(() -> Degrees.parse("location.latitude", text, 90))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("location.latitude ");
    }
}
