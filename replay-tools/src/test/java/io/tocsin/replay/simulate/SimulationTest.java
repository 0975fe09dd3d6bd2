package io.tocsin.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A few runs in every build: fixed seeds, and fresh ones that are printed. {@code ./tocsin simulate} plays more, and longer ones. */
final class SimulationTest {
    private static final int STEPS = 500;
    private static final int FIXED_SEEDS = 6;
    private static final int FRESH_SEEDS = 2;

    @TestFactory
    Stream<DynamicTest> shouldHoldEveryInvariantAndHeal() {
        final long[] fresh = LongStream.generate(() -> System.nanoTime() & 0xFFFF_FFFFFL)
                .limit(FRESH_SEEDS)
                .toArray();
        System.out.println("simulation: fresh seeds " + Arrays.toString(fresh));
        return LongStream.concat(LongStream.rangeClosed(1, FIXED_SEEDS), LongStream.of(fresh))
                .mapToObj(seed -> DynamicTest.dynamicTest("--seed " + seed, () -> play(seed)));
    }

    private static void play(final long seed) {
        final Simulation simulation = new Simulation(seed, EngineNode::new);
        final String failure = simulation.run(STEPS);

        assertThat(failure).as(failure).isNull();
        assertThat(simulation.toString()).contains("seed " + seed + ": 500 steps");
    }

    @Test
    void shouldPlayTheSameRunAgain() {
        final Simulation first = new Simulation(3, EngineNode::new);
        final Simulation second = new Simulation(3, EngineNode::new);
        first.run(STEPS);
        second.run(STEPS);

        assertThat(second).hasToString(first.toString());
    }
}
