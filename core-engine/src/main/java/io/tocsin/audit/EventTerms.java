package io.tocsin.audit;

import io.tocsin.codecs.sbe.AccessRefusedDecoder;
import io.tocsin.codecs.sbe.AlertClosedDecoder;
import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AlertUpdatedDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.BundleChosenDecoder;
import io.tocsin.codecs.sbe.ChannelChosenDecoder;
import io.tocsin.codecs.sbe.ChannelNotedDecoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.CommandQuarantinedDecoder;
import io.tocsin.codecs.sbe.ConditionChangedDecoder;
import io.tocsin.codecs.sbe.ConfigAppliedDecoder;
import io.tocsin.codecs.sbe.ConfigProposedDecoder;
import io.tocsin.codecs.sbe.ConfigRefusedDecoder;
import io.tocsin.codecs.sbe.DisplayNotedDecoder;
import io.tocsin.codecs.sbe.EmergencyOverrideDecoder;
import io.tocsin.codecs.sbe.EngineVersionSwitchedDecoder;
import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MonitoringChangedDecoder;
import io.tocsin.codecs.sbe.OfferAnsweredDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputLeftDecoder;
import io.tocsin.codecs.sbe.PatientForgottenDecoder;
import io.tocsin.codecs.sbe.ReadRecordedDecoder;
import io.tocsin.codecs.sbe.ReceiptNotedDecoder;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import io.tocsin.codecs.sbe.StepStartedDecoder;
import io.tocsin.codecs.sbe.ViewGrantedDecoder;
import io.tocsin.codecs.sbe.ViewRevokedDecoder;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** What an event says to the audit: what came of a command, who was told, and what became of telling them. Others it passes over. One thread. */
final class EventTerms {
    private static final int NOBODY = -1;

    private final AuditContext context;
    private final AuditDraft draft;
    private final Consumer<AuditDraft> out;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EventHeaderDecoder stamp = new EventHeaderDecoder();
    private final IdInternedDecoder interned = new IdInternedDecoder();
    private final ConfigProposedDecoder proposed = new ConfigProposedDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final OfferAnsweredDecoder answered = new OfferAnsweredDecoder();
    private final AlertClosedDecoder closed = new AlertClosedDecoder();
    private final SessionChangedDecoder session = new SessionChangedDecoder();
    private final ReceiptNotedDecoder receipt = new ReceiptNotedDecoder();
    private final DisplayNotedDecoder display = new DisplayNotedDecoder();
    private final OutputLeftDecoder left = new OutputLeftDecoder();
    private final AccessRefusedDecoder refused = new AccessRefusedDecoder();
    private final EmergencyOverrideDecoder override = new EmergencyOverrideDecoder();
    private final ChannelChosenDecoder channel = new ChannelChosenDecoder();
    private final ChannelNotedDecoder noted = new ChannelNotedDecoder();
    private final BundleChosenDecoder bundle = new BundleChosenDecoder();
    private final StepStartedDecoder step = new StepStartedDecoder();
    private final AlertUpdatedDecoder updated = new AlertUpdatedDecoder();
    private final ConditionChangedDecoder condition = new ConditionChangedDecoder();
    private final SilenceChangedDecoder silence = new SilenceChangedDecoder();
    private final MonitoringChangedDecoder monitoring = new MonitoringChangedDecoder();
    private final ViewGrantedDecoder granted = new ViewGrantedDecoder();
    private final ViewRevokedDecoder revoked = new ViewRevokedDecoder();
    private final PatientForgottenDecoder forgotten = new PatientForgottenDecoder();
    private final ReadRecordedDecoder read = new ReadRecordedDecoder();
    private final CommandQuarantinedDecoder quarantined = new CommandQuarantinedDecoder();
    private final EngineVersionSwitchedDecoder switched = new EngineVersionSwitchedDecoder();

