package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dose that was told, missed or taken, and what comes after it: section 38. */
final class DoseAgainScenarioTest {
    private static final String NAME = "insulin";
    private static final From PHARMACY = From.source(7, 0);
    private static final From NURSE = From.session(1);
    private static final From DOCTOR = From.session(2);
    private static final int HALF_AN_HOUR = 1_800;
    private static final int GIVEN = 1;
    private static final int WITHDRAWN = 4;

    private final DoseMessages messages = new DoseMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    /** Due at a time, to be told for half an hour after that. */
    private List<String> schedule(
            final Scene scene, final From from, final String dose, final String patient, final long dueNs) {
        return scene.say(
                messages.schedule(from, new DoseMessages.Dose(dose, patient, NAME, dueNs, 1_000L * HALF_AN_HOUR, 1)));
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

    /** Two people on two wards call a dose "1": neither takes the other's patient away. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHoldDosesOfTwoPatientsThatPeopleNameAlike(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, NURSE, "1", "p1", scene.nowNs);
        assertThat(only(schedule(scene, DOCTOR, "1", "p2", scene.nowNs), "DoseChanged"))
                .containsExactly("DoseChanged [DOSE_SCHEDULED] phase=SCHEDULED outcome=null alertId=0 missed=0");
        assertThat(only(scene.after(HALF_AN_HOUR), "AlertRaised")).hasSize(2);
    }

    /** One number is found to be another, and what was withdrawn is planned again under it. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldWatchADoseOfAnotherPatientThoughItsIdWasTold(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs + 600 * Scene.SECOND;
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        tell(scene, PHARMACY, "", "p1", WITHDRAWN);
        schedule(scene, PHARMACY, "1", "p2", dueNs);
        assertThat(only(scene.after(600 + HALF_AN_HOUR), "AlertRaised")).hasSize(1);
    }

    /** Held before an operation, and to be given after all: it is watched. What was given is not given again for a list that is sent twice. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 0, 1", "3, 0, 0", "4, 0, 1", "1, -60, 0", "2, -60, 1", "1, 60, 1", "3, 60, 1"})
    void shouldWatchWhatIsToBeGivenAfterAll(final int outcome, final int later, final int missed) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final long dueNs = scene.nowNs + 600 * Scene.SECOND;
            schedule(scene, PHARMACY, "1", "p1", dueNs);
            tell(scene, PHARMACY, "1", "p1", outcome);
            schedule(scene, PHARMACY, "1", "p1", dueNs + later * Scene.SECOND);
            final List<String> said = new ArrayList<>(scene.after(540 + HALF_AN_HOUR));
            said.addAll(scene.after(60));
            said.addAll(scene.after(60));
            assertThat(only(said, "AlertRaised")).hasSize(missed);
        });
    }

    /** It was given; then the pharmacy, which does not know, withdraws the order, and plans it again: nobody is told to give it twice. */
    @ParameterizedTest
    @CsvSource({"1, 4, ''", "1, 4, 1", "1, 2, 1", "3, 4, 1"})
    void shouldNotForgetThatADoseWasGiven(final int outcome, final int later, final String dose) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final long dueNs = scene.nowNs + 600 * Scene.SECOND;
            schedule(scene, PHARMACY, "1", "p1", dueNs);
            tell(scene, NURSE, "1", "p1", outcome);
            assertThat(only(tell(scene, PHARMACY, dose, "p1", later), "DoseChanged"))
                    .isEmpty();
            schedule(scene, PHARMACY, "1", "p1", dueNs);
            assertThat(only(scene.after(3_600), "AlertRaised")).isEmpty();
        });
    }

    /** The nurse holds the insulin, glucose is 60: the list that comes each minute does not know; what the list's system has held itself, it may plan again. */
    @ParameterizedTest
    @CsvSource({"nurse, 0", "pharmacy, 1"})
    void shouldKeepToAPersonsWordWhateverIsSaidAgain(final String who, final int alerts) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final long dueNs = scene.nowNs + 600 * Scene.SECOND;
            schedule(scene, PHARMACY, "1", "p1", dueNs);
            tell(scene, "nurse".equals(who) ? NURSE : PHARMACY, "1", "p1", 2);
            schedule(scene, PHARMACY, "1", "p1", dueNs);
            assertThat(only(scene.after(600 + HALF_AN_HOUR), "AlertRaised"))
                    .as(who)
                    .hasSize(alerts);
        });
    }

    /** A dose was moved to the evening; then the feed begins anew, with the morning. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAlertNobodyWhenAFeedSaysFirstWhatItHasChangedSince(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs;
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        schedule(scene, PHARMACY, "1", "p1", dueNs + 36_000 * Scene.SECOND);
        scene.after(7_200);
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        assertThat(only(scene.after(10), "AlertRaised")).isEmpty();
        schedule(scene, PHARMACY, "1", "p1", dueNs + 36_000 * Scene.SECOND);
        assertThat(only(scene.after(7_200), "AlertRaised")).isEmpty();
    }

    /** The router was down while the round was given: who held that back for it is heard first. */
    @ParameterizedTest
    @CsvSource({"60, 0, 1", "61, 0, 0", "2400, 299, 0", "2400, 300, 1"})
    void shouldHearFirstWhatHappenedWhileNobodyWasThere(final long late, final long waited, final int alerts) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            schedule(scene, PHARMACY, "1", "p1", scene.nowNs);
            final List<String> said = new ArrayList<>(scene.after(HALF_AN_HOUR + late));
            said.addAll(scene.after(waited));
            tell(scene, PHARMACY, "1", "p1", GIVEN);
            said.addAll(scene.after(3_600));
            assertThat(only(said, "AlertRaised")).hasSize(alerts);
        });
    }

    /** Told before it was planned, of a dose of the day after tomorrow: that is remembered for as long. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldRememberWhatWasToldEarlyUntilADayAfterTheDose(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs + 2 * 86_400 * Scene.SECOND;
        tell(scene, PHARMACY, "1", "p1", GIVEN);
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        scene.after(86_401);
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        assertThat(only(scene.after(2 * 86_400), "AlertRaised")).isEmpty();
    }

    /** A dose was moved, and given; then all that was ever said of it is said again. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldAlertNobodyWhenAFeedRepeatsAMove(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs;
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        schedule(scene, PHARMACY, "1", "p1", dueNs + 600 * Scene.SECOND);
        tell(scene, PHARMACY, "1", "p1", GIVEN);
        scene.after(HALF_AN_HOUR);
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        assertThat(only(scene.after(3_600), "AlertRaised")).isEmpty();
    }

    /** What was given before it was planned is that dose, and no later one. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldWatchTheNextDoseOfAnIdThatWasToldEarly(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs;
        tell(scene, PHARMACY, "1", "p1", GIVEN);
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        schedule(scene, PHARMACY, "1", "p1", dueNs + 7_200 * Scene.SECOND);
        assertThat(only(scene.after(7_200 + HALF_AN_HOUR), "AlertRaised")).hasSize(1);
    }

    /** Somebody saw to it on paper and closed the notice: the next one is about what was missed since, and ends with it. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldCountOnlyWhatWasMissedByANotice(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, PHARMACY, "1", "p1", scene.nowNs);
        scene.after(HALF_AN_HOUR);
        scene.accept(1, 1);
        scene.say(scene.commands.resolve(NURSE, 1));
        schedule(scene, PHARMACY, "2", "p1", scene.nowNs);
        assertThat(only(scene.after(HALF_AN_HOUR), "DoseChanged"))
                .containsExactly("DoseChanged [DOSE_MISSED] phase=MISSED outcome=null alertId=2 missed=1");
        assertThat(only(tell(scene, NURSE, "2", "p1", GIVEN), "DoseChanged", "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=2 missed=0",
                        "ConditionChanged [DOSE_TOLD] from=ACTIVE to=INACTIVE phase=END");
        assertThat(only(tell(scene, NURSE, "1", "p1", GIVEN), "DoseChanged"))
                .containsExactly("DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=0 missed=0");
    }

    /** Nobody moves a dose that was missed, and of which no notice is open, to a time that is over without anybody hearing of it. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellOfWhatIsMovedToATimeThatIsOverOnceItsNoticeIsClosed(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final long dueNs = scene.nowNs;
        schedule(scene, PHARMACY, "1", "p1", dueNs);
        scene.after(HALF_AN_HOUR);
        scene.accept(1, 1);
        scene.say(scene.commands.resolve(NURSE, 1));
        scene.after(3_600);
        schedule(scene, PHARMACY, "1", "p1", dueNs + 60 * Scene.SECOND);
        assertThat(only(scene.after(299), "AlertRaised")).isEmpty();
        assertThat(only(scene.after(1), "AlertRaised")).hasSize(1);
    }

    /** Whoever has taken the notice of one dose may be in theatre when the next is missed: it is asked anew, whether they have put it off, or it is over and in review. */
    @ParameterizedTest
    @CsvSource({"taken", "put off", "over"})
    void shouldAskAnewOfAnotherDoseThanTheOneThatWasTaken(final String how) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final boolean isOver = "over".equals(how);
            schedule(scene, PHARMACY, "1", "p1", scene.nowNs);
            schedule(scene, PHARMACY, "2", "p1", scene.nowNs + (isOver ? 8 : 120) * Scene.SECOND);
            scene.after(HALF_AN_HOUR);
            scene.accept(1, 1);
            if (isOver) {
                tell(scene, NURSE, "1", "p1", GIVEN);
            } else if ("put off".equals(how)) {
                scene.say(new SnoozeCommands().snooze(NURSE, 1, 300_000));
            }
            assertThat(only(scene.after(isOver ? 8 : 120), "OfferAnswered", "StepStarted", "OutputDispatched"))
                    .as(how)
                    .anyMatch(line -> line.startsWith("OfferAnswered [DOSE_MISSED]"))
                    .anyMatch(line -> line.startsWith("StepStarted"))
                    .anyMatch(line -> line.contains("kind=OFFER"));
        });
    }

    /** Two systems count from 1; a nurse who tells of the one that she is asked about means that one. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHearOfTheDoseThatIsMissedFirst(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        schedule(scene, From.source(8, 0), "1", "p1", scene.nowNs + 36_000 * Scene.SECOND);
        schedule(scene, PHARMACY, "1", "p1", scene.nowNs);
        scene.after(HALF_AN_HOUR);
        assertThat(only(tell(scene, NURSE, "1", "p1", GIVEN), "DoseChanged", "ConditionChanged"))
                .containsExactly(
                        "DoseChanged [DOSE_TOLD] phase=TOLD outcome=GIVEN alertId=1 missed=0",
                        "ConditionChanged [DOSE_TOLD] from=ACTIVE to=INACTIVE phase=END");
        // The second nurse of the double check says so too: the other system's is tonight.
        assertThat(only(tell(scene, DOCTOR, "1", "p1", GIVEN), "DoseChanged")).isEmpty();
        assertThat(only(scene.after(36_000), "AlertRaised")).hasSize(1);
    }

    /** The patient is moved while the notice is open: the nurse of the new ward gives the dose, and says so. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHearFromTheWardWhereThePatientIsNow(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.open(3, "desk");
        scene.configure(List.of(
                scene.entries.unit("ward"),
                scene.entries.bed("b2", "ward"),
                scene.entries.role("ward", "registrar", List.of("desk")),
                scene.entries.authority("desk", AuthorityRole.NURSE.value(), "")));
        schedule(scene, PHARMACY, "1", "p1", scene.nowNs);
        scene.after(HALF_AN_HOUR);
        final From desk = From.session(3);
        assertThat(only(tell(scene, desk, "1", "p1", GIVEN), "CommandAnswered"))
                .singleElement()
                .asString()
                .contains("FORBIDDEN");
        scene.configure(List.of(scene.entries.patient("p1", 1, "b2", "")));
        assertThat(only(tell(scene, desk, "1", "p1", GIVEN), "CommandAnswered"))
                .singleElement()
                .asString()
                .contains("result=OK");
    }
}
