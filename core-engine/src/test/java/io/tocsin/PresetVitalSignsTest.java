package io.tocsin;

import static io.tocsin.PresetHouse.site;
import static io.tocsin.PresetHouse.staffed;
import static io.tocsin.PresetHouse.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom presets tell of vital signs, by a reading each, and what changes if a monitoring session names people. */
final class PresetVitalSignsTest {
    /** A reading of p-17; whom the platform tells of what severity. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SPO2       | 87  | CRITICAL [emma, emma-2, paul, adam, olga, carl], EMERGENT [paul, olga, carl]",
                "SPO2       | 89  | EMERGENT [paul, olga, carl]",
                "HEART_RATE | 49  | URGENT [paul, olga]",
                "HEART_RATE | 121 | URGENT [paul, olga]",
                "SYSTOLIC   | 161 | URGENT [paul, olga]",
                "DIASTOLIC  | 91  | URGENT [paul, olga]",
                "SYSTOLIC   | 60  | none",
            })
    void shouldTellOfVitalSignsAsThePlatformDoes(final Parameter parameter, final double value, final String told) {
        try (RouterTestKit kit = staffed(
                site(Preset.MYDR24).toBuilder().rules(LimitRules.mydr24()).build())) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(parameter, value)));

            final List<String> said = new ArrayList<>();
            for (final RouterEvent.AlertRaised raised : kit.events(RouterEvent.AlertRaised.class)) {
                said.add(raised.severity() + " "
                        + kit.events(RouterEvent.OutputDispatched.class).stream()
                                .filter(output -> output.alertId() == raised.alertId())
                                .flatMap(output -> output.recipients().stream())
                                .map(RouterEvent.Recipient::person)
                                .toList());
            }
            assertThat(said.isEmpty() ? "none" : String.join(", ", said)).isEqualTo(told);
        }
    }

    /** Nick may look on at the session of p-17, and Emma 2 is named to be told of its alerts: neither cares for the patient, nor is on call. Asked at first, and until two minutes later. */
    @ParameterizedTest(name = "{0} {1} {2}: {3}, then {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MYDR24  | SPO2       | 89  | [emma-2, paul, olga, carl]  | [emma-2, paul, olga, carl]",
                "MYDR24  | HEART_RATE | 121 | [emma-2, nick]              | [emma-2, nick, paul, olga]",
                "DEFAULT | HEART_RATE | 121 | [emma-2, paul, olga, nick]  | [emma-2, paul, olga, nick, carl]",
            })
    void shouldTellWhomTheMonitoringSessionNames(
            final Preset preset,
            final Parameter parameter,
            final double value,
            final String atFirst,
            final String afterTwoMinutes) {
        // Where anybody has a role, who has none monitors nobody.
        final Site.Builder site = site(preset).toBuilder().rules(LimitRules.mydr24());
        try (RouterTestKit kit =
                staffed((preset == Preset.DEFAULT ? site.authority("nick", AuthorityRole.PHYSICIAN) : site).build())) {
            monitor(kit);

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(parameter, value)));
            assertThat(told(kit).toString()).isEqualTo(atFirst);
            kit.advance(Duration.ofMinutes(2));
            assertThat(told(kit).toString()).isEqualTo(afterTwoMinutes);
        }
    }

    /** The broadcast reaches whom the session names, who has nothing else to do with the patient. */
    @Test
    void shouldTellWhomTheSessionNamesOfTheEmergencyBroadcast() {
        final Site site =
                site(Preset.MYDR24).toBuilder().rules(LimitRules.mydr24()).build();
        try (RouterTestKit kit = staffed(site)) {
            final RecipientSession nick = monitor(kit);
            kit.answer(nick.monitoring().name(1, MonitoringList.RECIPIENTS, List.of("nick")));

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(Parameter.SPO2, 87)));
            assertThat(kit.events(RouterEvent.OutputDispatched.class).stream()
                            .filter(output -> output.severity() == Severity.CRITICAL)
                            .flatMap(output -> output.recipients().stream())
                            .map(RouterEvent.Recipient::person))
                    .containsExactly("emma", "emma-2", "paul", "adam", "olga", "nick", "carl");
        }
    }

    /** A pump is seen to by whoever is at the bed, not by who looks on from elsewhere. */
    @ParameterizedTest
    @CsvSource({"DEVICE_THERAPY, OCCLUSION", "DEVICE_TECHNICAL, LEADS_OFF"})
    void shouldTellTheCareTeamAtOnceWhatADeviceSaysOfItself(final EmergencyType type, final DeviceCondition condition) {
        try (RouterTestKit kit = staffed(
                site(Preset.MYDR24).toBuilder().rules(LimitRules.mydr24()).build())) {
            monitor(kit);
            kit.answer(kit.router()
                    .raise(Raise.alert("pump-3")
                            .type(type)
                            .severity(Severity.URGENT)
                            .patient("p-17")
                            .device("pump-3")
                            .deviceCondition(condition)));

            assertThat(told(kit)).containsExactly("paul", "olga");
        }
    }

    private static RecipientSession monitor(final RouterTestKit kit) {
        final RecipientSession nick = kit.router().connect("nick", new PresetHouse.Capable());
        final long session = kit.answer(nick.monitoring()
                        .start(Monitoring.of(MonitoringType.TELEMETRY).patient("p-17")))
                .monitoringId();
        kit.answer(nick.monitoring().name(session, MonitoringList.VIEWERS, List.of("nick")));
        kit.answer(nick.monitoring().name(session, MonitoringList.RECIPIENTS, List.of("emma-2")));
        return nick;
    }
}
