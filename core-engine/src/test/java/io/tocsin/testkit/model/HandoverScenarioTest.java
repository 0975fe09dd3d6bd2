package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an alert is handed on, as the specification says it: given back, passed to a colleague, escalated by hand, or not attended in time. */
final class HandoverScenarioTest {
    private static final String DONE = "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0";
    private static final String REGISTRAR_IS_ASKED =
            "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL"
                    + " step=1 recipients=[{seq=1, person=1, prevDistance=1}]";

    /** A critical alert of p1 on the ward of {@link Scene}, who accepts being awaited at the bedside for so long, and the steps repeating so often. */
    private static Scene alarmed(final long bedsideMs, final int loops) {
        final Scene scene = Scene.staffed(new OracleEngine(Set.of()), 4);
        final Entries.Policy usual = scene.policy(2, 10_000, 20_000);
        scene.configure(List.of(scene.entries.policy(new Entries.Policy(
                1,
                2,
                usual.severityMask(),
                usual.latchingTypes(),
                usual.repeatMs(),
                usual.reviewMs(),
                usual.staleMs(),
                usual.expireMs(),
                usual.steps(),
                usual.failSafe(),
                bedsideMs,
                loops,
                0))));
        scene.raise("k", Severity.CRITICAL);
        return scene;
    }

    @Test
    void shouldAskTheNextAtOnceWhenTheOwnerGivesItBack() {
        final Scene scene = alarmed(0, 0);
        scene.accept(1, 1);

        assertThat(scene.say(scene.commands.release(From.session(1), 1)))
                .containsExactly(
                        "OfferAnswered [RELEASED_BY_OWNER] person=0 response=UNDEFINED",
                        "StepEnded [RELEASED_BY_OWNER] step=0 unanswered=0",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        REGISTRAR_IS_ASKED,
                        DONE);
        assertThat(scene.accept(1, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=0 response=ACCEPTED");
    }

    @Test
    void shouldOfferItAtOnceToTheColleagueWhoIsNamed() {
        final Scene scene = alarmed(0, 0);
        scene.after(20);

        assertThat(scene.say(scene.commands.redirect(From.session(1), 1, 3, "doctor")))
                .containsExactly(
                        "OfferAnswered [REDIRECTED] person=0 response=REJECTED",
                        "AlertRedirected [REDIRECTED] person=0 to=1 chosen=1",
                        REGISTRAR_IS_ASKED.replace("step=1", "step=0"),
                        DONE);
        assertThat(scene.deadlineInSeconds()).as("never postponed").isEqualTo(40);
    }

    @Test
    void shouldNotNameSomebodyWhoIsAway() {
        final Scene scene = alarmed(0, 0);
        scene.say(scene.commands.sessionClosed(From.HOST, 2));

        assertThat(scene.say(scene.commands.redirect(From.session(1), 1, 3, "doctor")))
                .containsExactly("CommandAnswered result=NOT_REACHABLE alertId=1 occurrence=0 isNew=0 repeated=0");
    }

    @Test
    void shouldEscalateOnceHoweverOftenTheButtonIsPressed() {
        final Scene scene = alarmed(0, 0);
        final byte[] asked = scene.commands.escalate(From.session(1), 1, 0, 0, 0);

        assertThat(scene.say(asked))
                .containsExactly(
                        "StepEnded [ESCALATED_BY_PERSON] step=0 unanswered=0",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        REGISTRAR_IS_ASKED,
                        DONE);
        assertThat(scene.say(asked)).containsExactly(DONE);
    }

    @Test
    void shouldGoOnBesideAnOwnerWhoIsNotAtTheBedside() {
        final Scene scene = alarmed(30_000, 0);
        scene.accept(1, 1);

        assertThat(scene.deadlineInSeconds()).isEqualTo(30);
        assertThat(scene.after(30))
                .containsExactly(
                        "StepEnded [NOT_AT_BEDSIDE] step=0 unanswered=0",
                        "StepStarted [UNIT_ROLE] step=1 round=0 chosen=1",
                        REGISTRAR_IS_ASKED);
        assertThat(scene.say(scene.commands.arrive(From.session(1), 1)))
                .containsExactly(
                        "BedsideReached [AT_BEDSIDE] person=0",
                        "OutputDispatched [AT_BEDSIDE] alertId=1 kind=TAKEN lane=CRITICAL step=1"
                                + " recipients=[{seq=2, person=1, prevDistance=2}]",
                        DONE);
        assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
    }

    @Test
    void shouldLetWhoComesTakeOverFromWhoDoesNot() {
        final Scene scene = alarmed(30_000, 0);
        scene.accept(1, 1);
        scene.after(30);

        assertThat(scene.accept(2, 1))
                .containsExactly(
                        "OfferAnswered [ACCEPTED_BY_OFFER, TAKEN_OVER] person=1 response=ACCEPTED",
                        "OutputDispatched [ACCEPTED_BY_OFFER] alertId=1 kind=TAKEN lane=CRITICAL step=1"
                                + " recipients=[{seq=2, person=0, prevDistance=2}]",
                        DONE);
        assertThat(scene.deadlineInSeconds()).isEqualTo(30);
    }

    @Test
    void shouldGoThroughTheStepsAgainBeforeTheDesk() {
        final Scene scene = alarmed(0, 1);
        scene.after(60);

        assertThat(scene.after(30)).contains("StepStarted [CARE_ASSIGNMENT, STEPS_REPEAT] step=0 round=0 chosen=1");
        assertThat(scene.after(60)).contains("StepStarted [UNIT_ROLE, STEPS_REPEAT] step=1 round=0 chosen=1");
        assertThat(scene.after(30)).contains("StepStarted [FAIL_SAFE] step=2 round=1 chosen=1");
    }
}
