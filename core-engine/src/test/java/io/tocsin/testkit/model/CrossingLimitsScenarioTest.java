package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site whose lower limit of a parameter is not below every higher one would call for whatever is read: it is refused, whole (section 12). */
final class CrossingLimitsScenarioTest {
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));
    private static final int SPO2 = 2;

    @ParameterizedTest(name = "heart rate {0}: {1}")
    @CsvSource({
        "below 50 above 120, ok",
        "below 120 above 50, config_refused",
        "above 50 below 120, config_refused",
        "below 90 above 90, config_refused",
        "below 40 below 60 above 120 above 140, ok",
        "below 40 below 60 above 120 above 55, config_refused"
    })
    void shouldRefuseALowerLimitThatIsNotBelowEveryHigherOne(final String limits, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            final List<Entries.Rule> rules = new ArrayList<>();
            // Of another parameter: those say nothing of each other.
            rules.add(new Entries.Rule(30_000, SPO2, 0, 3));
            final String[] words = limits.split(" ", -1);
            for (int i = 0; i < words.length; i += 2) {
                final int bound = words[i].equals("below") ? 0 : 1;
                rules.add(new Entries.Rule(100 * Integer.parseInt(words[i + 1]), 1, bound, 3));
            }
            final List<String> said =
                    scene.configure(List.of(scene.entries.rules(2, 0, 900_000, 3_600_000, 14_400_000, rules)));
            assertThat(said.get(said.size() - 1)).containsIgnoringCase("result=" + outcome + ' ');
        }
    }

    /** What was taken when nobody looked stands in journals, and makes the same of them. */
    @Test
    void shouldTakeFromAFormerVersionWhatItTook() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            final List<Entries.Rule> crossing =
                    List.of(new Entries.Rule(6_000, 1, 0, 3), new Entries.Rule(6_000, 1, 1, 3));
            final byte[] entry = FormerVersion.of(scene.entries.rules(2, 0, 900_000, 3_600_000, 14_400_000, crossing));
            final List<String> said = scene.configure(List.of(entry));
            assertThat(said.get(said.size() - 1)).contains("result=OK ");
        }
    }
}
