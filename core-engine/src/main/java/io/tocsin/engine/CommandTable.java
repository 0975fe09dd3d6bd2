package io.tocsin.engine;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
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
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.PositionReportedDecoder;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
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
import io.tocsin.engine.authority.CommandScopes;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.ingress.IdempotencyWindows;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** Which part of the engine carries which command out, behind the idempotency windows. Works on the layout, envelope and answer that the engine shares with it. */
final class CommandTable {
    /** Field id of the envelope in every command: the detail of a refused purpose. */
    private static final int ENVELOPE_FIELD = 1;
    /** Field id of maxClients in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_CLIENTS_FIELD = 13;

    private final MessageLayout layout;
    private final EnvelopeDecoder envelope;
    private final Answer answer;

    CommandTable(final MessageLayout layout, final EnvelopeDecoder envelope, final Answer answer) {
        this.layout = layout;
        this.envelope = envelope;
        this.answer = answer;
    }

    /** Carries the command out unless it was here before; true if it was. */
    boolean carryOut(final EngineParts parts, final DirectBuffer buffer, final int offset, final long refused) {
        final int template = layout.templateId();
        if (envelope.purposeRaw() > Purpose.TRAINING.value()) {
            answer.refuse(Result.INVALID_FIELD, ENVELOPE_FIELD);
            return false;
        }
        final long commandId = envelope.commandId();
        if (commandId == 0 || isOutsideWindows(template)) {
            carryOutNew(parts, template, buffer, offset, refused);
            return false;
        }
        final IdempotencyWindows windows = parts.windows;
        switch (windows.find(envelope.sourceId(), commandId)) {
            case IdempotencyWindows.NEW -> {
                carryOutNew(parts, template, buffer, offset, refused);
                windows.keep(
                        commandId,
                        answer.result(),
                        answer.alertId(),
                        answer.occurrence(),
                        answer.isNew(),
                        answer.detail());
                return false;
            }
            case IdempotencyWindows.SEEN -> {
                answer.repeat(
                        windows.result(), windows.alertId(), windows.occurrence(), windows.isNew(), windows.detail());
                return true;
            }
            case IdempotencyWindows.STALE -> {
                answer.refuse(Result.STALE_KEY, 0);
                return false;
            }
            default -> {
                answer.refuse(Result.TABLE_FULL, MAX_CLIENTS_FIELD);
                return false;
            }
        }
    }

    /** From here on a command of this key is answered, and not carried out. */
    void keepQuarantined(final EngineParts parts, final int template, final long sourceId, final long commandId) {
        if (commandId != 0
                && !isOutsideWindows(template)
                && parts.windows.find(sourceId, commandId) == IdempotencyWindows.NEW) {
            parts.windows.keep(commandId, Result.QUARANTINED.value(), 0, 0, false, 0);
        }
    }

    private static boolean isOutsideWindows(final int template) {
        return template == VitalsBatchDecoder.TEMPLATE_ID
                || template == TickDecoder.TEMPLATE_ID
                || template == SourceQueryDecoder.TEMPLATE_ID
                || template == HeartbeatDecoder.TEMPLATE_ID;
    }

