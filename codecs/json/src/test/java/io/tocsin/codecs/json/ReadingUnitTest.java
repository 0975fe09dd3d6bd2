package io.tocsin.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
}
