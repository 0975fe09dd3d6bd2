package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Triage as tables, one row a case: of the engine, and of the model that it is compared with. A reading that a row leaves out was not taken; readings are "HR 110,
 * SBP 85, RR 22, SPO2 91, TEMP 38.5, ACVPU V".
 */
final class TriageTest {
    private static final int EVERYTHING = 0xFF;
    private static final int ADULT = 5;

    private final List<Side> sides = List.of(new EngineSide(), new OracleEngine(Set.of()));

    private static Scene ward(final Side side, final int clauses) {
        final Scene scene = Scene.staffed(side, 4);
        scene.configure(List.of(scene.entries.triage(clauses, 900_000, 0, 0, 0, List.of())));
        return scene;
    }

    private static RaiseText text(final String type, final String declared, final String readings) {
        final RaiseText text = RaiseText.of("k", Severity.valueOf(declared), "p1");
        text.type = EmergencyType.valueOf(type).value();
        text.heartRate = Integer.MIN_VALUE;
        for (final String reading : readings.split(",", -1)) {
            final String[] words = reading.strip().split(" ", -1);
            switch (words[0]) {
                case "HR" -> text.heartRate = hundredths(words[1]);
                case "SBP" -> text.systolic = hundredths(words[1]);
                case "RR" -> text.respiratoryRate = hundredths(words[1]);
                case "SPO2" -> text.spo2 = hundredths(words[1]);
                case "TEMP" -> text.temperature = hundredths(words[1]);
                case "ACVPU" -> text.consciousness = "ACVPU".indexOf(words[1]);
                case "" -> {}
                default -> throw new IllegalArgumentException(reading);
            }
        }
        return text;
    }

    private static int hundredths(final String value) {
        return new java.math.BigDecimal(value).movePointRight(2).intValueExact();
    }

