package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HundredthsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 700",
        "36.6, 3660",
        "38.50, 3850",
        "38.51, 3851",
        "38.500, 3850",
        "007.10, 710",
        "5., 500",
        ".5, 50",
        "-2.83, -283",
        "+1, 100",
        "1000000, 100000000",
        "-1000000.00, -100000000",
    })
    void shouldReadDecimalTextExactly(final String text, final long expected) {
        assertThat(parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", ".", "-.", "1.2.3", "1,5", "1e2", "NaN", " 1", "1 ", "0x10", "--1", "٣"})
    void shouldNotTakeOtherTextForANumber(final String text) {
        assertThat(parse(text)).isEqualTo(Hundredths.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"38.501", "0.001", "-1.999", "1.00000000000000000000000000001"})
    void shouldRefuseWhatHundredthsCannotHoldInsteadOfRounding(final String text) {
        assertThat(parse(text)).isEqualTo(Hundredths.TOO_FINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000.01", "-1000001", "99999999999999999999999999", "18446744073709551617"})
    void shouldRefuseWhatIsBeyondTheRangeHoweverLong(final String text) {
        assertThat(parse(text)).isEqualTo(Hundredths.OUT_OF_RANGE);
    }

    @Test
    void shouldAgreeWithDecimalArithmetic() {
        final long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HundredthsTest: to see this again, -Dseed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            final BigDecimal value = BigDecimal.valueOf(random.nextInt(-1_000_000, 1_000_000), random.nextInt(3));
            assertThat(parse(value.toPlainString()))
                    .as(value.toPlainString())
                    .isEqualTo(value.movePointRight(2).longValueExact());
        }
    }

    private static long parse(final String text) {
        // Among other text, as it stands in a row.
        final byte[] bytes = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
        return Hundredths.parse(bytes, 1, bytes.length - 1);
    }
}
