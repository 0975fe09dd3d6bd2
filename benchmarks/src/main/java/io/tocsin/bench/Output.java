package io.tocsin.bench;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import io.tocsin.engine.EngineOutput;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Takes what the engine says and does the least a gateway would: it counts, and it notes the last sequence of every recipient's lane. That work, a few
 * nanoseconds per event, is inside every figure.
 */
final class Output implements EngineOutput {
    private static final int LANES = 2;
    private static final int MAX_RESULTS = 64;

    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();
    private final SilenceChangedDecoder silence = new SilenceChangedDecoder();
    private final long[] lastSeq;
    private final long[] answers = new long[MAX_RESULTS];
    private long lastAlertId;
    private long lastSilenceId;
    private long events;
    private long bytes;

    Output() {
        this(Hospital.PEOPLE);
    }

    /** For so many people. */
    Output(final int people) {
        lastSeq = new long[LANES * people];
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        events++;
        bytes += length;
        final int template =
                buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                        & 0xFFFF;
        if (template == OutputDispatchedDecoder.TEMPLATE_ID) {
            dispatched.wrap(
                    buffer,
                    offset + MessageHeaderDecoder.ENCODED_LENGTH,
                    OutputDispatchedDecoder.BLOCK_LENGTH,
                    OutputDispatchedDecoder.SCHEMA_VERSION);
            final int lane = dispatched.laneRaw();
            final OutputDispatchedDecoder.RecipientsDecoder recipients = dispatched.recipients();
            while (recipients.hasNext()) {
                recipients.next();
                lastSeq[LANES * (int) recipients.person() + lane] = recipients.seq();
            }
        } else if (template == SilenceChangedDecoder.TEMPLATE_ID) {
            silence.wrap(
                    buffer,
                    offset + MessageHeaderDecoder.ENCODED_LENGTH,
                    SilenceChangedDecoder.BLOCK_LENGTH,
                    SilenceChangedDecoder.SCHEMA_VERSION);
            lastSilenceId = Math.max(lastSilenceId, silence.silenceId());
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        bytes += length;
        answered.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                CommandAnsweredDecoder.BLOCK_LENGTH,
                CommandAnsweredDecoder.SCHEMA_VERSION);
        answers[answered.resultRaw()]++;
        if (answered.isNew() != 0) {
            lastAlertId = answered.alertId();
        }
    }

    /** Last sequence dispatched to a person in a lane. */
    long lastSeq(final int person, final int lane) {
        return lastSeq[LANES * person + lane];
    }

    /** The alert that was opened last, by its answer. */
    long lastAlertId() {
        return lastAlertId;
    }

    /** The silence that was made last. */
    long lastSilenceId() {
        return lastSilenceId;
    }

    /** Answers with this value of the enum Result. */
    long answers(final int result) {
        return answers[result];
    }

    /** All answers. */
    long answers() {
        long sum = 0;
        for (final long count : answers) {
            sum += count;
        }
        return sum;
    }

    /** Events so far. */
    long events() {
        return events;
    }

    /** Bytes of events and answers so far. */
    long bytes() {
        return bytes;
    }
}
