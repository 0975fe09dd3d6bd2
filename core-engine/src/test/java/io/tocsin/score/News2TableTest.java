package io.tocsin.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.monitoring.News2;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code news2} and the engine's NEWS2 are one chart: Royal College of Physicians, 2017. */
final class News2TableTest {
    private static final ScoreTable TABLE = ScoreTables.bundled("news2");

    /** Of the table's items, in the order that the engine has as well. */
    private static final ScoreInput[] INPUTS = {
        ScoreInput.RESPIRATORY_RATE,
        ScoreInput.SPO2,
        ScoreInput.OXYGEN_THERAPY,
        ScoreInput.SYSTOLIC,
        ScoreInput.HEART_RATE,
        ScoreInput.CONSCIOUSNESS,
        ScoreInput.TEMPERATURE
    };

    private static final int[] HEALTHY = {16_00, 97_00, 0, 120_00, 72_00, 0, 36_80};

    @ParameterizedTest(name = "{0}: {10}, {11}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            id  | RR | SpO2 | scale | O2 | SBP | HR | ACVPU | temp | RR SpO2 O2 SBP HR C T | total | risk
            N01 | 16 | 97 | 1 | air    | 120 |  72 | A | 36.8 | 0 0 0 0 0 0 0 |  0 | -
            N02 |  8 | 97 | 1 | air    | 120 |  72 | A | 36.8 | 3 0 0 0 0 0 0 |  3 | low-medium
            N03 |  9 | 97 | 1 | air    | 120 |  72 | A | 36.8 | 1 0 0 0 0 0 0 |  1 | low
            N04 | 11 | 96 | 1 | air    | 111 |  51 | A | 36.1 | 1 0 0 0 0 0 0 |  1 | low
            N05 | 12 | 96 | 1 | air    | 219 |  90 | A | 38.0 | 0 0 0 0 0 0 0 |  0 | -
            N06 | 20 | 96 | 1 | air    | 220 |  90 | A | 38.0 | 0 0 0 3 0 0 0 |  3 | low-medium
            N07 | 21 | 96 | 1 | air    | 120 |  91 | A | 37.0 | 2 0 0 0 1 0 0 |  3 | low
            N08 | 24 | 95 | 1 | air    | 110 | 110 | A | 38.1 | 2 1 0 1 1 0 1 |  6 | medium
            N09 | 25 | 95 | 1 | air    | 101 | 111 | A | 39.0 | 3 1 0 1 2 0 1 |  8 | high
            N10 | 25 | 94 | 1 | oxygen | 100 | 130 | A | 39.1 | 3 1 2 2 2 0 2 | 12 | high
            N11 | 18 | 93 | 1 | air    | 120 |  80 | A | 37.0 | 0 2 0 0 0 0 0 |  2 | low
            N12 | 18 | 92 | 1 | air    | 120 |  80 | A | 37.0 | 0 2 0 0 0 0 0 |  2 | low
            N13 | 18 | 91 | 1 | air    | 120 |  80 | A | 37.0 | 0 3 0 0 0 0 0 |  3 | low-medium
            N14 | 18 | 96 | 1 | oxygen | 120 |  80 | A | 37.0 | 0 0 2 0 0 0 0 |  2 | low
            N15 | 18 | 88 | 2 | air    | 120 |  80 | A | 37.0 | 0 0 0 0 0 0 0 |  0 | -
            N16 | 18 | 92 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 0 2 0 0 0 0 |  2 | low
            N17 | 18 | 93 | 2 | air    | 120 |  80 | A | 37.0 | 0 0 0 0 0 0 0 |  0 | -
            N18 | 18 | 93 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 1 2 0 0 0 0 |  3 | low
            N19 | 18 | 94 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 1 2 0 0 0 0 |  3 | low
            N20 | 18 | 95 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 2 2 0 0 0 0 |  4 | low
            N21 | 18 | 96 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 2 2 0 0 0 0 |  4 | low
            N22 | 18 | 97 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 3 2 0 0 0 0 |  5 | medium
            N23 | 18 | 97 | 2 | air    | 120 |  80 | A | 37.0 | 0 0 0 0 0 0 0 |  0 | -
            N24 | 18 | 87 | 2 | air    | 120 |  80 | A | 37.0 | 0 1 0 0 0 0 0 |  1 | low
            N25 | 18 | 86 | 2 | air    | 120 |  80 | A | 37.0 | 0 1 0 0 0 0 0 |  1 | low
            N26 | 18 | 85 | 2 | oxygen | 120 |  80 | A | 37.0 | 0 2 2 0 0 0 0 |  4 | low
            N27 | 18 | 84 | 2 | air    | 120 |  80 | A | 37.0 | 0 2 0 0 0 0 0 |  2 | low
            N28 | 18 | 83 | 2 | air    | 120 |  80 | A | 37.0 | 0 3 0 0 0 0 0 |  3 | low-medium
            N29 | 18 | 98 | 1 | air    | 120 |  80 | C | 37.0 | 0 0 0 0 0 3 0 |  3 | low-medium
            N30 | 18 | 98 | 1 | air    | 120 |  80 | V | 37.0 | 0 0 0 0 0 3 0 |  3 | low-medium
            N31 | 18 | 98 | 1 | air    | 120 |  40 | A | 37.0 | 0 0 0 0 3 0 0 |  3 | low-medium
            N32 | 18 | 98 | 1 | air    | 120 |  41 | A | 37.0 | 0 0 0 0 1 0 0 |  1 | low
            N33 | 18 | 98 | 1 | air    | 120 |  50 | A | 37.0 | 0 0 0 0 1 0 0 |  1 | low
            N34 | 18 | 98 | 1 | air    | 120 | 131 | A | 37.0 | 0 0 0 0 3 0 0 |  3 | low-medium
            N35 | 18 | 98 | 1 | air    |  90 |  80 | A | 37.0 | 0 0 0 3 0 0 0 |  3 | low-medium
            N36 | 18 | 98 | 1 | air    |  91 |  80 | A | 37.0 | 0 0 0 2 0 0 0 |  2 | low
            N37 | 18 | 98 | 1 | air    | 120 |  80 | A | 35.0 | 0 0 0 0 0 0 3 |  3 | low-medium
            N38 | 18 | 98 | 1 | air    | 120 |  80 | A | 35.1 | 0 0 0 0 0 0 1 |  1 | low
            N39 | 18 | 98 | 1 | air    | 120 |  80 | A | 36.0 | 0 0 0 0 0 0 1 |  1 | low
            N40 | 22 | 95 | 1 | air    | 105 |  95 | A | 38.4 | 2 1 0 1 1 0 1 |  6 | medium
            N41 | 23 | 93 | 1 | oxygen |  98 | 118 | C | 39.2 | 2 2 2 2 2 3 2 | 15 | high
            N42 | 28 | 90 | 1 | oxygen |  85 | 135 | V | 34.6 | 3 3 2 3 3 3 3 | 20 | high
            N43 |  8 | 83 | 2 | air    |  90 |  40 | U | 35.0 | 3 3 0 3 3 3 3 | 18 | high
            N44 | 25 | 97 | 2 | oxygen | 220 | 131 | U | 35.0 | 3 3 2 3 3 3 3 | 20 | high
            """)
    void shouldScoreAsOnTheChart(
            final String id,
            final String respiratoryRate,
            final String spo2,
            final int scale,
            final String oxygen,
            final String systolic,
            final String heartRate,
            final String acvpu,
            final String temperature,
            final String points,
            final int total,
            final String risk) {
        final Patient patient = new Patient()
                .with(ScoreInput.RESPIRATORY_RATE, respiratoryRate)
                .with(ScoreInput.SPO2, spo2)
                .onScale(scale)
                .with(ScoreInput.OXYGEN_THERAPY, oxygen.equals("oxygen") ? 100 : 0)
                .with(ScoreInput.SYSTOLIC, systolic)
                .with(ScoreInput.HEART_RATE, heartRate)
                .acvpu(acvpu)
                .with(ScoreInput.TEMPERATURE, temperature);
        final long score = patient.score(TABLE);

        assertThat(patient.points(TABLE)).as(id).isEqualTo(points);
        assertThat(ScoreTable.total(score)).as(id).isEqualTo(total);
        assertThat(Patient.level(TABLE, score)).as(id).isEqualTo(risk);
    }

    /** Each input over every hundredth that a chart could mean and far beyond, the others healthy or missing, on both scales, on air, on oxygen and unknown. */
    @Test
    void shouldBeTheEnginesChartForEveryValueOfEveryInput() {
        for (int input = 0; input < INPUTS.length; input++) {
            final int[] readings = HEALTHY.clone();
            final boolean isOfWords = INPUTS[input].isWords();
            final int last = input == News2.OXYGEN ? 100 : isOfWords ? 400 : 320_00;
            for (int value = isOfWords ? 0 : -5_00; value <= last; value += isOfWords ? 100 : 1) {
                readings[input] = value;
                assertSame(readings, News2.ALL_INPUTS, 1);
                assertSame(readings, 1 << input, 1);
                if (input == News2.SPO2) {
                    for (int oxygen = 0; oxygen <= 100; oxygen += 100) {
                        readings[News2.OXYGEN] = oxygen;
                        assertSame(readings, News2.ALL_INPUTS, 2);
                        assertSame(readings, News2.ALL_INPUTS & ~(1 << News2.OXYGEN), 2);
                    }
                    readings[News2.OXYGEN] = 0;
                }
            }
        }
    }

    @Test
    void shouldBeTheEnginesChartForReadingsTogetherWhateverIsMissing() {
        final Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            final int[] readings = {
                random.nextInt(35_00),
                80_00 + random.nextInt(20_01),
                random.nextInt(2) * 100,
                60_00 + random.nextInt(180_00),
                30_00 + random.nextInt(120_00),
                random.nextInt(5) * 100,
                33_00 + random.nextInt(8_00)
            };
            assertSame(readings, random.nextInt(News2.ALL_INPUTS + 1), 1 + random.nextInt(2));
        }
    }

    @Test
    void shouldBeTheEnginesChartAtTheEndsOfAnInt() {
        for (final int end :
                new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE}) {
            assertSame(new int[] {end, end, 100, end, end, 400, end}, News2.ALL_INPUTS, 1);
            assertSame(new int[] {end, end, 100, end, end, 400, end}, News2.ALL_INPUTS, 2);
        }
    }

    @Test
    void shouldRaiseAsTheEngineDoes() {
        assertThat(TABLE.thresholdName(NewsBand.LOW_MEDIUM.value())).isEqualTo("low-medium");
        assertThat(TABLE.thresholdName(NewsBand.HIGH.value())).isEqualTo("high");
        assertThat(TABLE.severity(NewsBand.LOW.value())).isEqualTo(ScoreTable.NO_SEVERITY);
        assertThat(TABLE.severity(NewsBand.LOW_MEDIUM.value())).isEqualTo(Severity.URGENT.value());
        assertThat(TABLE.severity(NewsBand.MEDIUM.value())).isEqualTo(Severity.URGENT.value());
        assertThat(TABLE.severity(NewsBand.HIGH.value())).isEqualTo(Severity.EMERGENT.value());
    }

    @Test
    void shouldBeForAdultsAlone() {
        assertThat(TABLE.ageBand(191)).isEqualTo(ScoreTable.NO_AGE);
        assertThat(TABLE.ageBand(192)).isZero();
        assertThat(new Patient().months(100).score(TABLE)).isEqualTo(ScoreTable.NO_SCORE);
    }

    private static void assertSame(final int[] readings, final int present, final int scale) {
        final Patient patient = new Patient().onScale(scale);
        for (int input = 0; input < INPUTS.length; input++) {
            if ((present >> input & 1) != 0) {
                patient.with(INPUTS[input], readings[input]);
            }
        }
        final long table = patient.score(TABLE);
        final long engine = News2.evaluate(
                present,
                readings[0],
                readings[1],
                scale,
                readings[2],
                readings[3],
                readings[4],
                readings[5],
                readings[6]);
        final boolean isSame = ScoreTable.total(table) == News2.total(engine)
                && ScoreTable.level(table) == News2.band(engine)
                && ScoreTable.missingMask(table) == News2.missingMask(engine)
                && (ScoreTable.single(table) == 3) == News2.isSingleThree(engine);
        if (!isSame) {
            assertThat(ScoreTable.total(table))
                    .as(
                            "%s, present %s, scale %d: %s",
                            Arrays.toString(readings), Integer.toBinaryString(present), scale, patient.points(TABLE))
                    .isEqualTo(News2.total(engine));
            assertThat(ScoreTable.level(table)).isEqualTo(News2.band(engine));
            assertThat(ScoreTable.missingMask(table)).isEqualTo(News2.missingMask(engine));
            assertThat(ScoreTable.single(table) == 3).isEqualTo(News2.isSingleThree(engine));
        }
    }
}
