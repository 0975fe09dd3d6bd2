package io.tocsin;

import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.engine.AlertEngine;
import org.agrona.concurrent.UnsafeBuffer;

/** One encoded command on its way to the ring, with an envelope of the host itself until somebody fills it. One thread at a time. */
final class OutgoingCommand {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final EnvelopeEncoder envelope = new EnvelopeEncoder().wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
    private int length;
    private long correlation;
    private Level asked = Level.MEMORY;
    private boolean needed;

    UnsafeBuffer buffer() {
        return buffer;
    }

    EnvelopeEncoder envelope() {
        return envelope;
    }

    int length() {
        return length;
    }

    Level asked() {
        return asked;
    }

    OutgoingCommand encoded(final int encodedLength) {
        return encodedWithHeader(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    OutgoingCommand encodedWithHeader(final int encodedLength) {
        length = encodedLength;
        return this;
    }

    /** The router cannot come back without it: taken as long as a place is left, and a byte. */
    OutgoingCommand neededToLaunch() {
        needed = true;
        return this;
    }

    boolean isNeededToLaunch() {
        return needed;
    }

    OutgoingCommand purpose(final Purpose purpose) {
        envelope.purpose(purpose);
        return this;
    }

    OutgoingCommand level(final Level level) {
        asked = level;
        envelope.askedLevel(level);
        return this;
    }

    OutgoingCommand flags(final int flags) {
        envelope.flags(flags);
        return this;
    }

    OutgoingCommand actor(final long sessionId) {
        envelope.actorSession(sessionId);
        return this;
    }

    OutgoingCommand correlation(final long value) {
        correlation = value;
        envelope.correlation(value);
        return this;
    }

    long correlation() {
        return correlation;
    }
}
