package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The specification's sentences, played out by hand: what is expected here was written from the text, not from what came out. */
final class OracleScenarioTest {
    private static Side oracle() {
        return new OracleEngine(Set.of());
    }

    @Test
    void shouldAskTheCareTeamThenTheRegistrarThenTheDeskAgainAndAgain() {
        final Scene scene = Scene.staffed(oracle(), 4);

        assertThat(scene.raise("k", Severity.CRITICAL))
                .containsExactly(
                        "AlertRaised [DECLARED_SEVERITY] alertId=1 severity=CRITICAL priority=CRITICAL unidentified=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=1 repeated=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(60);
        assertThat(scene.after(60))
                .containsExactly(
                        "OfferAnswered [STEP_TIMED_OUT] person=0 response=UNDEFINED",
                        "StepEnded [STEP_TIMED_OUT] step=0 unanswered=1",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=1"
                                + " recipients=[{seq=1, person=1, prevDistance=1}]");
        assertThat(scene.after(30))
                .containsExactly(
                        "OfferAnswered [STEP_TIMED_OUT] person=1 response=UNDEFINED",
                        "StepEnded [STEP_TIMED_OUT] step=1 unanswered=1",
                        "StepStarted [FAIL_SAFE] step=2 round=1 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=2"
                                + " recipients=[{seq=1, person=2, prevDistance=1}]");
        assertThat(scene.after(10))
                .containsExactly(
                        "OfferAnswered [STEP_TIMED_OUT] person=2 response=UNDEFINED",
                        "StepEnded [FAIL_SAFE_REPEAT] step=2 unanswered=1",
                        "StepStarted [FAIL_SAFE] step=2 round=2 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=2"
                                + " recipients=[{seq=2, person=2, prevDistance=2}]");
    }

    @Test
    void shouldExpireAtTheEndOfALadderThatDoesNotRepeat() {
        final Scene scene = Scene.staffed(oracle(), 4);
        scene.configure(List.of(scene.entries.policy(scene.policy(2, 0, 20_000))));
        scene.raise("k", Severity.URGENT);
        scene.after(60);
        scene.after(30);

        assertThat(scene.deadlineInSeconds()).isEqualTo(60);
        assertThat(scene.after(60))
                .containsExactly(
                        "OfferAnswered [STEP_TIMED_OUT] person=2 response=UNDEFINED",
                        "AlertClosed [LADDER_ENDED] person=-1 outcome=EXPIRED condition=ACTIVE",
                        "OutputDispatched [LADDER_ENDED] alertId=1 kind=CLOSED lane=OTHER step=2 recipients=["
                                + "{seq=2, person=0, prevDistance=2}, {seq=2, person=1, prevDistance=2},"
                                + " {seq=2, person=2, prevDistance=2}]");
        assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
    }

    @Test
    void shouldGoOnAtOnceWhenSomebodyRejects() {
        final Scene scene = Scene.staffed(oracle(), 4);
        scene.raise("k", Severity.CRITICAL);

        assertThat(scene.reject(1, 1))
                .containsExactly(
                        "OfferAnswered [STEP_REJECTED] person=0 response=REJECTED",
                        "StepEnded [STEP_REJECTED] step=0 unanswered=0",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=1"
                                + " recipients=[{seq=1, person=1, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.accept(1, 1))
                .containsExactly(
                        "OfferAnswered [ACCEPTED_BY_OFFER] person=0 response=ACCEPTED",
                        "OutputDispatched [ACCEPTED_BY_OFFER] alertId=1 kind=TAKEN lane=CRITICAL step=1"
                                + " recipients=[{seq=2, person=1, prevDistance=2}]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
        assertThat(scene.accept(2, 1))
                .containsExactly("CommandAnswered result=ALREADY_OWNED alertId=1 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.reject(1, 1))
                .containsExactly(
                        "OfferAnswered [OWNER_REJECTED] person=0 response=REJECTED",
                        "StepEnded [OWNER_REJECTED] step=1 unanswered=0",
                        "StepStarted [FAIL_SAFE] step=2 round=1 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=2"
                                + " recipients=[{seq=1, person=2, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldReachTheDeskAtOnceWhenNobodyIsThereAndKeepTheOffersForThem() {
        final Scene scene = Scene.ward(oracle(), 4);

        assertThat(scene.raise("k", Severity.CRITICAL))
                .containsExactly(
                        "AlertRaised [DECLARED_SEVERITY] alertId=1 severity=CRITICAL priority=CRITICAL unidentified=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "StepEnded [NOBODY_REACHABLE] step=0 unanswered=0",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        "StepEnded [NOBODY_REACHABLE] step=1 unanswered=0",
                        "StepStarted [FAIL_SAFE] step=2 round=1 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=2"
                                + " recipients=[{seq=1, person=2, prevDistance=1}]",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=1"
                                + " recipients=[{seq=1, person=1, prevDistance=1}]",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=1 repeated=0");
        assertThat(scene.open(1, "nurse"))
                .containsExactly(
                        "SessionChanged []",
                        "AlertContent [REDELIVERY]",
                        "OutputDispatched [REDELIVERY] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldSkipAStepThatResolvesToNobody() {
        final Scene scene = Scene.staffed(oracle(), 4);

        assertThat(scene.say(
                        scene.commands.raise(From.source(7, 0), RaiseText.of("k", Severity.SEMI_URGENT, "unknown"))))
                .containsExactly(
                        "IdInterned []",
                        "AlertRaised [DECLARED_SEVERITY, UNIDENTIFIED_SUBJECT] alertId=1 severity=SEMI_URGENT"
                                + " priority=NORMAL unidentified=1",
                        "StepEnded [EMPTY_STEP] step=0 unanswered=0",
                        "StepEnded [EMPTY_STEP] step=1 unanswered=0",
                        "StepStarted [FAIL_SAFE] step=2 round=1 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=OTHER step=2"
                                + " recipients=[{seq=1, person=2, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=1 repeated=0");
    }

    @Test
    void shouldStartTheLadderAgainWhenAnEndedConditionComesBack() {
        final Scene scene = Scene.staffed(oracle(), 4);
        scene.raise("k", Severity.CRITICAL);

        assertThat(scene.say(scene.commands.clear(From.source(7, 0), 0, "k")))
                .containsExactly(
                        "ConditionChanged [CONDITION_ENDED] from=ACTIVE to=INACTIVE phase=END",
                        "OutputDispatched [CONDITION_ENDED] alertId=1 kind=CONDITION_ENDED lane=CRITICAL step=0"
                                + " recipients=[{seq=2, person=0, prevDistance=2}]",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=0 repeated=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(20);
        assertThat(scene.raise("k", Severity.CRITICAL))
                .containsExactly(
                        "AlertUpdated [SAME_KEY] alertId=1 occurrence=2 phase=CONTINUE severity=CRITICAL",
                        "ConditionChanged [REACTIVATED] from=INACTIVE to=ACTIVE phase=START",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=3, person=0, prevDistance=3}]",
                        "CommandAnswered result=OK alertId=1 occurrence=2 isNew=0 repeated=0");
        scene.say(scene.commands.clear(From.source(7, 0), 1, ""));
        assertThat(scene.after(20))
                .containsExactly("AlertClosed [REVIEW_ENDED] person=-1 outcome=EXPIRED condition=INACTIVE");
    }

    @Test
    void shouldKeepALatchingAlertUntilAPersonResolvesIt() {
        final Scene scene = Scene.staffed(oracle(), 4);
        final RaiseText seizure = RaiseText.of("k", Severity.EMERGENT, "p1");
        seizure.type = 7;
        scene.say(scene.commands.raise(From.source(7, 0), seizure));

        assertThat(scene.say(scene.commands.clear(From.source(7, 0), 1, "")))
                .containsExactly(
                        "ConditionChanged [CONDITION_ENDED, LATCHED] from=ACTIVE to=LATCHED phase=UPDATE",
                        "CommandAnswered result=OK alertId=1 occurrence=1 isNew=0 repeated=0");
        assertThat(scene.after(60)).contains("StepEnded [STEP_TIMED_OUT] step=0 unanswered=1");
        assertThat(scene.say(scene.commands.resolve(From.session(1), 1)))
                .containsExactly(
                        "ConditionChanged [RESOLVED_BY_PERSON] from=LATCHED to=INACTIVE phase=RESET",
                        "AlertClosed [RESOLVED_BY_PERSON] person=0 outcome=RESOLVED condition=INACTIVE",
                        "OutputDispatched [RESOLVED_BY_PERSON] alertId=1 kind=CLOSED lane=OTHER step=1"
                                + " recipients=[{seq=2, person=1, prevDistance=2}]",
                        "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldLetTheCriticalAlertOvertakeWhenThereIsCreditForOne() {
        final Scene scene = Scene.staffed(oracle(), 1);
        scene.raise("urgent", Severity.URGENT);

        assertThat(scene.raise("emergent", Severity.EMERGENT)).noneMatch(line -> line.startsWith("Output"));
        assertThat(scene.raise("critical", Severity.CRITICAL))
                .contains("OutputDispatched [CREDIT_GIVEN] alertId=3 kind=OFFER lane=CRITICAL step=0"
                        + " recipients=[{seq=1, person=0, prevDistance=1}]");
        assertThat(scene.raise("normal", Severity.URGENT)).noneMatch(line -> line.startsWith("Output"));
        scene.accept(1, 1);

        assertThat(scene.say(scene.commands.receipts(From.session(1), 0, 1, List.of())))
                .as("the emergent one was raised later than the urgent one, and goes first")
                .containsExactly(
                        "ReceiptNoted [RECEIVED]",
                        "OutputDispatched [CREDIT_GIVEN] alertId=2 kind=OFFER lane=OTHER step=0"
                                + " recipients=[{seq=2, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldSendWhatWasNotReceivedAgainAndNothingThatWasSuperseded() {
        final Scene scene = Scene.staffed(oracle(), 4);
        scene.raise("first", Severity.CRITICAL);
        scene.raise("second", Severity.CRITICAL);
        scene.raise("third", Severity.URGENT);
        scene.say(scene.commands.cancel(From.source(7, 0), 0, "first"));

        assertThat(scene.open(3, "nurse"))
                .containsExactly(
                        "SessionChanged []",
                        "AlertContent [REDELIVERY]",
                        "OutputDispatched [REDELIVERY] alertId=2 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=2, person=0, prevDistance=2}]",
                        "OutputDispatched [REDELIVERY] alertId=1 kind=CLOSED lane=CRITICAL step=0"
                                + " recipients=[{seq=3, person=0, prevDistance=1}]",
                        "AlertContent [REDELIVERY]",
                        "OutputDispatched [REDELIVERY] alertId=3 kind=OFFER lane=OTHER step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
        scene.say(scene.commands.receipts(From.session(3), 2, 1, List.of()));
        assertThat(scene.open(3, "nurse"))
                .containsExactly(
                        "OutputDispatched [REDELIVERY] alertId=1 kind=CLOSED lane=CRITICAL step=0"
                                + " recipients=[{seq=3, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldRaiseLimitAndScoreAndCallTheSubjectSilent() {
        final Scene scene = Scene.staffed(oracle(), 4);

        assertThat(scene.heartRate(12_000))
                .containsExactly(
                        "ScoreChanged [NEWS2_FELL] score=2 band=LOW missingMask=111",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.heartRate(13_100))
                .containsExactly(
                        "LimitViolated [LIMIT_ABOVE] alertId=1 rule=1 value=13100 first=1",
                        "AlertRaised [LIMIT_ABOVE] alertId=1 severity=EMERGENT priority=HIGH unidentified=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "ScoreChanged [NEWS2_SINGLE_THREE] score=3 band=LOW_MEDIUM missingMask=111",
                        "AlertRaised [NEWS2_SINGLE_THREE] alertId=2 severity=URGENT priority=NORMAL unidentified=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=OTHER step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]",
                        "OutputDispatched [CREDIT_GIVEN] alertId=2 kind=OFFER lane=OTHER step=0"
                                + " recipients=[{seq=2, person=0, prevDistance=1}]",
                        "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.after(5)).containsExactly("AlertStale [SUBJECT_SILENT]", "AlertStale [SUBJECT_SILENT]");
        scene.say(scene.commands.resolve(From.session(1), 1));
        assertThat(scene.heartRate(13_100))
                .startsWith(
                        "LimitViolated [LIMIT_ABOVE] alertId=3 rule=1 value=13100 first=0",
                        "AlertRaised [LIMIT_ABOVE, STILL_VIOLATING] alertId=3 severity=EMERGENT priority=HIGH"
                                + " unidentified=0");
        assertThat(scene.heartRate(8_000))
                .as("the band does not fall while six inputs are missing")
                .startsWith(
                        "ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END",
                        "OutputDispatched [CONDITION_ENDED] alertId=3 kind=CONDITION_ENDED lane=OTHER step=0"
                                + " recipients=[{seq=4, person=0, prevDistance=2}]",
                        "ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=111");
    }

    @Test
    void shouldAnswerARepeatedCommandWithItsFirstAnswer() {
        final Scene scene = Scene.staffed(oracle(), 4);
        final byte[] raise = scene.commands.raise(From.source(7, 40), RaiseText.of("k", Severity.URGENT, "p1"));
        scene.say(raise);

        assertThat(scene.say(raise))
                .containsExactly("CommandAnswered result=OK alertId=1 occurrence=1 isNew=1 repeated=1");
        assertThat(scene.say(scene.commands.raise(From.source(7, 8), RaiseText.of("j", Severity.URGENT, "p1"))))
                .containsExactly("CommandAnswered result=STALE_KEY alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.say(scene.commands.cancel(From.source(7, 9), 99, "")))
                .containsExactly("CommandAnswered result=UNKNOWN_ALERT alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.say(scene.commands.cancel(From.source(7, 9), 1, "")))
                .containsExactly("CommandAnswered result=UNKNOWN_ALERT alertId=0 occurrence=0 isNew=0 repeated=1");
    }

    @Test
    void shouldLookForAPolicyEverySecondWhileThereIsNone() {
        final Scene scene = Scene.staffed(oracle(), 4);
        final Entries.Policy some = scene.policy(2, 10_000, 0);
        scene.configure(List.of(
                scene.entries.policy(new Entries.Policy(1, 2, 1 << 1, 0, 10_000, 0, 0, 1, some.steps(), "desk"))));

        assertThat(scene.raise("k", Severity.URGENT)).contains("StepEnded [NO_POLICY] step=0 unanswered=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(1);
        assertThat(scene.after(1)).isEmpty();
        scene.configure(List.of(
                scene.entries.policy(new Entries.Policy(1, 3, 1 << 3, 0, 10_000, 0, 0, 1, some.steps(), "desk"))));
        assertThat(scene.after(1)).startsWith("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
    }

    @Test
    void shouldNeverReachPeopleWithTestTraffic() {
        final Scene scene = Scene.staffed(oracle(), 4);

        assertThat(scene.say(
                        scene.commands.raise(From.source(7, 0).purpose(1), RaiseText.of("k", Severity.CRITICAL, "p1"))))
                .containsExactly(
                        "AlertRaised [DECLARED_SEVERITY, TEST_TRAFFIC] alertId=1 severity=CRITICAL priority=CRITICAL"
                                + " unidentified=0",
                        "CommandAnswered result=TEST_TRAFFIC alertId=1 occurrence=1 isNew=1 repeated=0");
        assertThat(scene.after(20))
                .containsExactly("AlertClosed [REVIEW_ENDED] person=-1 outcome=EXPIRED condition=ACTIVE");
    }
}
