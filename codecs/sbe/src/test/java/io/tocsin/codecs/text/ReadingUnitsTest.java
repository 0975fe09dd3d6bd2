package io.tocsin.codecs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Parameter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings in units of their own. The factors are those of the conversion table for vital signs: 120 mmHg are 16.00 kPa, 98.6 °F are 37.0 °C, 7.0 mmol/L are 126.1 mg/dL. */
final class ReadingUnitsTest {
    @ParameterizedTest(name = "{1} {2} of {0} is {3} hundredths")
    @CsvSource({
        "SYSTOLIC, 16, kPa, 12001",
        "SYSTOLIC, 120, mm[Hg], 12000",
        "ETCO2, 5, kPa, 3750",
        "TEMPERATURE, 98.6, degF, 3700",
        "TEMPERATURE, 98.6, [degF], 3700",
        "TEMPERATURE, 32, degF, 0",
        "TEMPERATURE, -40, degF, -4000",
        "TEMPERATURE, 36.6, Cel, 3660",
        "TEMPERATURE, 1e-999999999, degF, -1778",
        "GLUCOSE, 7.0, mmol/L, 12611",
        "WEIGHT, 80.05, kg, 8005",
        "WEIGHT, 176.4, [lb_av], 8001",
        "GLUCOSE, 100, mg/dL, 10000",
        "HEART_RATE, 72, bpm, 7200",
        "SPO2, 97.25, %, 9725",
        "PAIN, 3, {score}, 300",
        "PACO2, 4.3, kPa, 3225",
        "WHITE_CELLS, 12.01, 10*9/L, 1201",
        "OXYGEN_FLOW, 4, L/min, 400"
    })
    void shouldConvert(final Parameter parameter, final String value, final String unit, final int hundredths) {
        assertThat(ReadingUnits.hundredths("it", parameter, new BigDecimal(value), unit))
                .isEqualTo(hundredths);
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTOLIC, kpa",
        "SYSTOLIC, mmol/L",
        "TEMPERATURE, F",
        "GLUCOSE, kPa",
        "SPO2, lb",
        "CONSCIOUSNESS, %",
        "OXYGEN_THERAPY, %",
        "HEART_RATE, ''"
    })
    void shouldGuessNothing(final Parameter parameter, final String unit) {
        assertThatThrownBy(() -> ReadingUnits.hundredths("it", parameter, BigDecimal.ONE, unit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no unit of " + parameter);
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertThatThrownBy(
                        () -> ReadingUnits.hundredths("it", Parameter.GLUCOSE, new BigDecimal("1e999999999"), "mmol/L"))
                .hasMessageContaining("out of range");
    }
}