    /**
     * @param draft to write into.
     * @param out   takes the draft, for each record that an event is worth.
     */
    EventTerms(final AuditContext context, final AuditDraft draft, final Consumer<AuditDraft> out) {
        this.context = context;
        this.draft = draft;
        this.out = out;
    }

    /** Looks at an event. */
    void read(final DirectBuffer buffer, final int offset) {
        final int template = header.wrap(buffer, offset).templateId();
        stamp.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        switch (template) {
            case IdInternedDecoder.TEMPLATE_ID -> intern(buffer, offset);
            case ConfigAppliedDecoder.TEMPLATE_ID -> end(begin(AuditKind.CONFIGURATION, AuditDraft.SUCCESS));
            case ConfigRefusedDecoder.TEMPLATE_ID -> end(begin(AuditKind.CONFIGURATION, AuditDraft.SERIOUS_FAILURE));
            case ConfigProposedDecoder.TEMPLATE_ID -> {
                proposed.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.CONFIGURATION, AuditDraft.NO_OUTCOME);
                draft.who = person(proposed.author());
                draft.to = person(proposed.confirmedBy());
                end(draft);
            }
            case AlertRaisedDecoder.TEMPLATE_ID -> raise(raised.wrapAndApplyHeader(buffer, offset, header));
            case StepStartedDecoder.TEMPLATE_ID ->
                ofAlert(
                        AuditKind.CHANGED,
                        step.wrapAndApplyHeader(buffer, offset, header).alertId(),
                        NOBODY);
            case OutputDispatchedDecoder.TEMPLATE_ID -> tell(dispatched.wrapAndApplyHeader(buffer, offset, header));
            case OfferAnsweredDecoder.TEMPLATE_ID -> {
                answered.wrapAndApplyHeader(buffer, offset, header);
                ofAlert(AuditKind.ANSWERED, answered.alertId(), answered.person());
            }
            case AlertClosedDecoder.TEMPLATE_ID -> {
                closed.wrapAndApplyHeader(buffer, offset, header);
                ofAlert(AuditKind.CHANGED, closed.alertId(), closed.person());
            }
            case AlertUpdatedDecoder.TEMPLATE_ID ->
                ofAlert(
                        AuditKind.CHANGED,
                        updated.wrapAndApplyHeader(buffer, offset, header).alertId(),
                        NOBODY);
            case ConditionChangedDecoder.TEMPLATE_ID ->
                ofAlert(
                        AuditKind.CHANGED,
                        condition.wrapAndApplyHeader(buffer, offset, header).alertId(),
                        NOBODY);
            case SessionChangedDecoder.TEMPLATE_ID -> session(buffer, offset);
            default -> readRarer(template, buffer, offset);
        }
    }

    private void readRarer(final int template, final DirectBuffer buffer, final int offset) {
        switch (template) {
            case ReceiptNotedDecoder.TEMPLATE_ID ->
                deliver(0, receipt.wrapAndApplyHeader(buffer, offset, header).person(), AuditDraft.SUCCESS);
            case DisplayNotedDecoder.TEMPLATE_ID ->
                deliver(0, display.wrapAndApplyHeader(buffer, offset, header).person(), AuditDraft.SUCCESS);
            case OutputLeftDecoder.TEMPLATE_ID -> {
                left.wrapAndApplyHeader(buffer, offset, header);
                deliver(left.alertId(), left.person(), AuditDraft.SERIOUS_FAILURE);
            }
            case ChannelNotedDecoder.TEMPLATE_ID -> {
                noted.wrapAndApplyHeader(buffer, offset, header);
                deliver(noted.alertId(), noted.person(), outcomeOf(noted.state()));
            }
            case ChannelChosenDecoder.TEMPLATE_ID -> {
                channel.wrapAndApplyHeader(buffer, offset, header);
                ofAlert(AuditKind.TOLD, channel.alertId(), channel.person());
            }
            case BundleChosenDecoder.TEMPLATE_ID -> {
                bundle.wrapAndApplyHeader(buffer, offset, header);
                final String person = person(bundle.person());
                final BundleChosenDecoder.MembersDecoder members = bundle.members();
                while (members.hasNext()) {
                    begin(AuditKind.TOLD, AuditDraft.SUCCESS);
                    draft.alertId = members.next().alertId();
                    draft.who = person;
                    end(draft);
                }
            }
            case SilenceChangedDecoder.TEMPLATE_ID -> {
                silence.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.OPERATED, AuditDraft.SUCCESS);
                draft.detail = silence.silenceId();
                draft.who = person(silence.author());
                draft.to = person(silence.confirmedBy());
                subject(silence.subject());
                end(draft);
            }
            case MonitoringChangedDecoder.TEMPLATE_ID -> monitoring(buffer, offset);
            case CommandQuarantinedDecoder.TEMPLATE_ID -> {
                quarantined.wrapAndApplyHeader(buffer, offset, header);
                // The command itself has a record, as every one has: this says that it did nothing.
                begin(AuditKind.OPERATED, AuditDraft.SERIOUS_FAILURE);
                draft.detail = quarantined.commandHash();
                draft.place = "@" + quarantined.logPosition();
                end(draft);
            }
            case EngineVersionSwitchedDecoder.TEMPLATE_ID -> {
                switched.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.OPERATED, AuditDraft.SUCCESS);
                draft.detail = switched.engineVersion();
                draft.who = person(switched.person());
                end(draft);
            }
            case AccessRefusedDecoder.TEMPLATE_ID -> {
                refused.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.REFUSED, AuditDraft.SERIOUS_FAILURE);
                draft.alertId = refused.alertId();
                draft.who = person(refused.person());
                draft.role = refused.role();
                draft.detail = refused.actionRaw();
                end(draft);
            }
            case EmergencyOverrideDecoder.TEMPLATE_ID -> {
                override.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.EMERGENCY_ACCESS, AuditDraft.SUCCESS);
                draft.alertId = override.alertId();
                draft.who = person(override.person());
                draft.role = override.role();
                draft.detail = override.actionRaw();
                draft.emergency = override.reason() == 0 ? CommandTerms.UNSTATED : override.reason();
                end(draft);
            }
            case ViewGrantedDecoder.TEMPLATE_ID -> {
                granted.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.EMERGENCY_ACCESS, AuditDraft.SUCCESS);
                draft.who = person(granted.person());
                subject(granted.subject());
                draft.detail = granted.viewId();
                draft.emergency = granted.reasonRaw();
                draft.comment = granted.comment();
                end(draft);
            }
            case ViewRevokedDecoder.TEMPLATE_ID -> {
                revoked.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.EMERGENCY_ACCESS, AuditDraft.SUCCESS);
                draft.who = person(revoked.person());
                subject(revoked.subject());
                draft.detail = revoked.viewId();
                draft.to = person(revoked.endedBy());
                end(draft);
            }
            case PatientForgottenDecoder.TEMPLATE_ID -> {
                forgotten.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.OPERATED, AuditDraft.SUCCESS);
                draft.sourceId = forgotten.sourceId();
                draft.who = person(forgotten.person());
                draft.detail = forgotten.reasonRaw();
                draft.patient = forgotten.patientId();
                end(draft);
            }
            case ReadRecordedDecoder.TEMPLATE_ID -> {
                read.wrapAndApplyHeader(buffer, offset, header);
                begin(AuditKind.READ, AuditDraft.SUCCESS);
                draft.sourceId = read.sourceId();
                draft.who = person(read.person());
                draft.detail = read.kindRaw();
                end(draft);
            }
            default -> {
                // Says nothing of who did what to whose that a command does not.
            }
        }
    }

    private void intern(final DirectBuffer buffer, final int offset) {
        interned.wrapAndApplyHeader(buffer, offset, header);
        begin(AuditKind.INDEX_NOTED, AuditDraft.NO_OUTCOME);
        draft.table = interned.table();
        draft.detail = interned.index();
        draft.to = interned.value();
        context.noted(draft.table, draft.detail, draft.to);
        end(draft);
    }

    private void raise(final AlertRaisedDecoder event) {
        begin(AuditKind.RAISED, AuditDraft.SUCCESS);
        draft.alertId = event.alertId();
        draft.sourceId = event.sourceId();
        subject(event.subject());
        if (draft.place.isEmpty()) {
            final String bed = context.id(IdTable.BED, event.bed());
            draft.place = bed.isEmpty() ? context.id(IdTable.UNIT, event.unit()) : bed;
        }
        end(draft);
    }

    /** Who is told has the alert from here on: as many records as people. */
    private void tell(final OutputDispatchedDecoder event) {
        final long alertId = event.alertId();
        final int subject = event.subject();
        final OutputDispatchedDecoder.RecipientsDecoder recipients = event.recipients();
        while (recipients.hasNext()) {
            begin(AuditKind.TOLD, AuditDraft.SUCCESS);
            draft.alertId = alertId;
            subject(subject);
            draft.who = person(recipients.next().person());
            end(draft);
        }
    }

    /** A session has these people from here on. */
    private void monitoring(final DirectBuffer buffer, final int offset) {
        monitoring.wrapAndApplyHeader(buffer, offset, header);
        begin(AuditKind.CHANGED, AuditDraft.SUCCESS);
        draft.detail = monitoring.monitoringId();
        draft.who = person(monitoring.changedBy());
        subject(monitoring.subject());
        monitoring.devices().forEach(device -> device.skipDeviceId());
        final StringJoiner people = new StringJoiner(", ");
        monitoring.people().forEach(each -> people.add(person(each.person())));
        draft.to = people.toString();
        end(draft);
    }

    private void session(final DirectBuffer buffer, final int offset) {
        session.wrapAndApplyHeader(buffer, offset, header);
        begin(session.open() == 1 ? AuditKind.SESSION_OPENED : AuditKind.SESSION_CLOSED, AuditDraft.SUCCESS);
        draft.sessionId = session.sessionId();
        draft.who = person(session.person());
        if (session.open() == 1) {
            context.opened(draft.sessionId, draft.who);
        } else {
            context.ended(draft.sessionId, draft.commandSeq);
        }
        end(draft);
    }

    private void ofAlert(final AuditKind kind, final long alertId, final long person) {
        begin(kind, AuditDraft.SUCCESS);
        draft.alertId = alertId;
        draft.who = person(person);
        end(draft);
    }

    private void deliver(final long alertId, final long person, final int outcome) {
        begin(AuditKind.DELIVERED, outcome);
        draft.alertId = alertId;
        draft.who = person(person);
        end(draft);
    }

    private static int outcomeOf(final ChannelState state) {
        return switch (state) {
            case DELIVERED -> AuditDraft.SUCCESS;
            case FAILED -> AuditDraft.MINOR_FAILURE;
            case UNDELIVERABLE, NONE_LEFT -> AuditDraft.SERIOUS_FAILURE;
            default -> AuditDraft.NO_OUTCOME;
        };
    }

    /** The engine names a subject by a letter and its id. */
    private void subject(final long index) {
        final String subject = index < 0 ? "" : context.id(IdTable.SUBJECT, index);
        if (subject.length() > 1) {
            if (subject.charAt(0) == 'P') {
                draft.patient = subject.substring(1);
            } else {
                draft.place = subject.substring(1);
            }
        }
    }

    private String person(final long index) {
        return context.id(IdTable.PERSON, index);
    }

    private AuditDraft begin(final AuditKind kind, final int outcome) {
        draft.begin(kind, stamp.timestampNs());
        draft.commandSeq = stamp.commandSeq();
        draft.throughSeq = stamp.commandSeq();
        draft.eventSeq = stamp.eventSeq();
        draft.template = header.templateId();
        draft.outcome = outcome;
        return draft;
    }

    private void end(final AuditDraft written) {
        out.accept(written);
    }
}
