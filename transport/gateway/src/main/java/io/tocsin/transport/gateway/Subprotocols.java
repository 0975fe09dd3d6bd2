package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.wire.SbeCodec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is spoken on WebSockets: the same messages, each time written otherwise. */
final class Subprotocols {
    /** As {@code Sec-WebSocket-Protocol} has them; a client that offers several gets the first of its own that is here. */
    static final String NAMES;

    private static final List<MessageCodec> CODECS = List.of(JsonCodec.INSTANCE, SbeCodec.INSTANCE);

    static {
        NAMES = CODECS.stream().map(MessageCodec::subprotocol).collect(Collectors.joining(","));
    }

    private Subprotocols() {}

    /** The one that was agreed on; what is said to a client without one is said in JSON. */
    static MessageCodec of(final @Nullable String agreed) {
        for (final MessageCodec codec : CODECS) {
            if (codec.subprotocol().equals(agreed)) {
                return codec;
            }
        }
        return JsonCodec.INSTANCE;
    }
}
