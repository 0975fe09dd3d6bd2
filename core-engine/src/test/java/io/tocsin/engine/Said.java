package io.tocsin.engine;

import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.OutputLeftDecoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.ReceiptNotedDecoder;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What an engine said at one entrance, in order: the events that invariants are about, every event's bytes, and the answer. */
final class Said implements EngineOutput {
    /** An event that an invariant is about. */
    sealed interface Event {}

    record Raised(long alertId, int purpose) implements Event {}

    record Closed(long alertId) implements Event {}

    record Recipient(int person, long seq, long prev) {}

    record Dispatched(
            long alertId, OutputKind kind, int lane, boolean isAdvice, boolean redelivery, List<Recipient> recipients)
            implements Event {}

    record Received(int person, int lane, long seq) implements Event {}

    record Left(long alertId, int person, int lane, long seq) implements Event {}

    /** An answer without its address and without whether it is the first. */
    record Answer(Result result, long alertId, long occurrence, long detail, boolean isNew) {}

    final List<Event> events = new ArrayList<>();
    final List<byte[]> bytes = new ArrayList<>();

    @Nullable
    Answer answer;

    boolean isRepeated;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    void clear() {
        events.clear();
        bytes.clear();
        answer = null;
        isRepeated = false;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        bytes.add(copy);
        switch (header.wrap(buffer, offset).templateId()) {
            case AlertRaisedDecoder.TEMPLATE_ID -> {
                final AlertRaisedDecoder event = new AlertRaisedDecoder().wrapAndApplyHeader(buffer, offset, header);
                events.add(new Raised(event.alertId(), event.purposeRaw()));
            }
            case AlertClosedDecoder.TEMPLATE_ID ->
                events.add(new Closed(new AlertClosedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .alertId()));
            case OutputDispatchedDecoder.TEMPLATE_ID ->
                events.add(dispatched(new OutputDispatchedDecoder().wrapAndApplyHeader(buffer, offset, header)));
            case ReceiptNotedDecoder.TEMPLATE_ID -> {
                final ReceiptNotedDecoder event = new ReceiptNotedDecoder().wrapAndApplyHeader(buffer, offset, header);
                events.add(new Received((int) event.person(), event.laneRaw(), event.receivedSeq()));
            }
            case OutputLeftDecoder.TEMPLATE_ID -> {
                final OutputLeftDecoder event = new OutputLeftDecoder().wrapAndApplyHeader(buffer, offset, header);
                events.add(new Left(event.alertId(), (int) event.person(), event.laneRaw(), event.seq()));
            }
            default -> {
                // Only its bytes matter.
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        final CommandAnsweredDecoder said =
                new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset));
        answer = new Answer(said.result(), said.alertId(), said.occurrence(), said.detail(), said.isNew() == 1);
        isRepeated = said.repeated() == 1;
    }

    private static Dispatched dispatched(final OutputDispatchedDecoder event) {
        final List<Recipient> recipients = new ArrayList<>();
        for (final OutputDispatchedDecoder.RecipientsDecoder each : event.recipients()) {
            recipients.add(new Recipient((int) each.person(), each.seq(), each.seq() - each.prevDistance()));
        }
        return new Dispatched(
                event.alertId(),
                event.kind(),
                event.laneRaw(),
                event.priority() == Priority.LOW,
                event.redelivery() == 1,
                recipients);
    }
}
