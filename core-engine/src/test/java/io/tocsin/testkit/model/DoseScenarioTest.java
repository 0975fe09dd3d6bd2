package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dose that is due, told or not: section 38. */
final class DoseScenarioTest {
    private static final String NAME = "cefuroxime 1.5 g";
    private static final From PHARMACY = From.source(7, 0);
    private static final From THEATRE = From.source(8, 0);
    private static final From NURSE = From.session(1);
    private static final From DOCTOR = From.session(2);
    private static final int HALF_AN_HOUR = 1_800;
    private static final int GIVEN = 1;
    private static final int REFUSED = 3;
    private static final int WITHDRAWN = 4;

    private final DoseMessages messages = new DoseMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    /** Due in so many seconds, to be told for half an hour after that. */
    private List<String> schedule(
            final Scene scene,
            final From from,
            final String dose,
            final String patient,
            final long in,
            final int critical) {
        return scene.say(messages.schedule(
                from,
                new DoseMessages.Dose(
                        dose, patient, NAME, scene.nowNs + in * Scene.SECOND, 1_000L * HALF_AN_HOUR, critical)));
    }

    private List<String> schedule(final Scene scene, final From from, final int critical) {
        return schedule(scene, from, "dose-1", "p1", 600, critical);
    }

    private List<String> tell(final Scene scene, final From from, final int outcome) {
        return tell(scene, from, "dose-1", "p1", outcome);
    }

    private List<String> tell(
            final Scene scene, final From from, final String dose, final String patient, final int outcome) {
        return scene.say(messages.record(from, dose, patient, outcome, 0, ""));
    }

    private static List<String> only(final List<String> said, final String... names) {
        return said.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
    }

    private static void assertAnswer(final List<String> said, final String answer) {
        assertThat(only(said, "CommandAnswered")).singleElement().asString().contains("result=" + answer + ' ');
    }

