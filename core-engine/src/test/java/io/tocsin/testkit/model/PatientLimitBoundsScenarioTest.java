package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.Bedside.ABOVE;
import static io.tocsin.testkit.model.Bedside.BELOW;
import static io.tocsin.testkit.model.Bedside.HEART_RATE;
import static io.tocsin.testkit.model.Bedside.INTERFACE;
import static io.tocsin.testkit.model.Bedside.NONE;
import static io.tocsin.testkit.model.Bedside.NO_REASON;
import static io.tocsin.testkit.model.Bedside.RULES;
import static io.tocsin.testkit.model.Bedside.SPO2;
import static io.tocsin.testkit.model.Bedside.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the limits of one patient end: who has no say, what nobody may widen, and what becomes of a limit when rules, beds or other limits change under it. */
final class PatientLimitBoundsScenarioTest {
    private static final String RETURNS = "PatientLimitChanged [CONFIGURED] value=" + NONE;
    private static final int NURSE_ROLE = AuthorityRole.NURSE.value();
    private static final int URGENT = Severity.URGENT.value();
    private static final From NURSE = From.session(1);
    private static final From DOCTOR = From.session(2);
    private static final From MONITOR = From.source(INTERFACE, 1);

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static String answer(final Bedside ward, final From from, final int perUnit, final long hours) {
        return ward.answer(from, SPO2, BELOW, perUnit, hours, USUAL, "p1");
    }

