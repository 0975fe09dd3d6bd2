package io.tocsin.transport.client;

import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.wire.SbeCodec;

/** What is spoken in a test that holds whatever is. */
enum Spoken {
    JSON(JsonCodec.INSTANCE),
    SBE(SbeCodec.INSTANCE);

    private final MessageCodec codec;

    Spoken(final MessageCodec codec) {
        this.codec = codec;
    }

    MessageCodec codec() {
        return codec;
    }
}
