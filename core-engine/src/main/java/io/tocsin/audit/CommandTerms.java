package io.tocsin.audit;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EngineVersionKnownDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.ForgetPatientDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.ServiceQueryDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import java.nio.ByteOrder;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** What a command says to the audit: who does what to whose, and no text that somebody typed, but for why the glass was broken. One thread. */
final class CommandTerms {
    private static final int ENVELOPE = MessageHeaderDecoder.ENCODED_LENGTH;
    /** The number of an alert, or of what else is meant, is the first field behind the envelope. */
    private static final int SUBJECT = ENVELOPE + EnvelopeDecoder.ENCODED_LENGTH;

    private static final int EMERGENCY_FLAG = 1;
    /** An emergency without a reason. */
    static final int UNSTATED = 4;

    private final AuditContext context;
    private final MessageLayout layout = new MessageLayout();
    private final GrantViewersDecoder grant = new GrantViewersDecoder();
    private final BreakGlassDecoder broken = new BreakGlassDecoder();
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();

    CommandTerms(final AuditContext context) {
        this.context = context;
    }

    /** How a command counts that has no record of its own. */
    enum Routine {
        /** It has one. */
        NOT,
        /** Somebody or something did it: the chain is to be sealed. */
        TRAFFIC,
        /** The router's own clockwork: it waits for other records. */
        CLOCKWORK
    }

    /**
     * Writes a draft of a command.
     *
     * @return whether it has a record of its own; else the draft says nothing.
     */
    Routine read(
            final AuditDraft draft, final long atNs, final DirectBuffer buffer, final int offset, final int length) {
        if (layout.walkCommand(buffer, offset, length) != MessageLayout.FITS) {
            return Routine.TRAFFIC;
        }
        final int template = layout.templateId();
        final Routine routine = routineOf(template);
        if (routine != Routine.NOT) {
            return routine;
        }
        envelope.wrap(buffer, offset + ENVELOPE);
        draft.begin(kindOf(template), atNs);
        draft.template = template;
        draft.sourceId = envelope.sourceId();
        draft.sessionId = envelope.actorSession();
        draft.who = context.personOf(envelope.actorSession());
        final int flags = envelope.flags();
        draft.emergency = (flags & EMERGENCY_FLAG) == 0 ? 0 : flags >> 1 == 0 ? UNSTATED : flags >> 1 & 3;
        tell(draft, template, buffer, offset);
        return Routine.NOT;
    }

    private static Routine routineOf(final int template) {
        return switch (template) {
            case TickDecoder.TEMPLATE_ID,
                    HeartbeatDecoder.TEMPLATE_ID,
                    LoadReportedDecoder.TEMPLATE_ID,
                    CountersQueryDecoder.TEMPLATE_ID,
                    ServiceQueryDecoder.TEMPLATE_ID,
                    SourceQueryDecoder.TEMPLATE_ID,
                    AuditCheckpointDecoder.TEMPLATE_ID -> Routine.CLOCKWORK;
            case VitalsBatchDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID,
                    PositionReportedDecoder.TEMPLATE_ID,
                    ConfigBeginDecoder.TEMPLATE_ID,
                    ConfigPartDecoder.TEMPLATE_ID -> Routine.TRAFFIC;
            default -> Routine.NOT;
        };
    }

    private static AuditKind kindOf(final int template) {
        return switch (template) {
            case GenesisDecoder.TEMPLATE_ID -> AuditKind.ROUTER_STARTED;
            case ConfigCommitDecoder.TEMPLATE_ID, ConfirmConfigDecoder.TEMPLATE_ID -> AuditKind.CONFIGURATION;
            case SessionOpenedDecoder.TEMPLATE_ID -> AuditKind.SESSION_OPENED;
            case SessionClosedDecoder.TEMPLATE_ID -> AuditKind.SESSION_CLOSED;
            case RaiseAlertDecoder.TEMPLATE_ID, ReportResultDecoder.TEMPLATE_ID -> AuditKind.RAISED;
            case AcceptAlertDecoder.TEMPLATE_ID,
                    AcceptResultDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    RedirectAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID,
                    SnoozeAlertDecoder.TEMPLATE_ID,
                    EndSnoozeDecoder.TEMPLATE_ID -> AuditKind.ANSWERED;
            case RecordReadDecoder.TEMPLATE_ID -> AuditKind.READ;
            case ChannelReportedDecoder.TEMPLATE_ID -> AuditKind.DELIVERED;
            case CreateSilenceDecoder.TEMPLATE_ID,
                    ExpireSilenceDecoder.TEMPLATE_ID,
                    ConfirmSilenceDecoder.TEMPLATE_ID,
                    PresenceChangedDecoder.TEMPLATE_ID,
                    BeginBreakDecoder.TEMPLATE_ID,
                    EndBreakDecoder.TEMPLATE_ID,
                    ModeOrderedDecoder.TEMPLATE_ID,
                    EngineVersionKnownDecoder.TEMPLATE_ID,
                    SwitchEngineVersionDecoder.TEMPLATE_ID,
                    RevokeAccessDecoder.TEMPLATE_ID,
                    LiftRevocationDecoder.TEMPLATE_ID,
                    BreakGlassDecoder.TEMPLATE_ID,
                    EndViewDecoder.TEMPLATE_ID,
                    ForgetPatientDecoder.TEMPLATE_ID -> AuditKind.OPERATED;
            default -> AuditKind.CHANGED;
        };
    }

