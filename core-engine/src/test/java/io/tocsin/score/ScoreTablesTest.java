package io.tocsin.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.score.Chart.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that come with Tocsin against their printed charts: vectors, and every value of every item. */
final class ScoreTablesTest {
    /** Completed months of the age bands of Bedside PEWS. */
    private static final int[] PEWS_MONTHS = {1, 7, 30, 100, 170};

    private static final int FAR_BEYOND = 320_00;

    /** Subbe and others, QJM 2001. */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {6}, {7}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            RR | HR  | SBP | temp | AVPU | RR HR SBP T AVPU | total | reached
            12 | 72  | 120 | 36.8 | A    | 0 0 0 0 0        | 0     | -
             8 | 40  |  70 | 34.9 | U    | 2 2 3 2 3        | 12    | critical
             9 | 41  |  71 | 35.0 | V    | 0 1 2 0 1        | 4     | watch
            15 | 101 |  81 | 38.4 | A    | 1 1 1 0 0        | 3     | -
            20 | 110 | 100 | 38.5 | P    | 1 1 1 2 2        | 7     | critical
            21 | 111 | 101 | 37   | A    | 2 2 0 0 0        | 4     | watch
            29 | 129 | 199 | 37   | A    | 2 2 0 0 0        | 4     | watch
            30 | 130 | 200 | 38.5 | V    | 3 3 2 2 1        | 11    | critical
            """)
    void shouldScoreMewsAsOnTheChart(
            final String respiratoryRate,
            final String heartRate,
            final String systolic,
            final String temperature,
            final String avpu,
            final String points,
            final int total,
            final String reached) {
        final Patient patient = new Patient()
                .with(ScoreInput.RESPIRATORY_RATE, respiratoryRate)
                .with(ScoreInput.HEART_RATE, heartRate)
                .with(ScoreInput.SYSTOLIC, systolic)
                .with(ScoreInput.TEMPERATURE, temperature)
                .acvpu(avpu);

        assertScore("mews", patient, points, total, reached);
    }

    /** Sepsis-3, 2016; mentation is altered if the patient is not alert or the coma scale is below 15, whichever is known. */
    @ParameterizedTest(name = "{0} {1} {2} {3}: {5}, {6}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            RR | SBP | ACVPU | GCS | RR SBP C | total | reached
            21 | 101 | A     | 15  | 0 0 0    | 0     | -
            22 | 101 | A     | -   | 1 0 0    | 1     | -
            22 | 100 | A     | -   | 1 1 0    | 2     | positive
            21 | 100 | C     | -   | 0 1 1    | 2     | positive
            21 | 101 | A     | 14  | 0 0 1    | 1     | -
            21 | 101 | -     | 14  | 0 0 1    | 1     | -
            22 | 100 | -     | 15  | 1 1 0    | 2     | positive
            22 | 100 | -     | -   | 1 1 -    | 2     | positive
            -  | 100 | U     | 3   | - 1 1    | 2     | positive
            """)
    void shouldScoreQsofa(
            final String respiratoryRate,
            final String systolic,
            final String acvpu,
            final String gcs,
            final String points,
            final int total,
            final String reached) {
        final Patient patient = new Patient()
                .with(ScoreInput.RESPIRATORY_RATE, respiratoryRate)
                .with(ScoreInput.SYSTOLIC, systolic)
                .with(ScoreInput.GCS, gcs);

        assertScore("qsofa", acvpu.equals("-") ? patient : patient.acvpu(acvpu), points, total, reached);
    }

    /** Temperature above 38.0 or below 36.0, heart rate above 90, rate above 20 or PaCO2 below 32, white cells above 12 or below 4. */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {6}, {7}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            temp  | HR | RR | PaCO2 | WBC   | T HR RR WBC | total | reached
            38.0  | 90 | 20 | 32    | 12    | 0 0 0 0     | 0     | -
            38.04 | 90 | 20 | -     | 4     | 0 0 0 0     | 0     | -
            38.05 | 91 | 20 | 32    | 4     | 1 1 0 0     | 2     | positive
            35.94 | 90 | 21 | 32    | 12    | 1 0 1 0     | 2     | positive
            36.0  | 90 | 20 | 31.99 | 12.01 | 0 0 1 1     | 2     | positive
            36.0  | 90 | 20 | -     | 3.99  | 0 0 0 1     | 1     | -
            38.1  | 91 | 21 | -     | -     | 1 1 1 -     | 3     | positive
            36.0  | 90 | -  | 40    | 8     | 0 0 - 0     | 0     | -
            36.0  | 91 | -  | 30    | 8     | 0 1 - 0     | 2     | positive
            """)
    void shouldScoreSirs(
            final String temperature,
            final String heartRate,
            final String respiratoryRate,
            final String paco2,
            final String whiteCells,
            final String points,
            final int total,
            final String reached) {
        final Patient patient = new Patient()
                .with(ScoreInput.TEMPERATURE, temperature)
                .with(ScoreInput.HEART_RATE, heartRate)
                .with(ScoreInput.RESPIRATORY_RATE, respiratoryRate)
                .with(ScoreInput.PACO2, paco2)
                .with(ScoreInput.WHITE_CELLS, whiteCells);

        assertScore("sirs", patient, points, total, reached);
    }

    /** 0.9 raised, 1.0 high, 1.4 a massive transfusion may be needed; what lies below by however little is below. */
    @ParameterizedTest(name = "{0}/{1}: {3}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            HR     | SBP    | points | reached
            70     | 100    | 0      | -
            89.99  | 100    | 0      | -
            90     | 100    | 1      | raised
            99.99  | 100    | 1      | raised
            100    | 100    | 2      | high
            139    | 100    | 2      | high
            140    | 100    | 3      | massive
            179.99 | 200    | 0      | -
            0      | 100    | 0      | -
            100    | 0      | -      | -
            100    | -      | -      | -
            """)
    void shouldScoreTheShockIndex(
            final String heartRate, final String systolic, final String points, final String reached) {
        final Patient patient =
                new Patient().with(ScoreInput.HEART_RATE, heartRate).with(ScoreInput.SYSTOLIC, systolic);

        assertScore("shock-index", patient, points, points.equals("-") ? 0 : Integer.parseInt(points), reached);
    }

    /** Parshuram and others, Critical Care 2009; the last two are oxygen in litres per minute and in per cent of what is breathed. */
    @ParameterizedTest(name = "age {0}: {9}, {10}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            age | HR  | SBP | CRT  | RR | effort   | SpO2 | L/min | FiO2 | HR SBP CRT RR effort SpO2 O2 | total | reached
            0   | 130 | 70  | 2    | 45 | normal   | 98   | 0     | 21   | 0 0 0 0 0 0 0                | 0     | -
            0   | 150 | 80  | 2    | 61 | mild     | 94   | 2     | -    | 1 1 0 1 1 1 2                | 7     | urgent
            1   | 170 | 70  | 3    | 71 | moderate | 91   | 4     | -    | 2 2 4 2 2 1 4                | 17    | urgent
            2   | 119 | 91  | 2    | 40 | normal   | 95   | 0     | -    | 0 0 0 0 0 0 0                | 0     | -
            2   | 120 | 110 | 2    | 41 | normal   | 95   | 0     | -    | 1 1 0 1 0 0 0                | 3     | watch
            3   | 150 | 70  | 3    | 51 | severe   | 90   | -     | 50   | 4 4 4 4 4 2 4                | 26    | urgent
            4   | 60  | 131 | 2    | 17 | mild     | 92   | 1     | -    | 1 1 0 1 1 1 2                | 7     | urgent
            3   | 100 | 100 | 2.99 | 25 | normal   | 98   | 0.1   | 21   | 0 0 0 0 0 0 2                | 2     | -
            3   | 100 | 100 | 3    | 25 | normal   | 98   | 3.99  | 49   | 0 0 4 0 0 0 2                | 6     | review
            3   | 100 | 100 | -    | 25 | normal   | 98   | -     | -    | 0 0 - 0 0 0 -                | 0     | -
            """)
    void shouldScorePewsAsOnTheChart(
            final int age,
            final String heartRate,
            final String systolic,
            final String capillaryRefill,
            final String respiratoryRate,
            final String effort,
            final String spo2,
            final String flow,
            final String fio2,
            final String points,
            final int total,
            final String reached) {
        final Patient patient = new Patient()
                .months(PEWS_MONTHS[age])
                .with(ScoreInput.HEART_RATE, heartRate)
                .with(ScoreInput.SYSTOLIC, systolic)
                .with(ScoreInput.CAPILLARY_REFILL, capillaryRefill)
                .with(ScoreInput.RESPIRATORY_RATE, respiratoryRate)
                .with(
                        ScoreInput.RESPIRATORY_EFFORT,
                        List.of("normal", "mild", "moderate", "severe").indexOf(effort) * 100)
                .with(ScoreInput.SPO2, spo2)
                .with(ScoreInput.OXYGEN_FLOW, flow)
                .with(ScoreInput.FIO2, fio2);

        assertScore("pews", patient, points, total, reached);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 0", "3, 1", "11, 1", "12, 2", "48, 2", "49, 3", "144, 3", "145, 4", "215, 4", "216, -1"})
    void shouldKnowTheAgeBandOfAChild(final int months, final int band) {
        assertThat(ScoreTables.bundled("pews").ageBand(months)).isEqualTo(band);
    }

    /** Each row of the charts, every whole number (temperature: every tenth): the printed cells, the most points first, and the table say the same. */
    @ParameterizedTest(name = "{0}, {1}, age {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            table | item             | age | 4            | 3    | 2              | 1                | 0        | step
            mews  | systolic         | -   |              | ≤70  | 71–80 or ≥200  | 81–100           | 101–199  | 1
            mews  | heart-rate       | -   |              | ≥130 | ≤40 or 111–129 | 41–50 or 101–110 | 51–100   | 1
            mews  | respiratory-rate | -   |              | ≥30  | <9 or 21–29    | 15–20            | 9–14     | 1
            mews  | temperature      | -   |              |      | <35.0 or ≥38.5 |                  | 35.0–38.4 | 0.1
            qsofa | respiratory-rate | -   |              |      |                | ≥22              | <22      | 1
            qsofa | systolic         | -   |              |      |                | ≤100             | >100     | 1
            sirs  | temperature      | -   |              |      |                | <36.0 or >38.0   | 36.0–38.0 | 0.1
            sirs  | heart-rate       | -   |              |      |                | >90              | ≤90      | 1
            sirs  | respiratory-rate | -   |              |      |                | >20              | ≤20      | 1
            sirs  | white-cells      | -   |              |      |                | <4 or >12        | 4–12     | 0.01
            pews  | heart-rate       | 0   | ≥190 or ≤80  |      | ≥180 or ≤90    | ≥150 or ≤110     | 111–149  | 1
            pews  | heart-rate       | 1   | ≥180 or ≤70  |      | ≥170 or ≤80    | ≥150 or ≤100     | 101–149  | 1
            pews  | heart-rate       | 2   | ≥170 or ≤60  |      | ≥150 or ≤70    | ≥120 or ≤90      | 91–119   | 1
            pews  | heart-rate       | 3   | ≥150 or ≤50  |      | ≥130 or ≤60    | ≥110 or ≤70      | 71–109   | 1
            pews  | heart-rate       | 4   | ≥140 or ≤40  |      | ≥120 or ≤50    | ≥100 or ≤60      | 61–99    | 1
            pews  | systolic         | 0   | ≥130 or ≤45  |      | ≥100 or ≤50    | ≥80 or ≤60       | 61–79    | 1
            pews  | systolic         | 1   | ≥150 or ≤60  |      | ≥120 or ≤70    | ≥100 or ≤80      | 81–99    | 1
            pews  | systolic         | 2   | ≥160 or ≤65  |      | ≥125 or ≤75    | ≥110 or ≤90      | 91–109   | 1
            pews  | systolic         | 3   | ≥170 or ≤70  |      | ≥140 or ≤80    | ≥120 or ≤90      | 91–119   | 1
            pews  | systolic         | 4   | ≥190 or ≤75  |      | ≥150 or ≤85    | ≥130 or ≤100     | 101–129  | 1
            pews  | respiratory-rate | 0   | ≥91 or ≤15   |      | ≥81 or ≤19     | ≥61 or ≤29       | 30–60    | 1
            pews  | respiratory-rate | 1   | ≥81 or ≤15   |      | ≥71 or ≤19     | ≥51 or ≤24       | 25–50    | 1
            pews  | respiratory-rate | 2   | ≥71 or ≤12   |      | ≥61 or ≤15     | ≥41 or ≤19       | 20–40    | 1
            pews  | respiratory-rate | 3   | ≥51 or ≤10   |      | ≥41 or ≤14     | ≥31 or ≤19       | 20–30    | 1
            pews  | respiratory-rate | 4   | ≥30 or ≤9    |      | ≥23 or ≤10     | ≥17 or ≤11       | 12–16    | 1
            pews  | capillary-refill | 2   | ≥3           |      |                |                  | <3       | 0.01
            pews  | spo2             | 2   |              |      | ≤90            | 91–94            | >94      | 1
            """)
    void shouldAnswerEveryValueAsThePrintedChart(
            final String name,
            final String itemName,
            final String age,
            final String four,
            final String three,
            final String two,
            final String one,
            final String zero,
            final double step) {
        final Chart chart = new Chart(List.of(
                new Cell(4, text(four)),
                new Cell(3, text(three)),
                new Cell(2, text(two)),
                new Cell(1, text(one)),
                new Cell(0, text(zero))));
        final ScoreTable table = ScoreTables.bundled(name);
        final ScoreInput input =
                ScoreInput.valueOf(itemName.toUpperCase(Locale.ROOT).replace('-', '_'));
        int item = 0;
        while (table.input(item) != input.code()) {
            item++;
        }
        final Patient patient =
                age.equals("-") ? new Patient() : new Patient().months(PEWS_MONTHS[Integer.parseInt(age)]);
        final int hundredths = (int) Math.round(step * 100);
        for (int value = 0; value <= FAR_BEYOND; value += hundredths) {
            assertThat(patient.with(input, value).points(table, item))
                    .as("%s of %d hundredths", itemName, value)
                    .isEqualTo(chart.points(value))
                    .isNotNegative();
        }
    }

    /** Between the steps: every hundredth is worth what the rounded value is worth. */
    @ParameterizedTest
    @MethodSource("io.tocsin.score.ScoreTables#bundled")
    void shouldRoundHalfUpBeforeEveryLookUp(final String name) {
        final ScoreTable table = ScoreTables.bundled(name);
        for (int item = 0; item < table.items(); item++) {
            final int code = table.input(item);
            final boolean isTenths = code == ScoreInput.TEMPERATURE.code();
            final boolean isRounded = !name.equals("shock-index")
                    && (isTenths || (code <= ScoreInput.RESPIRATORY_RATE.code() && code != 0));
            for (int value = 0; isRounded && value <= FAR_BEYOND; value++) {
                final int rounded = isTenths ? (value + 5) / 10 * 10 : (value + 50) / 100 * 100;
                final Patient patient = new Patient().months(name.equals("pews") ? 30 : 480);
                final ScoreInput input = inputOf(code);
                assertThat(patient.with(input, value).points(table, item))
                        .isEqualTo(patient.with(input, rounded).points(table, item));
            }
        }
    }

    @Test
    void shouldSayTheLeastThatThePatientCanHaveWhereReadingsAreMissing() {
        final ScoreTable mews = ScoreTables.bundled("mews");
        final Patient patient = new Patient().with(ScoreInput.HEART_RATE, "130").acvpu("P");
        final long score = patient.score(mews);

        assertThat(patient.points(mews)).isEqualTo("- 3 - - 2");
        assertThat(ScoreTable.total(score)).isEqualTo(5);
        assertThat(ScoreTable.missingMask(score)).isEqualTo(0b01101);
        assertThat(Patient.level(mews, score)).isEqualTo("critical");
    }

    @Test
    void shouldReadWhatItWrites() {
        final List<String> ids = new ArrayList<>();
        for (final String id : ScoreTables.bundled()) {
            ids.add(ScoreTables.read("my.txt", ScoreTables.textOf(id)).id());
        }

        assertThat(ids).isEqualTo(ScoreTables.bundled());
        assertThatThrownBy(() -> ScoreTables.bundled("news3"))
                .hasMessageContaining("news3")
                .hasMessageContaining("pews");
    }

    private static void assertScore(
            final String name, final Patient patient, final String points, final int total, final String reached) {
        final ScoreTable table = ScoreTables.bundled(name);
        final long score = patient.score(table);

        assertThat(patient.points(table)).isEqualTo(points);
        assertThat(ScoreTable.total(score)).isEqualTo(total);
        assertThat(Patient.level(table, score)).isEqualTo(reached);
    }

    private static ScoreInput inputOf(final int code) {
        for (final ScoreInput input : ScoreInput.values()) {
            if (input.code() == code) {
                return input;
            }
        }
        throw new AssertionError(code);
    }

    private static String text(final @Nullable String cell) {
        return cell == null ? "" : cell;
    }
}
