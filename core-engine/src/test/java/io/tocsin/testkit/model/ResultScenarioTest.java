package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Critical results, as section 35 says it; played on the model and on the engine. The doctor ordered the examination and has 15 minutes, then the nurse has 5, then
 * the desk is told; after two read-backs in a row that are wrong or missing the next is asked at once. The nurse has session 1, the doctor session 2.
 */
final class ResultScenarioTest {
    private static final int NURSE = 0;
    private static final int DOCTOR = 1;
    private static final int OF_RESULTS = 1 << 10;

    private final ResultMessages messages = new ResultMessages();

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private Scene laboratory(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        scene.configure(List.of(scene.entries.policy(
                new Entries.Policy(
                        2,
                        1,
                        0b11_1110,
                        0,
                        60_000,
                        20_000,
                        0,
                        60_000,
                        List.of(new Entries.Step(900_000, 6, 0, ""), new Entries.Step(300_000, 2, 0, "nurse")),
                        "desk",
                        0,
                        0,
                        OF_RESULTS),
                0,
                2)));
        return scene;
    }

    private List<String> report(final Scene scene, final String value, final String orderedBy) {
        return scene.say(message(List.of("p1", "", ""), value, orderedBy, ""));
    }

    private byte[] message(final List<String> place, final String value, final String orderedBy, final String comment) {
        final List<String> texts = new ArrayList<>(List.of("lab-77"));
        texts.addAll(place);
        texts.addAll(List.of(orderedBy, "2823-3", "Potassium", value, "mmol/l", comment));
        return messages.report(From.source(7, 0), 1, 0, 0, texts);
    }

    private List<String> accept(final Scene scene, final int person, final String readBack) {
        return scene.say(messages.accept(From.session(person + 1L), 1, readBack));
    }

    private static String answer(final String result) {
        return "CommandAnswered result=" + result + " alertId=1 occurrence=0 isNew=0 repeated=0";
    }

    private static List<String> only(final List<String> said, final String... names) {
        return said.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
    }

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
        final long hour = 3_600 * Scene.SECOND;
        scene.configure(List.of(scene.entries.duty(
                0,
                0,
                0,
                List.of(new Entries.Duty("doctor", scene.nowNs + fromHours * hour, scene.nowNs + toHours * hour)),
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

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskAgainWhenTheResultIsCorrected(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        assertThat(only(report(scene, "2.1", "doctor"), "OfferAnswered", "AlertUpdated", "StepEnded", "StepStarted"))
                .containsExactly(
                        "OfferAnswered [RESULT_CORRECTED] person=1 response=UNDEFINED",
                        "AlertUpdated [SAME_KEY, RESULT_CORRECTED] alertId=1 occurrence=2 phase=UPDATE severity=CRITICAL",
                        "StepEnded [RESULT_CORRECTED] step=0 unanswered=0",
                        "StepStarted [ORDERING_CLINICIAN] step=0 round=0 chosen=1");
        assertThat(accept(scene, DOCTOR, "6.9")).endsWith(answer("READ_BACK_WRONG"));
        assertThat(accept(scene, DOCTOR, "2.1")).endsWith(answer("OK"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskNobodyAgainWhenTheSameIsReportedTwice(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        final List<String> said = new ArrayList<>(report(scene, "6.9", "doctor"));
        assertThat(said)
                .containsExactly(
                        "AlertUpdated [SAME_KEY] alertId=1 occurrence=2 phase=CONTINUE severity=CRITICAL",
                        "CommandAnswered result=OK alertId=1 occurrence=2 isNew=0 repeated=0");
    }

    /** The nurse acts on what she has read back: she hears of the correction at once, not when two others have not answered. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskWhoeverHadTakenItWhenTheResultIsCorrected(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        scene.after(900);
        accept(scene, NURSE, "6.9");

        final List<String> said = report(scene, "2.1", "doctor");
        assertThat(only(said, "OfferAnswered", "StepEnded", "StepStarted", "AlertRedirected"))
                .containsExactly(
                        "OfferAnswered [RESULT_CORRECTED] person=0 response=UNDEFINED",
                        "StepEnded [RESULT_CORRECTED] step=1 unanswered=0",
                        "StepStarted [ORDERING_CLINICIAN] step=0 round=0 chosen=1",
                        "AlertRedirected [RESULT_CORRECTED] person=0 to=0 chosen=1");
        assertThat(said).anyMatch(line -> line.contains("kind=OFFER") && line.contains("person=0"));
        assertThat(scene.deadlineInSeconds()).isEqualTo(900);
        assertThat(accept(scene, NURSE, "2.1")).endsWith(answer("OK"));
    }

    /** A laboratory that reports every few minutes whom it called must not keep the others from being asked. */
    @ParameterizedTest
    @CsvSource({
        "6.9, doctor, called 14:05, '[SAME_KEY]'",
        "6.9, nurse,  '',           '[SAME_KEY]'",
        "2.1, doctor, '',           '[SAME_KEY, RESULT_CORRECTED]'"
    })
    void shouldKeepTheDeadlineWhateverIsReportedOfWhatNobodyHasTaken(
            final String value, final String orderedBy, final String comment, final String why) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            report(scene, "6.9", "doctor");
            scene.after(600);

            assertThat(only(
                            scene.say(message(List.of("p1", "", ""), value, orderedBy, comment)),
                            "AlertUpdated",
                            "OfferAnswered",
                            "Step"))
                    .containsExactly("AlertUpdated " + why + " alertId=1 occurrence=2 phase=UPDATE severity=CRITICAL");
            assertThat(scene.deadlineInSeconds()).isEqualTo(300);
            assertThat(accept(scene, DOCTOR, value)).endsWith(answer("OK"));
        });
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLeaveItToWhoHasTakenItWhenOnlyTheCommentIsAnother(final Side side) {
        final Scene scene = laboratory(side);
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");

        assertThat(only(
                        scene.say(message(List.of("p1", "", ""), "6.9", "doctor", "haemolysed")),
                        "AlertUpdated",
                        "OfferAnswered",
                        "Step",
                        "OutputDispatched"))
                .containsExactly(
                        "AlertUpdated [SAME_KEY] alertId=1 occurrence=2 phase=UPDATE severity=CRITICAL",
                        "OutputDispatched [UPDATED] alertId=1 kind=UPDATE lane=CRITICAL step=0"
                                + " recipients=[{seq=2, person=1, prevDistance=1}]");
    }

    /** A specimen with the wrong label: whose result it is cannot be corrected, only cancelled and reported anew, so that the right people are asked. */
    @ParameterizedTest
    @CsvSource({"p2, '',  '',   41", "'', '',  '',   41", "p1, er,  '',   47", "p1, '',  bed1, 49", "p2, er,  bed1, 41"
    })
    void shouldRefuseToMoveAnOpenResultToAnotherPatient(
            final String patient, final String unit, final String bed, final int field) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            report(scene, "6.9", "doctor");

            assertThat(scene.lines(message(List.of(patient, unit, bed), "2.1", "doctor", "")))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text("result") + line.number("detail"))
                            .isEqualTo("INVALID_FIELD" + field));
            assertThat(accept(scene, DOCTOR, "6.9")).endsWith(answer("OK"));
        });
    }
}
