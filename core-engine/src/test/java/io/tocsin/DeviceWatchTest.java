package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monitor m3 says with its readings what is left in its battery, and how its calibration is; 20 % is low, 5 % empty, and 5 % more is neither. */
final class DeviceWatchTest {
    private static RouterTestKit launch(final DeviceRules rules) {
        return RouterTestKit.launch(North.builder().devices(rules).build());
    }

    private static void read(final RouterTestKit kit, final Readings readings) {
        kit.answer(kit.router().readings(readings.device("m3", 0).value(Parameter.HEART_RATE, 70)));
    }

    private static void battery(final RouterTestKit kit, final int percent) {
        read(kit, Readings.ofPatient("p-17").battery(percent));
    }

    private static List<String> active(final RouterTestKit kit) {
        final List<String> active = new ArrayList<>();
        kit.events(RouterEvent.TechnicalNoted.class)
                .forEach(noted -> active.add(noted.condition() + (noted.active() ? " " : " over ") + noted.value()));
        return active;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            battery by battery   | what is told
            21                   |
            20                   | BATTERY_LOW 20
            20 22 24             | BATTERY_LOW 20
            20 25                | BATTERY_LOW 20, BATTERY_LOW over 25
            20 5 9               | BATTERY_LOW 20, BATTERY_EMPTY 5
            20 5 10              | BATTERY_LOW 20, BATTERY_EMPTY 5, BATTERY_EMPTY over 10
            3                    | BATTERY_LOW 3, BATTERY_EMPTY 3
            3 100                | BATTERY_LOW 3, BATTERY_EMPTY 3, BATTERY_LOW over 100, BATTERY_EMPTY over 100
            """, useHeadersInDisplayName = true)
    void shouldTellOnceOfABatteryThatIsLowAndOnceThatItIsNot(final String percents, final String told) {
        try (RouterTestKit kit = launch(DeviceRules.standard())) {
            for (final String percent : percents.split(" ", -1)) {
                battery(kit, Integer.parseInt(percent));
            }
            assertThat(String.join(", ", active(kit))).isEqualTo(told == null ? "" : told);
        }
    }

    @Test
    void shouldRaiseAnAlertOfTheDeviceForWhoeverLooksAfterIt() {
        try (RouterTestKit kit = launch(DeviceRules.standard())) {
            battery(kit, 4);
            read(kit, Readings.ofPatient("p-17").calibration(CalibrationStatus.OVERDUE));
            assertThat(kit.router().openAlerts())
                    .allSatisfy(alert -> {
                        assertThat(alert.subject()).isEqualTo(new Subject(Subject.Kind.DEVICE, "m3"));
                        assertThat(alert.unit()).isEqualTo("icu");
                        assertThat(alert.type()).isEqualTo(EmergencyType.DEVICE_TECHNICAL);
                    })
                    .extracting(alert -> alert.cause().technical(), AlertState::severity)
                    .containsExactly(
                            tuple(TechnicalCondition.BATTERY_LOW, Severity.NON_URGENT),
                            tuple(TechnicalCondition.BATTERY_EMPTY, Severity.EMERGENT),
                            tuple(TechnicalCondition.CALIBRATION, Severity.NON_URGENT));
            read(kit, Readings.ofPatient("p-17").calibration(CalibrationStatus.CALIBRATED));
            assertThat(active(kit)).endsWith("CALIBRATION over 1");
        }
    }

    /** Ann cares for the patient whom m3 measures: a battery that is empty is hers, though the alert is of the device; and it is told again if she was wrong. */
    @Test
    void shouldAskTheTeamOfWhomTheDeviceMeasuresAndAskAgainWhileItIsEmpty() {
        try (RouterTestKit kit = launch(DeviceRules.standard().batteries(5, 4, 1))) {
            final List<Offer> ann = new ArrayList<>();
            kit.router().connect("ann", ann::add);
            battery(kit, 4);
            assertThat(ann)
                    .extracting(offer -> offer.alert().cause().technical())
                    .containsExactlyInAnyOrder(TechnicalCondition.BATTERY_LOW, TechnicalCondition.BATTERY_EMPTY);
            for (final Offer offer : List.copyOf(ann)) {
                kit.answer(offer.accept());
                kit.answer(offer.resolve());
            }
            battery(kit, 3);
            assertThat(ann).hasSize(3);
            assertThat(ann.get(2).alert().cause().technical()).isEqualTo(TechnicalCondition.BATTERY_EMPTY);
        }
    }

    /** The monitor goes to the ward before anybody has charged it: the people there hear of it, and not those where it was. */
    @Test
    void shouldTellWhereTheDeviceIsNow() {
        final Site site = North.builder()
                .unit("ward")
                .bed("ward-1", "ward")
                .person("wes")
                .careForBed("ward-1", "wes")
                .devices(DeviceRules.standard())
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final List<Offer> wes = new ArrayList<>();
            kit.router().connect("wes", wes::add);
            battery(kit, 4);
            read(kit, Readings.ofBed("ward-1").battery(4));
            assertThat(wes)
                    .singleElement()
                    .satisfies(offer ->
                            assertThat(offer.alert().cause().technical()).isEqualTo(TechnicalCondition.BATTERY_EMPTY));
            assertThat(kit.router().openAlerts()).extracting(AlertState::unit).containsExactlyInAnyOrder("icu", "ward");
        }
    }

    @Test
    void shouldTellNothingWhereTheSiteDoesNotLook() {
        for (final DeviceRules rules :
                List.of(DeviceRules.none(), DeviceRules.none().floor(DeviceCondition.BATTERY_LOW, Severity.CRITICAL))) {
            try (RouterTestKit kit = launch(rules)) {
                battery(kit, 0);
                assertThat(kit.router().openAlerts()).isEmpty();
            }
        }
    }
}
