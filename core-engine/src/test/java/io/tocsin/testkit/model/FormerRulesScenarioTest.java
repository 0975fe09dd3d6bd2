package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of the alert of a limit when other rules are loaded while it is open: a heart rate of 160 violated "above 130, URGENT" in the first place of the rules.
 * On the model and on the engine; section 11.
 */
final class FormerRulesScenarioTest {
    private static final int HEART_RATE = 1;
    private static final List<Supplier<Side>> SIDES = List.of(() -> new OracleEngine(Set.of()), EngineSide::new);
    private static final Entries.Rule SPO2_BELOW_92 = new Entries.Rule(9_200, 2, 0, 3);
    private static final Entries.Rule ABOVE_130 = new Entries.Rule(13_000, HEART_RATE, 1, 3);
    private static final int WHITE_CELLS = 20;
    private static final String OK = "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0";

    static List<Side> sides() {
        return SIDES.stream().map(Supplier::get).toList();
    }

    /** Severities: 1 CRITICAL, 2 EMERGENT, 3 URGENT. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            new rules                      | parameter | bound    | limit | severity | next reading | told of the alert
            the same                       | 1         | above    | 130   | 3        | 160          | 1 goes on
            another limit                  | 1         | above    | 150   | 3        | 160          | 1 goes on
            a limit that is not passed     | 1         | above    | 170   | 3        | 160          | 1 ends
            a graver one                   | 1         | above    | 130   | 2        | 160          | 1 closes, 2 begins
            a milder one                   | 1         | above    | 130   | 4        | 160          | 1 closes, 2 begins
            one of the other side          | 1         | below    | 170   | 3        | 160          | 1 closes, 2 begins
            one of the other side, kept    | 1         | below    | 50    | 3        | 160          | 1 closes
            one of another parameter       | 4         | above    | 150   | 3        | 160          | 1 closes
            the same in the next place     | 1         | next     | 130   | 3        | 160          | 1 is moved and goes on
            another limit there            | 1         | next     | 150   | 3        | 160          | 1 is moved and goes on
            one there that is not passed   | 1         | next     | 170   | 3        | 160          | 1 is moved and ends
            the same there twice           | 1         | twice    | 130   | 3        | 160          | 1 closes, 2 begin
            none                           | 1         | none     | 0     | 0        | 160          | 1 closes
            """, useHeadersInDisplayName = true)
    void shouldTakeAnAlertUpOnlyForTheRuleThatItBelongsTo(
            final String rule,
            final int parameter,
            final String bound,
            final int limit,
            final int severity,
            final int next,
            final String told) {
        for (final Side side : sides()) {
            final Scene scene = ward(side);
            final Entries.Rule changed =
                    new Entries.Rule(100 * limit, parameter, bound.equals("below") ? 0 : 1, severity);
            scene.configure(List.of(rules(
                    scene,
                    3,
                    switch (bound) {
                        case "none" -> List.of();
                        case "next" -> List.of(SPO2_BELOW_92, changed);
                        case "twice" -> List.of(SPO2_BELOW_92, changed, changed);
                        default -> List.of(changed);
                    })));

            final List<String> said = scene.heartRate(100 * next);
            assertThat(said)
                    .as(rule)
                    .filteredOn(line -> line.startsWith("ConditionChanged")
                            || line.startsWith("AlertUpdated")
                            || line.startsWith("AlertClosed")
                            || line.startsWith("AlertRaised"))
                    .map(line -> line.substring(0, line.indexOf(']') + 1))
                    .containsExactlyElementsOf(
                            switch (told) {
                                case "1 goes on" -> List.of();
                                case "1 ends" -> List.of("ConditionChanged [LIMIT_LEFT]");
                                case "1 is moved and goes on" -> List.of("AlertUpdated [CONFIGURED]");
                                case "1 is moved and ends" ->
                                    List.of("AlertUpdated [CONFIGURED]", "ConditionChanged [LIMIT_LEFT]");
                                case "1 closes" -> List.of("AlertClosed [CONFIGURED]");
                                case "1 closes, 2 begin" ->
                                    List.of(
                                            "AlertClosed [CONFIGURED]",
                                            "AlertRaised [LIMIT_ABOVE]",
                                            "AlertRaised [LIMIT_ABOVE]");
                                default ->
                                    List.of(
                                            "AlertClosed [CONFIGURED]",
                                            bound.equals("below")
                                                    ? "AlertRaised [LIMIT_BELOW]"
                                                    : "AlertRaised [LIMIT_ABOVE]");
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldStayWithWhoTookItAndGoOnWhenARuleIsPutInFront(final Side side) {
        final Scene scene = ward(side);
        scene.accept(1, 1);
        scene.configure(List.of(rules(scene, 3, List.of(SPO2_BELOW_92, ABOVE_130))));

        assertThat(scene.say(scene.commands.vitals(
                        From.source(7, 0), 0, List.of(new Commands.Reading(WHITE_CELLS, 1_100)), "p1", "", "")))
                .as("nothing was read that the limit is of")
                .containsExactly("AlertUpdated [CONFIGURED] alertId=1 occurrence=1 phase=CONTINUE severity=URGENT", OK);
        assertThat(scene.heartRate(16_000))
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=1 rule=2 value=16000 first=0", OK);
        assertThat(scene.heartRate(8_000))
                .as("its owner is told that it is over, nobody else takes it")
                .contains("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
        assertThat(scene.after(20)).contains("AlertClosed [REVIEW_ENDED] person=0 outcome=RESOLVED condition=INACTIVE");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldFollowRulesThatChangePlaces(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(rules(scene, 2, List.of(ABOVE_130, SPO2_BELOW_92))));
        final List<Commands.Reading> both = List.of(new Commands.Reading(1, 16_000), new Commands.Reading(2, 9_000));
        scene.say(scene.commands.vitals(From.source(7, 0), 0, both, "p1", "", ""));
        // Twice before the patient is read again.
        scene.configure(List.of(rules(scene, 3, List.of())));
        scene.configure(List.of(rules(scene, 4, List.of(SPO2_BELOW_92, ABOVE_130))));

        assertThat(scene.say(scene.commands.vitals(From.source(7, 0), 0, both, "p1", "", "")))
                .containsExactly(
                        "AlertUpdated [CONFIGURED] alertId=1 occurrence=1 phase=CONTINUE severity=URGENT",
                        "AlertUpdated [CONFIGURED] alertId=2 occurrence=1 phase=CONTINUE severity=URGENT",
                        "LimitViolated [LIMIT_ABOVE] alertId=1 rule=2 value=16000 first=0",
                        "LimitViolated [LIMIT_BELOW] alertId=2 rule=1 value=9000 first=0",
                        OK);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotGuessOfWhichOfTwoLikeRulesAnAlertIs(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(rules(scene, 2, List.of(ABOVE_130, new Entries.Rule(15_000, HEART_RATE, 1, 3)))));
        scene.heartRate(14_000);
        scene.configure(List.of(rules(scene, 3, List.of(SPO2_BELOW_92, SPO2_BELOW_92, ABOVE_130))));

        assertThat(scene.heartRate(14_000))
                .contains("AlertClosed [CONFIGURED] person=-1 outcome=EXPIRED condition=ACTIVE");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldCloseWhatWasInReviewAlreadyAndHadAnOwner(final Side side) {
        final Scene scene = ward(side);
        scene.accept(1, 1);
        scene.heartRate(8_000);
        scene.configure(List.of(rules(scene, 3, List.of(SPO2_BELOW_92))));

        assertThat(scene.heartRate(8_000))
                .filteredOn(line -> line.startsWith("AlertClosed"))
                .containsExactly("AlertClosed [CONFIGURED] person=-1 outcome=EXPIRED condition=INACTIVE");
    }

    /** Two rules of different severity; the host makes the second alert as grave as the first, and both would be of one rule now. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldGiveARuleToOneAlertAlone(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(rules(scene, 2, List.of(ABOVE_130, new Entries.Rule(15_000, HEART_RATE, 1, 2)))));
        scene.heartRate(16_000);
        scene.say(scene.commands.update(From.HOST, 2, 3, "", ""));
        scene.configure(List.of(rules(scene, 3, List.of(SPO2_BELOW_92, SPO2_BELOW_92, ABOVE_130))));

        assertThat(scene.heartRate(16_000))
                .contains(
                        "AlertClosed [CONFIGURED] person=-1 outcome=EXPIRED condition=ACTIVE",
                        "AlertUpdated [CONFIGURED] alertId=1 occurrence=1 phase=CONTINUE severity=URGENT",
                        "LimitViolated [LIMIT_ABOVE] alertId=1 rule=3 value=16000 first=0")
                .noneMatch(line -> line.startsWith("LimitViolated") && line.contains("alertId=2"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatWasClearingWhenOtherRulesCame(final Side side) {
        final Scene scene = clearing(side);

        assertThat(scene.say(scene.commands.vitals(
                        From.source(7, 0), 0, List.of(new Commands.Reading(2, 9_700)), "p1", "", "")))
                .contains(
                        "ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END",
                        "AlertUpdated [CONFIGURED] alertId=1 occurrence=1 phase=CONTINUE severity=URGENT");
        shouldBeginAgain(scene);
    }

    /** Nobody reads the heart rate again: what has been clear long enough ends all the same. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatWasClearLongEnoughBeforeAnythingIsRead(final Side side) {
        final Scene scene = clearing(side);

        assertThat(scene.after(60)).contains("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
        shouldBeginAgain(scene);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldGoOnByAClearDelayThatIsNew(final Side side) {
        final Scene scene = ward(side);
        scene.configure(List.of(
                rules(scene, 3, List.of(SPO2_BELOW_92, ABOVE_130)),
                scene.entries.timing(3, 2, 13_000, 5_000, 60_000, 0, 1, 1)));

        assertThat(scene.heartRate(16_000))
                .contains("LimitViolated [LIMIT_ABOVE] alertId=1 rule=2 value=16000 first=0");
        assertThat(scene.heartRate(10_000))
                .contains("LimitWatched [LIMIT_LEFT, CLEAR_DELAY] stage=CLEARING held=0", OK);
        assertThat(scene.after(60)).contains("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    /** A heart rate that was too high is clear, but not for long enough yet, when other rules come and the limit is the second of them. */
    private static Scene clearing(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(
                List.of(rules(scene, 2, List.of(ABOVE_130)), scene.entries.timing(2, 1, 13_000, 0, 60_000, 0, 1, 1)));
        scene.heartRate(16_000);
        scene.heartRate(10_000);
        scene.configure(List.of(
                rules(scene, 3, List.of(SPO2_BELOW_92, ABOVE_130)),
                scene.entries.timing(3, 2, 13_000, 0, 60_000, 0, 1, 1)));
        return scene;
    }

    private static void shouldBeginAgain(final Scene scene) {
        assertThat(scene.heartRate(16_000))
                .contains(
                        "LimitViolated [LIMIT_ABOVE] alertId=1 rule=2 value=16000 first=1",
                        "ConditionChanged [REACTIVATED] from=INACTIVE to=ACTIVE phase=START");
    }

    private static Scene ward(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(rules(scene, 2, List.of(ABOVE_130))));
        scene.heartRate(16_000);
        return scene;
    }

    private static byte[] rules(final Scene scene, final int version, final List<Entries.Rule> list) {
        return scene.entries.rules(version, 0, 900_000, 3_600_000, 14_400_000, list);
    }
}
