package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.wire.SbeCodec;
import java.io.StringWriter;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a server says about itself: which, since when, in which log, and what it is not. Pure. */
final class MetaPage {
    private MetaPage() {}

    static String of(final ServerConfig config, final AlertRouter router, final Instant startedAt) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("name", config.name());
            json.writeStringProperty("version", Server.version());
            json.writeStringProperty("java", Runtime.version().toString());
            json.writeStringProperty("site", config.site().name());
            json.writeStringProperty("level", router.level().name());
            json.writeStringProperty("epoch", String.format("%016x%016x", router.epochHigh(), router.epochLow()));
            json.writeStringProperty("startedAt", startedAt.toString());
            json.writeStringProperty("subprotocol", JsonCodec.SUBPROTOCOL);
            json.writeArrayPropertyStart("subprotocols");
            json.writeString(JsonCodec.SUBPROTOCOL);
            json.writeString(SbeCodec.SUBPROTOCOL);
            json.writeEndArray();
            json.writeStringProperty("notice", Notice.TEXT);
            json.writeEndObject();
        }
        return text.toString();
    }
}