    private void carryOutNew(
            final EngineParts parts,
            final int template,
            final DirectBuffer buffer,
            final int offset,
            final long refused) {
        parts.watch.heard(envelope.sourceId());
        final int missing = CommandScopes.missing(template, envelope, parts.sessions, parts.authority);
        if (missing != CommandScopes.NONE) {
            answer.refuse(Result.SCOPE_MISSING, missing);
            return;
        }
        switch (template) {
            case TickDecoder.TEMPLATE_ID, HeartbeatDecoder.TEMPLATE_ID -> {
                // Time has passed already, and the source was heard, before the command.
            }
            case VitalsBatchDecoder.TEMPLATE_ID -> parts.vitals.command.carryOut(buffer, layout, envelope, answer);
            case SetPatientLimitDecoder.TEMPLATE_ID ->
                parts.vitals.limitCommand.carryOut(buffer, layout, envelope, answer);
            case StartMonitoringDecoder.TEMPLATE_ID -> parts.vitals.monitoring.start(buffer, layout, envelope, answer);
            case StopMonitoringDecoder.TEMPLATE_ID -> parts.vitals.monitoring.stop(buffer, layout, envelope, answer);
            case GrantViewersDecoder.TEMPLATE_ID -> parts.vitals.monitoring.grant(buffer, layout, envelope, answer);
            case RaiseAlertDecoder.TEMPLATE_ID -> parts.raise.carryOut(buffer, offset, layout, envelope, answer);
            case ReportResultDecoder.TEMPLATE_ID -> parts.results.carryOut(buffer, offset, layout, envelope, answer);
            case ScheduleDoseDecoder.TEMPLATE_ID ->
                parts.vitals.care.commands.schedule(buffer, offset, layout, envelope, answer);
            case RecordDoseDecoder.TEMPLATE_ID -> parts.vitals.care.commands.record(buffer, layout, envelope, answer);
            case AcceptResultDecoder.TEMPLATE_ID -> parts.people.acceptResult(buffer, layout, envelope, answer);
            case UpdateAlertDecoder.TEMPLATE_ID -> parts.alertCommands.update(buffer, layout, envelope, answer);
            case ClearAlertDecoder.TEMPLATE_ID -> parts.alertCommands.clear(buffer, layout, envelope, answer);
            case CancelAlertDecoder.TEMPLATE_ID -> parts.alertCommands.cancel(buffer, layout, envelope, answer);
            case AcceptAlertDecoder.TEMPLATE_ID -> parts.people.accept(buffer, layout, envelope, answer);
            case RejectAlertDecoder.TEMPLATE_ID -> parts.people.reject(buffer, layout, envelope, answer);
            case ResolveAlertDecoder.TEMPLATE_ID -> parts.people.resolve(buffer, layout, envelope, answer);
            case ReleaseAlertDecoder.TEMPLATE_ID -> parts.handover.release(buffer, layout, envelope, answer);
            case RedirectAlertDecoder.TEMPLATE_ID -> parts.handover.redirect(buffer, layout, envelope, answer);
            case EscalateAlertDecoder.TEMPLATE_ID -> parts.handover.escalate(buffer, layout, envelope, answer);
            case ArriveAtBedsideDecoder.TEMPLATE_ID -> parts.handover.arrive(buffer, layout, envelope, answer);
            case BeginBreakDecoder.TEMPLATE_ID -> parts.breakCommands.begin(buffer, layout, envelope, answer);
            case EndBreakDecoder.TEMPLATE_ID -> parts.breakCommands.end(envelope, answer);
            case SessionOpenedDecoder.TEMPLATE_ID -> parts.sessionCommands.opened(buffer, layout, answer);
            case SessionClosedDecoder.TEMPLATE_ID -> parts.sessionCommands.closed(buffer, layout, answer);
            case ReceiptBatchDecoder.TEMPLATE_ID -> parts.sessionCommands.receipts(buffer, layout, envelope, answer);
            case PositionReportedDecoder.TEMPLATE_ID -> parts.position.carryOut(buffer, layout, envelope, answer);
            case PresenceChangedDecoder.TEMPLATE_ID -> parts.presence.carryOut(buffer, layout, envelope, answer);
            case ChannelReportedDecoder.TEMPLATE_ID -> parts.contactCommand.reported(buffer, layout, envelope, answer);
            case ConfigBeginDecoder.TEMPLATE_ID -> parts.configuration.begin(buffer, layout, envelope, answer);
            case ConfigPartDecoder.TEMPLATE_ID -> parts.configuration.part(buffer, layout, answer);
            case ConfigCommitDecoder.TEMPLATE_ID -> parts.configuration.commit(buffer, layout, envelope, answer);
            case ConfirmConfigDecoder.TEMPLATE_ID -> parts.configuration.confirm(buffer, layout, envelope, answer);
            case CreateSilenceDecoder.TEMPLATE_ID -> parts.silenceCommands.create(buffer, layout, envelope, answer);
            case ExpireSilenceDecoder.TEMPLATE_ID -> parts.silenceCommands.expire(buffer, layout, envelope, answer);
            case ConfirmSilenceDecoder.TEMPLATE_ID -> parts.silenceCommands.confirm(buffer, layout, envelope, answer);
            case SnoozeAlertDecoder.TEMPLATE_ID -> parts.snoozeCommands.snooze(buffer, layout, envelope, answer);
            case EndSnoozeDecoder.TEMPLATE_ID -> parts.snoozeCommands.end(buffer, layout, envelope, answer);
            case CountersQueryDecoder.TEMPLATE_ID -> reportCounters(parts, refused);
            case LoadReportedDecoder.TEMPLATE_ID -> parts.load.reported(buffer, layout, envelope, answer);
            case ModeOrderedDecoder.TEMPLATE_ID -> parts.load.ordered(buffer, layout, envelope, answer);
            case ServiceQueryDecoder.TEMPLATE_ID -> parts.reportService();
            case EngineVersionKnownDecoder.TEMPLATE_ID -> parts.versions.known(buffer, layout, envelope, answer);
            case SwitchEngineVersionDecoder.TEMPLATE_ID ->
                parts.versions.switchVersion(buffer, layout, envelope, answer);
            case AuditCheckpointDecoder.TEMPLATE_ID -> parts.audit.checkpoint(buffer, layout, envelope, answer);
            case RecordReadDecoder.TEMPLATE_ID -> parts.audit.read(buffer, layout, envelope, answer);
            case RevokeAccessDecoder.TEMPLATE_ID -> parts.access.commands.revoke(buffer, layout, envelope, answer);
            case LiftRevocationDecoder.TEMPLATE_ID -> parts.access.commands.lift(buffer, layout, envelope, answer);
            case BreakGlassDecoder.TEMPLATE_ID -> parts.access.views.breakGlass(buffer, layout, envelope, answer);
            case EndViewDecoder.TEMPLATE_ID -> parts.access.views.end(buffer, layout, envelope, answer);
            case ForgetPatientDecoder.TEMPLATE_ID -> parts.access.forgetting.carryOut(buffer, layout, envelope, answer);
            case SourceQueryDecoder.TEMPLATE_ID -> answer.highestCommandId(parts.windows.highest(envelope.sourceId()));
            default -> answer.refuse(Result.UNKNOWN_TEMPLATE, 0);
        }
    }

    private static void reportCounters(final EngineParts parts, final long refused) {
        parts.systemEvents.counters(
                parts.stream.commandSeq(),
                refused,
                parts.alerts.raisedCount(),
                parts.alerts.slots().inUse(),
                parts.dispatcher.waiting(),
                parts.subjects.ids().size(),
                parts.dispatcher.outputs(),
                parts.vitals.counts.byParameter(),
                parts.vitals.gate.counts());
    }
}
