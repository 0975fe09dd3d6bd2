package io.tocsin;

import static io.tocsin.PresetHouse.site;
import static io.tocsin.PresetHouse.staffed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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

    /** Rates count for 15 minutes, the cuff for an hour, a temperature for four; consciousness until another word comes. */
    @Test
    void shouldShowThePatientsVitalSignsThatStillCount() {
        try (RouterTestKit kit = kit()) {
            read(
                    kit,
                    Readings.ofPatient("p-17")
                            .consciousness(Consciousness.VOICE)
                            .value(Parameter.TEMPERATURE, 38.2)
                            .value(Parameter.HEART_RATE, 100)
                            .value(Parameter.SYSTOLIC, 101));
            kit.advance(Duration.ofMinutes(30));
            read(kit, Readings.ofPatient("p-17").value(Parameter.RESPIRATORY_RATE, 27));
            kit.advance(Duration.ofMinutes(1));
            read(kit, Readings.ofPatient("p-17").value(Parameter.SPO2, 86.5));

            assertThat(shown(kit, Severity.CRITICAL))
                    .isEqualTo(new TreeMap<>(Map.of(
                            Parameter.SPO2, 8_650,
                            Parameter.RESPIRATORY_RATE, 2_700,
                            Parameter.SYSTOLIC, 10_100,
                            Parameter.TEMPERATURE, 3_820,
                            Parameter.CONSCIOUSNESS, Consciousness.VOICE.value() * 100)));
        }
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
