package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.wire.SbeCodec;

/** What is spoken in a test that holds whatever is. */
enum Spoken {
    /** Texts. */
    JSON,
    /** Binary frames. */
    SBE;

    MessageCodec codec() {
        return this == SBE ? SbeCodec.INSTANCE : JsonCodec.INSTANCE;
    }
}
