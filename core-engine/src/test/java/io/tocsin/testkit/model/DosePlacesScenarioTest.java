package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Places for doses, and lists that are sent again: section 38. */
final class DosePlacesScenarioTest {
    private static final String NAME = "heparin";
    private static final From PHARMACY = From.source(7, 0);
    private static final int HALF_AN_HOUR = 1_800;
    private static final int FIVE_MINUTES = 300;
    private static final int GIVEN = 1;
    private static final int WITHDRAWN = 4;
    /** Sixteen doses may be watched, one of them only if it is time-critical. */
    private static final OracleLimits FEW = new OracleLimits(
            20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 1_000, 64, 8, 20, 10_000, 0, 0, 0, 16);

    /** And there is room for few contents. */
    private static final OracleLimits TIGHT =
            new OracleLimits(20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 8, 64, 8, 20, 10_000, 0, 0, 0, 16);

    private final DoseMessages messages = new DoseMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    private static Scene house(final Side side) {
        final Scene scene = Scene.ward(side, 8, FEW);
        scene.open(1, "nurse");
        scene.open(2, "doctor");
        return scene;
    }

    private List<String> schedule(final Scene scene, final String dose, final long dueNs, final int critical) {
        return scene.say(messages.schedule(
                PHARMACY, new DoseMessages.Dose(dose, "p1", NAME, dueNs, 1_000L * HALF_AN_HOUR, critical)));
    }

    private List<String> tell(final Scene scene, final String dose, final int outcome) {
        return scene.say(messages.record(PHARMACY, dose, "p1", outcome, 0, ""));
    }

    private static List<String> only(final List<String> said, final String... names) {
        return said.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
    }

    private static void assertAnswer(final List<String> said, final String answer) {
        assertThat(only(said, "CommandAnswered")).singleElement().asString().contains("result=" + answer + ' ');
    }

    /** The feed is back, and sends the morning: what was given follows what was planned, and nobody is told to give it twice. */
    @ParameterizedTest
    @CsvSource({"1, 0", "299, 0", "301, 1"})
    void shouldWaitForWhatBecameOfADoseThatIsOverWhenItIsHeardOf(final int after, final int alerts) {
        sides().forEach(side -> {
            final Scene scene = house(side);
            scene.after(7_200);
            schedule(scene, "1", scene.nowNs - 3_600 * Scene.SECOND, 1);
            final List<String> said = new ArrayList<>(scene.after(after));
            tell(scene, "1", GIVEN);
            said.addAll(scene.after(86_400));
            assertThat(only(said, "AlertRaised")).hasSize(alerts);
        });
    }

    /** However often it is said, and whatever time it is moved to: five minutes are all. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldWaitFiveMinutesHoweverOftenItIsMoved(final Side side) {
        final Scene scene = house(side);
        scene.after(7_200);
        final long dueNs = scene.nowNs - 3_600 * Scene.SECOND;
        schedule(scene, "1", dueNs, 1);
        for (int minute = 1; minute < 5; minute++) {
            assertThat(only(scene.after(60), "AlertRaised")).isEmpty();
            schedule(scene, "1", dueNs + minute * Scene.SECOND, 1);
        }
        assertThat(scene.after(59)).isEmpty();
        assertThat(only(scene.after(1), "AlertRaised")).hasSize(1);
    }

    /** People hear that the house has more to give than is watched, once, and before anything is refused; what is time-critical finds a place yet. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellPeopleOnceThatNoMoreDosesAreWatched(final Side side) {
        final Scene scene = house(side);
        final long dueNs = scene.nowNs + 36_000 * Scene.SECOND;
        for (int dose = 1; dose < 15; dose++) {
            assertThat(only(schedule(scene, "" + dose, dueNs, 0), "TechnicalNoted", "AlertRaised"))
                    .isEmpty();
        }
        assertThat(only(schedule(scene, "15", dueNs, 0), "TechnicalNoted", "AlertRaised"))
                .containsExactly(
                        "TechnicalNoted [DOSES_FULL] value=15 active=1",
                        "AlertRaised [DOSES_FULL] alertId=1 severity=URGENT priority=NORMAL unidentified=0");
        assertAnswer(schedule(scene, "16", dueNs, 0), "TABLE_FULL");
        assertAnswer(schedule(scene, "16", dueNs, 1), "OK");
        assertAnswer(schedule(scene, "17", dueNs, 1), "TABLE_FULL");
        assertAnswer(schedule(scene, "3", dueNs, 0), "OK");
        assertAnswer(schedule(scene, "3", dueNs + Scene.SECOND, 0), "OK");
        tell(scene, "1", GIVEN);
        assertThat(only(tell(scene, "2", GIVEN), "TechnicalNoted")).isEmpty();
        assertThat(only(tell(scene, "3", GIVEN), "TechnicalNoted", "ConditionChanged"))
                .containsExactly(
                        "TechnicalNoted [DOSE_TOLD] value=13 active=0",
                        "ConditionChanged [DOSE_TOLD] from=ACTIVE to=INACTIVE phase=END");
        assertAnswer(schedule(scene, "16b", dueNs, 0), "OK");
    }

    /** What was given takes no place of what is watched; as many of it are remembered, those that were told last. */
    @ParameterizedTest
    @CsvSource({"15, 0", "16, 0", "17, 1", "20, 4"})
    void shouldRememberWhatWasToldLast(final int doses, final int forgotten) {
        sides().forEach(side -> {
            final Scene scene = house(side);
            final long dueNs = scene.nowNs + 60 * Scene.SECOND;
            for (int dose = 0; dose < doses; dose++) {
                assertAnswer(schedule(scene, "" + dose, dueNs, 0), "OK");
                tell(scene, "" + dose, GIVEN);
            }
            int anew = 0;
            for (int dose = 0; dose < doses; dose++) {
                anew += only(schedule(scene, "" + dose, dueNs, 0), "DoseChanged")
                        .size();
            }
            assertThat(anew).isEqualTo(forgotten);
        });
    }

