package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.ResponderChosenDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.pipeline.OutputHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What the engine said of calls: who was offered each first, how far away they were, and what is to be received. */
final class CallFindings implements OutputHandler {
    private static final long FAR_METRES = 50_000;

    /** An offer that somebody got: the alert, who, and where in their lane. */
    record Told(long alertId, String person, boolean isCritical, long seq, boolean isOffer) {}

    private final @Nullable EventLog log;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> people = new ArrayList<>();
    private final Map<String, Long> nearest = new TreeMap<>();
    private final List<Told> told = new ArrayList<>();
    private long raised;
    private long far;
    private long farthestMetres;
    private @Nullable String complaint;

    CallFindings(final @Nullable EventLog log) {
        this.log = log;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (log != null) {
            log.add(buffer, offset, length);
        }
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case IdInternedDecoder.TEMPLATE_ID -> {
                final IdInternedDecoder id = new IdInternedDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (id.table() == IdTable.PERSON) {
                    people.add(id.value());
                }
            }
            case AlertRaisedDecoder.TEMPLATE_ID -> raised++;
            case ResponderChosenDecoder.TEMPLATE_ID -> {
                final ResponderChosenDecoder chosen =
                        new ResponderChosenDecoder().wrapAndApplyHeader(buffer, offset, header);
                far += chosen.metres() > FAR_METRES ? 1 : 0;
                farthestMetres = Math.max(farthestMetres, chosen.metres());
            }
            case OutputDispatchedDecoder.TEMPLATE_ID ->
                dispatched(new OutputDispatchedDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> {}
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        final CommandAnsweredDecoder answer = new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (answer.result() != Result.OK && complaint == null) {
            complaint = "the engine answered " + answer.result() + " " + answer.detail() + " to command "
                    + answer.correlation();
        }
    }

    void failed(final Throwable failure) {
        complaint = "reading the engine's outputs failed: " + failure;
    }

    void requireNoComplaint() {
        if (complaint != null) {
            throw new EvaluationException(complaint);
        }
    }

    /** What was told since the last time, in order. */
    List<Told> takeTold() {
        final List<Told> taken = new ArrayList<>(told);
        told.clear();
        return taken;
    }

    /** How many calls each unit was the first to be offered; those that had none are absent. */
    Map<String, Long> nearest() {
        return nearest;
    }

    long raised() {
        return raised;
    }

    /** Calls whose nearest unit was more than 50 km away. */
    long far() {
        return far;
    }

    long farthestMetres() {
        return farthestMetres;
    }

    private void dispatched(final OutputDispatchedDecoder output) {
        final boolean isOffer = output.kind() == OutputKind.OFFER;
        final boolean isFirst = isOffer && output.step() == 0 && output.redelivery() == 0;
        final long alertId = output.alertId();
        final boolean isCritical = output.lane() == Lane.CRITICAL;
        for (final OutputDispatchedDecoder.RecipientsDecoder recipient : output.recipients()) {
            final String person = people.get((int) recipient.person());
            told.add(new Told(alertId, person, isCritical, recipient.seq(), isOffer));
            if (isFirst) {
                nearest.merge(person, 1L, Long::sum);
            }
        }
    }
}
