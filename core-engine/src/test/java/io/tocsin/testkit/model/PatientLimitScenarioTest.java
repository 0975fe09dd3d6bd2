package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.Bedside.ABOVE;
import static io.tocsin.testkit.model.Bedside.BELOW;
import static io.tocsin.testkit.model.Bedside.HEART_RATE;
import static io.tocsin.testkit.model.Bedside.HOUR;
import static io.tocsin.testkit.model.Bedside.INTERFACE;
import static io.tocsin.testkit.model.Bedside.NONE;
import static io.tocsin.testkit.model.Bedside.NO_REASON;
import static io.tocsin.testkit.model.Bedside.RULES;
import static io.tocsin.testkit.model.Bedside.SPO2;
import static io.tocsin.testkit.model.Bedside.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits of one patient, as a nurse would follow them at the bed, on the model and on the engine. The unit's rules: heart rate above 120 and below 50 URGENT; SpO2
 * below 90 URGENT, below 85 CRITICAL. Who may go how far is the row "change patient limits" of the table of authority: a nurse and a charge nurse within the unit's
 * policy, a physician any, with a reason; further out than the policy for 24 h at most.
 */
final class PatientLimitScenarioTest {
    private static final String TAKEN = "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0";

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    /** What is sealed is longer than what was typed: by so much, and by no more, a comment may be longer that begins as sealed ones do. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeACommentThatIsLongerByWhatSealsIt(final Side side) {
        final Bedside bed = new Bedside(side);
        final String set = "PatientLimitChanged [LIMIT_SET] value=11000";
        final String refused = "CommandAnswered result=INVALID_FIELD alertId=0 occurrence=0 isNew=0 repeated=0";
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 110, "c".repeat(80)))
                .containsExactly(set, TAKEN);
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 110, "c".repeat(81)))
                .containsExactly(refused);
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 110, OracleFields.SEALED + "s".repeat(112)))
                .containsExactly(set, TAKEN);
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 110, OracleFields.SEALED + "s".repeat(113)))
                .containsExactly(refused);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHoldTheNextReadingAgainstThePatientsOwnLimit(final Side side) {
        final Bedside bed = new Bedside(side);
        final From nurse = From.session(1);

        assertThat(bed.set(nurse, HEART_RATE, ABOVE, 110, 0))
                .containsExactly("PatientLimitChanged [LIMIT_SET] value=11000", TAKEN);
        assertThat(bed.read(HEART_RATE, 115))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=1 rule=1 value=11500 first=1");
        assertThat(bed.set(nurse, HEART_RATE, ABOVE, 118, 0))
                .as("a change says nothing of what is violated now")
                .containsExactly("PatientLimitChanged [LIMIT_SET] value=11800", TAKEN);
        assertThat(bed.read(HEART_RATE, 115))
                .containsExactly("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
        assertThat(bed.set(nurse, HEART_RATE, ABOVE, NONE, 0))
                .containsExactly("PatientLimitChanged [LIMIT_TAKEN_BACK] value=" + NONE, TAKEN);
        assertThat(bed.set(nurse, HEART_RATE, ABOVE, NONE, 0)).as("again").containsExactly(TAKEN);
        assertThat(bed.read(HEART_RATE, 119)).isEmpty();
        assertThat(bed.read(HEART_RATE, 121))
                .containsExactly(
                        "LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=12100 first=1",
                        "ConditionChanged [REACTIVATED] from=INACTIVE to=ACTIVE phase=START");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldCountTheRulesLimitAgainWhenTheTimeOfThePatientsIsOver(final Side side) {
        final Bedside bed = new Bedside(side);

        assertThat(bed.set(From.session(2), HEART_RATE, ABOVE, 140, 1))
                .containsExactly("PatientLimitChanged [LIMIT_SET, LIMIT_BEYOND_POLICY] value=14000", TAKEN);
        assertThat(bed.read(HEART_RATE, 135)).isEmpty();
        assertThat(bed.scene.deadlineInSeconds()).isEqualTo(HOUR);
        assertThat(bed.scene.after(HOUR)).containsExactly("PatientLimitChanged [LIMIT_RUN_OUT] value=" + NONE);
        assertThat(bed.read(HEART_RATE, 135))
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=13500 first=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLeaveGraverRulesAsTheyAre(final Side side) {
        final Bedside bed = new Bedside(side);
        bed.set(From.session(2), SPO2, BELOW, 80, 24);

        assertThat(bed.read(SPO2, 86)).as("inside of both").isEmpty();
        assertThat(bed.read(SPO2, 84))
                .as("the extreme limit calls, whatever is set for the patient")
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=8400 first=1");
        assertThat(bed.read(SPO2, 79))
                .containsExactly(
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7900 first=0",
                        "LimitViolated [LIMIT_BELOW, PATIENT_LIMIT] alertId=2 rule=4 value=7900 first=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepDelayAndHysteresisOfTheRuleAtThePatientsLimit(final Side side) {
        final Bedside bed = new Bedside(side);
        bed.scene.configure(List.of(
                bed.scene.entries.rules(3, 0, 1, 1, 1, RULES),
                bed.scene.entries.timing(3, 4, 9_200, 15_000, 0, 0, 1, 1)));
        bed.set(From.session(1), SPO2, BELOW, 87, 0);

        assertThat(bed.read(SPO2, 88)).isEmpty();
        assertThat(bed.read(SPO2, 86))
                .containsExactly("LimitWatched [LIMIT_BELOW, PATIENT_LIMIT, CONDITION_DELAY] stage=PENDING held=0");
        assertThat(bed.scene.after(15))
                .startsWith(
                        "LimitWatched [LIMIT_BELOW, PATIENT_LIMIT] stage=DECLARED held=15",
                        "LimitViolated [LIMIT_BELOW, PATIENT_LIMIT] alertId=1 rule=4 value=8600 first=1");
        assertThat(bed.read(SPO2, 88)).as("not yet 2 % inside").isEmpty();
        assertThat(bed.read(SPO2, 89))
                .containsExactly("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeLimitsOfWhoeverIsThereAndOfWhoIsNotKnownYet(final Side side) {
        final Bedside bed = new Bedside(side);

        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 110, 0, NO_REASON, "stranger", ""))
                .containsExactly("IdInterned []", "PatientLimitChanged [LIMIT_SET] value=11000", TAKEN);
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 100, 0, NO_REASON, "", "b1"))
                .as("who lies in a bed may be another patient tomorrow: only for a time")
                .containsExactly(TAKEN.replace("OK", "INVALID_FIELD"));
        assertThat(bed.set(From.session(1), HEART_RATE, ABOVE, 100, 24, NO_REASON, "", "b1"))
                .containsExactly("IdInterned []", "PatientLimitChanged [LIMIT_SET] value=10000", TAKEN);
        assertThat(bed.read(HEART_RATE, 111, "stranger", ""))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=1 rule=1 value=11100 first=1");
        assertThat(bed.read(HEART_RATE, 105, "", "b1"))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=2 rule=1 value=10500 first=1");
        assertThat(bed.read(HEART_RATE, 111, "p1", "")).isEmpty();
    }

    /** Who, the limit in the parameter's unit, for how many hours (0: until it is taken back), the reason, and what is answered. */
    static Stream<Arguments> authors() {
        return Stream.of(
                        // Within the policy: inside of the rule's limit, or out to the next graver rule's.
                        Arguments.of("NURSE cares", SPO2, BELOW, 92, 0, NO_REASON, "OK"),
                        Arguments.of("NURSE cares", SPO2, BELOW, 85, 0, NO_REASON, "OK"),
                        Arguments.of("NURSE cares", HEART_RATE, ABOVE, 120, 0, NO_REASON, "OK"),
                        Arguments.of("CHARGE_NURSE", SPO2, BELOW, 85, 48, NO_REASON, "OK"),
                        Arguments.of("PHYSICIAN cares", SPO2, BELOW, 85, 0, NO_REASON, "OK"),
                        Arguments.of("", SPO2, BELOW, 85, 0, NO_REASON, "OK"),
                        // Beyond it.
                        Arguments.of("NURSE cares", SPO2, BELOW, 84, 1, USUAL, "FORBIDDEN POLICY_EXCEEDED"),
                        Arguments.of("NURSE cares", HEART_RATE, ABOVE, 121, 1, USUAL, "FORBIDDEN POLICY_EXCEEDED"),
                        Arguments.of("CHARGE_NURSE", SPO2, BELOW, 84, 1, USUAL, "FORBIDDEN POLICY_EXCEEDED"),
                        Arguments.of("PHYSICIAN cares", SPO2, BELOW, 84, 24, USUAL, "OK"),
                        Arguments.of("PHYSICIAN cares", SPO2, BELOW, 84, 24, NO_REASON, "INVALID_FIELD 6"),
                        Arguments.of("PHYSICIAN cares", SPO2, BELOW, 84, 0, USUAL, "INVALID_FIELD 2"),
                        Arguments.of("PHYSICIAN cares", SPO2, BELOW, 84, 25, USUAL, "TOO_LONG 2"),
                        Arguments.of("", SPO2, BELOW, 84, 24, USUAL, "OK"),
                        Arguments.of("", SPO2, BELOW, 84, 25, USUAL, "TOO_LONG 2"),
                        // Whom it is nothing to do with.
                        Arguments.of("NURSE", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN RELATIONSHIP_MISSING"),
                        Arguments.of("PHYSICIAN", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN RELATIONSHIP_MISSING"),
                        Arguments.of("RESPONDER cares", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN ROLE_FORBIDS"),
                        Arguments.of("TECH", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN ROLE_FORBIDS"),
                        Arguments.of("FAMILY cares", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN ROLE_FORBIDS"),
                        Arguments.of("ADMIN_UNIT", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN ROLE_FORBIDS"),
                        Arguments.of("ADMIN_SYS", SPO2, BELOW, 92, 0, NO_REASON, "FORBIDDEN ROLE_FORBIDS"))
                .flatMap(PatientLimitScenarioTest::onBothSides);
    }

    @ParameterizedTest
    @MethodSource("authors")
    void shouldLetEachRoleGoAsFarAsTheTableOfAuthoritySays(
            final Side side,
            final String who,
            final int parameter,
            final int bound,
            final int perUnit,
            final long hours,
            final int reason,
            final String answer) {
        final Bedside bed = new Bedside(side);
        final Entries entries = bed.scene.entries;
        final List<byte[]> list = new ArrayList<>(List.of(entries.person("somebody", 0)));
        if (!who.isEmpty()) {
            final AuthorityRole role = AuthorityRole.valueOf(who.split(" ", -1)[0]);
            list.add(entries.authority("somebody", role.value(), role == AuthorityRole.FAMILY ? "p1" : ""));
        }
        if (who.endsWith("cares")) {
            list.add(entries.care(0, "p1", List.of("nurse", "somebody")));
        }
        bed.scene.configure(list);
        bed.scene.open(3, "somebody");

        assertThat(bed.answer(From.session(3), parameter, bound, perUnit, hours, reason, "p1"))
                .isEqualTo(answer);
    }

    /** Who, parameter, bound, value, hours, reason, patient; result and field. */
    static Stream<Arguments> faults() {
        final From nurse = From.session(1);
        return Stream.of(
                        // The lower limit is 60.
                        Arguments.of(nurse, HEART_RATE, ABOVE, 60, 0, USUAL, "p1", "INVALID_FIELD 3"),
                        Arguments.of(nurse, HEART_RATE, ABOVE, 351, 1, USUAL, "p1", "INVALID_FIELD 3"),
                        Arguments.of(nurse, SPO2, BELOW, -1, 1, USUAL, "p1", "INVALID_FIELD 3"),
                        Arguments.of(nurse, HEART_RATE, ABOVE, 110, -1, USUAL, "p1", "INVALID_FIELD 2"),
                        Arguments.of(nurse, 0, ABOVE, 110, 0, USUAL, "p1", "INVALID_FIELD 4"),
                        // No rule watches the temperature.
                        Arguments.of(nurse, 3, ABOVE, 39, 0, USUAL, "p1", "INVALID_FIELD 4"),
                        Arguments.of(nurse, HEART_RATE, 2, 110, 0, USUAL, "p1", "INVALID_FIELD 5"),
                        Arguments.of(nurse, HEART_RATE, ABOVE, 110, 0, 5, "p1", "INVALID_FIELD 6"),
                        Arguments.of(nurse, HEART_RATE, ABOVE, 110, 0, USUAL, "", "INVALID_FIELD 41"),
                        Arguments.of(nurse, HEART_RATE, ABOVE, 110, 0, USUAL, "x".repeat(37), "ID_TOO_LONG 41"),
                        Arguments.of(From.session(9), HEART_RATE, ABOVE, 110, 0, USUAL, "p1", "UNKNOWN_SESSION 0"),
                        Arguments.of(From.source(7, 0), HEART_RATE, ABOVE, 110, 0, USUAL, "p1", "UNKNOWN_SESSION 0"),
                        Arguments.of(nurse.purpose(1), HEART_RATE, ABOVE, 110, 0, USUAL, "p1", "TEST_TRAFFIC 0"))
                .flatMap(PatientLimitScenarioTest::onBothSides);
    }

    private static Stream<Arguments> onBothSides(final Arguments row) {
        return sides().map(side -> {
            final List<Object> cells = new ArrayList<>(List.of(row.get()));
            cells.add(0, side);
            return Arguments.of(cells.toArray());
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFieldThatCannotBeMeant(
            final Side side,
            final From from,
            final int parameter,
            final int bound,
            final int perUnit,
            final long hours,
            final int reason,
            final String patient,
            final String answer) {
        final Bedside bed = new Bedside(side);
        bed.set(From.session(1), HEART_RATE, BELOW, 60, 0);

        assertThat(bed.answer(from, parameter, bound, perUnit, hours, reason, patient))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRecordWhatIsSetAtTheBedsideWithTheSameCare(final Side side) {
        final Bedside bed = new Bedside(side);
        final From monitor = From.source(INTERFACE, 1);

        assertThat(bed.set(monitor, HEART_RATE, ABOVE, 110, 0, NO_REASON, "p1", ""))
                .containsExactly("PatientLimitChanged [LIMIT_AT_BEDSIDE] value=11000", TAKEN);
        assertThat(bed.answer(monitor.commandId(2), HEART_RATE, ABOVE, 140, 24, USUAL, "p1"))
                .as("wide is a decision, and a monitor decides nothing")
                .isEqualTo("FORBIDDEN POLICY_EXCEEDED");
        assertThat(bed.set(monitor.commandId(4), HEART_RATE, BELOW, 580, 24, NO_REASON, "p1", ""))
                .containsExactly(TAKEN.replace("OK", "INVALID_FIELD"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeChartedLimitsAsTheyStandIfTheRulesSaySo(final Side side) {
        final Bedside bed = new Bedside(side);
        bed.scene.configure(List.of(Entries.asStated(bed.scene.entries.rules(3, 0, 1, 1, 1, RULES))));

        assertThat(bed.set(From.source(INTERFACE, 1), HEART_RATE, BELOW, 580, 0, NO_REASON, "p1", ""))
                .as("a typing error of the chart")
                .containsExactly("PatientLimitChanged [LIMIT_AT_BEDSIDE] value=58000", TAKEN);
        assertThat(bed.read(HEART_RATE, 75))
                .containsExactly("LimitViolated [LIMIT_BELOW, PATIENT_LIMIT] alertId=1 rule=2 value=7500 first=1");
        assertThat(bed.set(From.session(1), HEART_RATE, BELOW, 580, 1))
                .as("of people nothing else holds than ever")
                .containsExactly(TAKEN.replace("OK", "INVALID_FIELD"));
    }
}
