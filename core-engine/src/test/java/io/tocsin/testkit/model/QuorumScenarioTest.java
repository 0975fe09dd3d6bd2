package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A step that tells nurse and registrar together and needs both: whoever comes first does not stop the bell. */
final class QuorumScenarioTest {
    private static final String DONE = "CommandAnswered result=OK alertId=1 occurrence=0 isNew=0 repeated=0";

    private static Scene alarmed(final int needed) {
        final Scene scene = Scene.staffed(new OracleEngine(Set.of()), 4);
        scene.configure(List.of(scene.entries.policy(new Entries.Policy(
                1,
                2,
                0b11_1110,
                0,
                10_000,
                20_000,
                0,
                60_000,
                List.of(new Entries.Step(60_000, 0, 0, "", needed, 0), new Entries.Step(0, 1, 0, "registrar", 0, 1)),
                "desk"))));
        return scene;
    }

    @Test
    void shouldStopWhenBothHaveAccepted() {
        for (final int needed : List.of(2, 255)) {
            final Scene scene = alarmed(needed);
            assertThat(scene.raise("k", Severity.CRITICAL))
                    .contains("StepStarted [CARE_ASSIGNMENT, UNIT_ROLE] step=0 round=0 chosen=2");

            assertThat(scene.accept(1, 1))
                    .containsExactly(
                            "OfferAnswered [ACCEPTED_BY_OFFER, MORE_NEEDED] person=0 response=ACCEPTED",
                            "OutputDispatched [ACCEPTED_BY_OFFER] alertId=1 kind=JOINED lane=CRITICAL step=0"
                                    + " recipients=[{seq=2, person=1, prevDistance=1}]",
                            DONE);
            assertThat(scene.deadlineInSeconds()).isEqualTo(60);
            assertThat(scene.accept(2, 1))
                    .containsExactly(
                            "OfferAnswered [ACCEPTED_BY_OFFER] person=1 response=ACCEPTED",
                            "OutputDispatched [ACCEPTED_BY_OFFER] alertId=1 kind=TAKEN lane=CRITICAL step=0"
                                    + " recipients=[{seq=2, person=0, prevDistance=2}]",
                            DONE);
            assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
        }
    }

    @Test
    void shouldStopAtTheFirstWhenOneIsEnough() {
        final Scene scene = alarmed(1);
        scene.raise("k", Severity.CRITICAL);

        assertThat(scene.accept(2, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=1 response=ACCEPTED");
        assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
    }

    @Test
    void shouldKeepWhoCameAndAskTheNextForTheOther() {
        final Scene scene = alarmed(2);
        scene.raise("k", Severity.CRITICAL);
        scene.accept(1, 1);

        assertThat(scene.after(60))
                .startsWith(
                        "OfferAnswered [STEP_TIMED_OUT] person=1 response=UNDEFINED",
                        "StepEnded [STEP_TIMED_OUT] step=0 unanswered=1",
                        "StepStarted [FAIL_SAFE] step=1 round=1 chosen=1");
        assertThat(scene.deadlineInSeconds()).isEqualTo(10);
    }

    @Test
    void shouldAskAgainWhenOneOfBothGivesItBack() {
        final Scene scene = alarmed(2);
        scene.raise("k", Severity.CRITICAL);
        scene.accept(1, 1);
        scene.accept(2, 1);

        assertThat(scene.reject(2, 1))
                .startsWith(
                        "OfferAnswered [OWNER_REJECTED] person=1 response=REJECTED",
                        "StepEnded [OWNER_REJECTED] step=0 unanswered=0",
                        "StepStarted [FAIL_SAFE] step=1 round=1 chosen=1");
        assertThat(scene.deadlineInSeconds()).isEqualTo(10);
    }
}