    /** What a new set of rules says of limits. */
    private static List<String> newRules(final Bedside ward, final byte[]... entries) {
        return ward.scene.configure(List.of(entries)).stream()
                .filter(line -> line.startsWith("PatientLimitChanged"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldGiveNoRightsOverAPatientToWhoNamesAnotherBed(final Side side) {
        final Bedside ward = new Bedside(side);
        final Entries entries = ward.scene.entries;
        ward.scene.configure(List.of(
                entries.person("night nurse", 0),
                entries.authority("night nurse", NURSE_ROLE, ""),
                entries.unit("ward"),
                entries.bed("b2", "ward"),
                entries.care(1, "b2", List.of("night nurse"))));
        ward.scene.open(3, "night nurse");
        final From night = From.session(3);

        assertThat(ward.answer(ward.command(night, HEART_RATE, ABOVE, 110, 1, USUAL, "p1", "b2")))
                .as("the patient lies in another bed")
                .isEqualTo("FORBIDDEN RELATIONSHIP_MISSING");
        assertThat(ward.answer(ward.command(night, HEART_RATE, ABOVE, 110, 1, USUAL, "stranger", "b2")))
                .as("nobody knows where the patient lies")
                .isEqualTo("FORBIDDEN RELATIONSHIP_MISSING");
        assertThat(ward.answer(ward.command(night, HEART_RATE, ABOVE, 110, 1, USUAL, "", "b2")))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepWhoHasNoRoleWithinThePolicyWhereOthersHaveOne(final Side side) {
        final Bedside ward = new Bedside(side);
        assertThat(answer(ward, DOCTOR, 84, 1)).as("nobody has a role").isEqualTo("OK");
        ward.scene.configure(List.of(ward.scene.entries.authority("nurse", NURSE_ROLE, "")));

        assertThat(answer(ward, DOCTOR, 84, 1)).isEqualTo("FORBIDDEN POLICY_EXCEEDED");
        assertThat(answer(ward, DOCTOR, 85, 0)).isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNobodyWidenACriticalRuleThoughItIsTheOnlyOne(final Side side) {
        final Bedside ward = new Bedside(side);
        final Entries entries = ward.scene.entries;
        final List<Entries.Rule> critical = List.of(new Entries.Rule(8_500, SPO2, BELOW, Severity.CRITICAL.value()));
        ward.scene.configure(List.of(
                entries.rules(3, 0, 1, 1, 1, critical),
                entries.authority("doctor", AuthorityRole.PHYSICIAN.value(), "")));

        assertThat(answer(ward, DOCTOR, 84, 1)).isEqualTo("PROTECTED 3");
        assertThat(answer(ward, DOCTOR, 88, 0)).as("narrower").isEqualTo("OK");
        assertThat(ward.read(SPO2, 87))
                .containsExactly("LimitViolated [LIMIT_BELOW, PATIENT_LIMIT] alertId=1 rule=1 value=8700 first=1");
        assertThat(answer(ward, DOCTOR, NONE, 0)).isEqualTo("OK");
        ward.scene.configure(List.of(Entries.asStated(entries.rules(4, 0, 1, 1, 1, critical))));
        assertThat(answer(ward, MONITOR, 84, 0)).as("what was charted").isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotLetAMonitorUndoWhatAPersonHasDecided(final Side side) {
        final Bedside ward = new Bedside(side);
        assertThat(answer(ward, NURSE, 92, 0)).isEqualTo("OK");

        assertThat(answer(ward, MONITOR, 88, 0)).isEqualTo("FORBIDDEN LIMIT_SET");
        assertThat(answer(ward, MONITOR.commandId(2), NONE, 0)).isEqualTo("FORBIDDEN LIMIT_SET");
        assertThat(answer(ward, MONITOR.commandId(3), 84, 1)).isEqualTo("FORBIDDEN POLICY_EXCEEDED");
        assertThat(answer(ward, NURSE, NONE, 0)).isEqualTo("OK");
        assertThat(answer(ward, MONITOR.commandId(4), 88, 0)).isEqualTo("OK");
        assertThat(answer(ward, NURSE, 92, 0))
                .as("a person decides about what a monitor says")
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatNewRulesWouldLetNobodySet(final Side side) {
        final Bedside ward = new Bedside(side);
        final Entries entries = ward.scene.entries;
        ward.set(NURSE, HEART_RATE, ABOVE, 110, 0);
        ward.set(NURSE, HEART_RATE, BELOW, 55, 0);
        ward.set(NURSE, SPO2, BELOW, 86, 0);
        ward.set(NURSE, SPO2, BELOW, 86, 24, NO_REASON, "", "b1");

        assertThat(newRules(ward, entries.rules(3, 0, 1, 1, 1, RULES)))
                .as("the same")
                .isEmpty();
        final List<Entries.Rule> others = List.of(
                new Entries.Rule(12_000, HEART_RATE, ABOVE, URGENT), new Entries.Rule(9_000, SPO2, BELOW, URGENT));
        assertThat(newRules(ward, entries.rules(4, 0, 1, 1, 1, others)))
                .as("no lower limit of the heart rate any more; 86 % is beyond the policy now, in the bed too")
                .containsExactly(RETURNS, RETURNS, RETURNS);
        ward.set(DOCTOR, SPO2, BELOW, 86, 24);
        assertThat(newRules(ward, entries.rules(5, 0, 1, 1, 1, others)))
                .as("86 % was decided to be beyond the policy, for a day")
                .isEmpty();
        assertThat(newRules(
                        ward,
                        entries.rules(
                                6,
                                0,
                                1,
                                1,
                                1,
                                List.of(new Entries.Rule(9_000, SPO2, BELOW, Severity.CRITICAL.value())))))
                .as("the upper limit; and 86 %, as it would widen a CRITICAL rule")
                .containsExactly(RETURNS, RETURNS);
        assertThat(ward.scene.deadlineInSeconds()).as("nothing runs out").isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatWasChartedWhenRulesAreForCareAgain(final Side side) {
        final Bedside ward = new Bedside(side);
        final Entries entries = ward.scene.entries;
        ward.scene.configure(List.of(Entries.asStated(entries.rules(3, 0, 1, 1, 1, RULES))));
        ward.set(MONITOR, HEART_RATE, BELOW, 580, 0, NO_REASON, "p1", "");
        ward.set(MONITOR.commandId(2), HEART_RATE, ABOVE, 110, 0, NO_REASON, "p1", "");

        assertThat(newRules(ward, Entries.asStated(entries.rules(4, 0, 1, 1, 1, RULES))))
                .isEmpty();
        assertThat(newRules(ward, entries.rules(5, 0, 1, 1, 1, RULES)))
                .as("nobody has a heart rate of 580")
                .containsExactly(RETURNS);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeBackWithoutLookingAtRulesOrTimes(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.set(NURSE, HEART_RATE, ABOVE, 110, 0);

        assertThat(ward.answer(NURSE, 3, ABOVE, NONE, 0, NO_REASON, "p1"))
                .as("no rule watches the temperature")
                .isEqualTo("OK");
        assertThat(ward.set(NURSE, HEART_RATE, ABOVE, NONE, -1))
                .startsWith("PatientLimitChanged [LIMIT_TAKEN_BACK] value=" + NONE);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotEndByItsTimeWhatTheLimitOfNowCallsFor(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, RULES),
                ward.scene.entries.timing(3, 4, 9_000, 0, 60_000, 0, 1, 1)));
        ward.set(NURSE, SPO2, BELOW, 87, 0);
        ward.read(SPO2, 86);
        assertThat(ward.read(SPO2, 88)).containsExactly("LimitWatched [LIMIT_LEFT, CLEAR_DELAY] stage=CLEARING held=0");
        ward.set(NURSE, SPO2, BELOW, NONE, 0);

        assertThat(ward.scene.after(60))
                .as("88 % is inside of 87, but not of 90")
                .filteredOn(line -> line.startsWith("LimitWatched") || line.startsWith("ConditionChanged"))
                .containsExactly("LimitWatched [LIMIT_BELOW] stage=RETURNED held=60");
        ward.read(SPO2, 91);
        assertThat(ward.scene.after(60)).contains("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHoldNothingBackByWhatAWiderLimitHadEnded(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, RULES),
                ward.scene.entries.timing(3, 4, 9_000, 0, 0, 3_600_000, 1, 1)));
        ward.set(NURSE, SPO2, BELOW, 87, 0);
        ward.read(SPO2, 86);
        ward.read(SPO2, 88);
        ward.set(NURSE, SPO2, BELOW, NONE, 0);

        assertThat(ward.read(SPO2, 88)).contains("LimitViolated [LIMIT_BELOW] alertId=1 rule=4 value=8800 first=1");
        ward.read(SPO2, 90);
        assertThat(ward.read(SPO2, 89))
                .as("by the same limit the de-bounce holds")
                .containsExactly("LimitWatched [LIMIT_BELOW, DEBOUNCE] stage=PENDING held=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellTheLimitThatTheReadingHadViolated(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, RULES),
                ward.scene.entries.timing(3, 4, 9_200, 15_000, 0, 0, 1, 1)));
        ward.set(NURSE, SPO2, BELOW, 87, 0);
        ward.read(SPO2, 86);
        ward.set(NURSE, SPO2, BELOW, 85, 0);
        assertThat(ward.read(SPO2, 86)).as("inside, but not 2 % inside").isEmpty();

        assertThat(ward.scene.linesAfter(15))
                .filteredOn(line -> line.is("LimitWatched") || line.is("LimitViolated"))
                .extracting(line -> line.text("value") + " below " + line.text("limitValue"))
                .containsExactly("8600 below 8700", "8600 below 8700");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatWasSetForWhoeverLayInABedOnceSomebodyElseDoes(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.set(NURSE, HEART_RATE, ABOVE, 110, 24, NO_REASON, "", "b1");
        ward.set(NURSE, SPO2, BELOW, 92, 24, NO_REASON, "", "b1");
        ward.set(NURSE, SPO2, BELOW, 92, 0);

        assertThat(newRules(ward, ward.scene.entries.patient("p1", 1, "b1", "")))
                .as("p1 lay there before")
                .isEmpty();
        assertThat(newRules(ward, ward.scene.entries.patient("p2", 1, "b1", "")))
                .containsExactly(RETURNS, RETURNS);
        assertThat(ward.read(SPO2, 91)).as("of p1 as before").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeTheEndOfTimeForNoEnd(final Side side) {
        final Bedside ward = new Bedside(side);
        final LimitCommands.Limit never =
                new LimitCommands.Limit(Long.MAX_VALUE, 11_000, HEART_RATE, ABOVE, USUAL, "p1", "", "");

        assertThat(ward.answer(new LimitCommands().set(NURSE, never))).isEqualTo("INVALID_FIELD 2");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellFourReasonsOfAnAlertThatHasFive(final Side side) {
        final Bedside ward = new Bedside(side);
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, RULES),
                ward.scene.entries.timing(3, 1, 12_000, 3_600_000, 0, 0, 1, 1),
                ward.scene.entries.timing(3, 4, 9_000, 3_600_000, 0, 0, 1, 1)));
        for (int i = 0; i < 10; i++) {
            ward.read(HEART_RATE, 130, "watched" + i, "");
            ward.read(SPO2, 86, "watched" + i, "");
        }
        ward.scene.open(3, "desk");
        ward.set(NURSE, SPO2, BELOW, 87, 0, NO_REASON, "unknown", "");

        assertThat(ward.scene.say(reading(ward)))
                .contains("AlertRaised [LIMIT_BELOW, PATIENT_LIMIT, WATCH_BOUND, UNIDENTIFIED_SUBJECT] alertId=1"
                        + " severity=URGENT priority=NORMAL unidentified=1");
        ward.scene.accept(3, 1);
        ward.scene.say(ward.scene.commands.resolve(From.session(3), 1));
        ward.scene.after(20);

        assertThat(ward.scene.say(reading(ward)))
                .as("who is unidentified is the fifth, and told in a field of its own")
                .contains("AlertRaised [LIMIT_BELOW, PATIENT_LIMIT, WATCH_BOUND, STILL_VIOLATING] alertId=2"
                        + " severity=URGENT priority=NORMAL unidentified=1");
    }

    private static byte[] reading(final Bedside ward) {
        return ward.scene.commands.vitals(
                From.source(7, 0), 0, List.of(new Commands.Reading(SPO2, 8_600)), "unknown", "", "");
    }
}
