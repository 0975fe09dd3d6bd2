package io.tocsin.transport.directory;

import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AlertUpdatedDecoder;
import io.tocsin.codecs.sbe.BedsideReachedDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OfferAnsweredDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.SlaNotedDecoder;
import io.tocsin.codecs.sbe.StepStartedDecoder;
import io.tocsin.journal.JournalReader;
import org.agrona.DirectBuffer;

/** Applies events to a history, each once, in order. Writer only. */
final class HistoryEvents implements JournalReader {
    private final StoredHistory history;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final IdInternedDecoder interned = new IdInternedDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final AlertUpdatedDecoder updated = new AlertUpdatedDecoder();
    private final StepStartedDecoder started = new StepStartedDecoder();
    private final OfferAnsweredDecoder answered = new OfferAnsweredDecoder();
    private final BedsideReachedDecoder reached = new BedsideReachedDecoder();
    private final SlaNotedDecoder noted = new SlaNotedDecoder();
    private final AlertClosedDecoder closed = new AlertClosedDecoder();
    private long appliedSeq;

    HistoryEvents(final StoredHistory history) {
        this.history = history;
        appliedSeq = history.applied();
    }

    /** The last event that was applied. Writer only. */
    long appliedSeq() {
        return appliedSeq;
    }

    @Override
    public void onRecord(
            final long position, final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (eventSeq <= appliedSeq) {
            // The tail begins earlier than it was asked to.
            return;
        }
        if (eventSeq != appliedSeq + 1) {
            throw new IllegalStateException("event " + eventSeq + " follows event " + appliedSeq);
        }
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case IdInternedDecoder.TEMPLATE_ID -> {
                interned.wrapAndApplyHeader(buffer, offset, header);
                history.intern(interned.table().value(), interned.index(), interned.value());
            }
            case AlertRaisedDecoder.TEMPLATE_ID -> raise(eventSeq, raised.wrapAndApplyHeader(buffer, offset, header));
            case AlertUpdatedDecoder.TEMPLATE_ID -> {
                updated.wrapAndApplyHeader(buffer, offset, header);
                history.change(eventSeq, updated.alertId(), alert -> {
                    alert.occurrence = (int) updated.occurrence();
                    alert.severity = updated.severityRaw();
                });
            }
            case StepStartedDecoder.TEMPLATE_ID -> {
                started.wrapAndApplyHeader(buffer, offset, header);
                history.change(eventSeq, started.alertId(), alert -> alert.steps++);
            }
            case SlaNotedDecoder.TEMPLATE_ID -> {
                noted.wrapAndApplyHeader(buffer, offset, header);
                receive(eventSeq);
            }
            case OfferAnsweredDecoder.TEMPLATE_ID ->
                answer(eventSeq, answered.wrapAndApplyHeader(buffer, offset, header));
            case BedsideReachedDecoder.TEMPLATE_ID -> {
                reached.wrapAndApplyHeader(buffer, offset, header);
                final long nowNs = reached.header().timestampNs();
                history.change(eventSeq, reached.alertId(), alert -> {
                    if (alert.atBedsideNs == 0) {
                        alert.atBedsideNs = nowNs;
                    }
                });
            }
            case AlertClosedDecoder.TEMPLATE_ID -> {
                closed.wrapAndApplyHeader(buffer, offset, header);
                final String person = history.id(IdTable.PERSON.value(), closed.person());
                final long nowNs = closed.header().timestampNs();
                history.change(eventSeq, closed.alertId(), alert -> {
                    alert.closedNs = nowNs;
                    alert.closedBy = person;
                    alert.outcome = closed.outcomeRaw();
                });
            }
            default -> {
                // Says nothing that is kept here.
            }
        }
        appliedSeq = eventSeq;
    }

    private void raise(final long eventSeq, final AlertRaisedDecoder event) {
        final AlertRecord alert = new AlertRecord();
        alert.alertId = event.alertId();
        alert.raisedNs = event.header().timestampNs();
        alert.occurrence = 1;
        alert.type = event.emergencyTypeRaw();
        alert.severity = event.severityRaw();
        alert.cause = event.causeRaw();
        alert.purpose = event.purposeRaw();
        alert.outcome = Outcome.NULL_VAL.value();
        alert.subject = history.id(IdTable.SUBJECT.value(), event.subject());
        alert.unit = history.id(IdTable.UNIT.value(), event.unit());
        alert.bed = history.id(IdTable.BED.value(), event.bed());
        history.raise(eventSeq, alert);
    }

    /** Nobody has received it while the event names nobody. */
    private void receive(final long eventSeq) {
        if (noted.person() < 0) {
            return;
        }
        final long nowNs = noted.header().timestampNs();
        history.change(eventSeq, noted.alertId(), alert -> {
            if (alert.receivedNs == 0) {
                alert.receivedNs = nowNs;
            }
        });
    }

    private void answer(final long eventSeq, final OfferAnsweredDecoder event) {
        final long owner = event.actingVersion() < OfferAnsweredDecoder.ownerSinceVersion() ? -1 : event.owner();
        final String person = history.id(IdTable.PERSON.value(), event.person());
        final String has = history.id(IdTable.PERSON.value(), owner);
        final boolean isAccepted = event.response() == Response.ACCEPTED;
        final long nowNs = event.header().timestampNs();
        history.change(eventSeq, event.alertId(), alert -> {
            if (isAccepted && alert.acceptedNs == 0) {
                alert.acceptedNs = nowNs;
                alert.acceptedBy = person;
            }
            alert.owner = has;
        });
    }
}
