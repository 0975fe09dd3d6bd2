package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What it means to put an alert off, as section 25 says it; played on the model and on the engine. The nurse has session 1, the doctor session 2. */
final class SnoozeScenarioTest {
    private static final int OVERDOSE = 5;
    private static final int CARDIAC_ARREST = 1;
    private static final long MINUTE_MS = 60_000;

    private final SnoozeCommands snoozes = new SnoozeCommands();

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static List<String> raise(final Scene scene, final int type, final Severity severity) {
        final RaiseText text = RaiseText.of("k", severity, "p1");
        text.type = type;
        return scene.say(scene.commands.raise(From.source(7, 0), text));
    }

    private List<String> snooze(final Scene scene, final long session, final long forMs) {
        return scene.say(snoozes.snooze(From.session(session), 1, forMs));
    }

    /** The nurse has taken an alert and puts it off. */
    private Scene snoozed(final Side side, final Severity severity, final long forMs) {
        final Scene scene = Scene.staffed(side, 4);
        raise(scene, OVERDOSE, severity);
        scene.accept(1, 1);
        assertThat(snooze(scene, 1, forMs))
                .containsExactly(
                        "AlertSnoozed [SNOOZED]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
        return scene;
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTreatTheAlertAsNewlyReceivedWhenTheTimeIsOver(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        assertThat(scene.deadlineInSeconds()).isEqualTo(600);
        assertThat(scene.after(599)).isEmpty();
        assertThat(scene.after(1))
                .containsExactly(
                        "SnoozeEnded [SNOOZE_ENDED]",
                        "OfferAnswered [SNOOZE_ENDED] person=0 response=UNDEFINED",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=OTHER step=0"
                                + " recipients=[{seq=2, person=0, prevDistance=2}]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMoveTheEndInEitherDirection(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        snooze(scene, 1, 2 * MINUTE_MS);
        assertThat(scene.deadlineInSeconds()).isEqualTo(120);
        snooze(scene, 1, 30 * MINUTE_MS);
        assertThat(scene.deadlineInSeconds()).isEqualTo(1_800);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepItsOwnerWhoEndsItEarly(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        assertThat(scene.say(snoozes.endSnooze(From.session(1), 1)))
                .containsExactly(
                        "SnoozeEnded [EXPIRED_BY_COMMAND]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.after(600)).isEmpty();
        assertThat(scene.say(snoozes.endSnooze(From.session(1), 1)))
                .as("ending it again")
                .containsExactly("CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotTellOfUpdatesMeanwhileButOfARiseAtOnce(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        assertThat(scene.say(scene.commands.update(From.source(7, 0), 1, 255, "", "still so")))
                .containsExactly(
                        "AlertUpdated [UPDATED] alertId=1 occurrence=1 phase=UPDATE severity=URGENT",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=0 repeated=0");
        assertThat(raise(scene, OVERDOSE, Severity.EMERGENT))
                .containsSubsequence(
                        "AlertUpdated [SAME_KEY, SEVERITY_ROSE] alertId=1 occurrence=2 phase=UPDATE severity=EMERGENT",
                        "SnoozeEnded [SEVERITY_ROSE]",
                        "OfferAnswered [SNOOZE_ENDED] person=0 response=UNDEFINED",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNeverHoldUpOthersWhoAreAsked(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        assertThat(scene.say(scene.commands.escalate(From.session(1), 1, 0, 0, 0)))
                .containsSubsequence("SnoozeEnded []", "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1");
        assertThat(snooze(scene, 1, MINUTE_MS))
                .containsExactly("CommandAnswered result=STILL_ASKING alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldForgetTheSnoozeWhenTheConditionEndsOrItsOwnerGivesItBack(final Side side) {
        final Scene scene = snoozed(side, Severity.URGENT, 10 * MINUTE_MS);

        assertThat(scene.say(scene.commands.release(From.session(1), 1)))
                .containsSubsequence("SnoozeEnded []", "OfferAnswered [RELEASED_BY_OWNER] person=0 response=UNDEFINED");
        scene.accept(2, 1);
        snooze(scene, 2, MINUTE_MS);
        assertThat(scene.say(scene.commands.clear(From.source(7, 0), 1, "")))
                .containsSubsequence(
                        "SnoozeEnded []", "ConditionChanged [CONDITION_ENDED] from=ACTIVE to=INACTIVE phase=END");
        assertThat(snooze(scene, 2, MINUTE_MS))
                .containsExactly("CommandAnswered result=NOT_ACTIVE alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                        // Whose, which type, how severe, for how long, what is answered.
                        Arguments.of(2L, OVERDOSE, Severity.URGENT, MINUTE_MS, "NOT_OWNER"),
                        Arguments.of(9L, OVERDOSE, Severity.URGENT, MINUTE_MS, "UNKNOWN_SESSION"),
                        Arguments.of(1L, OVERDOSE, Severity.CRITICAL, MINUTE_MS, "PROTECTED"),
                        Arguments.of(1L, CARDIAC_ARREST, Severity.URGENT, MINUTE_MS, "PROTECTED"),
                        Arguments.of(1L, OVERDOSE, Severity.EMERGENT, 10 * MINUTE_MS, "OK"),
                        Arguments.of(1L, OVERDOSE, Severity.EMERGENT, 10 * MINUTE_MS + 1, "TOO_LONG"),
                        Arguments.of(1L, OVERDOSE, Severity.URGENT, 60 * MINUTE_MS, "OK"),
                        Arguments.of(1L, OVERDOSE, Severity.URGENT, 60 * MINUTE_MS + 1, "TOO_LONG"),
                        Arguments.of(1L, OVERDOSE, Severity.NON_URGENT, 24 * 60 * MINUTE_MS, "OK"),
                        Arguments.of(1L, OVERDOSE, Severity.NON_URGENT, 24 * 60 * MINUTE_MS + 1, "TOO_LONG"),
                        Arguments.of(1L, OVERDOSE, Severity.URGENT, 0L, "INVALID_FIELD"))
                .flatMap(row -> sides().map(side ->
                        Arguments.of(side, row.get()[0], row.get()[1], row.get()[2], row.get()[3], row.get()[4])));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void shouldBePermittedOnlyToItsOwnerAndForATimeThatFitsTheSeverity(
            final Side side,
            final long session,
            final int type,
            final Severity severity,
            final long forMs,
            final String result) {
        final Scene scene = Scene.staffed(side, 4);
        raise(scene, type, severity);
        scene.accept(1, 1);

        assertThat(snooze(scene, session, forMs).toString()).contains("result=" + result + ' ');
    }
}