    /** All of a patient's are withdrawn: nobody is told of each of them on the way. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndBothNoticesOnceWhenAllIsWithdrawn(final Side side) {
        final Scene scene = house(side);
        for (int dose = 0; dose < 3; dose++) {
            schedule(scene, "usual-" + dose, scene.nowNs, 0);
            schedule(scene, "critical-" + dose, scene.nowNs, 1);
        }
        scene.after(HALF_AN_HOUR);
        final List<String> said = tell(scene, "", WITHDRAWN);
        assertThat(only(said, "DoseChanged")).hasSize(6);
        assertThat(only(said, "AlertUpdated")).isEmpty();
        assertThat(only(said, "ConditionChanged")).hasSize(2);
    }

    /** The crash team's nurse has given the dose, and is of no unit: in an emergency she may say so. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldHearFromWhoeverGaveADoseInAnEmergency(final Side side) {
        final Scene scene = house(side);
        scene.open(3, "desk");
        scene.configure(List.of(scene.entries.authority("desk", AuthorityRole.NURSE.value(), "")));
        schedule(scene, "1", scene.nowNs, 1);
        final byte[] given = messages.record(From.session(3), "1", "p1", GIVEN, 0, "");
        assertAnswer(scene.say(given), "FORBIDDEN");
        assertAnswer(scene.say(Commands.overriding(given, 1)), "OK");
        assertThat(only(scene.after(HALF_AN_HOUR + FIVE_MINUTES), "AlertRaised"))
                .isEmpty();
    }

    /** There is no room for what the next dose is: better no name than another one's. */
    @Test
    void shouldShowNoNameRatherThanThatOfAnotherDose() {
        final List<List<String>> shown = sides().map(this::contents).toList();
        assertThat(shown.get(0)).isEqualTo(shown.get(1));
        // Bytes and hash: without the three letters of the dose and those of the medication.
        assertThat(shown.get(0)).hasSize(2);
        assertThat(shown.get(0).get(0)).startsWith("96:");
        assertThat(shown.get(0).get(1)).startsWith("90:");
    }

    private List<String> contents(final Side side) {
        final Scene scene = Scene.ward(side, 8, TIGHT);
        final long dueNs = scene.nowNs;
        final List<Line> lines = new ArrayList<>();
        scene.say(messages.schedule(PHARMACY, new DoseMessages.Dose("one", "p1", "one", dueNs, 60_000, 0)));
        scene.say(messages.schedule(
                PHARMACY, new DoseMessages.Dose("two", "p1", "two " + "i".repeat(40), dueNs, 61_000, 0)));
        lines.addAll(scene.linesAfter(60));
        for (int i = 0; i < 4; i++) {
            scene.raise("arrest" + i, Severity.CRITICAL);
        }
        lines.addAll(scene.linesAfter(1));
        return lines.stream()
                .filter(line -> line.is("AlertRaised") || line.is("AlertUpdated"))
                .map(line -> line.text("content"))
                .toList();
    }
}
