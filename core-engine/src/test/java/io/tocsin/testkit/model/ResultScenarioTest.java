package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is asked about a critical result, and how it is taken: section 35. */
final class ResultScenarioTest extends ResultScenario {
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskWhoOrderedItFirst(final Side side) {
        final Scene scene = laboratory(side);

        assertThat(only(report(scene, "6.9", "doctor"), "StepStarted", "OutputDispatched"))
                .containsExactly(
                        "StepStarted [ORDERING_CLINICIAN] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=1, prevDistance=1}]");
        assertThat(scene.deadlineInSeconds()).isEqualTo(900);
        assertThat(only(scene.after(900), "StepStarted"))
                .containsExactly("StepStarted [NAMED_PERSON] step=1 round=0 chosen=1");
        assertThat(only(scene.after(300), "StepStarted"))
                .containsExactly("StepStarted [FAIL_SAFE] step=2 round=1 chosen=1");
    }

    @ParameterizedTest
    @CsvSource({"''", "dr-who"})
    void shouldAskTheNextAtOnceIfNobodyKnowsWhoOrderedIt(final String nobody) {
        sides().forEach(side -> assertThat(only(report(laboratory(side), "6.9", nobody), "StepEnded", "StepStarted"))
                .containsExactly(
                        "StepEnded [EMPTY_STEP] step=0 unanswered=0",
                        "StepStarted [NAMED_PERSON] step=1 round=0 chosen=1"));
    }

    private static void roster(final Scene scene, final long fromHours, final long toHours) {
        roster(scene, "doctor", fromHours, toHours);
    }

    private static void roster(final Scene scene, final String who, final long fromHours, final long toHours) {
        final long hour = 3_600 * Scene.SECOND;
        scene.configure(List.of(scene.entries.duty(
                0,
                0,
                0,
                List.of(new Entries.Duty(who, scene.nowNs + fromHours * hour, scene.nowNs + toHours * hour)),
                "icu",
                "ward-doctor")));
    }

    /** Who ordered it has a duty from then to then, and the result comes then, in hours: who has gone home is not asked, whether they come again or not. */
    @ParameterizedTest
    @CsvSource({
        "0, 2,  1, ORDERING_CLINICIAN, still on duty",
        "1, 2,  0, NAMED_PERSON,       not yet on duty",
        "0, 1,  1, NAMED_PERSON,       just gone home",
        "0, 1, 24, NAMED_PERSON,       gone home yesterday"
    })
    void shouldAskTheNextAtOnceIfWhoOrderedItIsOffDuty(
            final long from, final long to, final long at, final String first, final String who) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            roster(scene, from, to);
            scene.after(0);
            scene.after(at * 3_600);

