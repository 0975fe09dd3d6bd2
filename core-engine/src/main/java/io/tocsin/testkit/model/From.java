package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;

/** Who sends a command, as its envelope says. */
record From(
        long sourceId, long commandId, long actorSession, long correlation, int purpose, long claimedNs, int gateway) {

    /** The host itself: not deduplicated, answered. */
    static final From HOST = new From(0, 0, 0, 1, 0, 0, 0);

    static From source(final long sourceId, final long commandId) {
        return new From(sourceId, commandId, 0, 1, 0, 0, 0);
    }

    static From session(final long sessionId) {
        return new From(0, 0, sessionId, 1, 0, 0, 0);
    }

    From purpose(final int other) {
        return new From(sourceId, commandId, actorSession, correlation, other, claimedNs, gateway);
    }

    From correlation(final long other) {
        return new From(sourceId, commandId, actorSession, other, purpose, claimedNs, gateway);
    }

    From claimed(final long other) {
        return new From(sourceId, commandId, actorSession, correlation, purpose, other, gateway);
    }

    From commandId(final long other) {
        return new From(sourceId, other, actorSession, correlation, purpose, claimedNs, gateway);
    }

    void write(final EnvelopeEncoder envelope) {
        envelope.sourceId(sourceId)
                .commandId(commandId)
                .claimedNs(claimedNs)
                .receivedNs(claimedNs)
                .actorSession(actorSession)
                .correlation(correlation)
                .facility(0)
                .replyGateway(gateway)
                .keyId(0)
                .flags(0)
                .askedLevel(Level.MEMORY);
        envelope.buffer().putByte(envelope.offset() + EnvelopeEncoder.purposeEncodingOffset(), (byte) purpose);
    }
}
