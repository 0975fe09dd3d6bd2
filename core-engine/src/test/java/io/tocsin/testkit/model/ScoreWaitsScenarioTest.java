package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An alert of NEWS2 that finds no room, as alerts of others fill the table, comes as soon as there is some. On the model and on the engine; section 11. */
final class ScoreWaitsScenarioTest {
    private static final int BREATHS_25 = 2_500;
    private static final int BREATHS_16 = 1_600;

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRaiseWhatFoundNoRoomAtTheFirstReadingThatFindsSome(final Side side) {
        final Scene scene = full(side);
        assertThat(alerts(scene, BREATHS_25)).as("25 breaths are 3 points").isEmpty();
        assertThat(alerts(scene, BREATHS_25)).as("still no room").isEmpty();
        empty(scene);

        assertThat(alerts(scene, BREATHS_25)).singleElement().asString().startsWith("AlertRaised [NEWS2_SINGLE_THREE]");
        assertThat(alerts(scene, BREATHS_25)).as("once").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRaiseNothingOfAScoreThatHasFallenSince(final Side side) {
        final Scene scene = full(side);
        everything(scene, BREATHS_25);
        empty(scene);

        assertThat(everything(scene, BREATHS_16)).isEmpty();
        assertThat(everything(scene, BREATHS_25)).as("risen anew").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRaiseNothingAgainThatSomebodyHasResolved(final Side side) {
        final Scene scene = full(side);
        alerts(scene, BREATHS_25);
        empty(scene);
        alerts(scene, BREATHS_25);
        final long alertId = Scene.LIMITS.alerts() + 1L;
        scene.accept(1, alertId);
        assertThat(scene.say(scene.commands.resolve(From.session(1), alertId)))
                .anyMatch(line -> line.startsWith("AlertClosed"));

        assertThat(alerts(scene, BREATHS_25)).isEmpty();
    }

    private static Scene full(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        for (int i = 0; i < Scene.LIMITS.alerts(); i++) {
            scene.raise("a" + i, Severity.CRITICAL);
        }
        return scene;
    }

    private static void empty(final Scene scene) {
        for (int i = 0; i < Scene.LIMITS.alerts(); i++) {
            scene.say(scene.commands.cancel(From.source(7, 0), 0, "a" + i));
        }
    }

    private static List<String> alerts(final Scene scene, final int breaths) {
        return raised(scene, List.of(new Commands.Reading(7, breaths)));
    }

    /** All seven inputs, of which only the breaths are worth anything. */
    private static List<String> everything(final Scene scene, final int breaths) {
        return raised(
                scene,
                List.of(
                        new Commands.Reading(7, breaths),
                        new Commands.Reading(1, 7_200),
                        new Commands.Reading(2, 9_700),
                        new Commands.Reading(3, 3_680),
                        new Commands.Reading(4, 12_000),
                        new Commands.Reading(10, 0),
                        new Commands.Reading(12, 0)));
    }

    private static List<String> raised(final Scene scene, final List<Commands.Reading> readings) {
        return scene.say(scene.commands.vitals(From.source(7, 0), 0, readings, "p1", "", "")).stream()
                .filter(line -> line.startsWith("AlertRaised"))
                .toList();
    }
}
