package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a silence does to a ward, as section 17 says it; played on the model and on the engine. The nurse has session 1, the doctor session 2. */
final class SilenceScenarioTest {
    private static final int ANY = 255;
    private static final int URGENT = 3;
    private static final int SEMI_URGENT = 4;
    private static final int CRITICAL = 1;
    private static final int OVERDOSE = 5;
    private static final String ASKED = "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=OTHER step=0"
            + " recipients=[{seq=1, person=0, prevDistance=1}]";

    private static final String BEGUN = "SilenceChanged [] state=ACTIVE";

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    /** A silence of the nurse over bed b1, from now for so many seconds. */
    private static List<String> silence(
            final Scene scene, final int severityAtMost, final int type, final long seconds) {
        return scene.say(scene.commands.createSilence(
                From.session(1),
                new Commands.Silence(
                        0,
                        scene.nowNs + seconds * Scene.SECOND,
                        type,
                        severityAtMost,
                        ANY,
                        0,
                        0,
                        "",
                        "",
                        "b1",
                        "MRI")));
    }

    /** An overdose of the patient in b1: a type that is not protected. */
    private static List<String> raise(final Scene scene, final String key, final Severity severity) {
        final RaiseText text = RaiseText.of(key, severity, "p1");
        text.type = OVERDOSE;
        return scene.say(scene.commands.raise(From.source(7, 0), text));
    }

