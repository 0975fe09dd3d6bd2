package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EmergencyPlanTest {
    private final List<Patient> patients = new Hospital().patients();

    @Test
    void shouldPlanTheSameEmergenciesForTheSameSeedWithinTheTimeThereIs() {
        final DemoSettings settings = new DemoSettings(Seed.value(), 30);
        final List<Emergency> plan = EmergencyPlan.of(settings, patients, true);
        assertThat(EmergencyPlan.of(settings, patients, true)).isEqualTo(plan);
        assertThat(plan)
                .as(Seed.told())
                .hasSizeBetween(25, 100)
                .allSatisfy(emergency -> assertThat(emergency.atNs()).isBetween(0L, TimeUnit.SECONDS.toNanos(30)));
        assertThat(plan).extracting(Emergency::atNs).isSorted();
        assertThat(plan).extracting(Emergency::ending).contains(Emergency.Ending.values());
    }

    @Test
    void shouldDeclareSomethingEvenInOneSecond() {
        assertThat(EmergencyPlan.of(new DemoSettings(Seed.value(), 1), patients, true))
                .isNotEmpty();
    }
}
