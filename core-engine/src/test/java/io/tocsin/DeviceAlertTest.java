package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batteries that are low go to Eve, who looks after devices; those that are empty, leads that are off, and pumps that stand still, to Ann, who cares for the patient, by the preset default. */
final class DeviceAlertTest {
    private static Site site() {
        return North.builder()
                .person("eve")
                .person("charge")
                .role("icu", Preset.BIOMED, "eve")
                .role("icu", Preset.CHARGE_NURSE, "charge")
                .preset(Preset.DEFAULT, "desk")
                .build();
    }

    private static Raise raise(final EmergencyType type, final DeviceCondition condition, final Severity severity) {
        return Raise.alert("pump-3/" + type)
                .patient("p-17")
                .device("pump-3")
                .type(type)
                .deviceCondition(condition)
                .severity(severity);
    }

    private static List<String> asked(final RouterTestKit kit) {
        final List<String> asked = new ArrayList<>();
        for (final String person : List.of("ann", "bob", "eve", "charge", "desk")) {
            kit.router().connect(person, offer -> asked.add(person));
        }
        return asked;
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "DEVICE_TECHNICAL, BATTERY_LOW, NON_URGENT, eve",
        "DEVICE_TECHNICAL, CALIBRATION_DUE, SEMI_URGENT, eve",
        "DEVICE_TECHNICAL, LEADS_OFF, URGENT, ann",
        "DEVICE_TECHNICAL, LEADS_OFF, NON_URGENT, ann",
        "DEVICE_TECHNICAL, BATTERY_EMPTY, EMERGENT, ann",
        "DEVICE_TECHNICAL, BATTERY_EMPTY, NON_URGENT, ann",
        "DEVICE_THERAPY, OCCLUSION, URGENT, ann",
        "DEVICE_THERAPY, BATTERY_LOW, NON_URGENT, ann",
        "DEVICE_THERAPY, FAILURE_TO_CAPTURE, CRITICAL, ann",
        "DEVICE_THERAPY, APNOEA, NON_URGENT, ann"
    })
    void shouldTellWhoeverItIsFor(
            final EmergencyType type, final DeviceCondition condition, final Severity severity, final String people) {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<String> asked = asked(kit);
            kit.answer(kit.router().raise(raise(type, condition, severity)));
            assertThat(asked).containsExactlyInAnyOrder(people.split(" ", -1));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.type()).isEqualTo(type);
                assertThat(alert.details().deviceCondition()).isEqualTo(condition);
                assertThat(alert.details().deviceId()).isEqualTo("pump-3");
            });
        }
    }

    @Test
    void shouldGoOnToTheBedsideIfNobodySeesToABattery() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<String> asked = asked(kit);
            kit.answer(kit.router()
                    .raise(raise(EmergencyType.DEVICE_TECHNICAL, DeviceCondition.BATTERY_LOW, Severity.NON_URGENT)));
            kit.advance(Duration.ofMinutes(30));
            assertThat(asked).containsExactly("eve", "ann");
            kit.advance(Duration.ofMinutes(5));
            assertThat(asked).containsExactly("eve", "ann", "charge");
            kit.advance(Duration.ofMinutes(5));
            assertThat(asked).containsExactly("eve", "ann", "charge", "desk");
        }
    }

    /** A monitor that calls leads off, or an apnoea, a trifle is not believed: the site says what they are at least. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "DEVICE_TECHNICAL, LEADS_OFF, URGENT",
        "DEVICE_TECHNICAL, BATTERY_LOW, NON_URGENT",
        "DEVICE_TECHNICAL, BATTERY_EMPTY, EMERGENT",
        "DEVICE_THERAPY, APNOEA, CRITICAL",
        "DEVICE_THERAPY, OBSTRUCTED, CRITICAL",
        "DEVICE_THERAPY, FAILURE_TO_CAPTURE, CRITICAL"
    })
    void shouldHoldAConditionForAtLeastSoSevere(
            final EmergencyType type, final DeviceCondition condition, final Severity least) {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router().raise(raise(type, condition, Severity.NON_URGENT)));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.severity()).isEqualTo(least);
                assertThat(alert.assessment().declared()).isEqualTo(Severity.NON_URGENT);
            });
        }
    }

    /** Eve means to change the battery tomorrow. It is empty in an hour, under the same key: that is not hers, and Ann is asked. */
    @Test
    void shouldAskTheBedsideWhenWhatAnEngineerHasTakenBecomesAnotherCondition() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<Offer> eve = new ArrayList<>();
            final List<Offer> ann = new ArrayList<>();
            kit.router().connect("eve", eve::add);
            kit.router().connect("ann", ann::add);
            final Raise low = raise(EmergencyType.DEVICE_TECHNICAL, DeviceCondition.BATTERY_LOW, Severity.NON_URGENT);
            kit.answer(kit.router().raise(low));
            kit.answer(eve.get(0).accept());
            kit.answer(kit.router().raise(low));
            assertThat(ann).isEmpty();

            final Raised empty = kit.answer(kit.router()
                    .raise(raise(EmergencyType.DEVICE_TECHNICAL, DeviceCondition.BATTERY_EMPTY, Severity.EMERGENT)));

            assertThat(empty.isNew()).isTrue();
            assertThat(ann)
                    .singleElement()
                    .satisfies(offer -> assertThat(offer.alertId()).isEqualTo(empty.alertId()));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.owner()).isNull();
                assertThat(alert.details().deviceCondition()).isEqualTo(DeviceCondition.BATTERY_EMPTY);
            });
        }
    }

    /** One key for a monitor, as many drivers have it: an arrest takes the place of its leads, and its leads never that of an arrest. */
    @Test
    void shouldNeverRefuseAnEmergencyForTheKeyOfADevice() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final Raise leads = Raise.alert("m3")
                    .patient("p-17")
                    .device("m3")
                    .type(EmergencyType.DEVICE_TECHNICAL)
                    .deviceCondition(DeviceCondition.LEADS_OFF)
                    .severity(Severity.URGENT);
            kit.answer(kit.router().raise(leads));
            kit.answer(kit.router().raise(North.arrest("m3")));
            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.type()).isEqualTo(EmergencyType.CARDIAC_ARREST));

            assertRefused(kit, leads);
            assertThat(kit.router().openAlerts()).hasSize(1);
        }
    }

    private static void assertRefused(final RouterTestKit kit, final Raise raise) {
        assertThatThrownBy(() -> kit.answer(kit.router().raise(raise)))
                .isInstanceOfAny(CompletionException.class, RefusedException.class)
                .hasMessageContaining(Refusal.INVALID_FIELD.name());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"DEVICE_TECHNICAL, APNOEA", "DEVICE_TECHNICAL, OCCLUSION", "OTHER, BATTERY_LOW", "DEVICE_THERAPY,"})
    void shouldRefuseAConditionThatTheTypeCannotHave(final EmergencyType type, final DeviceCondition condition) {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final Raise raise =
                    Raise.alert("k").patient("p-17").device("d").type(type).severity(Severity.URGENT);
            assertRefused(kit, condition == null ? raise : raise.deviceCondition(condition));
        }
    }

    /** A bed that is noisy while somebody washes the patient: leads may be off, but the infusion must not stand still unheard. */
    @Test
    void shouldHoldNoTherapyBackByASilenceThatNamesNoType() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<String> asked = asked(kit);
            final Instant end = RouterTestKit.START.plus(Duration.ofMinutes(10));
            kit.answer(kit.router().silence(Silence.until(end, "washing").bed("icu-1")));
            kit.answer(kit.router()
                    .raise(raise(EmergencyType.DEVICE_TECHNICAL, DeviceCondition.LEADS_OFF, Severity.URGENT)));
            assertThat(asked).isEmpty();
            kit.answer(kit.router()
                    .raise(raise(EmergencyType.DEVICE_THERAPY, DeviceCondition.OCCLUSION, Severity.URGENT)));
            assertThat(asked).containsExactly("ann");
        }
    }
}
