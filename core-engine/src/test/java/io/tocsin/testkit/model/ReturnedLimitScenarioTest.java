package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alert of a limit that comes back while it is reviewed shows what is so now (section 11), on the ward of {@link Scene} with limits of SpO2: below 90 EMERGENT, below 85 CRITICAL. */
final class ReturnedLimitScenarioTest {
    private static final int HEART_RATE = 1;
    private static final int SPO2 = 2;

    private static Scene ward(final OracleLimits limits) {
        final Scene scene = Scene.ward(new BothSides(), 8, limits);
        scene.configure(List.of(scene.entries.rules(
                2,
                0,
                900_000,
                3_600_000,
                14_400_000,
                List.of(new Entries.Rule(9_000, SPO2, 0, 2), new Entries.Rule(8_500, SPO2, 0, 1)))));
        scene.open(1, "nurse");
        return scene;
    }

    private static List<Line> read(final Scene scene, final Commands.Reading... readings) {
        return scene.lines(scene.commands.vitals(From.source(7, 0), 0, Arrays.asList(readings), "p1", "", ""));
    }

    private static List<String> names(final List<Line> lines) {
        return lines.stream()
                .filter(line -> !line.is("CommandAnswered"))
                .map(line -> line.name() + ' ' + line.text("clauses"))
                .toList();
    }

    private static Line first(final List<Line> lines, final String name) {
        return lines.stream().filter(line -> line.is(name)).findFirst().orElseThrow();
    }

    @Test
    void shouldShowTheVitalSignsOfNowBeforeAnybodyIsAskedAgain() {
        final Scene scene = ward(Scene.LIMITS);
        final Line raised =
                first(read(scene, reading(HEART_RATE, 72), reading(SPO2, 89), reading(SPO2, 80)), "AlertRaised");
        read(scene, reading(SPO2, 97));
        scene.after(10);

        final List<Line> back = read(scene, reading(HEART_RATE, 41), reading(SPO2, 78));

        assertThat(names(back))
                .containsSubsequence(
                        "LimitViolated [LIMIT_BELOW]",
                        "ConditionChanged [REACTIVATED]",
                        "StepStarted [CARE_ASSIGNMENT]",
                        "LimitViolated [LIMIT_BELOW]",
                        "AlertUpdated [VITALS_OF_NOW]",
                        "ConditionChanged [REACTIVATED]",
                        "StepStarted [CARE_ASSIGNMENT]")
                .as("of the limit that is not CRITICAL nothing was shown")
                .filteredOn("AlertUpdated [VITALS_OF_NOW]"::equals)
                .hasSize(1);
        final Line shown = first(back, "AlertUpdated");
        assertThat(shown.text("phase")).isEqualTo("UPDATE");
        assertThat(shown.text("occurrence")).isEqualTo("2");
        assertThat(shown.text("content")).isNotEqualTo(raised.text("content")).doesNotStartWith("0:");
    }

    /** While it is active it shows how it began: it is one episode, and what is read is told by nobody each time. */
    @Test
    void shouldLeaveAnActiveAlertAsItBegan() {
        final Scene scene = ward(Scene.LIMITS);
        read(scene, reading(SPO2, 80));

        assertThat(names(read(scene, reading(SPO2, 70)))).noneMatch(each -> each.startsWith("AlertUpdated"));
    }

    /** Where nothing was shown, as there was no room, as much has to be left as for a raise that is not urgent. */
    @Test
    void shouldTakeNoRoomThatIsKeptForEmergencies() {
        final Scene scene = ward(new OracleLimits(
                20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 48, 64, 8, 20, 10_000, 0, 0, 0, 0));
        int raised = 0;
        while (String.join(" ", scene.raise("k" + raised, Severity.URGENT)).contains("result=OK")) {
            raised++;
        }
        assertThat(raised).isPositive();
        final List<Line> begun = read(scene, reading(SPO2, 80));
        assertThat(begun.stream().filter(line -> line.is("AlertRaised")).map(line -> line.text("content")))
                .allSatisfy(content -> assertThat(content).startsWith("0:"));
        read(scene, reading(SPO2, 97));

        assertThat(names(read(scene, reading(SPO2, 80))))
                .contains("ConditionChanged [REACTIVATED]")
                .noneMatch(each -> each.startsWith("AlertUpdated"));
    }

    private static Commands.Reading reading(final int parameter, final int value) {
        return new Commands.Reading(parameter, value * 100);
    }
}
