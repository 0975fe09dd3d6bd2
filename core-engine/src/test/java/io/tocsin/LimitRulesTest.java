package io.tocsin;

import static io.tocsin.codecs.sbe.Parameter.HEART_RATE;
import static io.tocsin.codecs.sbe.Parameter.RESPIRATORY_RATE;
import static io.tocsin.codecs.sbe.Parameter.SPO2;
import static io.tocsin.codecs.sbe.Parameter.SYSTOLIC;
import static io.tocsin.codecs.sbe.Parameter.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets, reading by reading, through the engine. */
final class LimitRulesTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                // Adult starting values: low and high URGENT, the extremes EMERGENT beside them.
                "HEART_RATE, 50, -",
                "HEART_RATE, 49.99, URGENT",
                "HEART_RATE, 40.01, URGENT",
                "HEART_RATE, 40, URGENT+EMERGENT",
                "HEART_RATE, 120, -",
                "HEART_RATE, 120.01, URGENT",
                "HEART_RATE, 139.99, URGENT",
                "HEART_RATE, 140, URGENT+EMERGENT",
                "SPO2, 90, -",
                "SPO2, 89.99, URGENT",
                "SPO2, 80.01, URGENT",
                "SPO2, 80, URGENT+EMERGENT",
                "RESPIRATORY_RATE, 8, -",
                "RESPIRATORY_RATE, 7.99, URGENT",
                "RESPIRATORY_RATE, 30, -",
                "RESPIRATORY_RATE, 30.01, URGENT",
                "SYSTOLIC, 90, -",
                "SYSTOLIC, 89.99, URGENT",
                "SYSTOLIC, 160, -",
                "SYSTOLIC, 160.01, URGENT",
                "TEMPERATURE, 36, -",
                "TEMPERATURE, 35.99, URGENT",
                "TEMPERATURE, 39, -",
                "TEMPERATURE, 39.01, URGENT",
            })
    void shouldHoldAdultsAgainstTheStartingValues(final Parameter parameter, final double value, final String raised) {
        assertThat(raisedBy(LimitRules.adult().news2(false), parameter, value)).isEqualTo(raised == null ? "" : raised);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "HEART_RATE, 50, -",
                "HEART_RATE, 49.99, URGENT",
                "HEART_RATE, 120, -",
                "HEART_RATE, 120.01, URGENT",
                "HEART_RATE, 140, URGENT",
                "SPO2, 90, -",
                "SPO2, 89.99, URGENT",
                "SPO2, 80, URGENT",
                "RESPIRATORY_RATE, 8, -",
                "RESPIRATORY_RATE, 7.99, URGENT",
                "RESPIRATORY_RATE, 30, -",
                "RESPIRATORY_RATE, 30.01, URGENT",
                "SYSTOLIC, 90, -",
                "SYSTOLIC, 89.99, URGENT",
                "SYSTOLIC, 180, -",
                "SYSTOLIC, 180.01, URGENT",
                "TEMPERATURE, 35.0, -",
                "TEMPERATURE, 34.99, URGENT",
                "TEMPERATURE, 38.5, -",
                "TEMPERATURE, 38.51, URGENT",
            })
    void shouldHoldTheReferenceAgainstItsNineLimits(
            final Parameter parameter, final double value, final String raised) {
        assertThat(raisedBy(LimitRules.reference(), parameter, value)).isEqualTo(raised == null ? "" : raised);
    }

    @Test
    void shouldRefuseALowerLimitThatIsNotBelowEveryHigherOne() {
        final LimitRules high = LimitRules.none().above(Parameter.HEART_RATE, 50, Severity.URGENT);
        assertThatThrownBy(() -> high.below(Parameter.HEART_RATE, 120, Severity.EMERGENT))
                .hasMessage("limit 120.0 of HEART_RATE crosses 50.0: a lower limit lies below every higher one");
        assertThatThrownBy(() -> high.below(Parameter.HEART_RATE, 50, Severity.URGENT))
                .hasMessageContaining("crosses");
        assertThat(high.below(Parameter.HEART_RATE, 49.99, Severity.URGENT)
                        .below(Parameter.SPO2, 90, Severity.URGENT)
                        .rules())
                .hasSize(3);
    }

    @Test
    void shouldBeNineLimitsWithoutAScoreInTheReference() {
        assertThat(LimitRules.reference().rules()).hasSize(9).allMatch(rule -> rule.severity() == Severity.URGENT);
        assertThat(LimitRules.reference().news2()).isFalse();
        assertThat(LimitRules.none().rules()).isEmpty();
    }

    @Test
    void shouldRaiseAScoreAlertForAdults() {
        final Site site = North.builder().rules(LimitRules.adult()).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            // Respiratory rate 25 and more scores 3, SpO2 93 scores 2, heart rate 115 scores 2: 7, high.
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p-17")
                            .value(RESPIRATORY_RATE, 26)
                            .value(SPO2, 93)
                            .value(HEART_RATE, 115)));

            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.cause().kind()).isEqualTo(Cause.SCORE);
                assertThat(alert.cause().value()).isEqualTo(7);
                assertThat(alert.severity()).isEqualTo(Severity.EMERGENT);
            });
            assertThat(kit.events(RouterEvent.ScoreChanged.class)).hasSize(1);
        }
    }

    @Test
    void shouldForgetReadingsForTheScoreWhenTheyAreOld() {
        final Site site = North.builder().rules(LimitRules.adult()).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p-17").value(TEMPERATURE, 37).value(SYSTOLIC, 120)));
            kit.advance(Policy.minutes(61));
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 70)));

            final List<RouterEvent.ScoreChanged> scores = kit.events(RouterEvent.ScoreChanged.class);
            // Bit 3 is the systolic pressure, bit 6 the temperature.
            assertThat(scores.get(0).missingMask() & 0b1001000).isZero();
            assertThat(scores.get(1).missingMask() & 0b1001000).isEqualTo(0b0001000);
        }
    }

    @Test
    void shouldMarkAnAlertStaleUntilItsLimitIsViolatedAgain() {
        final Site site = North.builder()
                .policy(North.STANDARD.stale(Policy.seconds(30)))
                .rules(LimitRules.reference())
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(SPO2, 85)));
            kit.advance(Policy.seconds(31));
            assertThat(kit.router().openAlerts()).singleElement().matches(AlertState::stale);

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(SPO2, 84)));
            assertThat(kit.router().openAlerts()).singleElement().matches(alert -> !alert.stale());
        }
    }

    private static String raisedBy(final LimitRules rules, final Parameter parameter, final double value) {
        final Site site = North.builder().rules(rules).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(parameter, value)));
            return String.join(
                    "+",
                    kit.router().openAlerts().stream()
                            .map(alert -> alert.severity().name())
                            .toList());
        }
    }
}