    /** What {@code AlertRaised} or {@code AlertUpdated} says: severity and why. */
    private static String said(final Scene scene, final RaiseText text, final String event) {
        final List<String> lines = scene.say(scene.commands.raise(From.source(7, 0), text));
        final String line = lines.stream()
                .filter(each -> each.startsWith(event))
                .findFirst()
                .orElseThrow();
        final String severity = line.replaceAll(".*severity=(\\w+).*", "$1");
        final String clauses = line.replaceAll("^\\w+ \\[(.*?)\\].*", "$1").replace("TRIAGE_", "");
        return severity + ": " + clauses.toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # declared | type             | readings           | becomes
            NON_URGENT | CARDIAC_ARREST   |                    | CRITICAL: type
            URGENT     | CHOKING          |                    | CRITICAL: type
            URGENT     | STROKE           |                    | EMERGENT: type
            URGENT     | SEVERE_TRAUMA    |                    | EMERGENT: type
            URGENT     | ALLERGIC_REACTION|                    | EMERGENT: type
            URGENT     | OVERDOSE         |                    | EMERGENT: type
            URGENT     | SEIZURE          |                    | EMERGENT: type
            URGENT     | SEVERE_ASTHMA    |                    | EMERGENT: type
            NON_URGENT | OTHER            |                    | NON_URGENT: declared_severity
            CRITICAL   | STROKE           |                    | CRITICAL: declared_severity
            EMERGENT   | STROKE           |                    | EMERGENT: declared_severity
            URGENT     | ALLERGIC_REACTION| SBP 89.99          | CRITICAL: type_readings
            URGENT     | ALLERGIC_REACTION| SBP 90             | EMERGENT: type
            URGENT     | ALLERGIC_REACTION| RR 9.99            | CRITICAL: type_readings
            URGENT     | ALLERGIC_REACTION| RR 10              | EMERGENT: type
            URGENT     | ALLERGIC_REACTION| RR 29              | EMERGENT: type
            URGENT     | ALLERGIC_REACTION| RR 29.01           | CRITICAL: type_readings
            URGENT     | OVERDOSE         | RR 9.99            | CRITICAL: type_readings
            URGENT     | OVERDOSE         | RR 10              | EMERGENT: type
            URGENT     | OVERDOSE         | ACVPU V            | EMERGENT: type, consciousness
            URGENT     | OVERDOSE         | ACVPU P            | CRITICAL: type_readings, consciousness
            URGENT     | OVERDOSE         | ACVPU U            | CRITICAL: type_readings, consciousness
            URGENT     | SEVERE_ASTHMA    | SPO2 91.99         | CRITICAL: type_readings
            URGENT     | SEVERE_ASTHMA    | SPO2 92            | EMERGENT: type
            NON_URGENT | OTHER            | ACVPU A            | NON_URGENT: declared_severity
            NON_URGENT | OTHER            | ACVPU C            | EMERGENT: consciousness
            NON_URGENT | OTHER            | ACVPU V            | EMERGENT: consciousness
            NON_URGENT | OTHER            | ACVPU P            | CRITICAL: consciousness
            NON_URGENT | OTHER            | ACVPU U            | CRITICAL: consciousness
            NON_URGENT | OTHER            | HR 99.99, SBP 100  | NON_URGENT: declared_severity
            NON_URGENT | OTHER            | HR 100, SBP 100    | EMERGENT: shock_index
            NON_URGENT | OTHER            | HR 110, SBP 100.5  | EMERGENT: shock_index
            NON_URGENT | OTHER            | HR 110             | NON_URGENT: declared_severity
            NON_URGENT | OTHER            | RR 21, HR 112      | NON_URGENT: declared_severity
            NON_URGENT | OTHER            | RR 25              | URGENT: news2, danger_zone
            NON_URGENT | OTHER            | SPO2 91            | URGENT: news2, danger_zone
            NON_URGENT | OTHER            | TEMP 35.0          | URGENT: news2
            NON_URGENT | OTHER            | RR 22, SPO2 95, SBP 105, HR 95, TEMP 38.4, ACVPU A  | URGENT: news2, danger_zone
            NON_URGENT | OTHER            | RR 25, SPO2 95, SBP 112, HR 111, TEMP 39.0, ACVPU A | EMERGENT: news2
            URGENT     | OTHER            | RR 23, SPO2 93, SBP 98, HR 118, TEMP 39.2, ACVPU C | EMERGENT: news2, shock_index
            URGENT     | OTHER            | HR 100, RR 20, SPO2 92 | URGENT: declared_severity
            URGENT     | OTHER            | HR 100.01          | URGENT: declared_severity, danger_zone
            URGENT     | OTHER            | RR 20.01           | URGENT: declared_severity, danger_zone
            URGENT     | OTHER            | SPO2 91.99         | URGENT: declared_severity, danger_zone
            SEMI_URGENT| OTHER            | HR 101             | SEMI_URGENT: declared_severity
            """)
    void shouldBeAsSevereAsWhatIsKnown(
            final String declared, final String type, final String readings, final String becomes) {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            assertThat(said(scene, text(type, declared, readings == null ? "" : readings), "AlertRaised"))
                    .isEqualTo(becomes);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # age group | readings       | suggests EMERGENT
            1 | HR 180, RR 50, SPO2 92  | no
            1 | HR 180.01               | yes
            1 | RR 50.01                | yes
            2 | HR 160, RR 40           | no
            2 | HR 160.01               | yes
            2 | RR 40.01                | yes
            3 | HR 140, RR 30           | no
            3 | HR 140.01               | yes
            3 | RR 30.01                | yes
            4 | HR 100, RR 20           | no
            4 | HR 100.01               | yes
            4 | RR 20.01                | yes
            5 | HR 100.01               | yes
            0 | HR 100.01               | yes
            1 | SPO2 91.99              | yes
            """)
    void shouldSuggestMoreForTheDangerZoneOfTheAge(final int ageGroup, final String readings, final String suggests) {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            scene.configure(List.of(scene.entries.patient("p1", 0, ageGroup, "b1")));
            final String expected = suggests.equals("yes") ? ", danger_zone" : "";
            assertThat(said(scene, text("OTHER", "URGENT", readings), "AlertRaised"))
                    .isEqualTo("URGENT: declared_severity" + expected);
        }
    }

    /** NEWS2 and the shock index are for adults. */
    @Test
    void shouldNotScoreAChildAsAnAdult() {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            scene.configure(List.of(scene.entries.patient("p1", 0, 2, "b1")));
            assertThat(said(scene, text("OTHER", "NON_URGENT", "HR 130, SBP 85, RR 30"), "AlertRaised"))
                    .isEqualTo("NON_URGENT: declared_severity");
            scene.configure(List.of(scene.entries.patient("p1", 0, ADULT, "b1")));
            assertThat(said(scene, text("OTHER", "NON_URGENT", "HR 130, SBP 85, RR 30"), "AlertUpdated"))
                    .isEqualTo("EMERGENT: same_key, news2, shock_index, severity_rose");
        }
    }

    /** A monitor read it a while ago; the raise says nothing of it, or something newer. */
    @Test
    void shouldUseWhatIsHeldUntilItIsTooOld() {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            scene.say(scene.commands.vitals(
                    From.source(7, 0),
                    0,
                    List.of(
                            new Commands.Reading(Parameter.SYSTOLIC.value(), 90_50),
                            new Commands.Reading(Parameter.HEART_RATE.value(), 100_00)),
                    "p1",
                    "",
                    ""));
            scene.after(900);
            final List<String> said = new ArrayList<>();
            said.add(said(scene, text("OTHER", "NON_URGENT", ""), "AlertRaised"));
            said.add(said(scene, with("newer", text("OTHER", "NON_URGENT", "HR 90")), "AlertRaised"));
            scene.after(1);
            said.add(said(scene, with("later", text("OTHER", "NON_URGENT", "")), "AlertRaised"));
            assertThat(said)
                    .containsExactly(
                            "EMERGENT: shock_index", "NON_URGENT: declared_severity", "NON_URGENT: declared_severity");
        }
    }

    private static RaiseText with(final String key, final RaiseText text) {
        text.alertKey = key;
        return text;
    }

    /** Each row is said after the one before it, of the same alert. */
    @Test
    void shouldNeverFallByItself() {
        final String[][] rows = {
            {"0", "URGENT", "ACVPU P", "CRITICAL: consciousness"},
            {"0", "URGENT", "ACVPU A", "CRITICAL: same_key, held"},
            {"0", "EMERGENT", "ACVPU A", "CRITICAL: same_key, held"},
            {"0", "URGENT", "ACVPU A", "EMERGENT: same_key, type, severity_fell"},
            {"0", "NON_URGENT", "ACVPU U", "CRITICAL: same_key, consciousness, severity_rose"},
            {"0", "CRITICAL", "", "CRITICAL: same_key"},
            {"0", "NON_URGENT", "", "EMERGENT: same_key, type, severity_fell"},
            {"299", "NON_URGENT", "", "EMERGENT: same_key, type"},
            {"1", "NON_URGENT", "", "CRITICAL: same_key, ongoing, severity_rose"},
        };
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            String event = "AlertRaised";
            for (final String[] row : rows) {
                scene.after(Long.parseLong(row[0]));
                assertThat(said(scene, text("SEIZURE", row[1], row[2]), event))
                        .as(String.join(" ", row))
                        .isEqualTo(row[3]);
                event = "AlertUpdated";
            }
        }
    }

    @Test
    void shouldHoldAnUpdateToWhatTriageSaid() {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            said(scene, text("STROKE", "CRITICAL", ""), "AlertRaised");
            final List<String> said = new ArrayList<>();
            for (final Severity severity : List.of(Severity.NON_URGENT, Severity.NON_URGENT, Severity.CRITICAL)) {
                said.add(scene.say(scene.commands.update(From.source(7, 0), 0, severity.value(), "k", "")).stream()
                        .filter(line -> line.startsWith("AlertUpdated"))
                        .findFirst()
                        .orElseThrow());
            }
            assertThat(said)
                    .containsExactly(
                            "AlertUpdated [UPDATED, TRIAGE_HELD, SEVERITY_FELL] alertId=1 occurrence=1"
                                    + " phase=DEESCALATE severity=EMERGENT",
                            "AlertUpdated [UPDATED, TRIAGE_HELD] alertId=1 occurrence=1"
                                    + " phase=CONTINUE severity=EMERGENT",
                            "AlertUpdated [UPDATED, SEVERITY_ROSE] alertId=1 occurrence=1"
                                    + " phase=ESCALATE severity=CRITICAL");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0b1000_0000})
    void shouldTakeWhatIsDeclaredWhereNothingElseIsOn(final int clauses) {
        for (final Side side : sides) {
            final Scene scene = ward(side, clauses);
            assertThat(said(scene, text("CARDIAC_ARREST", "NON_URGENT", "ACVPU U"), "AlertRaised"))
                    .isEqualTo("NON_URGENT: declared_severity");
        }
    }

    @Test
    void shouldRunOnThePolicyForTreatmentLimitsAndTellThem() {
        for (final Side side : sides) {
            final Scene scene = Scene.staffed(side, 4);
            final Entries.Policy palliative = new Entries.Policy(
                    9, 1, 0, 0, 10_000, 20_000, 0, 60_000, List.of(new Entries.Step(60_000, 2, 0, "doctor")), "desk");
            scene.configure(List.of(
                    scene.entries.policy(palliative), scene.entries.triage(0, 1, 9, 1 << 1, 0b1000, List.of())));
            assertThat(offered(scene, "a", Severity.CRITICAL)).isEqualTo("person=0 limits=0");
            scene.configure(List.of(scene.entries.patient("p1", 0b1001, 0, "b1")));
            assertThat(offered(scene, "b", Severity.CRITICAL)).isEqualTo("person=1 limits=9");
            assertThat(offered(scene, "c", Severity.URGENT)).isEqualTo("person=0 limits=9");
        }
    }

    private static String offered(final Scene scene, final String key, final Severity severity) {
        final RaiseText text = RaiseText.of(key, severity, "p1");
        final Line offer = scene.lines(scene.commands.raise(From.source(7, 0), text)).stream()
                .filter(line -> line.is("OutputDispatched"))
                .findFirst()
                .orElseThrow();
        return offer.text("recipients").replaceAll(".*(person=\\d+).*", "$1") + " limits="
                + offer.text("treatmentLimits");
    }

    /** IEC 60601-1-8, and the classes that the house gives by default. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # declared | type           | class            | harm       | onset     | priority
            CRITICAL   | CARDIAC_ARREST | LETHAL           | DEATH      | IMMEDIATE | HIGH
            CRITICAL   | CHOKING        | LETHAL           | DEATH      | IMMEDIATE | HIGH
            CRITICAL   | STROKE         | LIFE_THREATENING | DEATH      | IMMEDIATE | HIGH
            EMERGENT   | STROKE         | HIGH_RISK        | DEATH      | PROMPT    | HIGH
            URGENT     | OTHER          | DETERIORATION    | REVERSIBLE | PROMPT    | MEDIUM
            SEMI_URGENT| OTHER          | SLOW_CHANGE      | REVERSIBLE | DELAYED   | LOW
            NON_URGENT | OTHER          | MINOR            | MINOR      | DELAYED   | LOW
            """)
    void shouldTellHarmOnsetAndPriority(
            final String declared,
            final String type,
            final String conditionClass,
            final String harm,
            final String onset,
            final String priority) {
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            assertThat(classified(scene, text(type, declared, "")))
                    .isEqualTo(String.join(" ", declared, conditionClass, harm, onset, priority));
        }
    }

    /** Each class in turn is said to threaten what the row says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # harm | IMMEDIATE | PROMPT | DELAYED
            1      | HIGH      | HIGH   | MEDIUM
            2      | HIGH      | MEDIUM | LOW
            3      | MEDIUM    | LOW    | LOW
            """)
    void shouldLookThePriorityUp(final int harm, final String immediate, final String prompt, final String delayed) {
        final List<String> priorities = List.of(immediate, prompt, delayed);
        for (final Side side : sides) {
            final Scene scene = ward(side, EVERYTHING);
            for (int onset = 1; onset <= 3; onset++) {
                scene.configure(List.of(scene.entries.triage(0x80, 1, 0, 0, 0, List.of(new int[] {4, harm, onset}))));
                assertThat(classified(scene, with("k" + onset, text("OTHER", "URGENT", ""))))
                        .endsWith(" " + priorities.get(onset - 1));
            }
        }
    }

    private static String classified(final Scene scene, final RaiseText text) {
        final Line raised = scene.lines(scene.commands.raise(From.source(7, 0), text)).stream()
                .filter(line -> line.is("AlertRaised"))
                .findFirst()
                .orElseThrow();
        return String.join(
                " ",
                raised.text("declaredSeverity"),
                raised.text("conditionClass"),
                raised.text("harm"),
                raised.text("onset"),
                raised.text("alarmPriority"));
    }
}
