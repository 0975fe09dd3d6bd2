package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EnvelopeDecoder;

/** The part of a command's envelope that decides something. */
record OracleEnvelope(
        long sourceId,
        long commandId,
        long actorSession,
        long correlation,
        long replyGateway,
        int purpose,
        int flags,
        long receivedNs) {

    static OracleEnvelope of(final EnvelopeDecoder envelope) {
        return new OracleEnvelope(
                envelope.sourceId(),
                envelope.commandId(),
                envelope.actorSession(),
                envelope.correlation(),
                envelope.replyGateway(),
                envelope.purposeRaw(),
                envelope.flags(),
                envelope.receivedNs());
    }

    /** Neither a source nor a person. */
    boolean isHost() {
        return sourceId == 0 && actorSession == 0;
    }

    boolean isProduction() {
        return purpose == 0;
    }
}
