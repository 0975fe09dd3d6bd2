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

    /** What a command with it is answered. */
    Line line(final OracleAnswer answer, final boolean wasRepeated, final long highestCommandId) {
        return Line.of(
                "CommandAnswered",
                "correlation",
                Long.toUnsignedString(correlation),
                "sourceId",
                Long.toUnsignedString(sourceId),
                "commandId",
                Long.toUnsignedString(commandId),
                "alertId",
                answer.alertId(),
                "replyGateway",
                replyGateway,
                "occurrence",
                answer.occurrence(),
                "detail",
                answer.detail(),
                "result",
                answer.result(),
                "isNew",
                answer.isNew() ? 1 : 0,
                "repeated",
                wasRepeated ? 1 : 0,
                "highestCommandId",
                Long.toUnsignedString(highestCommandId));
    }
}
