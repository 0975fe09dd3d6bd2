package io.tocsin;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ann monitors her patient p-17 with the EKG ekg-4; the site is told of a device that is silent for a minute. */
final class DeviceSilenceTest {
    private static void read(final RouterTestKit kit) {
        kit.answer(kit.router()
                .readings(Readings.ofPatient("p-17").device("ekg-4", 0).value(Parameter.HEART_RATE, 70)));
    }

    @Test
    void shouldTellThePatientsNurseWhenTheMonitorSaysNothingAnyMore() {
        try (RouterTestKit kit = RouterTestKit.launch(
                North.builder().devices(DeviceRules.standard()).build())) {
            final List<Offer> ann = new ArrayList<>();
            final RecipientSession session = kit.router().connect("ann", ann::add);
            kit.answer(session.monitoring()
                    .start(Monitoring.of(MonitoringType.TELEMETRY)
                            .patient("p-17")
                            .device(DeviceKind.EKG_MONITOR, "ekg-4")));
            read(kit);
            kit.advance(ofSeconds(59));
            assertThat(ann).isEmpty();

            kit.advance(ofSeconds(1));
            assertThat(ann).singleElement().satisfies(offer -> {
                assertThat(offer.alert().subject()).isEqualTo(new Subject(Subject.Kind.DEVICE, "ekg-4"));
                assertThat(offer.alert().unit()).isEqualTo("icu");
                assertThat(offer.alert().type()).isEqualTo(EmergencyType.DEVICE_TECHNICAL);
                assertThat(offer.alert().severity()).isEqualTo(Severity.URGENT);
                assertThat(offer.alert().cause().technical()).isEqualTo(TechnicalCondition.DEVICE_SILENT);
                assertThat(offer.alert().cause().value()).isEqualTo(60);
            });

            read(kit);
            assertThat(kit.events(RouterEvent.ConditionChanged.class))
                    .singleElement()
                    .satisfies(ended -> {
                        assertThat(ended.to()).isEqualTo(Condition.INACTIVE);
                        assertThat(ended.stamp().clauses()).containsExactly(Clause.DEVICE_HEARD);
                    });
        }
    }

    @Test
    void shouldRefuseATimeOutOfItsRange() {
        for (final Duration wrong : List.of(ofSeconds(4), Duration.ofHours(25), ofSeconds(-60))) {
            assertThatThrownBy(() -> DeviceRules.standard().silent(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("silent");
        }
        assertThatThrownBy(() -> DeviceRules.standard().withoutFloor(DeviceCondition.SWITCHED_OFF))
                .hasMessageContaining("SWITCHED_OFF");
    }
}
