package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of the alert of a limit when other rules are loaded while it is open: a heart rate of 160 violated "above 130, URGENT" in the first place of the rules.
 * On the model and on the engine; section 11.
 */
final class FormerRulesScenarioTest {
    private static final int HEART_RATE = 1;
    private static final List<Supplier<Side>> SIDES = List.of(() -> new OracleEngine(Set.of()), EngineSide::new);
    private static final Entries.Rule SPO2_BELOW_92 = new Entries.Rule(9_200, 2, 0, 3);

    static List<Side> sides() {
        return SIDES.stream().map(Supplier::get).toList();
    }

    /** Severities: 1 CRITICAL, 2 EMERGENT, 3 URGENT. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            new rule in that place         | parameter | bound | limit | severity | next reading | told of the alert
            the same                       | 1         | above | 130   | 3        | 160          | 1 goes on
            another limit                  | 1         | above | 150   | 3        | 160          | 1 goes on
            a limit that is not passed     | 1         | above | 170   | 3        | 160          | 1 waits for its review
            a graver one                   | 1         | above | 130   | 2        | 160          | 1 closes, 2 begins
            a milder one                   | 1         | above | 130   | 4        | 160          | 1 closes, 2 begins
            one of the other side          | 1         | below | 170   | 3        | 160          | 1 closes, 2 begins
            one of the other side, kept    | 1         | below | 50    | 3        | 160          | 1 closes
            one of another parameter       | 4         | above | 150   | 3        | 160          | 1 closes
            the same in the next place     | 1         | next  | 130   | 3        | 160          | 1 closes, 2 begins
            none                           | 1         | none  | 0     | 0        | 160          | 1 closes
            """, useHeadersInDisplayName = true)
    void shouldTakeAnAlertUpOnlyForTheRuleThatItBelongsTo(
            final String rule,
            final int parameter,
            final String bound,
            final int limit,
            final int severity,
            final int next,
            final String told) {
        for (final Side side : sides()) {
            final Scene scene = ward(side);
            final Entries.Rule changed =
                    new Entries.Rule(100 * limit, parameter, bound.equals("below") ? 0 : 1, severity);
            scene.configure(List.of(rules(
                    scene,
                    3,
                    switch (bound) {
                        case "none" -> List.of();
                        case "next" -> List.of(SPO2_BELOW_92, changed);
                        default -> List.of(changed);
                    })));

            final List<String> said = scene.heartRate(100 * next);
            assertThat(said)
                    .as(rule)
                    .filteredOn(line -> line.startsWith("ConditionChanged")
                            || line.startsWith("AlertClosed")
                            || line.startsWith("AlertRaised"))
                    .map(line -> line.substring(0, line.indexOf(']') + 1))
                    .containsExactlyElementsOf(
                            switch (told) {
                                case "1 goes on" ->
                                    List.of("ConditionChanged [CONFIGURED]", "ConditionChanged [REACTIVATED]");
                                case "1 waits for its review" -> List.of("ConditionChanged [CONFIGURED]");
                                case "1 closes" -> List.of("ConditionChanged [CONFIGURED]", "AlertClosed [CONFIGURED]");
                                default ->
                                    List.of(
                                            "ConditionChanged [CONFIGURED]",
                                            "AlertClosed [CONFIGURED]",
                                            bound.equals("below")
                                                    ? "AlertRaised [LIMIT_BELOW]"
                                                    : "AlertRaised [LIMIT_ABOVE]");
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldCloseWhatWasInReviewAlreadyAndHadAnOwner(final Side side) {
        final Scene scene = ward(side);
        scene.accept(1, 1);
        scene.heartRate(8_000);
        scene.configure(List.of(rules(scene, 3, List.of(SPO2_BELOW_92))));

        assertThat(scene.heartRate(8_000))
                .filteredOn(line -> line.startsWith("AlertClosed"))
                .containsExactly("AlertClosed [CONFIGURED] person=-1 outcome=EXPIRED condition=INACTIVE");
    }

    private static Scene ward(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(rules(scene, 2, List.of(new Entries.Rule(13_000, HEART_RATE, 1, 3)))));
        scene.heartRate(16_000);
        return scene;
    }

    private static byte[] rules(final Scene scene, final int version, final List<Entries.Rule> list) {
        return scene.entries.rules(version, 0, 900_000, 3_600_000, 14_400_000, list);
    }
}
