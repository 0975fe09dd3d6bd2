package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Vital signs beside the alert of a CRITICAL limit are shown where there is room, and take none of what is kept for emergencies that people declare (section 11). */
final class CriticalVitalsRoomScenarioTest {
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));
    private static final int SPO2 = 2;
    /** Forty-eight blocks of 64 bytes for what alerts show, of which the last three are for what is urgent. */
    private static final OracleLimits TIGHT =
            new OracleLimits(20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 48, 64, 8, 20, 10_000, 0, 0, 0, 0);

    @Test
    void shouldTakeNoRoomThatIsKeptForEmergencies() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.ward(side.get(), 8, TIGHT);
            final List<Entries.Rule> rules = List.of(new Entries.Rule(8_800, SPO2, 0, 1));
            scene.configure(List.of(scene.entries.rules(2, 0, 900_000, 3_600_000, 14_400_000, rules)));
            // As much as what is not urgent may take.
            int raised = 0;
            while (String.join(" ", scene.raise("k" + raised, Severity.URGENT)).contains("result=OK")) {
                raised++;
            }
            assertThat(raised).isPositive();
            assertThat(content(scene, "p2")).startsWith("0:");
            assertThat(String.join(" ", scene.raise("arrest", Severity.CRITICAL)))
                    .contains("result=OK");
        }
    }

    /** With room it is there. */
    @Test
    void shouldShowThemWhereThereIsRoom() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);
            final List<Entries.Rule> rules = List.of(new Entries.Rule(8_800, SPO2, 0, 1));
            scene.configure(List.of(scene.entries.rules(2, 0, 900_000, 3_600_000, 14_400_000, rules)));
            assertThat(content(scene, "p2")).doesNotStartWith("0:");
        }
    }

    /** A digest of what the alert shows of an SpO2 of 80; its length first; 0 = nothing. */
    private static String content(final Scene scene, final String patient) {
        final byte[] batch = scene.commands.vitals(
                From.source(7, 0), 0, List.of(new Commands.Reading(SPO2, 8_000)), patient, "", "");
        return scene.lines(batch).stream()
                .filter(line -> line.is("AlertRaised"))
                .findFirst()
                .orElseThrow()
                .text("content");
    }
}
