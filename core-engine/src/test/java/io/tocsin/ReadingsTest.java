package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Parameter;
import org.junit.jupiter.api.Test;

final class ReadingsTest {
    @Test
    void shouldTakeReadingsInUnitsOfTheirOwn() {
        final Readings readings = Readings.ofPatient("p-17")
                .value(Parameter.SYSTOLIC, 16, "kPa")
                .value(Parameter.TEMPERATURE, 98.6, "[degF]")
                .value(Parameter.GLUCOSE, 7, "mmol/L");

        assertThat(readings.hundredths).startsWith(12_001, 3_700, 12_611);
    }

    @Test
    void shouldRefuseAUnitThatIsNoneOfTheParameterAndWhatIsNoNumber() {
        final Readings readings = Readings.ofPatient("p-17");

        assertThat(readings.accuracy(1.8, "degF", Parameter.TEMPERATURE).accuracy)
                .isEqualTo(100);
        assertThat(readings.accuracy(1, "kPa", Parameter.SYSTOLIC, Parameter.MEAN_PRESSURE).accuracy)
                .isEqualTo(751);
        assertThatThrownBy(() -> readings.accuracy(1, "kPa", Parameter.SYSTOLIC, Parameter.SPO2))
                .hasMessageContaining("SPO2");
        assertThatThrownBy(() -> readings.accuracy(90, "kPa", Parameter.SYSTOLIC))
                .hasMessageContaining("655.34");
        assertThatThrownBy(() -> readings.accuracy(1, "kPa")).hasMessageContaining("parameter");
        assertThatThrownBy(() -> readings.value(Parameter.SPO2, 97, "kPa")).hasMessageContaining("SPO2");
        assertThatThrownBy(() -> readings.value(Parameter.SYSTOLIC, Double.NaN, "kPa"))
                .hasMessageContaining("SYSTOLIC");
        assertThat(readings.count).isZero();
    }
}
