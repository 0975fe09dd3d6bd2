package io.tocsin.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.NewsBand;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart of the Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017, as cases. */
final class News2Test {
    private static final int SCALE_1 = 1;
    private static final int AIR = 0;
    private static final int ON_OXYGEN = 100;
    private static final int ALERT = 0;

    /** The inputs, at the place that their constant says. */
    private static final List<String> NAMES =
            List.of("RESPIRATORY_RATE", "SPO2", "OXYGEN", "SYSTOLIC", "HEART_RATE", "CONSCIOUSNESS", "TEMPERATURE");

    /** A healthy adult: every input scores 0. */
    private static final int[] HEALTHY = {16_00, 97_00, AIR, 120_00, 72_00, ALERT, 36_80};

    /**
     * One row a patient, at the edges of every band of the chart. The sub-scores stand in the order of their heading;
     * ACVPU is alert, new confusion, voice, pain, unresponsive; 3in1 = one input alone scores 3.
     */
    @ParameterizedTest(name = "{0}, {10}, {11}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            id  | RR | SpO2 | scale | O2  | SBP | HR  | ACVPU | temp | RR SpO2 O2 SBP HR C T | total | risk       | 3in1
            N01 | 16 | 97   | 1     | air | 120 | 72  | A     | 36.8 | 0 0 0 0 0 0 0         | 0     | ZERO       | -
            N02 | 8  | 97   | 1     | air | 120 | 72  | A     | 36.8 | 3 0 0 0 0 0 0         | 3     | LOW_MEDIUM | 3in1
            N03 | 9  | 97   | 1     | air | 120 | 72  | A     | 36.8 | 1 0 0 0 0 0 0         | 1     | LOW        | -
            N04 | 11 | 96   | 1     | air | 111 | 51  | A     | 36.1 | 1 0 0 0 0 0 0         | 1     | LOW        | -
            N05 | 12 | 96   | 1     | air | 219 | 90  | A     | 38.0 | 0 0 0 0 0 0 0         | 0     | ZERO       | -
            N06 | 20 | 96   | 1     | air | 220 | 90  | A     | 38.0 | 0 0 0 3 0 0 0         | 3     | LOW_MEDIUM | 3in1
            N07 | 21 | 96   | 1     | air | 120 | 91  | A     | 37.0 | 2 0 0 0 1 0 0         | 3     | LOW        | -
            N08 | 24 | 95   | 1     | air | 110 | 110 | A     | 38.1 | 2 1 0 1 1 0 1         | 6     | MEDIUM     | -
            N09 | 25 | 95   | 1     | air | 101 | 111 | A     | 39.0 | 3 1 0 1 2 0 1         | 8     | HIGH       | 3in1
            N10 | 25 | 94   | 1     | O2  | 100 | 130 | A     | 39.1 | 3 1 2 2 2 0 2         | 12    | HIGH       | 3in1
            N11 | 18 | 93   | 1     | air | 120 | 80  | A     | 37.0 | 0 2 0 0 0 0 0         | 2     | LOW        | -
            N12 | 18 | 92   | 1     | air | 120 | 80  | A     | 37.0 | 0 2 0 0 0 0 0         | 2     | LOW        | -
            N13 | 18 | 91   | 1     | air | 120 | 80  | A     | 37.0 | 0 3 0 0 0 0 0         | 3     | LOW_MEDIUM | 3in1
            N14 | 18 | 96   | 1     | O2  | 120 | 80  | A     | 37.0 | 0 0 2 0 0 0 0         | 2     | LOW        | -
            N15 | 18 | 88   | 2     | air | 120 | 80  | A     | 37.0 | 0 0 0 0 0 0 0         | 0     | ZERO       | -
            N16 | 18 | 92   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 0 2 0 0 0 0         | 2     | LOW        | -
            N17 | 18 | 93   | 2     | air | 120 | 80  | A     | 37.0 | 0 0 0 0 0 0 0         | 0     | ZERO       | -
            N18 | 18 | 93   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 1 2 0 0 0 0         | 3     | LOW        | -
            N19 | 18 | 94   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 1 2 0 0 0 0         | 3     | LOW        | -
            N20 | 18 | 95   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 2 2 0 0 0 0         | 4     | LOW        | -
            N21 | 18 | 96   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 2 2 0 0 0 0         | 4     | LOW        | -
            N22 | 18 | 97   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 3 2 0 0 0 0         | 5     | MEDIUM     | 3in1
            N23 | 18 | 97   | 2     | air | 120 | 80  | A     | 37.0 | 0 0 0 0 0 0 0         | 0     | ZERO       | -
            N24 | 18 | 87   | 2     | air | 120 | 80  | A     | 37.0 | 0 1 0 0 0 0 0         | 1     | LOW        | -
            N25 | 18 | 86   | 2     | air | 120 | 80  | A     | 37.0 | 0 1 0 0 0 0 0         | 1     | LOW        | -
            N26 | 18 | 85   | 2     | O2  | 120 | 80  | A     | 37.0 | 0 2 2 0 0 0 0         | 4     | LOW        | -
            N27 | 18 | 84   | 2     | air | 120 | 80  | A     | 37.0 | 0 2 0 0 0 0 0         | 2     | LOW        | -
            N28 | 18 | 83   | 2     | air | 120 | 80  | A     | 37.0 | 0 3 0 0 0 0 0         | 3     | LOW_MEDIUM | 3in1
            N29 | 18 | 98   | 1     | air | 120 | 80  | C     | 37.0 | 0 0 0 0 0 3 0         | 3     | LOW_MEDIUM | 3in1
            N30 | 18 | 98   | 1     | air | 120 | 80  | V     | 37.0 | 0 0 0 0 0 3 0         | 3     | LOW_MEDIUM | 3in1
            N31 | 18 | 98   | 1     | air | 120 | 40  | A     | 37.0 | 0 0 0 0 3 0 0         | 3     | LOW_MEDIUM | 3in1
            N32 | 18 | 98   | 1     | air | 120 | 41  | A     | 37.0 | 0 0 0 0 1 0 0         | 1     | LOW        | -
            N33 | 18 | 98   | 1     | air | 120 | 50  | A     | 37.0 | 0 0 0 0 1 0 0         | 1     | LOW        | -
            N34 | 18 | 98   | 1     | air | 120 | 131 | A     | 37.0 | 0 0 0 0 3 0 0         | 3     | LOW_MEDIUM | 3in1
            N35 | 18 | 98   | 1     | air | 90  | 80  | A     | 37.0 | 0 0 0 3 0 0 0         | 3     | LOW_MEDIUM | 3in1
            N36 | 18 | 98   | 1     | air | 91  | 80  | A     | 37.0 | 0 0 0 2 0 0 0         | 2     | LOW        | -
            N37 | 18 | 98   | 1     | air | 120 | 80  | A     | 35.0 | 0 0 0 0 0 0 3         | 3     | LOW_MEDIUM | 3in1
            N38 | 18 | 98   | 1     | air | 120 | 80  | A     | 35.1 | 0 0 0 0 0 0 1         | 1     | LOW        | -
            N39 | 18 | 98   | 1     | air | 120 | 80  | A     | 36.0 | 0 0 0 0 0 0 1         | 1     | LOW        | -
            N40 | 22 | 95   | 1     | air | 105 | 95  | A     | 38.4 | 2 1 0 1 1 0 1         | 6     | MEDIUM     | -
            N41 | 23 | 93   | 1     | O2  | 98  | 118 | C     | 39.2 | 2 2 2 2 2 3 2         | 15    | HIGH       | 3in1
            N42 | 28 | 90   | 1     | O2  | 85  | 135 | V     | 34.6 | 3 3 2 3 3 3 3         | 20    | HIGH       | 3in1
            N43 | 8  | 83   | 2     | air | 90  | 40  | U     | 35.0 | 3 3 0 3 3 3 3         | 18    | HIGH       | 3in1
            N44 | 25 | 97   | 2     | O2  | 220 | 131 | U     | 35.0 | 3 3 2 3 3 3 3         | 20    | HIGH       | 3in1
            """)
    void shouldScoreAsOnTheChart(
            final String id,
            final BigDecimal respiratoryRate,
            final BigDecimal spo2,
            final int spo2Scale,
            final String oxygen,
            final BigDecimal systolic,
            final BigDecimal heartRate,
            final String acvpu,
            final BigDecimal temperature,
            final String subScores,
            final int total,
            final NewsBand risk,
            final String singleThree) {
        final long score = News2.evaluate(
                News2.ALL_INPUTS,
                hundredths(respiratoryRate),
                hundredths(spo2),
                spo2Scale,
                oxygen.equals("O2") ? ON_OXYGEN : AIR,
                hundredths(systolic),
                hundredths(heartRate),
                "ACVPU".indexOf(acvpu) * 100,
                hundredths(temperature));

        assertThat(subScoresOf(score)).as("%s sub-scores", id).isEqualTo(subScores);
        assertThat(News2.total(score)).as("%s total", id).isEqualTo(total);
        assertThat(NewsBand.get((short) News2.band(score))).as("%s risk", id).isEqualTo(risk);
        assertThat(News2.isSingleThree(score)).as("%s 3in1", id).isEqualTo(singleThree.equals("3in1"));
        assertThat(News2.missingMask(score)).as("%s missing", id).isZero();
    }

    /** Between the numbers that the chart prints a reading is rounded half up: one row a gap. */
    @ParameterizedTest(name = "{0} {1} scores {2}")
    @CsvSource(delimiter = '|', textBlock = """
            RESPIRATORY_RATE |   8.49 | 3
            RESPIRATORY_RATE |   8.50 | 1
            RESPIRATORY_RATE |  11.49 | 1
            RESPIRATORY_RATE |  11.50 | 0
            RESPIRATORY_RATE |  20.49 | 0
            RESPIRATORY_RATE |  20.50 | 2
            RESPIRATORY_RATE |  24.49 | 2
            RESPIRATORY_RATE |  24.50 | 3
            SPO2             |  91.49 | 3
            SPO2             |  91.50 | 2
            SPO2             |  93.49 | 2
            SPO2             |  93.50 | 1
            SPO2             |  95.49 | 1
            SPO2             |  95.50 | 0
            SYSTOLIC         |  90.49 | 3
            SYSTOLIC         |  90.50 | 2
            SYSTOLIC         | 100.49 | 2
            SYSTOLIC         | 100.50 | 1
            SYSTOLIC         | 110.49 | 1
            SYSTOLIC         | 110.50 | 0
            SYSTOLIC         | 219.49 | 0
            SYSTOLIC         | 219.50 | 3
            HEART_RATE       |  40.49 | 3
            HEART_RATE       |  40.50 | 1
            HEART_RATE       |  50.49 | 1
            HEART_RATE       |  50.50 | 0
            HEART_RATE       |  90.49 | 0
            HEART_RATE       |  90.50 | 1
            HEART_RATE       | 110.49 | 1
            HEART_RATE       | 110.50 | 2
            HEART_RATE       | 130.49 | 2
            HEART_RATE       | 130.50 | 3
            TEMPERATURE      |  35.04 | 3
            TEMPERATURE      |  35.05 | 1
            TEMPERATURE      |  36.04 | 1
            TEMPERATURE      |  36.05 | 0
            TEMPERATURE      |  38.04 | 0
            TEMPERATURE      |  38.05 | 1
            TEMPERATURE      |  39.04 | 1
            TEMPERATURE      |  39.05 | 2
            """)
    void shouldRoundHalfUpBeforeTheChartIsRead(final String name, final BigDecimal reading, final int subScore) {
        final int input = NAMES.indexOf(name);
        final int[] readings = HEALTHY.clone();
        readings[input] = hundredths(reading);

        assertThat(News2.subScore(evaluate(News2.ALL_INPUTS, SCALE_1, readings), input))
                .isEqualTo(subScore);
    }

    /** SpO2 scale 2, target 88 to 92 %: above the target only oxygen scores. */
    @ParameterizedTest(name = "{0} %: {1} on air, {2} on oxygen")
    @CsvSource(delimiter = '|', textBlock = """
            83.49 | 3 | 3
            83.50 | 2 | 2
            85.49 | 2 | 2
            85.50 | 1 | 1
            87.49 | 1 | 1
            87.50 | 0 | 0
            92.49 | 0 | 0
            92.50 | 0 | 1
            94.49 | 0 | 1
            94.50 | 0 | 2
            96.49 | 0 | 2
            96.50 | 0 | 3
            """)
    void shouldScoreTooMuchOxygenOnScaleTwo(final BigDecimal spo2, final int onAir, final int onOxygen) {
        final int[] readings = HEALTHY.clone();
        readings[News2.SPO2] = hundredths(spo2);
        assertThat(News2.subScore(evaluate(News2.ALL_INPUTS, 2, readings), News2.SPO2))
                .isEqualTo(onAir);

        readings[News2.OXYGEN] = ON_OXYGEN;
        assertThat(News2.subScore(evaluate(News2.ALL_INPUTS, 2, readings), News2.SPO2))
                .isEqualTo(onOxygen);
    }

    @Test
    void shouldScoreNothingAndMissEverythingWithoutInputs() {
        final long score = evaluate(0, SCALE_1, new int[] {0, 0, ON_OXYGEN, 0, 0, 400, 0});

        assertThat(News2.total(score)).isZero();
        assertThat(News2.band(score)).isEqualTo(News2.BAND_ZERO);
        assertThat(News2.isSingleThree(score)).isFalse();
        assertThat(News2.missingMask(score)).isEqualTo(0b111_1111);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldScoreZeroForAMissingInputAndNameIt(final int input) {
        final int[] worst = {30_00, 80_00, ON_OXYGEN, 80_00, 140_00, 400, 34_00};
        final long whole = evaluate(News2.ALL_INPUTS, SCALE_1, worst);
        final long partial = evaluate(News2.ALL_INPUTS & ~(1 << input), SCALE_1, worst);

        assertThat(News2.missingMask(partial)).isEqualTo(1 << input);
        assertThat(News2.subScore(partial, input)).isZero();
        assertThat(News2.total(partial)).isEqualTo(20 - News2.subScore(whole, input));
    }

    @Test
    void shouldScoreScaleTwoAsOnAirWhenOxygenIsMissing() {
        final int[] readings = HEALTHY.clone();
        readings[News2.OXYGEN] = ON_OXYGEN;

        final long known = evaluate(News2.ALL_INPUTS, 2, readings);
        final long unknown = evaluate(News2.ALL_INPUTS & ~(1 << News2.OXYGEN), 2, readings);

        assertThat(subScoresOf(known)).isEqualTo("0 3 2 0 0 0 0");
        assertThat(subScoresOf(unknown)).isEqualTo("0 0 0 0 0 0 0");
        assertThat(News2.missingMask(unknown)).isEqualTo(1 << News2.OXYGEN);
    }

    @Test
    void shouldRaiseTheBandOfAPartialScoreByASingleThree() {
        final int[] readings = HEALTHY.clone();
        readings[News2.RESPIRATORY_RATE] = 25_00;
        final long score = evaluate(1 << News2.RESPIRATORY_RATE, SCALE_1, readings);

        assertThat(News2.total(score)).isEqualTo(3);
        assertThat(News2.band(score)).isEqualTo(News2.BAND_LOW_MEDIUM);
        assertThat(News2.missingMask(score)).isEqualTo(0b111_1110);
    }

    @Test
    void shouldKeepTheThreeVisibleWhereTheAggregateDecides() {
        final int[] readings = HEALTHY.clone();
        readings[News2.CONSCIOUSNESS] = 100;
        readings[News2.OXYGEN] = ON_OXYGEN;
        final long score = evaluate(News2.ALL_INPUTS, SCALE_1, readings);

        assertThat(News2.total(score)).isEqualTo(5);
        assertThat(News2.band(score)).isEqualTo(News2.BAND_MEDIUM);
        assertThat(News2.isSingleThree(score)).isTrue();
    }

    @Test
    void shouldIgnoreBitsThatAreNoInput() {
        assertThat(evaluate(-1, SCALE_1, HEALTHY)).isEqualTo(evaluate(News2.ALL_INPUTS, SCALE_1, HEALTHY));
    }

    /** Alarming is the safe side for a value that no source should send. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldScoreTheExtremesOfAnIntAsTheEndsOfTheChart(final int extreme) {
        final boolean low = extreme < 0;
        final long score = evaluate(
                News2.ALL_INPUTS, SCALE_1, new int[] {extreme, extreme, extreme, extreme, extreme, extreme, extreme});

        assertThat(subScoresOf(score)).isEqualTo(low ? "3 3 2 3 3 3 3" : "3 0 2 3 3 3 2");
    }

    @Test
    void shouldNameBandsAndConsciousnessAsTheSchemaDoes() {
        assertThat(News2.BAND_ZERO).isEqualTo(NewsBand.ZERO.value());
        assertThat(News2.BAND_LOW).isEqualTo(NewsBand.LOW.value());
        assertThat(News2.BAND_LOW_MEDIUM).isEqualTo(NewsBand.LOW_MEDIUM.value());
        assertThat(News2.BAND_MEDIUM).isEqualTo(NewsBand.MEDIUM.value());
        assertThat(News2.BAND_HIGH).isEqualTo(NewsBand.HIGH.value());
        for (int level = 0; level < "ACVPU".length(); level++) {
            assertThat(Consciousness.get((short) level).name()).startsWith("ACVPU".substring(level, level + 1));
        }
    }

    @Test
    void shouldStayInRangeAndNeverRiseWhenAnInputIsRemoved() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);

        for (int round = 0; round < 20_000; round++) {
            final int[] readings = randomReadings(random);
            final int scale = 1 + random.nextInt(2);
            final int present = random.nextInt(News2.ALL_INPUTS + 1);
            final long score = evaluate(present, scale, readings);
            final String where = "round " + round + ", repeat with -Dseed=" + seed;

            int sum = 0;
            for (int input = 0; input < News2.INPUTS; input++) {
                sum += News2.subScore(score, input);
                final long without = evaluate(present & ~(1 << input), scale, readings);
                assertThat(News2.total(without)).as(where).isLessThanOrEqualTo(News2.total(score));
                assertThat(News2.band(without)).as(where).isLessThanOrEqualTo(News2.band(score));
            }
            assertThat(News2.total(score)).as(where).isBetween(0, 20).isEqualTo(sum);
            assertThat(News2.missingMask(score)).as(where).isEqualTo(~present & News2.ALL_INPUTS);
        }
    }

    private static int[] randomReadings(final Random random) {
        return new int[] {
            random.nextInt(40_00),
            78_00 + random.nextInt(23_00),
            random.nextBoolean() ? ON_OXYGEN : AIR,
            60_00 + random.nextInt(190_00),
            30_00 + random.nextInt(130_00),
            random.nextInt(5) * 100,
            33_00 + random.nextInt(8_00)
        };
    }

    private static long evaluate(final int presentMask, final int spo2Scale, final int[] readings) {
        return News2.evaluate(
                presentMask,
                readings[News2.RESPIRATORY_RATE],
                readings[News2.SPO2],
                spo2Scale,
                readings[News2.OXYGEN],
                readings[News2.SYSTOLIC],
                readings[News2.HEART_RATE],
                readings[News2.CONSCIOUSNESS],
                readings[News2.TEMPERATURE]);
    }

    private static String subScoresOf(final long score) {
        final StringBuilder text = new StringBuilder();
        for (int input = 0; input < News2.INPUTS; input++) {
            text.append(input == 0 ? "" : " ").append(News2.subScore(score, input));
        }
        return text.toString();
    }

    private static int hundredths(final BigDecimal reading) {
        return reading.movePointRight(2).intValueExact();
    }
}
