package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts and the comparison would notice: each bug that is planted in one side shows as a difference within the seeds that {@code ModelTest} plays. */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedBugTest {
    @ParameterizedTest
    @EnumSource(Plant.class)
    void shouldCatchAPlantedBug(final Plant plant) {
        final boolean isCaught = ModelTest.alwaysPlayed()
                .anyMatch(seed ->
                        new ModelRun(seed, () -> new OracleEngine(Set.of()), () -> new OracleEngine(Set.of(plant)))
                                        .firstDifference(ModelTest.STEPS)
                                != null);

        assertThat(isCaught).as("%s within the seeds of every run", plant).isTrue();
    }
}
