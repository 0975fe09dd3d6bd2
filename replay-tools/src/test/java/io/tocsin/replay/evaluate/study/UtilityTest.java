package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The utility of the PhysioNet/CinC Challenge 2019. The first row is the example that its organisers published with their scoring program. */
final class UtilityTest {
    private static final double EXACT = 5e-7;

    @ParameterizedTest(name = "{0}, predicted {1}")
    @CsvSource({
        "000011,                 001111,                  3.388889",
        "0000000000,             1111111111,             -0.5",
        "0000000000,             0000000000,              0",
        "0000000000001111111111, 0000000000000000000000, -10.0",
        "0000000000001111111111, 1111111111111111111111,  7.2",
        "0000000000001111111111, 0000000000001111111111,  5.0",
        "0000000000001111111111, 0000001111111111111111,  7.5",
        "0000000000001111111111, 0000000000000000001111, -2.666667"
    })
    void shouldBeWorthWhatTheChallengeSays(final String labels, final String predictions, final double utility) {
        final int firstLabel = labels.indexOf('1');
        double sum = 0;
        for (int hour = 0; hour < labels.length(); hour++) {
            sum += Utility.of(firstLabel >= 0, hour - (firstLabel + 6), predictions.charAt(hour) == '1');
        }
        assertThat(sum).isEqualTo(utility, within(EXACT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "never,        0000000000000000000000, 0",
        "best,         0000001111111111111111, 1",
        "from hour 12, 0000000000001111111111, 0.857143"
    })
    void shouldBeNothingForNeverPredictingAndOneForTheBest(
            final String name, final String predictions, final double normalised) {
        final Stays stays = stays("0000000000001111111111", "0000000000");
        final int[] scores = new int[stays.rows()];
        for (int row = 0; row < predictions.length(); row++) {
            scores[row] = predictions.charAt(row) - '0';
        }
        assertThat(new Worth(stays, stays.everybody(), scores, 1).normalised())
                .as(name)
                .isEqualTo(normalised, within(EXACT));
    }

    @Test
    void shouldBeUndefinedWhereNobodyBecomesSeptic() {
        final Stays stays = stays("0000000000");
        assertThat(new Worth(stays, stays.everybody(), new int[10], 1).normalised())
                .isNaN();
    }

    private static Stays stays(final String... labels) {
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        for (int patient = 0; patient < labels.length; patient++) {
            for (int hour = 0; hour < labels[patient].length(); hour++) {
                builder.add(new byte[] {(byte) patient}, hour, labels[patient].charAt(hour) == '1', 80_00);
            }
        }
        return builder.build();
    }
}
