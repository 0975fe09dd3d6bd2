package io.tocsin.transport.cluster;

import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.AnswerLevels;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** What the answers of a node mean: a majority has the command in its log, at least; and which of them wait for a majority of engines. Any thread, but for what is told. */
final class NodeLevels implements AnswerLevels {
    private static final int ENVELOPE = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int ASKED = ENVELOPE + EnvelopeDecoder.askedLevelEncodingOffset();

    private final Level level;
    private final AppliedAnswers applied;
    private Level told;

    NodeLevels(final boolean durable, final AppliedAnswers applied) {
        level = durable ? Level.DURABLE : Level.COMMITTED;
        this.applied = applied;
        told = level;
    }

    /** Whether and how an answer waits for a majority of engines. */
    enum Wait {
        /** It is given at once. */
        NOT,
        /** As long as it is of use; then it is given, and says what it means. */
        A_WHILE,
        /** It was asked for in so many words: it is not given otherwise. */
        ALWAYS
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
    public Level told() {
        return told;
    }

    /** The answer that is delivered next. Delivery thread. */
    void telling(final boolean isApplied) {
        told = isApplied ? Level.APPLIED : level;
    }

    /** How the answer to a command waits. Any thread. */
    Wait waitFor(final DirectBuffer buffer, final int offset, final int length) {
        if (length < ENVELOPE + EnvelopeDecoder.ENCODED_LENGTH) {
            return Wait.NOT;
        }
        if (buffer.getByte(offset + ASKED) == Level.APPLIED.value()) {
            return Wait.ALWAYS;
        }
        final int templateId =
                buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                        & 0xFFFF;
        final AdmissionClass admissionClass = AdmissionClass.of(buffer, offset, length);
        final boolean waits = !isOfSession(templateId)
                && switch (applied) {
                    case ASKED -> false;
                    case ALERTS -> admissionClass == AdmissionClass.CRITICAL || isOfAlert(templateId);
                    case ALL -> admissionClass != AdmissionClass.SYSTEM;
                };
        return waits ? Wait.A_WHILE : Wait.NOT;
    }

    private static boolean isOfAlert(final int templateId) {
        return switch (templateId) {
            case RaiseAlertDecoder.TEMPLATE_ID,
                    UpdateAlertDecoder.TEMPLATE_ID,
                    ClearAlertDecoder.TEMPLATE_ID,
                    CancelAlertDecoder.TEMPLATE_ID,
                    ReportResultDecoder.TEMPLATE_ID,
                    VitalsBatchDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private static boolean isOfSession(final int templateId) {
        return switch (templateId) {
            case SessionOpenedDecoder.TEMPLATE_ID,
                    SessionClosedDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID,
                    SourceQueryDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
