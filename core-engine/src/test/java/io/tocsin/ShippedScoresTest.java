package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.score.ScoreTables;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scores that come with Tocsin and that readings can be had for, as a router computes them of what is measured at the bed: every row is a patient of their own,
 * with the score that the chart gives and the alert that it opens. A dash is a reading that nobody took: the score is the least that it can be.
 */
final class ShippedScoresTest {
    private static final List<String> TABLES = List.of("mews", "qsofa", "shock-index");
    private static final String NO_ALERT = "-";
    private static RouterTestKit kit;
    private static int patients;

    @BeforeAll
    static void launch() {
        LimitRules rules = LimitRules.none();
        for (final String table : TABLES) {
            rules = rules.score(ScoreTables.bundled(table));
        }
        kit = RouterTestKit.launch(North.builder().rules(rules).build());
    }

    @AfterAll
    static void close() {
        kit.close();
    }

    /** Subbe and others, QJM 2001: 4 is worth a look, 5 and more is critical. */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}, {6}")
    @CsvSource(delimiter = '|', textBlock = """
            # RR | HR | SBP | temp | AVPU         | MEWS | alert
            12 | 72  | 120 | 36.8 | ALERT        | 0    | -
             8 | 40  |  70 | 34.9 | UNRESPONSIVE | 12   | EMERGENT
             9 | 41  |  71 | 35.0 | VOICE        | 4    | SEMI_URGENT
            15 | 101 |  81 | 38.4 | ALERT        | 3    | -
            20 | 110 | 100 | 38.5 | PAIN         | 7    | EMERGENT
            21 | 111 | 101 | 37   | ALERT        | 4    | SEMI_URGENT
            29 | 129 | 199 | 37   | ALERT        | 4    | SEMI_URGENT
            30 | 130 | 200 | 38.5 | VOICE        | 11   | EMERGENT
            30 | 130 | -   | -    | -            | 6    | EMERGENT
            """)
    void shouldScoreMews(
            final String respiratoryRate,
            final String heartRate,
            final String systolic,
            final String temperature,
            final String avpu,
            final int score,
            final String alert) {
        final String patient = read(respiratoryRate, heartRate, systolic, temperature, avpu);
        assertScored(patient, "mews", score, alert);
    }

    /** Sepsis-3, 2016: two of three are positive. */
    @ParameterizedTest(name = "{0} {1} {2}: {3}, {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # RR | SBP | ACVPU     | qSOFA | alert
            21 | 101 | ALERT        | 0     | -
            22 | 101 | ALERT        | 1     | -
            22 | 100 | ALERT        | 2     | URGENT
            21 | 100 | CONFUSION    | 2     | URGENT
            22 | 100 | -            | 2     | URGENT
            -  | 100 | UNRESPONSIVE | 2     | URGENT
            22 | 100 | UNRESPONSIVE | 3     | URGENT
            """)
    void shouldScoreQsofa(
            final String respiratoryRate,
            final String systolic,
            final String acvpu,
            final int score,
            final String alert) {
        assertScored(read(respiratoryRate, "-", systolic, "-", acvpu), "qsofa", score, alert);
    }

    /** Heart rate over systolic pressure: 0.9 is raised, which is told and no alert, 1.0 high, 1.4 may need a massive transfusion. */
    @ParameterizedTest(name = "{0}/{1}: {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # HR | SBP | level | alert
            70  | 120 | 0 | -
            107 | 120 | 0 | -
            108 | 120 | 1 | -
            119 | 120 | 1 | -
            120 | 120 | 2 | URGENT
            139 | 100 | 2 | URGENT
            140 | 100 | 3 | EMERGENT
            140 | -   | 0 | -
            """)
    void shouldScoreTheShockIndex(final String heartRate, final String systolic, final int score, final String alert) {
        assertScored(read("-", heartRate, systolic, "-", "-"), "shock-index", score, alert);
    }

    /** A new patient, with what was measured. */
    private static String read(
            final String respiratoryRate,
            final String heartRate,
            final String systolic,
            final String temperature,
            final String acvpu) {
        final String patient = "row-" + ++patients;
        Readings readings = Readings.ofPatient(patient);
        readings = with(readings, Parameter.RESPIRATORY_RATE, respiratoryRate);
        readings = with(readings, Parameter.HEART_RATE, heartRate);
        readings = with(readings, Parameter.SYSTOLIC, systolic);
        readings = with(readings, Parameter.TEMPERATURE, temperature);
        if (!acvpu.equals("-")) {
            final List<String> grades = List.of("ALERT", "CONFUSION", "VOICE", "PAIN", "UNRESPONSIVE");
            readings = readings.value(Parameter.CONSCIOUSNESS, grades.indexOf(acvpu));
        }
        kit.answer(kit.router().readings(readings));
        return patient;
    }

    private static Readings with(final Readings readings, final Parameter parameter, final String value) {
        return value.equals("-") ? readings : readings.value(parameter, Double.parseDouble(value));
    }

    /** What was told last of the score, nothing being 0, and the severity of its alert. */
    private static void assertScored(final String patient, final String table, final int score, final String severity) {
        final int place = TABLES.indexOf(table) + 1;
        final Subject of = new Subject(Subject.Kind.PATIENT, patient);
        final int told = kit.events(RouterEvent.TableScoreChanged.class).stream()
                .filter(event -> event.table() == place && of.equals(event.subject()))
                .mapToInt(RouterEvent.TableScoreChanged::score)
                .reduce(0, (before, after) -> after);
        assertThat(told).as("%s of %s", table, patient).isEqualTo(score);
        final List<String> alerts = kit.router().openAlerts().stream()
                .filter(alert -> of.equals(alert.subject())
                        && alert.cause().kind() == Cause.SCORE
                        && alert.cause().table() == place)
                .map(alert -> alert.severity() + "=" + alert.cause().value())
                .toList();
        assertThat(alerts)
                .as("alerts of %s", patient)
                .isEqualTo(severity.equals(NO_ALERT) ? List.of() : List.of(severity + "=" + score));
    }
}