            assertThat(only(report(scene, "6.9", "doctor"), "StepStarted"))
                    .as(who)
                    .singleElement()
                    .asString()
                    .startsWith("StepStarted [" + first + "]");
        });
    }

    /** The doctor was planned by mistake, and was on duty by no roster ever: that says nothing of when the doctor works. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskWhoOrderedItWhenARosterOnlyPlannedThem(final Side side) {
        final Scene scene = laboratory(side);
        roster(scene, "doctor", 1, 2);
        scene.after(0);
        roster(scene, "nurse", 1, 2);
        scene.after(0);

        assertThat(only(report(scene, "6.9", "doctor"), "StepStarted"))
                .containsExactly("StepStarted [ORDERING_CLINICIAN] step=0 round=0 chosen=1");
    }

    /** The list as it was counts again: nobody says any more when they are on duty. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskWhoOrderedItWhenTheirRosterIsTakenAway(final Side side) {
        final Scene scene = laboratory(side);
        roster(scene, 0, 1);
        scene.after(0);
        scene.after(3_600);
        scene.configure(List.of(scene.entries.duty(0, 2, 0, List.of(), "icu", "ward-doctor")));

        assertThat(only(report(scene, "6.9", "doctor"), "StepStarted"))
                .containsExactly("StepStarted [ORDERING_CLINICIAN] step=0 round=0 chosen=1");
    }

    /** The end of the shift asks again, and not who has just gone home. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotGiveTheResultBackToWhoGoesHomeWithIt(final Side side) {
        final Scene scene = laboratory(side);
        roster(scene, 0, 1);
        scene.after(0);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        assertThat(only(scene.after(3_600), "OfferAnswered", "StepEnded", "StepStarted"))
                .containsExactly(
                        "OfferAnswered [SHIFT_ENDED] person=1 response=UNDEFINED",
                        "StepEnded [SHIFT_ENDED] step=0 unanswered=0",
                        "StepEnded [EMPTY_STEP] step=0 unanswered=0",
                        "StepStarted [NAMED_PERSON] step=1 round=0 chosen=1");
    }

    /** A laboratory names whom it likes: who could never take the result over is not waited for. */
    @ParameterizedTest
    @CsvSource({
        "NURSE,     ORDERING_CLINICIAN",
        "PHYSICIAN, ORDERING_CLINICIAN",
        "TECH,      NAMED_PERSON",
        "ADMIN_SYS, NAMED_PERSON",
        "FAMILY,    NAMED_PERSON"
    })
    void shouldAskNobodyWhoMayNeverAccept(final AuthorityRole role, final String first) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.configure(
                    List.of(scene.entries.authority("doctor", role.value(), role == AuthorityRole.FAMILY ? "p1" : "")));

            assertThat(only(report(scene, "6.9", "doctor"), "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith("StepStarted [" + first + "]");
        });
    }

    /** The patient is in the scanner, and the bed is noisy: that holds alarms back, and results only if the silence says so. */
    @ParameterizedTest
    @CsvSource({"0, StepStarted", "255, StepStarted", "5, StepStarted", "10, AlertMuted"})
    void shouldHoldAResultBackOnlyIfASilenceNamesResults(final int type, final String what) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.say(scene.commands.createSilence(
                    From.session(1),
                    new Commands.Silence(
                            0, scene.nowNs + 600 * Scene.SECOND, type, 2, 255, 0, 0, "", "p1", "", "MRI")));

            assertThat(only(report(scene, Severity.EMERGENT), "AlertMuted", "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith(what);
        });
    }

    /** A graver alarm of the patient mutes the lesser ones, and a result only if the rule names results. */
    @ParameterizedTest
    @CsvSource({"0, StepStarted", "5, StepStarted", "10, AlertMuted"})
    void shouldMuteAResultOnlyIfARuleNamesResults(final int type, final String what) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.configure(List.of(InhibitionEntry.of(List.of(new OracleInhibitions.Rule(
                    600_000,
                    1,
                    new OracleInhibitions.Side(5, 2, 255, 0),
                    new OracleInhibitions.Side(type, 3, 255, 0))))));
            final RaiseText overdose = RaiseText.of("k", Severity.EMERGENT, "p1");
            overdose.type = 5;
            scene.say(scene.commands.raise(From.source(7, 0), overdose));

            assertThat(only(report(scene, Severity.URGENT), "AlertMuted", "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith(what);
        });
    }

    /** Who was told of a potassium is not at the bed: the patient's alarms call on, unless the rule says that results mute them. */
    @ParameterizedTest
    @CsvSource({"0, StepStarted", "5, StepStarted", "10, AlertMuted"})
    void shouldMuteAnAlarmByAResultOnlyIfARuleNamesResults(final int type, final String what) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.configure(List.of(InhibitionEntry.of(List.of(new OracleInhibitions.Rule(
                    600_000,
                    1,
                    new OracleInhibitions.Side(type, 2, 255, 0),
                    new OracleInhibitions.Side(4, 3, 255, 0))))));
            report(scene, "6.9", "doctor");
            final RaiseText alarm = RaiseText.of("k", Severity.URGENT, "p1");
            alarm.type = 4;

            assertThat(only(scene.say(scene.commands.raise(From.source(7, 0), alarm)), "AlertMuted", "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith(what);
        });
    }

    /** The laboratory's next specimen is normal, and nobody has read the first back yet: that is not over. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskOnWhenTheSourceClearsWhatNobodyHasTaken(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        scene.after(600);

        assertThat(only(clear(scene), "ConditionChanged", "OfferAnswered", "OutputDispatched", "AlertClosed"))
                .containsExactly("ConditionChanged [CONDITION_ENDED, LATCHED] from=ACTIVE to=LATCHED phase=UPDATE");
        assertThat(scene.deadlineInSeconds()).isEqualTo(300);
        assertThat(only(scene.after(300), "StepStarted"))
                .containsExactly("StepStarted [NAMED_PERSON] step=1 round=0 chosen=1");
        assertThat(scene.say(scene.commands.resolve(From.session(1), 1))).containsExactly(answer("READ_BACK_NEEDED"));
        assertThat(accept(scene, NURSE, "6.9")).endsWith(answer("OK"));
        assertThat(only(scene.say(scene.commands.resolve(From.session(1), 1)), "ConditionChanged", "CommandAnswered"))
                .containsExactly(
                        "ConditionChanged [RESOLVED_BY_PERSON] from=LATCHED to=INACTIVE phase=RESET", answer("OK"));
    }

    /** What was taken ends as any other alert; who gives it back then has left it to nobody, so anybody who was told may say that it is dealt with. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetAResultBeResolvedInReviewThoughItsOwnerHasGivenItBack(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        assertThat(only(clear(scene), "ConditionChanged"))
                .containsExactly("ConditionChanged [CONDITION_ENDED] from=ACTIVE to=INACTIVE phase=END");
        scene.say(scene.commands.release(From.session(2), 1));
        assertThat(accept(scene, DOCTOR, "9.6")).endsWith(answer("READ_BACK_WRONG"));
        assertThat(scene.say(scene.commands.resolve(From.session(2), 1))).endsWith(answer("OK"));
    }

    /** Whoever has read back a value that is withdrawn is told that it is, as whoever owns any alert that is; nothing has to be answered. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellWhoeverHadTakenItWhenTheResultIsCancelled(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        assertThat(only(scene.say(scene.commands.cancel(From.source(7, 0), 0, "lab-77")), "AlertClosed", "Output"))
                .containsExactly(
                        "AlertClosed [CANCELLED_BY_SOURCE] person=-1 outcome=CANCELLED condition=ACTIVE",
                        "OutputDispatched [CANCELLED_BY_SOURCE] alertId=1 kind=CLOSED lane=CRITICAL step=0"
                                + " recipients=[{seq=2, person=1, prevDistance=2}]");
    }

    private static List<String> clear(final Scene scene) {
        return scene.say(scene.commands.clear(From.source(7, 0), 0, "lab-77"));
    }

    /** What counts as the value: source: Joint Commission NPSG.02.03.01, the receiver reads the result back. */
    @ParameterizedTest
    @CsvSource({
        "'6.9',            OK",
        "'6.9 mmol/l',     OK",
        "' 6.9  MMOL/L ',  OK",
        "'6,9',            READ_BACK_WRONG",
        "'6.90',           READ_BACK_WRONG",
        "'9.6',            READ_BACK_WRONG",
        "'6.',             READ_BACK_WRONG",
        "'mmol/l',         READ_BACK_WRONG",
        "'  ',             READ_BACK_WRONG",
        "'',               READ_BACK_NEEDED"
    })
    void shouldTakeTheValueAloneAsReadBack(final String readBack, final String result) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            report(scene, "6.9", "doctor");
            assertThat(accept(scene, DOCTOR, readBack)).endsWith(answer(result));
        });
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldStayOpenAndKeepTheDeadlineWhenAReadBackIsWrong(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        scene.after(600);

        assertThat(accept(scene, DOCTOR, "9.6"))
                .containsExactly("ReadBackNoted [READ_BACK_WRONG] person=1 failures=1", answer("READ_BACK_WRONG"));
        assertThat(scene.deadlineInSeconds()).isEqualTo(300);
        assertThat(only(accept(scene, DOCTOR, "6.9"), "ReadBackNoted", "OfferAnswered"))
                .containsExactly(
                        "ReadBackNoted [READ_BACK_RIGHT] person=1 failures=0",
                        "OfferAnswered [ACCEPTED_BY_OFFER] person=1 response=ACCEPTED");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskTheNextAtOnceAfterSoManyFailures(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        scene.accept(2, 1);

        assertThat(only(accept(scene, DOCTOR, "9.6"), "ReadBackNoted", "StepEnded", "StepStarted", "CommandAnswered"))
                .containsExactly(
                        "ReadBackNoted [READ_BACK_WRONG] person=1 failures=2",
                        "StepEnded [READ_BACK_FAILED] step=0 unanswered=0",
                        "StepStarted [NAMED_PERSON] step=1 round=0 chosen=1",
                        answer("READ_BACK_WRONG"));
        assertThat(only(accept(scene, NURSE, "6.9"), "OfferAnswered"))
                .containsExactly("OfferAnswered [ACCEPTED_BY_OFFER] person=0 response=ACCEPTED");
    }

    /** The fail-safe is told again and again; who reads back what is wrong must not stop that and begin with people who did not answer before. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldGoOnTellingTheFailSafeHoweverOftenReadingBackFails(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        scene.after(900);
        scene.after(300);
        scene.after(20);

        for (int i = 0; i < 3; i++) {
            assertThat(only(accept(scene, DOCTOR, "9.6"), "ReadBackNoted", "Step"))
                    .containsExactly("ReadBackNoted [READ_BACK_WRONG] person=1 failures=" + (i % 2 + 1));
            assertThat(scene.deadlineInSeconds()).isEqualTo(40);
        }
        assertThat(only(scene.after(40), "StepEnded", "StepStarted"))
                .containsExactly(
                        "StepEnded [FAIL_SAFE_REPEAT] step=2 unanswered=1",
                        "StepStarted [FAIL_SAFE] step=2 round=2 chosen=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNobodyResolveOrComeToTheBedsideBeforeSomebodyHasReadItBack(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");

        assertThat(scene.say(scene.commands.resolve(From.session(2), 1))).containsExactly(answer("READ_BACK_NEEDED"));
        assertThat(scene.say(scene.commands.arrive(From.session(2), 1))).endsWith(answer("READ_BACK_NEEDED"));
        accept(scene, DOCTOR, "6.9");
        assertThat(scene.say(scene.commands.resolve(From.session(2), 1))).endsWith(answer("OK"));
    }
}
