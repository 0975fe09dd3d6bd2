package io.tocsin;

import static io.tocsin.PresetHouse.site;
import static io.tocsin.PresetHouse.staffed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is called for a CRITICAL vital sign sees the others with it, as far as they are not too old: current vitals, filled in. */
final class CriticalVitalsTest {
    private static RouterTestKit kit() {
        return staffed(
                site(Preset.MYDR24).toBuilder().rules(LimitRules.mydr24()).build());
    }

    private static void read(final RouterTestKit kit, final Readings readings) {
        kit.answer(kit.router().readings(readings));
    }

    private static Map<Parameter, Integer> shown(final RouterTestKit kit, final Severity severity) {
        return kit.events(RouterEvent.AlertRaised.class).stream()
                .filter(raised -> raised.severity() == severity)
                .findFirst()
                .map(raised -> new TreeMap<>(raised.details().vitals()))
                .orElseThrow();
    }

    /** Whatever is older than 15 minutes is not current, and consciousness has no time; what the batch reads behind what violates is of the same instant. */
    @Test
    void shouldShowThePatientsVitalSignsOfTheseMinutes() {
        try (RouterTestKit kit = kit()) {
            read(
                    kit,
                    Readings.ofPatient("p-17")
                            .consciousness(Consciousness.ALERT)
                            .value(Parameter.TEMPERATURE, 38.2)
                            .value(Parameter.SPO2, 97)
                            .value(Parameter.HEART_RATE, 72));
            kit.advance(Duration.ofMinutes(14));
            read(kit, Readings.ofPatient("p-17").value(Parameter.SYSTOLIC, 101));
            kit.advance(Duration.ofMinutes(2));
            read(
                    kit,
                    Readings.ofPatient("p-17")
                            .value(Parameter.SPO2, 78)
                            .value(Parameter.HEART_RATE, 34)
                            .value(Parameter.RESPIRATORY_RATE, 5));

            assertThat(shown(kit, Severity.CRITICAL))
                    .isEqualTo(new TreeMap<>(Map.of(
                            Parameter.SPO2, 7_800,
                            Parameter.HEART_RATE, 3_400,
                            Parameter.RESPIRATORY_RATE, 500,
                            Parameter.SYSTOLIC, 10_100)));
        }
    }

    /** With a gate, what stands behind in the batch may be questioned yet: it is left out, and so is what was before it. */
    @Test
    void shouldLeaveOutWhatAGateMayQuestion() {
        final Site site = site(Preset.MYDR24).toBuilder()
                .rules(LimitRules.mydr24())
                .readingGate(ReadingGate.standard())
                .build();
        try (RouterTestKit kit = staffed(site)) {
            read(kit, Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 72));
            read(kit, Readings.ofPatient("p-17").value(Parameter.SPO2, 78).value(Parameter.HEART_RATE, 34));

            assertThat(shown(kit, Severity.CRITICAL)).isEqualTo(Map.of(Parameter.SPO2, 7_800));
        }
    }

    /** Beside an invasive line the cuff tells how it was; what violates is shown whatever it is. */
    @Test
    void shouldShowThePressureThatViolatesAndNoCuffBesideALine() {
        final LimitRules rules = LimitRules.none()
                .below(Parameter.ARTERIAL_SYSTOLIC, 60, Severity.CRITICAL)
                .below(Parameter.GLUCOSE, 40, Severity.CRITICAL);
        try (RouterTestKit kit =
                staffed(site(Preset.MYDR24).toBuilder().rules(rules).build())) {
            read(kit, Readings.ofPatient("p-17").value(Parameter.SYSTOLIC, 124));
            read(kit, Readings.ofPatient("p-17").value(Parameter.ARTERIAL_SYSTOLIC, 52));
            assertThat(shown(kit, Severity.CRITICAL)).isEqualTo(Map.of(Parameter.SYSTOLIC, 5_200));

            read(kit, Readings.ofPatient("p-17").value(Parameter.GLUCOSE, 31));
            assertThat(kit.events(RouterEvent.AlertRaised.class)
                            .get(1)
                            .details()
                            .vitals())
                    .isEqualTo(Map.of(Parameter.GLUCOSE, 3_100));
        }
    }

    /** Whoever opens it while it is reviewed, and it has come back, sees how the patient is now; so does whoever asks a router that was started again. */
    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldShowTheVitalSignsOfNowWhenItComesBack(final Lives.End end) {
        final Lives lives = new Lives();
        final Site site =
                site(Preset.MYDR24).toBuilder().rules(LimitRules.mydr24()).build();
        final RouterTestKit kit = lives.launch(site);
        read(kit, Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 72).value(Parameter.SPO2, 84));
        kit.advance(Duration.ofMinutes(1));
        read(kit, Readings.ofPatient("p-17").value(Parameter.SPO2, 97));
        kit.advance(Duration.ofMinutes(1));
        read(kit, Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 38).value(Parameter.SPO2, 79));

        assertBack(critical(kit));
        assertBack(critical(lives.relaunch(kit, end, site)));
    }

    private static AlertState critical(final RouterTestKit kit) {
        return kit.router().view().open().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .findFirst()
                .orElseThrow();
    }

    private static void assertBack(final AlertState alert) {
        assertThat(alert.condition()).isEqualTo(Condition.ACTIVE);
        assertThat(alert.cause().value()).isEqualTo(7_900);
        assertThat(alert.details().vitals()).isEqualTo(Map.of(Parameter.HEART_RATE, 3_800, Parameter.SPO2, 7_900));
    }

    /** They are of the patient of the alert, and of no other; an alert that is not CRITICAL carries its own value alone. */
    @Test
    void shouldShowNothingOfAnotherPatientAndNothingWithWhatIsMilder() {
        try (RouterTestKit kit = kit()) {
            read(kit, Readings.ofPatient("p-18").value(Parameter.HEART_RATE, 77).value(Parameter.TEMPERATURE, 37));
            read(kit, Readings.ofPatient("p-17").value(Parameter.SPO2, 85));

            assertThat(shown(kit, Severity.CRITICAL)).isEqualTo(Map.of(Parameter.SPO2, 8_500));
            assertThat(shown(kit, Severity.EMERGENT)).isEmpty();
        }
    }
}