    private static List<String> createdAndRaised(final Scene scene, final int severityAtMost, final Severity severity) {
        silence(scene, severityAtMost, ANY, 600);
        return raise(scene, "k", severity);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldPageNobodyWhileItLastsAndTreatTheAlertAsNewThen(final Side side) {
        final Scene scene = Scene.staffed(side, 4);

        assertThat(createdAndRaised(scene, URGENT, Severity.URGENT))
                .containsExactly(
                        "AlertRaised [DECLARED_SEVERITY] alertId=1 severity=URGENT priority=NORMAL unidentified=0",
                        "AlertMuted [SILENCED]",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=1 repeated=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(600);
        assertThat(scene.after(600))
                .containsExactly(
                        "AlertUnmuted [SILENCE_ENDED]",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "SilenceChanged [] state=EXPIRED",
                        ASKED);
    }

    /** What is sealed is longer than what was typed: by so much, and by no more, a comment may be longer that begins as sealed ones do. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeACommentThatIsLongerByWhatSealsIt(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        final String ok = "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0";
        final String no = "CommandAnswered result=INVALID_FIELD alertId=0 occurrence=0 isNew=0 repeated=0";
        assertThat(saying(scene, "c".repeat(160))).containsExactly(BEGUN, ok);
        assertThat(saying(scene, "c".repeat(161))).containsExactly(no);
        assertThat(saying(scene, OracleFields.SEALED + "s".repeat(192))).containsExactly(BEGUN, ok);
        assertThat(saying(scene, OracleFields.SEALED + "s".repeat(193))).containsExactly(no);
    }

    private static List<String> saying(final Scene scene, final String comment) {
        return scene.say(scene.commands.createSilence(
                From.session(1),
                new Commands.Silence(
                        0, scene.nowNs + 60 * Scene.SECOND, ANY, URGENT, ANY, 0, 0, "", "", "b1", comment)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetGoAtOnceWhatAnEndedSilenceHeld(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        createdAndRaised(scene, URGENT, Severity.URGENT);

        assertThat(scene.say(scene.commands.expireSilence(From.session(2), 1)))
                .contains("SilenceChanged [EXPIRED_BY_COMMAND] state=EXPIRED");
        assertThat(scene.after(0))
                .containsExactly(
                        "AlertUnmuted [SILENCE_ENDED]", "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1", ASKED);
        assertThat(scene.say(scene.commands.expireSilence(From.session(2), 1)))
                .as("ending it again")
                .containsExactly("CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMuteACriticalAlertOnlyWhenASecondPersonConfirmed(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        assertThat(createdAndRaised(scene, CRITICAL, Severity.CRITICAL))
                .contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1")
                .doesNotContain("AlertMuted [SILENCED]");

        assertThat(scene.say(scene.commands.confirmSilence(From.session(1), 1)))
                .containsExactly("CommandAnswered result=SAME_PERSON alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.say(scene.commands.confirmSilence(From.session(2), 1)))
                .contains("SilenceChanged [CONFIRMED] state=ACTIVE");
        assertThat(raise(scene, "another", Severity.CRITICAL)).contains("AlertMuted [SILENCED]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNeverMuteACardiacArrest(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        silence(scene, CRITICAL, ANY, 600);
        scene.say(scene.commands.confirmSilence(From.session(2), 1));

        assertThat(scene.raise("arrest", Severity.CRITICAL))
                .contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1")
                .doesNotContain("AlertMuted [SILENCED]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldPageWhenAMutedAlertRisesAboveTheSilence(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        createdAndRaised(scene, URGENT, Severity.URGENT);

        assertThat(raise(scene, "k", Severity.EMERGENT))
                .contains("AlertUnmuted [SILENCE_ENDED]", "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskAgainWhenAMutedAlertRisesWithinItsPriority(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        createdAndRaised(scene, SEMI_URGENT, Severity.NON_URGENT);

        assertThat(raise(scene, "k", Severity.SEMI_URGENT))
                .as("covered as well")
                .contains("AlertMuted [SILENCED]")
                .doesNotContain("AlertUnmuted [SILENCE_ENDED]");
        assertThat(raise(scene, "k", Severity.URGENT))
                .as("all three are of priority NORMAL")
                .containsSubsequence(
                        "AlertUnmuted [SILENCE_ENDED]", "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    /** The nurse had rejected it, it went away, came back while it is silenced, and now the nurse has taken it. */
    private static Scene takenWhileMuted(final Side side) {
        final Scene scene = muted(side);
        assertThat(scene.accept(1, 1))
                .contains("OfferAnswered [ACCEPTED_BY_OFFER] person=0 response=ACCEPTED", "AlertUnmuted []");
        return scene;
    }

    private static Scene muted(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        raise(scene, "k", Severity.URGENT);
        scene.reject(1, 1);
        scene.say(scene.commands.clear(From.source(7, 0), 1, ""));
        silence(scene, URGENT, ANY, 600);
        assertThat(raise(scene, "k", Severity.URGENT)).contains("AlertMuted [SILENCED]");
        return scene;
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldBeginWithTheFirstStepWhenItIsGivenBack(final Side side) {
        final Scene scene = takenWhileMuted(side);

        assertThat(scene.say(scene.commands.release(From.session(1), 1)))
                .contains(
                        "OfferAnswered [RELEASED_BY_OWNER] person=0 response=UNDEFINED",
                        "StepEnded [RELEASED_BY_OWNER] step=0 unanswered=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldOfferItAsAtTheFirstStepToTheColleagueWhoIsNamed(final Side side) {
        final Scene scene = takenWhileMuted(side);

        assertThat(scene.say(scene.commands.redirect(From.session(1), 1, 3, "doctor")))
                .contains("AlertRedirected [REDIRECTED] person=0 to=1 chosen=1");
        assertThat(scene.after(60))
                .contains(
                        "OfferAnswered [STEP_TIMED_OUT] person=1 response=UNDEFINED",
                        "StepEnded [STEP_TIMED_OUT] step=0 unanswered=1",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEscalateAMutedAlertToItsFirstStep(final Side side) {
        final Scene scene = muted(side);

        assertThat(scene.say(scene.commands.escalate(From.session(1), 1, 0, 0, 0)))
                .startsWith("AlertUnmuted []", "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=0")
                .doesNotContain("StepEnded [ESCALATED_BY_PERSON] step=0 unanswered=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldStartTheClockOfAMutedAlertThatIsEscalatedByHand(final Side side) {
        final Scene scene = muted(side);
        final int[] none = {0, 0};
        scene.configure(List.of(scene.entries.operations(
                new SystemEntries.Operations(2_000, 5_000, none, none, none, 0, 0, 80, 0, List.of()))));

        scene.say(scene.commands.escalate(From.session(1), 1, 0, 0, 0));

        assertThat(scene.after(5)).anyMatch(line -> line.startsWith("SlaNoted [BREACH_LINE]"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseWhatMayNotBeSilencedAndNameTheField(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        final int cardiacArrest = 1;
        final int choking = 6;

        assertThat(silence(scene, URGENT, cardiacArrest, 60)).first().asString().contains("result=PROTECTED");
        assertThat(silence(scene, URGENT, choking, 60)).first().asString().contains("result=PROTECTED");
        assertThat(silence(scene, URGENT, ANY, -1)).first().asString().contains("result=INVALID_FIELD");
        assertThat(silence(scene, URGENT, ANY, 86_401)).first().asString().contains("result=TOO_LONG");
        assertThat(silence(scene, CRITICAL, ANY, 3_601)).first().asString().contains("result=TOO_LONG");
        assertThat(scene.say(scene.commands.createSilence(
                        From.session(1),
                        new Commands.Silence(
                                0, scene.nowNs + Scene.SECOND, ANY, URGENT, ANY, 0, 0, "", "", "", "all of it"))))
                .first()
                .asString()
                .contains("result=MATCHES_EVERYTHING");
        assertThat(silence(scene, URGENT, ANY, 60)).first().asString().isEqualTo("SilenceChanged [] state=ACTIVE");
    }
}
