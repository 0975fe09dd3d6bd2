package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.NewsBand;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The oracle's score against a table a nurse can check: edges of every band of the chart (Royal College of Physicians, 2017). */
final class OracleNews2Test {
    private static final String VECTORS = """
            | # | RR | SpO2 | scale | O2 | SBP | HR | ACVPU | T | sub (RR,SpO2,O2,SBP,HR,C,T) | total | risk |
            | N01 | 16 | 97 | 1 | N | 120 | 72 | A | 36.8 | 0,0,0,0,0,0,0 | 0 | ZERO |
            | N02 | 8 | 97 | 1 | N | 120 | 72 | A | 36.8 | 3,0,0,0,0,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N03 | 9 | 97 | 1 | N | 120 | 72 | A | 36.8 | 1,0,0,0,0,0,0 | 1 | LOW |
            | N04 | 11 | 96 | 1 | N | 111 | 51 | A | 36.1 | 1,0,0,0,0,0,0 | 1 | LOW |
            | N05 | 12 | 96 | 1 | N | 219 | 90 | A | 38.0 | 0,0,0,0,0,0,0 | 0 | ZERO |
            | N06 | 20 | 96 | 1 | N | 220 | 90 | A | 38.0 | 0,0,0,3,0,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N07 | 21 | 96 | 1 | N | 120 | 91 | A | 37.0 | 2,0,0,0,1,0,0 | 3 | LOW |
            | N08 | 24 | 95 | 1 | N | 110 | 110 | A | 38.1 | 2,1,0,1,1,0,1 | 6 | MEDIUM |
            | N09 | 25 | 95 | 1 | N | 101 | 111 | A | 39.0 | 3,1,0,1,2,0,1 | 8 | HIGH +3in1 |
            | N10 | 25 | 94 | 1 | Y | 100 | 130 | A | 39.1 | 3,1,2,2,2,0,2 | 12 | HIGH +3in1 |
            | N11 | 18 | 93 | 1 | N | 120 | 80 | A | 37.0 | 0,2,0,0,0,0,0 | 2 | LOW |
            | N12 | 18 | 92 | 1 | N | 120 | 80 | A | 37.0 | 0,2,0,0,0,0,0 | 2 | LOW |
            | N13 | 18 | 91 | 1 | N | 120 | 80 | A | 37.0 | 0,3,0,0,0,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N14 | 18 | 96 | 1 | Y | 120 | 80 | A | 37.0 | 0,0,2,0,0,0,0 | 2 | LOW |
            | N15 | 18 | 88 | 2 | N | 120 | 80 | A | 37.0 | 0,0,0,0,0,0,0 | 0 | ZERO |
            | N16 | 18 | 92 | 2 | Y | 120 | 80 | A | 37.0 | 0,0,2,0,0,0,0 | 2 | LOW |
            | N17 | 18 | 93 | 2 | N | 120 | 80 | A | 37.0 | 0,0,0,0,0,0,0 | 0 | ZERO |
            | N18 | 18 | 93 | 2 | Y | 120 | 80 | A | 37.0 | 0,1,2,0,0,0,0 | 3 | LOW |
            | N19 | 18 | 94 | 2 | Y | 120 | 80 | A | 37.0 | 0,1,2,0,0,0,0 | 3 | LOW |
            | N20 | 18 | 95 | 2 | Y | 120 | 80 | A | 37.0 | 0,2,2,0,0,0,0 | 4 | LOW |
            | N21 | 18 | 96 | 2 | Y | 120 | 80 | A | 37.0 | 0,2,2,0,0,0,0 | 4 | LOW |
            | N22 | 18 | 97 | 2 | Y | 120 | 80 | A | 37.0 | 0,3,2,0,0,0,0 | 5 | MEDIUM +3in1 |
            | N23 | 18 | 97 | 2 | N | 120 | 80 | A | 37.0 | 0,0,0,0,0,0,0 | 0 | ZERO |
            | N24 | 18 | 87 | 2 | N | 120 | 80 | A | 37.0 | 0,1,0,0,0,0,0 | 1 | LOW |
            | N25 | 18 | 86 | 2 | N | 120 | 80 | A | 37.0 | 0,1,0,0,0,0,0 | 1 | LOW |
            | N26 | 18 | 85 | 2 | Y | 120 | 80 | A | 37.0 | 0,2,2,0,0,0,0 | 4 | LOW |
            | N27 | 18 | 84 | 2 | N | 120 | 80 | A | 37.0 | 0,2,0,0,0,0,0 | 2 | LOW |
            | N28 | 18 | 83 | 2 | N | 120 | 80 | A | 37.0 | 0,3,0,0,0,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N29 | 18 | 98 | 1 | N | 120 | 80 | C | 37.0 | 0,0,0,0,0,3,0 | 3 | LOW_MEDIUM(3in1) |
            | N30 | 18 | 98 | 1 | N | 120 | 80 | V | 37.0 | 0,0,0,0,0,3,0 | 3 | LOW_MEDIUM(3in1) |
            | N31 | 18 | 98 | 1 | N | 120 | 40 | A | 37.0 | 0,0,0,0,3,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N32 | 18 | 98 | 1 | N | 120 | 41 | A | 37.0 | 0,0,0,0,1,0,0 | 1 | LOW |
            | N33 | 18 | 98 | 1 | N | 120 | 50 | A | 37.0 | 0,0,0,0,1,0,0 | 1 | LOW |
            | N34 | 18 | 98 | 1 | N | 120 | 131 | A | 37.0 | 0,0,0,0,3,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N35 | 18 | 98 | 1 | N | 90 | 80 | A | 37.0 | 0,0,0,3,0,0,0 | 3 | LOW_MEDIUM(3in1) |
            | N36 | 18 | 98 | 1 | N | 91 | 80 | A | 37.0 | 0,0,0,2,0,0,0 | 2 | LOW |
            | N37 | 18 | 98 | 1 | N | 120 | 80 | A | 35.0 | 0,0,0,0,0,0,3 | 3 | LOW_MEDIUM(3in1) |
            | N38 | 18 | 98 | 1 | N | 120 | 80 | A | 35.1 | 0,0,0,0,0,0,1 | 1 | LOW |
            | N39 | 18 | 98 | 1 | N | 120 | 80 | A | 36.0 | 0,0,0,0,0,0,1 | 1 | LOW |
            | N40 | 22 | 95 | 1 | N | 105 | 95 | A | 38.4 | 2,1,0,1,1,0,1 | 6 | MEDIUM |
            | N41 | 23 | 93 | 1 | Y | 98 | 118 | C | 39.2 | 2,2,2,2,2,3,2 | 15 | HIGH +3in1 |
            | N42 | 28 | 90 | 1 | Y | 85 | 135 | V | 34.6 | 3,3,2,3,3,3,3 | 20 | HIGH +3in1 |
            | N43 | 8 | 83 | 2 | N | 90 | 40 | U | 35.0 | 3,3,0,3,3,3,3 | 18 | HIGH +3in1 |
            | N44 | 25 | 97 | 2 | Y | 220 | 131 | U | 35.0 | 3,3,2,3,3,3,3 | 20 | HIGH +3in1 |
            """;

