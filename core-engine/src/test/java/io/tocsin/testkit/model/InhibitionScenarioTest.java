package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How one alert keeps others from paging, as section 27 says it; played on the model and on the engine. The nurse has session 1. */
final class InhibitionScenarioTest {
    private static final int ANY = 255;
    private static final int OVERDOSE = 5;
    private static final int CARDIAC_ARREST = 1;
    private static final int EMERGENT = 2;
    private static final int URGENT = 3;
    private static final int SUBJECT = 1;
    private static final OracleInhibitions.Rule GRAVER = new OracleInhibitions.Rule(
            600_000, SUBJECT, new OracleInhibitions.Side(0, 2, ANY, 0), new OracleInhibitions.Side(0, 3, ANY, 0));
    private static final String MUTED = "AlertMuted [INHIBITED]";
    private static final String ASKED = "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1";

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static Scene ward(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(InhibitionEntry.of(List.of(GRAVER))));
        return scene;
    }

    private static List<String> raise(
            final Scene scene, final String key, final int type, final Severity severity, final String patient) {
        final RaiseText text = RaiseText.of(key, severity, patient);
        text.type = type;
        return scene.say(scene.commands.raise(From.source(7, 0), text));
    }

    private static List<String> raise(final Scene scene, final String key, final Severity severity) {
        return raise(scene, key, OVERDOSE, severity, "p1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMuteTheLesserAlertOfAPatientWhileTheGraverIsOpen(final Side side) {
        final Scene scene = ward(side);

        assertThat(raise(scene, "grave", Severity.EMERGENT)).contains(ASKED);
        assertThat(raise(scene, "lesser", Severity.URGENT)).contains(MUTED).doesNotContain(ASKED);
        assertThat(scene.say(scene.commands.clear(From.source(7, 0), 1, ""))).doesNotContain(ASKED);
        assertThat(scene.after(0)).containsSubsequence("AlertUnmuted [INHIBITION_ENDED]", ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMuteNeitherAnotherPatientNorWhatIsProtectedNorWhatPagesAlready(final Side side) {
        final Scene scene = ward(side);
        raise(scene, "before", Severity.URGENT);
        raise(scene, "grave", Severity.EMERGENT);

        assertThat(raise(scene, "before", Severity.URGENT)).doesNotContain(MUTED);
        assertThat(raise(scene, "other", OVERDOSE, Severity.URGENT, "p2")).doesNotContain(MUTED);
        assertThat(raise(scene, "arrest", CARDIAC_ARREST, Severity.URGENT, "p1"))
                .contains(ASKED);
        assertThat(raise(scene, "critical", Severity.CRITICAL)).contains(ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldPageWhatRisesAboveTheRuleAndWhatItsSourceNoLongerCovers(final Side side) {
        final Scene scene = ward(side);
        raise(scene, "grave", Severity.EMERGENT);
        raise(scene, "lesser", Severity.URGENT);

        assertThat(raise(scene, "lesser", Severity.EMERGENT))
                .containsSubsequence("AlertUnmuted [INHIBITION_ENDED]", ASKED);
        raise(scene, "third", Severity.URGENT);
        raise(scene, "grave", Severity.NON_URGENT);
        assertThat(scene.after(0))
                .as("the other one is EMERGENT now, and mutes it")
                .containsExactly(MUTED);
        raise(scene, "lesser", Severity.NON_URGENT);
        assertThat(scene.after(0)).containsSubsequence("AlertUnmuted [INHIBITION_ENDED]", ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldPageWhatRisesAboveTheRuleWithinItsPriority(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(InhibitionEntry.of(List.of(new OracleInhibitions.Rule(
                600_000,
                SUBJECT,
                new OracleInhibitions.Side(0, 2, ANY, 0),
                new OracleInhibitions.Side(0, 4, ANY, 0))))));
        raise(scene, "grave", Severity.EMERGENT);

        assertThat(raise(scene, "lesser", Severity.SEMI_URGENT)).contains(MUTED);
        assertThat(raise(scene, "lesser", Severity.URGENT))
                .containsSubsequence("AlertUnmuted [INHIBITION_ENDED]", ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotBeMutedByWhatIsMutedItself(final Side side) {
        final Scene scene = ward(side);
        scene.say(scene.commands.createSilence(
                From.session(1),
                new Commands.Silence(0, scene.nowNs + 600 * Scene.SECOND, ANY, 2, ANY, 0, 0, "", "p1", "", "MRI")));
        raise(scene, "grave", Severity.EMERGENT);
        scene.say(scene.commands.expireSilence(From.session(1), 1));

        assertThat(raise(scene, "lesser", Severity.URGENT))
                .as("the grave one has not paged yet")
                .contains(ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLookAgainAfterAWhile(final Side side) {
        final Scene scene = ward(side);
        raise(scene, "grave", Severity.EMERGENT);
        scene.accept(1, 1);
        raise(scene, "lesser", Severity.URGENT);

        assertThat(scene.after(600)).containsExactly(MUTED);
        assertThat(scene.configure(List.of(InhibitionEntry.of(List.of())))).contains("ConfigApplied [CONFIGURED]");
        assertThat(scene.after(0)).containsSubsequence("AlertUnmuted [INHIBITION_ENDED]", ASKED);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotBeMutedByWhatWaitsForAPolicy(final Side side) {
        final Scene scene = ward(side);
        scene.configure(List.of(scene.entries.policy(policy(2, 1 << URGENT))));
        assertThat(raise(scene, "grave", Severity.EMERGENT)).contains("StepEnded [NO_POLICY] step=0 unanswered=0");

        assertThat(raise(scene, "lesser", Severity.URGENT)).contains(ASKED);
        scene.configure(List.of(scene.entries.policy(policy(3, 1 << EMERGENT | 1 << URGENT))));
        assertThat(scene.after(1)).contains(ASKED);
        assertThat(raise(scene, "third", Severity.URGENT)).contains(MUTED);
    }

    private static Entries.Policy policy(final long version, final int severities) {
        return new Entries.Policy(
                1,
                version,
                severities,
                0,
                10_000,
                20_000,
                5_000,
                60_000,
                List.of(new Entries.Step(60_000, 0, 0, "")),
                "desk");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseRulesByWhichAlertsCouldMuteEachOther(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        final OracleInhibitions.Side urgent = new OracleInhibitions.Side(0, 3, ANY, 0);
        final OracleInhibitions.Side trauma = new OracleInhibitions.Side(3, 5, ANY, 0);
        final OracleInhibitions.Side stroke = new OracleInhibitions.Side(2, 5, ANY, 0);

        for (final List<OracleInhibitions.Rule> rules : List.of(
                List.of(new OracleInhibitions.Rule(1_000, SUBJECT, urgent, urgent)),
                List.of(
                        new OracleInhibitions.Rule(1_000, SUBJECT, trauma, stroke),
                        new OracleInhibitions.Rule(1_000, SUBJECT, stroke, trauma)))) {
            assertThat(scene.configure(List.of(InhibitionEntry.of(rules))))
                    .contains("CommandAnswered result=CONFIG_REFUSED alertId=0 occurrence=0 isNew=0 repeated=0");
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseARuleByWhichTheLesserCouldMuteTheGraver(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        final OracleInhibitions.Side urgent = new OracleInhibitions.Side(3, URGENT, ANY, 0);
        final OracleInhibitions.Side emergent = new OracleInhibitions.Side(2, EMERGENT, ANY, 0);

        assertThat(scene.configure(List.of(
                        InhibitionEntry.of(List.of(new OracleInhibitions.Rule(1_000, SUBJECT, urgent, emergent))))))
                .contains("CommandAnswered result=CONFIG_REFUSED alertId=0 occurrence=0 isNew=0 repeated=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeWhatNothingMutesForNoCircle(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        final OracleInhibitions.Side arrest = new OracleInhibitions.Side(CARDIAC_ARREST, URGENT, ANY, 0);
        final OracleInhibitions.Side any = new OracleInhibitions.Side(0, URGENT, ANY, 0);

        assertThat(scene.configure(
                        List.of(InhibitionEntry.of(List.of(new OracleInhibitions.Rule(1_000, SUBJECT, arrest, any))))))
                .contains("ConfigApplied [CONFIGURED]");
        raise(scene, "arrest", CARDIAC_ARREST, Severity.URGENT, "p1");
        assertThat(raise(scene, "overdose", Severity.URGENT)).contains(MUTED);
    }
}
