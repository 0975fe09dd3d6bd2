package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.LimitRules;
import io.tocsin.Readings;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PhysiologyModelTest {
    private static final DemoSettings HOUR = new DemoSettings(Seed.value(), 180);
    private static final int SAMPLES_PER_HOUR = 720;
    private static final int PATIENT = 7;

    @Test
    void shouldGiveTheSameSamplesForTheSameSeedAndOthersForAnother() {
        final List<VitalSigns> samples = samples(PhysiologyModel.of(HOUR, PATIENT), SAMPLES_PER_HOUR);
        assertThat(samples(PhysiologyModel.of(HOUR, PATIENT), SAMPLES_PER_HOUR)).isEqualTo(samples);
        assertThat(samples(PhysiologyModel.of(HOUR, PATIENT + 1), SAMPLES_PER_HOUR))
                .isNotEqualTo(samples);
        final DemoSettings other = new DemoSettings(HOUR.seed() + 1, HOUR.seconds());
        assertThat(samples(PhysiologyModel.of(other, PATIENT), SAMPLES_PER_HOUR))
                .isNotEqualTo(samples);
    }

    @Test
    void shouldNeverShowWhatNoBodyCanBe() {
        for (int patient = 0; patient < DemoSettings.PATIENTS; patient++) {
            for (final VitalSigns sample : samples(PhysiologyModel.of(HOUR, patient), SAMPLES_PER_HOUR)) {
                sample.hundredths()
                        .forEach((vital, value) -> assertThat(value)
                                .as("%s, %s", vital, Seed.told())
                                .isBetween(vital.lowestHundredths(), vital.highestHundredths()));
            }
        }
    }

    @Test
    void shouldHardlyEverLeaveTheLimitsWhileNothingHappens() {
        long readings = 0;
        long violating = 0;
        for (int patient = 0; patient < DemoSettings.PATIENTS; patient++) {
            for (final VitalSigns sample : samples(model(patient), SAMPLES_PER_HOUR)) {
                readings += sample.hundredths().size();
                violating += LimitRules.adult().rules().stream()
                        .filter(rule -> violates(sample, rule))
                        .count();
            }
        }
        assertThat(violating).as(Seed.told()).isLessThan(readings / 1_000);
    }

    @ParameterizedTest
    @EnumSource(Deterioration.class)
    void shouldRaiseALimitAlertOnTheWayDownAndEndItAfterTreatment(final Deterioration kind) {
        final Hospital hospital = new Hospital();
        final Patient patient = hospital.patients().get(PATIENT);
        final PhysiologyModel model = model(PATIENT, new Episode(kind, 60));
        try (RouterTestKit kit = RouterTestKit.launch(hospital.site())) {
            feed(kit, patient, model, (60 + kind.onsetSeconds()) / DemoSettings.SAMPLE_SECONDS + 24);
            assertThat(kit.events(RouterEvent.AlertRaised.class))
                    .as("%s, %s", kind, Seed.told())
                    .anySatisfy(raised -> {
                        assertThat(raised.cause().kind()).isEqualTo(Cause.LIMIT);
                        assertThat(raised.bed()).isEqualTo(patient.bed());
                    });
            assertThat(model.deterioration()).isEqualTo(kind);
            model.treat();
            feed(kit, patient, model, 8 * kind.recoverySeconds() / DemoSettings.SAMPLE_SECONDS + 24);
            assertThat(model.deterioration()).isNull();
            assertThat(kit.router().openAlerts())
                    .as("%s, %s", kind, Seed.told())
                    .noneMatch(alert -> alert.condition() == Condition.ACTIVE);
        }
    }

    @Test
    void shouldShowADropOutAsNothingAndASlippedProbeAsASaturationNobodyHas() {
        final Artefacts sensors = quietSensors();
        final PhysiologyModel model = new PhysiologyModel(
                PatientProfile.of(Seeds.random(Seed.value(), "profile", PATIENT)),
                new ArrayDeque<>(),
                Seeds.random(Seed.value(), "body", PATIENT),
                sensors);
        sensors.begin(Artefacts.Kind.DROP_OUT);
        assertThat(model.next().isEmpty()).isTrue();
        sensors.begin(Artefacts.Kind.PROBE_OFF);
        final VitalSigns slipped = model.next();
        assertThat(slipped.hundredths().get(Vital.SPO2)).isLessThan(7_500);
        assertThat(slipped.hundredths()).doesNotContainKey(Vital.HEART_RATE);
    }

    @Test
    void shouldHaveMostPatientsWellAndSomeGettingWorse() {
        final long deteriorating = IntStream.range(0, DemoSettings.PATIENTS)
                .filter(patient -> !DeteriorationPlan.of(
                                Seeds.random(Seed.value(), "plan", patient), HOUR.hospitalSeconds())
                        .isEmpty())
                .count();
        assertThat(deteriorating).as(Seed.told()).isBetween(30L, 140L);
    }

    /** A body with nothing wrong with its sensors, and with what is planned only. */
    private static PhysiologyModel model(final int patient, final Episode... planned) {
        final Queue<Episode> plan = new ArrayDeque<>(List.of(planned));
        return new PhysiologyModel(
                PatientProfile.of(Seeds.random(Seed.value(), "profile", patient)),
                plan,
                Seeds.random(Seed.value(), "body", patient),
                quietSensors());
    }

    private static Artefacts quietSensors() {
        return new Artefacts(Seeds.random(Seed.value(), "sensors", 0), Double.POSITIVE_INFINITY);
    }

    private static List<VitalSigns> samples(final PhysiologyModel model, final int count) {
        final List<VitalSigns> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(model.next());
        }
        return samples;
    }

    private static void feed(
            final RouterTestKit kit, final Patient patient, final PhysiologyModel model, final int samples) {
        for (int i = 0; i < samples; i++) {
            final Readings readings = Readings.ofPatient(patient.id());
            model.next().readings().forEach(readings::hundredths);
            kit.answer(kit.router().readings(readings));
            kit.advance(Duration.ofMillis(250));
        }
    }

    private static boolean violates(final VitalSigns sample, final LimitRules.Rule rule) {
        return sample.hundredths().entrySet().stream()
                .filter(shown -> shown.getKey().parameter() == rule.parameter())
                .anyMatch(shown -> rule.bound() == Bound.BELOW
                        ? shown.getValue() < rule.limitHundredths()
                        : shown.getValue() > rule.limitHundredths());
    }
}