    @TestFactory
    Stream<DynamicTest> shouldScoreEveryRowOfTheTable() {
        return VECTORS.lines().skip(1).map(OracleNews2Test::row);
    }

    private static DynamicTest row(final String line) {
        final List<String> cells =
                Arrays.stream(line.split("\\|")).map(String::strip).toList();
        return DynamicTest.dynamicTest(cells.get(1), () -> {
            final List<Integer> inputs = List.of(
                    hundredths(cells.get(2)),
                    hundredths(cells.get(3)),
                    cells.get(5).equals("Y") ? 100 : 0,
                    hundredths(cells.get(6)),
                    hundredths(cells.get(7)),
                    "ACVPU".indexOf(cells.get(8)) * 100,
                    hundredths(cells.get(9)));
            final OracleNews2.Score score = OracleNews2.score(List.copyOf(inputs), Integer.parseInt(cells.get(4)));

            assertThat(score.parts().stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .isEqualTo(cells.get(10));
            assertThat(score.total()).isEqualTo(Integer.parseInt(cells.get(11)));
            final String risk = cells.get(12).replace("(3in1)", "").replace(" +3in1", "");
            assertThat(score.band()).isEqualTo(NewsBand.valueOf(risk));
            assertThat(score.singleThree()).isEqualTo(cells.get(12).contains("3in1"));
            assertThat(score.missingMask()).isZero();
        });
    }

    private static int hundredths(final String decimal) {
        return new BigDecimal(decimal).movePointRight(2).intValueExact();
    }

    @Test
    void shouldRoundHalvesUpBeforeItLooksIntoTheChart() {
        assertThat(OracleNews2.score(with(6, 3_504), 1).parts().get(6)).isEqualTo(3);
        assertThat(OracleNews2.score(with(6, 3_505), 1).parts().get(6)).isEqualTo(1);
        assertThat(OracleNews2.score(with(0, 849), 1).parts().get(0)).isEqualTo(3);
        assertThat(OracleNews2.score(with(0, 850), 1).parts().get(0)).isEqualTo(1);
    }

    @Test
    void shouldCountWhatIsMissingAsNothingAndSaySo() {
        final OracleNews2.Score score = OracleNews2.score(with(4, 15_000), 1);

        assertThat(score.total()).isEqualTo(3);
        assertThat(score.missingMask()).isEqualTo(0b110_1111);
    }

    private static List<@Nullable Integer> with(final int input, final int hundredths) {
        final @Nullable Integer[] inputs = new @Nullable Integer[7];
        inputs[input] = hundredths;
        return Arrays.asList(inputs);
    }
}
