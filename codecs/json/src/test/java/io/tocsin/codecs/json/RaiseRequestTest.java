package io.tocsin.codecs.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RaiseRequestTest {
    private static final String ALERT = "'alert':{'key':'k','emergency':'STROKE','severity':'EMERGENT'}}";

    @Test
    void shouldNeedNeitherTypeNorCommandIdNorSource() throws ProtocolException {
        final RaiseRequest request = read("{" + ALERT);
        assertThat(request.source()).isEmpty();
        assertThat(request.raise().commandId()).isZero();
        assertThat(request.raise().alert().key()).isEqualTo("k");
    }

    @Test
    void shouldTakeThemIfTheyAreThere() throws ProtocolException {
        final RaiseRequest request = read("{'type':'raise','source':'lab','commandId':'17'," + ALERT);
        assertThat(request.source()).isEqualTo("lab");
        assertThat(request.raise().commandId()).isEqualTo(17);
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> read("{'commandId':17," + ALERT))
                .isInstanceOfSatisfying(ProtocolException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                    assertThat(refused.field()).isEqualTo("commandId");
                });
        assertThatThrownBy(() -> read("{'commandId':'17'}"))
                .isInstanceOfSatisfying(ProtocolException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.MISSING_FIELD);
                    assertThat(refused.field()).isEqualTo("alert");
                    assertThat(refused.commandId()).isEqualTo(17);
                });
    }

    private static RaiseRequest read(final String json) throws ProtocolException {
        return ClientMessageReader.readRaise(
                ByteBuffer.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
