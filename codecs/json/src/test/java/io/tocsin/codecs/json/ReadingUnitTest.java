package io.tocsin.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings that state a unit of their own. */
final class ReadingUnitTest {
    @ParameterizedTest(name = "{1} {2}")
    @CsvSource({
        "SYSTOLIC,        16, kPa,    12001",
        "TEMPERATURE,   98.6, [degF],  3700",
        "TEMPERATURE,   36.6, Cel,     3660",
        "GLUCOSE,        7.0, mmol/L, 12611",
        "WHITE_CELLS,   12.1, 10*9/L,  1210"
    })
    void shouldBeReadInTheUnitThatIsStated(
            final String parameter, final String value, final String unit, final int hundredths) throws Exception {
        final String json = "{\"type\":\"vitals\",\"patient\":\"p\",\"readings\":[{\"parameter\":\"" + parameter
                + "\",\"value\":" + value + ",\"unit\":\"" + unit + "\"}]}";

        final ClientMessage.Vitals vitals =
                (ClientMessage.Vitals) ClientMessageReader.read(ByteBuffer.wrap(json.getBytes(UTF_8)));

        assertThat(vitals.readings())
                .extracting(ClientMessage.Reading::hundredths)
                .containsExactly(hundredths);
    }

    /** A width has no zero, and is never rounded down: 0.5 °F are 0.2777 °C. */
    @ParameterizedTest(name = "{1} {2}")
    @CsvSource({
        "SYSTOLIC,    1,   kPa,    751",
        "TEMPERATURE, 1.8, [degF], 100",
        "TEMPERATURE, 0.5, degF,   28",
        "TEMPERATURE, 0.2, Cel,    20",
        "GLUCOSE,     0.8, mmol/L, 1442",
        "SPO2,        2,   %,      200",
        "SPO2,        2,   '',     200",
        "SPO2,        0,   %,      0"
    })
    void shouldStateAnAccuracyInAUnitOfItsOwn(
            final String parameter, final String accuracy, final String unit, final int hundredths) throws Exception {
        for (final String of : List.of("", ",\"accuracyOf\":[\"" + parameter + "\"]")) {
            final String json = "{\"type\":\"vitals\",\"patient\":\"p\",\"accuracy\":" + accuracy
                    + ",\"accuracyUnit\":\"" + unit + "\"" + of + ",\"readings\":[{\"parameter\":\"" + parameter
                    + "\",\"value\":37}]}";

            final ClientMessage.Vitals vitals =
                    (ClientMessage.Vitals) ClientMessageReader.read(ByteBuffer.wrap(json.getBytes(UTF_8)));

            assertThat(vitals.quality().accuracy()).isEqualTo(hundredths);
        }
    }
}