    private void tell(final AuditDraft draft, final int template, final DirectBuffer buffer, final int offset) {
        switch (template) {
            case UpdateAlertDecoder.TEMPLATE_ID,
                    ClearAlertDecoder.TEMPLATE_ID,
                    CancelAlertDecoder.TEMPLATE_ID,
                    AcceptAlertDecoder.TEMPLATE_ID,
                    AcceptResultDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID,
                    SnoozeAlertDecoder.TEMPLATE_ID,
                    EndSnoozeDecoder.TEMPLATE_ID,
                    ChannelReportedDecoder.TEMPLATE_ID -> draft.alertId = subject(buffer, offset);
            case RedirectAlertDecoder.TEMPLATE_ID -> {
                draft.alertId = subject(buffer, offset);
                draft.to = text(buffer, 0);
            }
            case RaiseAlertDecoder.TEMPLATE_ID -> {
                draft.patient = text(buffer, 1);
                draft.place = first(text(buffer, 9), text(buffer, 7), text(buffer, 2));
            }
            case ReportResultDecoder.TEMPLATE_ID -> {
                draft.patient = text(buffer, 1);
                draft.place = first(text(buffer, 3), text(buffer, 2), "");
                draft.to = text(buffer, 4);
            }
            case SetPatientLimitDecoder.TEMPLATE_ID, StartMonitoringDecoder.TEMPLATE_ID -> {
                draft.patient = text(buffer, 0);
                draft.place = text(buffer, 1);
            }
            case ScheduleDoseDecoder.TEMPLATE_ID, RecordDoseDecoder.TEMPLATE_ID -> draft.patient = text(buffer, 1);
            case StopMonitoringDecoder.TEMPLATE_ID -> draft.detail = subject(buffer, offset);
            case GrantViewersDecoder.TEMPLATE_ID -> {
                draft.detail = subject(buffer, offset);
                draft.to = people(buffer);
            }
            case CreateSilenceDecoder.TEMPLATE_ID -> {
                draft.patient = text(buffer, 1);
                draft.place = first(text(buffer, 2), text(buffer, 0), "");
            }
            case ExpireSilenceDecoder.TEMPLATE_ID, ConfirmSilenceDecoder.TEMPLATE_ID ->
                draft.detail = buffer.getInt(offset + SUBJECT, ByteOrder.LITTLE_ENDIAN);
            case BeginBreakDecoder.TEMPLATE_ID, PresenceChangedDecoder.TEMPLATE_ID -> draft.to = text(buffer, 0);
            case RevokeAccessDecoder.TEMPLATE_ID -> {
                draft.to = first(text(buffer, 0), text(buffer, 1), "");
                draft.detail = subject(buffer, offset);
            }
            case LiftRevocationDecoder.TEMPLATE_ID -> draft.to = first(text(buffer, 0), text(buffer, 1), "");
            case BreakGlassDecoder.TEMPLATE_ID -> {
                broken.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
                draft.patient = text(buffer, 0);
                draft.emergency = broken.reasonRaw();
                draft.comment = text(buffer, 1);
            }
            case ForgetPatientDecoder.TEMPLATE_ID -> draft.patient = text(buffer, 0);
            case EndViewDecoder.TEMPLATE_ID -> {
                draft.patient = text(buffer, 0);
                draft.to = text(buffer, 1);
            }
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                draft.sessionId = subject(buffer, offset);
                draft.who = text(buffer, 0);
                context.askedFor(draft.sessionId, draft.who);
            }
            case SessionClosedDecoder.TEMPLATE_ID -> {
                draft.sessionId = subject(buffer, offset);
                draft.who = context.personOf(draft.sessionId);
                context.closed(draft.sessionId);
            }
            case RecordReadDecoder.TEMPLATE_ID -> {
                draft.detail = buffer.getByte(offset + ENVELOPE + RecordReadDecoder.kindEncodingOffset());
                draft.patient = text(buffer, 0);
                draft.place = first(text(buffer, 2), text(buffer, 1), text(buffer, 3));
                if (draft.who.isEmpty()) {
                    draft.who = text(buffer, 4);
                }
                draft.shownCount = Math.min(layout.groupCount(), AuditDraft.MAX_SHOWN);
                for (int i = 0; i < draft.shownCount; i++) {
                    draft.shown[i] = buffer.getLong(layout.elementOffset(i), ByteOrder.LITTLE_ENDIAN);
                }
            }
            default -> {
                // Says who, and what; the journal has the rest.
            }
        }
    }

    /** Whom a list of a session names from here on. */
    private String people(final DirectBuffer buffer) {
        final StringJoiner people = new StringJoiner(", ");
        grant.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        grant.people().forEach(each -> people.add(each.personId()));
        return people.toString();
    }

    private static long subject(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SUBJECT, ByteOrder.LITTLE_ENDIAN);
    }

    private String text(final DirectBuffer buffer, final int index) {
        return buffer.getStringWithoutLengthUtf8(layout.textOffset(index), layout.textLength(index));
    }

    private static String first(final String one, final String other, final String last) {
        if (!one.isEmpty()) {
            return one;
        }
        return other.isEmpty() ? last : other;
    }
}
