package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.ConfigRefusedDecoder;
import io.tocsin.codecs.sbe.CountersReportedDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.LimitViolatedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.StepEndedDecoder;
import io.tocsin.pipeline.OutputHandler;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what leaves the engine once, and passes each event on to whom it concerns. Remembers the first answer that was
 * a refusal.
 */
final class EventListener implements OutputHandler {
    private final Findings findings;
    private final OpenAlerts openAlerts;
    private final DeskInbox inbox;
    private final @Nullable EventLog log;
    private final @Nullable OutputHandler witness;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LimitViolatedDecoder violated = new LimitViolatedDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final AlertClosedDecoder closed = new AlertClosedDecoder();
    private final StepEndedDecoder stepEnded = new StepEndedDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final IdInternedDecoder interned = new IdInternedDecoder();
    private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();
    private @Nullable String configRefusal;
    private @Nullable String refusal;
    private @Nullable Throwable failure;

    /**
     * @param findings   counts.
     * @param openAlerts keeps which alerts are open.
     * @param inbox      of the desk.
     * @param log        keeps every event; {@code null} = none is kept.
     * @param witness    told every event as well; {@code null} = nobody.
     */
    EventListener(
            final Findings findings,
            final OpenAlerts openAlerts,
            final DeskInbox inbox,
            final @Nullable EventLog log,
            final @Nullable OutputHandler witness) {
        this.witness = witness;
        this.findings = findings;
        this.openAlerts = openAlerts;
        this.inbox = inbox;
        this.log = log;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (log != null) {
            log.add(buffer, offset, length);
        }
        if (witness != null) {
            witness.onEvent(eventSeq, buffer, offset, length);
        }
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case LimitViolatedDecoder.TEMPLATE_ID ->
                findings.violated(violated.wrapAndApplyHeader(buffer, offset, header));
            case AlertRaisedDecoder.TEMPLATE_ID -> {
                raised.wrapAndApplyHeader(buffer, offset, header);
                findings.raised(raised);
                openAlerts.raised(raised.alertId(), raised.subject());
            }
            case AlertClosedDecoder.TEMPLATE_ID -> {
                findings.closed();
                openAlerts.closed(
                        closed.wrapAndApplyHeader(buffer, offset, header).alertId());
            }
            case StepEndedDecoder.TEMPLATE_ID ->
                findings.stepEnded(stepEnded.wrapAndApplyHeader(buffer, offset, header));
            case OutputDispatchedDecoder.TEMPLATE_ID ->
                inbox.add(dispatched.wrapAndApplyHeader(buffer, offset, header));
            case IdInternedDecoder.TEMPLATE_ID ->
                openAlerts.interned(interned.wrapAndApplyHeader(buffer, offset, header));
            case CountersReportedDecoder.TEMPLATE_ID ->
                findings.reported(new CountersReportedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ConfigRefusedDecoder.TEMPLATE_ID -> {
                final ConfigRefusedDecoder event = new ConfigRefusedDecoder();
                event.wrapAndApplyHeader(buffer, offset, header);
                configRefusal = "entry " + event.entryNumber() + " of the configuration: " + event.refusal();
            }
            default -> {
                // Nobody here asks for the rest.
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        answered.wrapAndApplyHeader(buffer, offset, header);
        if (answered.result() != Result.OK && refusal == null) {
            refusal = Commands.describe(answered.sourceId(), answered.correlation()) + ": " + answered.result() + " "
                    + answered.detail() + (configRefusal == null ? "" : ", " + configRefusal);
        }
    }

    /** Told what this object threw: the delivery passes over it, an evaluation must not. */
    void failed(final Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** @throws EvaluationException if a command was refused, naming the first, or an event could not be read. */
    void requireNoComplaint() {
        if (failure != null) {
            throw new EvaluationException("an event could not be read: " + failure, failure);
        }
        if (refusal != null) {
            throw new EvaluationException("the engine refused " + refusal);
        }
    }
}
