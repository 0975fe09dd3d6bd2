package io.tocsin.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is scored again, item by item, as one input after the other changes, is what would be scored anew. */
final class ScoredAgainTest {
    private static final int STEPS = 20_000;
    private static final List<ScoreInput> INPUTS = List.of(ScoreInput.values());

    @ParameterizedTest
    @ValueSource(strings = {"news2", "mews", "qsofa", "sirs", "shock-index", "pews"})
    void shouldScoreAgainAsAnew(final String id) {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        final ScoreTable table = ScoreTables.bundled(id);
        final int[] values = new int[ScoreInput.CODES];
        int age = age(table, random);
        long known = 1;
        long lapsed = 0;
        long items = ScoreTable.UNSCORED;
        for (int step = 0; step < STEPS; step++) {
            final int[] valuesBefore = values.clone();
            final long knownBefore = known;
            final long lapsedBefore = lapsed;
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                final ScoreInput input = INPUTS.get(random.nextInt(INPUTS.size()));
                values[input.code()] = value(input, random);
                known = random.nextInt(6) == 0 ? known & ~(1L << input.code()) : known | (1L << input.code());
                lapsed = random.nextInt(8) == 0 ? lapsed ^ (1L << input.code()) : lapsed;
            }
            age = random.nextInt(50) == 0 ? age(table, random) : age;
            items = table.items(
                    values,
                    known,
                    lapsed,
                    age,
                    items,
                    (knownBefore ^ known) | (lapsedBefore ^ lapsed) | different(valuesBefore, values));

            assertThat(table.score(items))
                    .as("seed %d, step %d: %s, known %x, lapsed %x", seed, step, Arrays.toString(values), known, lapsed)
                    .isEqualTo(table.score(values, known, lapsed, age));
        }
    }

    private static long different(final int[] before, final int[] now) {
        long different = 0;
        for (int code = 0; code < now.length; code++) {
            different |= before[code] == now[code] ? 0 : 1L << code;
        }
        return different;
    }

    private static int age(final ScoreTable table, final Random random) {
        int age = ScoreTable.NO_AGE;
        while (age == ScoreTable.NO_AGE) {
            age = table.ageBand(random.nextInt(1_200));
        }
        return age;
    }

    private static int value(final ScoreInput input, final Random random) {
        if (input == ScoreInput.SPO2_SCALE) {
            return 1 + random.nextInt(2);
        }
        return input.isWords()
                ? 100 * random.nextInt(input == ScoreInput.OXYGEN_THERAPY ? 2 : 4)
                : random.nextInt(25_000);
    }
}
