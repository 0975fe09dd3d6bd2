package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ward whose readings are questioned, from Java: what does not count is told, and somebody is asked to see to the sensor. */
final class ReadingGateTest {
    private static RouterTestKit ward() {
        return RouterTestKit.launch(North.builder()
                .rules(LimitRules.adult().news2(false))
                .readingGate(ReadingGate.standard().severity(Severity.SEMI_URGENT))
                .build());
    }

    private static Readings of(final Parameter parameter, final double value) {
        return Readings.ofPatient("p-17").device("mon-1", 0).value(parameter, value);
    }

    @Test
    void shouldAskSomebodyToSeeToADeviceWhoseReadingsCannotBe() {
        try (RouterTestKit kit = ward()) {
            kit.answer(kit.router().readings(of(Parameter.HEART_RATE, 900)));

            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.cause().technical()).isEqualTo(TechnicalCondition.READING_REJECTED);
                assertThat(alert.severity()).isEqualTo(Severity.SEMI_URGENT);
            });
            assertThat(kit.events(RouterEvent.ReadingGated.class))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.stamp().clauses()).containsExactly(Clause.OUT_OF_RANGE);
                        assertThat(event.reading())
                                .isEqualTo(new GatedReading(
                                        Parameter.HEART_RATE, 90_000, GateReason.OUT_OF_RANGE, 1, 0, "mon-1"));
                    });
            assertThat(kit.answer(kit.router().counters()).gated()).containsEntry(GateReason.OUT_OF_RANGE, 1L);
            assertThat(kit.answer(kit.router().counters()).readings()).isEmpty();
        }
    }

    @Test
    void shouldNotCallForAProbeThatFellOff() {
        try (RouterTestKit kit = ward()) {
            kit.answer(kit.router().readings(of(Parameter.SPO2, 71).status(1 << 4)));

            assertThat(kit.router().openAlerts())
                    .extracting(alert -> alert.cause().technical())
                    .containsExactly(TechnicalCondition.SENSOR_FAULT);
            assertThat(kit.events(RouterEvent.LimitViolated.class)).isEmpty();
        }
    }

    /** A wrist device whose 97 may be 90 does not end what a 70 began; an oximeter does, whose 97 is within 2. */
    @Test
    void shouldEndNoAlertByAReadingThatIsLessAccurateThanTheSiteWantsIt() {
        final Site site = North.builder()
                .rules(LimitRules.adult().news2(false))
                .readingGate(ReadingGate.standard().worst(Parameter.SPO2, 400))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(of(Parameter.SPO2, 70)));
            kit.advance(Duration.ofSeconds(31));
            kit.answer(kit.router().readings(of(Parameter.SPO2, 97).accuracy(7)));
            assertThat(kit.events(RouterEvent.ConditionChanged.class)).isEmpty();
            assertThat(kit.answer(kit.router().counters()).gated()).containsEntry(GateReason.INACCURATE, 1L);
            kit.answer(kit.router().readings(of(Parameter.SPO2, 97).accuracy(2, Parameter.SPO2)));
            assertThat(kit.events(RouterEvent.ConditionChanged.class)).isNotEmpty();
        }
        assertThatThrownBy(() -> of(Parameter.SPO2, 97).accuracy(656)).hasMessageContaining("655.34");
        assertThatThrownBy(() -> ReadingGate.standard().worst(Parameter.PAIN, 100))
                .hasMessageContaining("PAIN");
    }

    @Test
    void shouldKnowAfterARestartWhatTheSiteLooksFor() {
        final Site site = North.builder().readingGate(ReadingGate.standard()).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().configure(North.builder().build()));
            kit.answer(kit.router().readings(of(Parameter.HEART_RATE, 900)));

            assertThat(kit.events(RouterEvent.ReadingGated.class))
                    .as("a site without it takes it away")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e7})
    void shouldRefuseWhatIsNoNumberAndKeepItsNeighbours(final double none) {
        final Readings readings = of(Parameter.SPO2, 97);

        assertThatThrownBy(() -> readings.value(Parameter.HEART_RATE, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HEART_RATE");
        assertThat(readings.count).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatNoGateIs() {
        final ReadingGate gate = ReadingGate.standard();

        assertThatThrownBy(() -> gate.confirmedWithin(Duration.ofMillis(999))).hasMessageContaining("confirm");
        assertThatThrownBy(() -> gate.flatAfter(Duration.ofHours(25))).hasMessageContaining("flat");
        assertThatThrownBy(() -> Readings.ofBed("b").measuredNs(0)).hasMessageContaining("measuredNs");
        assertThatThrownBy(() -> Readings.ofBed("b").status(1, Parameter.GCS)).hasMessageContaining("GCS");
        assertThatThrownBy(() -> Readings.ofBed("b").status(1 << 16)).hasMessageContaining("status");
        assertThat(gate.without(GateReason.STEP).reasons()).doesNotContain(GateReason.STEP);
    }
}
