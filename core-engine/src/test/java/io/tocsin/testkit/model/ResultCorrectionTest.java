package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a critical result of which something else is reported: section 35. */
final class ResultCorrectionTest extends ResultScenario {
    /** 32 blocks of content. */
    private static final OracleLimits FEW_BLOCKS =
            new OracleLimits(20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 32, 64, 8, 20, 10_000, 0, 0, 0, 0);

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

    /** The doctor reads 6.9 from a card that says the first thing reported of it, or the second, which is the third time; the value is the same. */
    @ParameterizedTest
    @CsvSource({
        "0, OK,              not said",
        "1, READ_BACK_WRONG, as it was first",
        "2, OK,              as it was when it was haemolysed",
        "3, OK,              as it was when that was said again",
        "4, READ_BACK_WRONG, nobody was shown that"
    })
    void shouldTakeNothingForWhatThePersonWasNotShown(final long shown, final String result, final String how) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            report(scene, "6.9", "doctor");
            for (int i = 0; i < 2; i++) {
                scene.say(message(List.of("p1", "", ""), "6.9", "doctor", "haemolysed, disregard"));
            }

            assertThat(scene.say(messages.accept(From.session(2), 1, "6.9", shown)))
                    .as(how)
                    .endsWith(answer(result));
        });
    }

    /** The table of contents is full of other alerts: the correction takes the place of what it corrects, and needs none of what is kept for urgent ones. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldCorrectAResultThoughThereIsNoRoomForAnythingElse(final Side side) {
        final Scene scene = laboratory(Scene.ward(side, 4, FEW_BLOCKS));
        scene.open(2, "doctor");
        report(scene, "6.9", "doctor");
        accept(scene, DOCTOR, "6.9");
        int raised = 0;
        while (scene.raise("k" + raised, Severity.CRITICAL).toString().contains("isNew=1")) {
            raised++;
        }

        assertThat(raised).isLessThan((int) FEW_BLOCKS.alerts() - 1);
        assertThat(only(report(scene, "2.1", "doctor"), "OfferAnswered", "AlertUpdated"))
                .containsExactly(
                        "OfferAnswered [RESULT_CORRECTED] person=1 response=UNDEFINED",
                        "AlertUpdated [SAME_KEY, RESULT_CORRECTED] alertId=1 occurrence=2 phase=UPDATE"
                                + " severity=CRITICAL");
    }

    /** A laboratory reports where the patient lies now, or nothing of it: it is the same patient, and the doctor must not go on with what is wrong. */
    @ParameterizedTest
    @CsvSource({
        "p1, icu, bed1, p1, er,  bed2",
        "p1, icu, bed1, p1, '',  ''",
        "p1, '',  '',   p1, icu, bed1",
        "'', icu, bed1, '', '',  bed1",
        "'', icu, '',   '', icu, ''"
    })
    void shouldCorrectAResultWhereverThePatientIsNow(
            final String ofPatient,
            final String inUnit,
            final String inBed,
            final String patient,
            final String unit,
            final String bed) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.say(message(List.of(ofPatient, inUnit, inBed), "6.9", "doctor", ""));
            accept(scene, DOCTOR, "6.9");

            assertThat(only(scene.say(message(List.of(patient, unit, bed), "2.1", "doctor", "")), "AlertUpdated"))
                    .containsExactly("AlertUpdated [SAME_KEY, RESULT_CORRECTED] alertId=1 occurrence=2 phase=UPDATE"
                            + " severity=CRITICAL");
            assertThat(accept(scene, DOCTOR, "6.9")).endsWith(answer("READ_BACK_WRONG"));
            assertThat(accept(scene, DOCTOR, "2.1")).endsWith(answer("OK"));
        });
    }

    /** A specimen with the wrong label: whose result it is cannot be corrected, only cancelled and reported anew, so that the right people are asked. */
    @ParameterizedTest
    @CsvSource({
        "p1, '',  '',   p2, '',  '',   41",
        "p1, '',  '',   '', '',  '',   41",
        "p1, icu, bed1, p2, icu, bed1, 41",
        "'', icu, bed1, p1, icu, bed1, 41",
        "'', icu, bed1, '', icu, bed2, 49",
        "'', icu, bed1, '', icu, '',   49",
        "'', icu, '',   '', er,  '',   47"
    })
    void shouldRefuseToMoveAnOpenResultToAnotherPatient(
            final String ofPatient,
            final String inUnit,
            final String inBed,
            final String patient,
            final String unit,
            final String bed,
            final int field) {
        sides().forEach(side -> {
            final Scene scene = laboratory(side);
            scene.say(message(List.of(ofPatient, inUnit, inBed), "6.9", "doctor", ""));

            assertThat(scene.lines(message(List.of(patient, unit, bed), "2.1", "doctor", "")))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text("result") + line.number("detail"))
                            .isEqualTo("INVALID_FIELD" + field));
            assertThat(accept(scene, DOCTOR, "6.9")).endsWith(answer("OK"));
        });
    }
}
