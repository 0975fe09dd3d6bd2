package io.tocsin.transport.cluster;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.AnswerLevels;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * What the answers of a node mean: a majority has the command in its log, at least. Whether a session begins or ends, what was received and how far a source has counted
 * is answered at that unless it asks for more, as is what a router says of its own: who connects waits for nobody.
 */
final class NodeLevels implements AnswerLevels {
    private static final int ENVELOPE = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int ASKED = ENVELOPE + EnvelopeDecoder.askedLevelEncodingOffset();

    private final Level level;
    private final AppliedAnswers applied;

    NodeLevels(final boolean durable, final AppliedAnswers applied) {
        level = durable ? Level.DURABLE : Level.COMMITTED;
        this.applied = applied;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public boolean gives(final Level asked) {
        return asked == Level.APPLIED || AnswerLevels.super.gives(asked);
    }

    @Override
    public Level levelOf(final DirectBuffer buffer, final int offset, final int length) {
        return isApplied(buffer, offset, length) ? Level.APPLIED : level;
    }

    /** Whether the answer waits for a majority of engines. */
    boolean isApplied(final DirectBuffer buffer, final int offset, final int length) {
        if (length < ENVELOPE + EnvelopeDecoder.ENCODED_LENGTH) {
            return false;
        }
        if (buffer.getByte(offset + ASKED) == Level.APPLIED.value()) {
            return true;
        }
        return switch (applied) {
            case ASKED -> false;
            case CRITICAL ->
                AdmissionClass.of(buffer, offset, length) == AdmissionClass.CRITICAL && !isOfSession(buffer, offset);
            case ALL ->
                AdmissionClass.of(buffer, offset, length) != AdmissionClass.SYSTEM && !isOfSession(buffer, offset);
        };
    }

    private static boolean isOfSession(final DirectBuffer buffer, final int offset) {
        return switch (buffer.getShort(
                        offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF) {
            case SessionOpenedDecoder.TEMPLATE_ID,
                    SessionClosedDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID,
                    SourceQueryDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