    /** Whoever cares for the patient hears of it, not the ward; how soon, the site decides. */
    @ParameterizedTest
    @CsvSource({"0, URGENT, NORMAL", "1, EMERGENT, HIGH"})
    void shouldTellTheNurseOfADoseThatNobodyToldOf(final int critical, final Severity severity, final String priority) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            assertThat(only(schedule(scene, PHARMACY, critical), "DoseChanged"))
                    .containsExactly("DoseChanged [DOSE_SCHEDULED] phase=SCHEDULED outcome=null alertId=0 missed=0");
            assertThat(scene.after(600 + HALF_AN_HOUR - 1)).isEmpty();
            assertThat(only(scene.after(1), "DoseChanged", "AlertRaised", "StepStarted", "OutputDispatched"))
                    .containsExactly(
                            "DoseChanged [DOSE_MISSED] phase=MISSED outcome=null alertId=1 missed=1",
                            "AlertRaised [DOSE_MISSED] alertId=1 severity=" + severity + " priority=" + priority
                                    + " unidentified=0",
                            "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                            "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=OTHER step=0"
                                    + " recipients=[{seq=1, person=0, prevDistance=1}]");
        });
    }

    /** Given, held, refused or withdrawn: whatever became of it, it is told, and nobody is alerted; saying it again changes nothing. */
    @ParameterizedTest
    @CsvSource({"1, GIVEN", "2, HELD", "3, REFUSED", "4, WITHDRAWN"})
    void shouldAlertNobodyOfADoseThatWasToldInTime(final int outcome, final String name) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            schedule(scene, PHARMACY, 0);
            scene.after(600 + HALF_AN_HOUR - 1);
            assertThat(only(tell(scene, NURSE, outcome), "DoseChanged"))
                    .containsExactly("DoseChanged [DOSE_TOLD] phase=TOLD outcome=" + name + " alertId=0 missed=0");
            assertThat(only(tell(scene, PHARMACY, outcome), "DoseChanged")).isEmpty();
            assertThat(scene.after(3_600)).isEmpty();
        });
    }

    /** What was given comes another way than what is planned, and at times before it; and feeds that come back say the day again. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAlertNobodyOfADoseThatWasToldBeforeItWasScheduledOrIsScheduledAgain(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        assertAnswer(tell(scene, PHARMACY, GIVEN), "OK");
        assertThat(only(schedule(scene, PHARMACY, 0), "DoseChanged")).isEmpty();
        assertThat(scene.after(2 * 3_600)).isEmpty();
        schedule(scene, PHARMACY, "dose-2", "p1", 0, 0);
        tell(scene, PHARMACY, "dose-2", "p1", GIVEN);
        final long due = 0;
        assertThat(only(schedule(scene, PHARMACY, "dose-2", "p1", due, 0), "DoseChanged"))
                .isEmpty();
        assertThat(only(scene.after(3_600), "AlertRaised")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndTheAlertWhenItIsToldLate(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, 0);
        scene.after(600 + HALF_AN_HOUR);
        assertThat(only(tell(scene, PHARMACY, GIVEN), "DoseChanged", "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=1 missed=0",
                        "ConditionChanged [DOSE_TOLD] from=ACTIVE to=INACTIVE phase=END");
        assertThat(only(scene.after(20), "AlertClosed"))
                .containsExactly("AlertClosed [REVIEW_ENDED] person=-1 outcome=EXPIRED condition=INACTIVE");
    }

    /** The feed stops, and a round is missed: one alert for a patient, and one for what is time-critical, whatever there is to give. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellOfAPatientOnceHoweverManyDosesAreMissed(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        for (int dose = 1; dose <= 3; dose++) {
            schedule(scene, PHARMACY, "dose-" + dose, "p1", 0, 0);
            schedule(scene, PHARMACY, "critical-" + dose, "p1", 0, 1);
        }
        assertThat(only(scene.after(HALF_AN_HOUR), "AlertRaised")).hasSize(2);
        assertThat(only(
                        tell(scene, PHARMACY, "dose-2", "p1", GIVEN),
                        "DoseChanged",
                        "AlertUpdated",
                        "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=1 missed=2",
                        "AlertUpdated [DOSE_TOLD] alertId=1 occurrence=3 phase=UPDATE severity=URGENT");
        tell(scene, PHARMACY, "dose-1", "p1", GIVEN);
        assertThat(only(tell(scene, PHARMACY, "dose-3", "p1", REFUSED), "ConditionChanged"))
                .hasSize(1);
    }

    /** However many are missed, most places stay free for what happens, and a cardiac arrest finds its own. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepWhatIsKeptForEmergenciesFree(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long patients = Scene.LIMITS.alerts() / 2 - 2;
        for (int i = 0; i < Math.min(patients, 14); i++) {
            schedule(scene, PHARMACY, "dose-" + i, "q" + i, 0, 0);
            schedule(scene, PHARMACY, "critical-" + i, "q" + i, 0, 1);
        }
        final List<String> said = scene.after(HALF_AN_HOUR);
        assertThat(only(said, "AlertRaised [DOSE_MISSED")).hasSize((int) Scene.LIMITS.alerts() / 4);
        assertThat(only(said, "AlertRaised [DOSE_MISSED").stream().filter(line -> line.contains("=URGENT")))
                .hasSizeLessThanOrEqualTo((int) Scene.LIMITS.alerts() / 16 * 3);
        assertThat(only(said, "AlertRaised [DOSES_FULL]")).hasSize(1);
        for (int i = 0; i < Scene.LIMITS.alerts(); i++) {
            scene.raise("minor" + i, Severity.NON_URGENT);
        }
        schedule(scene, PHARMACY, "late", "p1", 0, 1);
        assertThat(only(scene.after(HALF_AN_HOUR), "AlertRaised")).isEmpty();
        assertAnswer(scene.raise("arrest", Severity.CRITICAL), "OK");
    }

    /** The round is later today: the alert is over, and comes again if the new time passes as well. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldMoveADose(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, 0);
        scene.after(300);
        schedule(scene, PHARMACY, 0);
        assertThat(scene.after(600 + HALF_AN_HOUR - 1)).isEmpty();
        scene.after(1);
        assertThat(only(schedule(scene, PHARMACY, 1), "DoseChanged", "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_MOVED] phase=SCHEDULED outcome=null alertId=1 missed=0",
                        "ConditionChanged [DOSE_MOVED] from=ACTIVE to=INACTIVE phase=END");
        assertThat(only(scene.after(600 + HALF_AN_HOUR), "AlertRaised"))
                .containsExactly("AlertRaised [DOSE_MISSED] alertId=2 severity=EMERGENT priority=HIGH unidentified=0");
    }

    /** A feed that says the same each minute, or what is too late already, keeps nobody from being asked. */
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void shouldGoOnAskingHoweverOftenItIsScheduled(final boolean isOther, final int updates) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final long dueNs = scene.nowNs + Scene.SECOND;
            scene.say(messages.schedule(PHARMACY, new DoseMessages.Dose("dose-1", "p1", NAME, dueNs, 0, 0)));
            assertThat(only(scene.after(1), "StepStarted")).hasSize(1);
            scene.after(30);
            assertThat(only(
                            scene.say(messages.schedule(
                                    PHARMACY,
                                    new DoseMessages.Dose(
                                            "dose-1", "p1", isOther ? "cefuroxime 750 mg" : NAME, dueNs, 0, 0))),
                            "DoseChanged",
                            "AlertUpdated",
                            "ConditionChanged",
                            "StepStarted"))
                    .hasSize(2 * updates)
                    .noneMatch(line -> line.startsWith("ConditionChanged") || line.startsWith("StepStarted"));
            assertThat(only(scene.after(30), "StepStarted"))
                    .containsExactly("StepStarted [UNIT_ROLE] step=1 round=0 chosen=1");
        });
    }

    /** Two systems count from 1: each tells of its own, and of its own patient. */
    @ParameterizedTest
    @CsvSource({
        "7, p1, OK,            0, its own",
        "7, p2, INVALID_FIELD, 1, another patient",
        "8, p1, OK,            1, another system of a dose of its own"
    })
    void shouldLetASystemTellOfItsOwnAlone(
            final long source, final String patient, final String answer, final int alerts, final String who) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            schedule(scene, PHARMACY, 0);
            assertAnswer(tell(scene, From.source(source, 0), "dose-1", patient, GIVEN), answer);
            assertThat(only(scene.after(600 + HALF_AN_HOUR), "AlertRaised"))
                    .as(who)
                    .hasSize(alerts);
        });
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHoldDosesOfTwoSystemsWithTheSameId(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, "1", "p1", 0, 0);
        schedule(scene, THEATRE, "1", "p2", 0, 0);
        assertThat(only(scene.after(HALF_AN_HOUR), "AlertRaised")).hasSize(2);
    }

    /** A nurse who types another patient, or a dose that there is not, hears so. */
    @ParameterizedTest
    @CsvSource({"dose-1, p1, OK", "dose-1, p2, UNKNOWN_DOSE", "dose-9, p1, UNKNOWN_DOSE"})
    void shouldTellAPersonOfADoseThatThePatientDoesNotHave(
            final String dose, final String patient, final String answer) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            schedule(scene, PHARMACY, 0);
            assertAnswer(tell(scene, NURSE, dose, patient, GIVEN), answer);
        });
    }

    /** p1 goes home: nothing of theirs is waited for; p1 is found to be p2: what was planned goes along. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldWithdrawAllOfAPatientAndHandADoseToAnother(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, "dose-1", "p1", 0, 0);
        schedule(scene, PHARMACY, "dose-2", "p1", 0, 0);
        schedule(scene, PHARMACY, "dose-3", "p1", 0, 0);
        scene.after(HALF_AN_HOUR);
        assertThat(only(schedule(scene, PHARMACY, "dose-3", "p2", 0, 0), "DoseChanged", "AlertUpdated"))
                .containsExactly(
                        "DoseChanged [DOSE_MOVED] phase=HANDED_ON outcome=null alertId=1 missed=2",
                        "DoseChanged [DOSE_MOVED] phase=SCHEDULED outcome=null alertId=0 missed=0",
                        "AlertUpdated [DOSE_MOVED] alertId=1 occurrence=3 phase=UPDATE severity=URGENT");
        assertThat(only(tell(scene, PHARMACY, "", "p1", WITHDRAWN), "DoseChanged", "ConditionChanged"))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("ConditionChanged [DOSE_TOLD]");
        assertThat(only(scene.after(HALF_AN_HOUR), "AlertRaised")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "NURSE,     NURSE, OK,        who cares for the patient",
        "PHYSICIAN, NURSE, OK,        who cares for the patient",
        "TECH,      NURSE, FORBIDDEN, a technician",
        "FAMILY,    NURSE, FORBIDDEN, the daughter"
    })
    void shouldHearOnlyFromWhoCaresForThePatient(
            final AuthorityRole role, final String person, final String answer, final String who) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.configure(
                    List.of(scene.entries.authority("nurse", role.value(), role == AuthorityRole.FAMILY ? "p1" : "")));
            schedule(scene, PHARMACY, 0);
            assertAnswer(tell(scene, NURSE, GIVEN), answer);
        });
    }

    /** The desk is of no unit: once it was asked by the alert, it may tell. Whoever has no role may not, where anybody has one. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"NURSE", "PHYSICIAN", "RESPONDER"})
    void shouldHearFromWhomTheAlertHasAsked(final AuthorityRole role) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.open(3, "desk");
            scene.configure(List.of(scene.entries.authority("desk", role.value(), "")));
            schedule(scene, PHARMACY, "dose-1", "p1", 0, 0);
            final From desk = From.session(3);
            assertAnswer(tell(scene, desk, GIVEN), "FORBIDDEN");
            scene.after(HALF_AN_HOUR);
            scene.after(60);
            assertAnswer(tell(scene, desk, GIVEN), "FORBIDDEN");
            scene.after(30);
            assertAnswer(tell(scene, desk, GIVEN), "OK");
            assertAnswer(tell(scene, DOCTOR, "dose-9", "p1", GIVEN), "FORBIDDEN");
        });
    }

    /** A responder whom the second step asks: neither before it is their turn, nor of another patient's dose, nor of one of this patient that is not missed. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHearFromAResponderOfTheDosesThatTheAlertHasAskedThemAboutAlone(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(
                scene.entries.patient("p2", 1, "", "icu"),
                scene.entries.authority("doctor", AuthorityRole.RESPONDER.value(), "")));
        schedule(scene, PHARMACY, "dose-1", "p1", 0, 0);
        schedule(scene, PHARMACY, "dose-2", "p1", 3_600, 0);
        schedule(scene, PHARMACY, "dose-3", "p2", 3_600, 0);
        scene.after(HALF_AN_HOUR);
        assertAnswer(tell(scene, DOCTOR, GIVEN), "FORBIDDEN");
        assertThat(only(scene.after(60), "OutputDispatched"))
                .singleElement()
                .asString()
                .contains("person=1");
        assertAnswer(tell(scene, DOCTOR, "dose-2", "p1", GIVEN), "FORBIDDEN");
        assertAnswer(tell(scene, DOCTOR, "dose-3", "p2", GIVEN), "FORBIDDEN");
        assertThat(only(tell(scene, DOCTOR, GIVEN), "DoseChanged", "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=1 missed=0",
                        "ConditionChanged [DOSE_TOLD] from=ACTIVE to=INACTIVE phase=END");
    }

    /** Once the alert is closed nobody is asked by it any more: a responder who is late sees to it that somebody who cares for the patient tells. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHearNothingFromAResponderOnceTheAlertThatAskedThemIsClosed(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(scene.entries.authority("doctor", AuthorityRole.RESPONDER.value(), "")));
        schedule(scene, PHARMACY, "dose-1", "p1", 0, 0);
        scene.after(HALF_AN_HOUR);
        scene.after(60);
        scene.accept(2, 1);
        assertThat(only(scene.say(scene.commands.resolve(DOCTOR, 1)), "AlertClosed"))
                .hasSize(1);
        assertAnswer(tell(scene, DOCTOR, GIVEN), "FORBIDDEN");
        assertAnswer(tell(scene, PHARMACY, GIVEN), "OK");
    }

    /** An exercise schedules nothing. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldScheduleNothingInAnExercise(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        assertThat(schedule(scene, PHARMACY.purpose(1), 0))
                .containsExactly("CommandAnswered result=TEST_TRAFFIC alertId=0 occurrence=0 isNew=0 repeated=0");
        assertThat(scene.after(7_200)).isEmpty();
    }

    /** The bed is noisy: that is no reason to forget the antibiotic; only a silence that names such notices holds it back. */
    @ParameterizedTest
    @CsvSource({"255, StepStarted", "5, StepStarted", "13, AlertMuted"})
    void shouldHoldANoticeBackOnlyIfASilenceNamesIt(final int type, final String what) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.say(scene.commands.createSilence(
                    NURSE,
                    new Commands.Silence(
                            0, scene.nowNs + 7_200 * Scene.SECOND, type, 2, 255, 0, 0, "", "p1", "", "MRI")));
            schedule(scene, PHARMACY, 0);
            assertThat(only(scene.after(600 + HALF_AN_HOUR), "AlertMuted", "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith(what);
        });
    }

    /** And what was planned is no reason to keep an alarm of the bedside quiet, unless a rule names it. */
    @ParameterizedTest
    @CsvSource({"0, StepStarted", "13, AlertMuted"})
    void shouldMuteNothingUnlessARuleNamesNotices(final int type, final String what) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.configure(List.of(InhibitionEntry.of(List.of(new OracleInhibitions.Rule(
                    60_000,
                    1,
                    new OracleInhibitions.Side(type, 2, 255, 0),
                    new OracleInhibitions.Side(0, 3, 255, 0))))));
            schedule(scene, PHARMACY, "dose-1", "p1", 0, 1);
            scene.after(HALF_AN_HOUR);
            final RaiseText seizure = RaiseText.of("eeg", Severity.URGENT, "p1");
            seizure.type = EmergencyType.SEIZURE.value();
            assertThat(only(scene.say(scene.commands.raise(PHARMACY, seizure)), "AlertMuted", "StepStarted"))
                    .singleElement()
                    .asString()
                    .startsWith(what);
        });
    }

    /** A back-load of last week, and a date in another century, are a mistake. */
    @ParameterizedTest
    @CsvSource({"-90000, INVALID_FIELD", "-80000, OK", "2678400, OK", "2678401, INVALID_FIELD"})
    void shouldScheduleFromYesterdayToAMonthAhead(final long in, final String answer) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.after(30 * 86_400);
            assertAnswer(schedule(scene, PHARMACY, "dose-1", "p1", in, 0), answer);
        });
    }

    /** What is sealed is longer than what was typed: by so much, and by no more, a text may be longer that begins as sealed ones do. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeTextsThatAreLongerByWhatSealsThem(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        assertAnswer(medicate(scene, "m".repeat(48)), "OK");
        assertAnswer(medicate(scene, "m".repeat(49)), "INVALID_FIELD");
        assertAnswer(medicate(scene, OracleFields.SEALED + "s".repeat(81)), "INVALID_FIELD");
        assertAnswer(medicate(scene, OracleFields.SEALED + "s".repeat(80)), "OK");
        assertThat(medicate(scene, OracleFields.SEALED + "s".repeat(80)))
                .as("said again")
                .hasSize(1);
        assertAnswer(say(scene, "c".repeat(81)), "INVALID_FIELD");
        assertAnswer(say(scene, OracleFields.SEALED + "s".repeat(113)), "INVALID_FIELD");
        assertAnswer(say(scene, OracleFields.SEALED + "s".repeat(112)), "OK");
    }

    private List<String> medicate(final Scene scene, final String medication) {
        return scene.say(messages.schedule(
                PHARMACY, new DoseMessages.Dose("dose-1", "p1", medication, 2_000 * Scene.SECOND, 1_000, 0)));
    }

    private List<String> say(final Scene scene, final String comment) {
        return scene.say(messages.record(PHARMACY, "dose-1", "p1", GIVEN, 0, comment));
    }

    /** Somebody has dealt with the alert, and nobody ever says of the dose: after a day its place is free. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldForgetAfterADayWhatNobodyTellsOf(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, 0);
        scene.after(600 + HALF_AN_HOUR);
        scene.accept(1, 1);
        scene.say(scene.commands.resolve(NURSE, 1));
        assertThat(only(scene.after(86_399), "DoseChanged")).isEmpty();
        assertThat(only(scene.after(1), "DoseChanged"))
                .containsExactly("DoseChanged [DOSE_FORGOTTEN] phase=FORGOTTEN outcome=null alertId=0 missed=0");
        assertAnswer(tell(scene, NURSE, GIVEN), "UNKNOWN_DOSE");
    }
}
