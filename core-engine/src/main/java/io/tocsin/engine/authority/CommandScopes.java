package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
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
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.ServiceQueryDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.delivery.Sessions;
import java.util.Arrays;

/**
 * Which scope each command needs of the proof behind the session that it names. The one table of it: a gateway that asks before the engine does asks the same. A command of which
 * nobody has said what it needs needs {@link AccessScope#ADMIN}. Engine thread only, but for {@link #needed}; allocates nothing after start.
 */
public final class CommandScopes {
    /** No scope is needed, or missing. */
    public static final int NONE = 0;

    private static final int COMMANDS = 100;
    private static final byte[] NEEDED = new byte[COMMANDS];

    static {
        Arrays.fill(NEEDED, (byte) AccessScope.ADMIN.value());
        // The gateway's own, and what changes nothing that anybody decides.
        free(
                TickDecoder.TEMPLATE_ID,
                HeartbeatDecoder.TEMPLATE_ID,
                SessionOpenedDecoder.TEMPLATE_ID,
                SessionClosedDecoder.TEMPLATE_ID,
                ReceiptBatchDecoder.TEMPLATE_ID,
                SourceQueryDecoder.TEMPLATE_ID,
                CountersQueryDecoder.TEMPLATE_ID,
                ServiceQueryDecoder.TEMPLATE_ID,
                AuditCheckpointDecoder.TEMPLATE_ID,
                RecordReadDecoder.TEMPLATE_ID);
        need(AccessScope.COMMUNICATION_CREATE, RaiseAlertDecoder.TEMPLATE_ID);
        need(
                AccessScope.COMMUNICATION_UPDATE,
                UpdateAlertDecoder.TEMPLATE_ID,
                ClearAlertDecoder.TEMPLATE_ID,
                CancelAlertDecoder.TEMPLATE_ID);
        need(AccessScope.OBSERVATION_CREATE, VitalsBatchDecoder.TEMPLATE_ID);
        need(AccessScope.DIAGNOSTIC_REPORT_CREATE, ReportResultDecoder.TEMPLATE_ID);
        need(AccessScope.MEDICATION_REQUEST_CREATE, ScheduleDoseDecoder.TEMPLATE_ID);
        need(AccessScope.MEDICATION_ADMINISTRATION_CREATE, RecordDoseDecoder.TEMPLATE_ID);
        need(
                AccessScope.ACK,
                AcceptAlertDecoder.TEMPLATE_ID,
                AcceptResultDecoder.TEMPLATE_ID,
                RejectAlertDecoder.TEMPLATE_ID,
                ResolveAlertDecoder.TEMPLATE_ID,
                ReleaseAlertDecoder.TEMPLATE_ID,
                RedirectAlertDecoder.TEMPLATE_ID,
                ArriveAtBedsideDecoder.TEMPLATE_ID,
                SnoozeAlertDecoder.TEMPLATE_ID,
                EndSnoozeDecoder.TEMPLATE_ID);
        need(AccessScope.ESCALATE, EscalateAlertDecoder.TEMPLATE_ID);
        need(
                AccessScope.SILENCE,
                CreateSilenceDecoder.TEMPLATE_ID,
                ConfirmSilenceDecoder.TEMPLATE_ID,
                ExpireSilenceDecoder.TEMPLATE_ID);
        need(
                AccessScope.MONITOR,
                StartMonitoringDecoder.TEMPLATE_ID,
                StopMonitoringDecoder.TEMPLATE_ID,
                GrantViewersDecoder.TEMPLATE_ID);
        need(AccessScope.LIMIT, SetPatientLimitDecoder.TEMPLATE_ID);
        need(
                AccessScope.PRACTITIONER_ROLE_UPDATE,
                PositionReportedDecoder.TEMPLATE_ID,
                PresenceChangedDecoder.TEMPLATE_ID,
                BeginBreakDecoder.TEMPLATE_ID,
                EndBreakDecoder.TEMPLATE_ID);
        need(AccessScope.BREAK_GLASS, BreakGlassDecoder.TEMPLATE_ID, EndViewDecoder.TEMPLATE_ID);
    }

    private CommandScopes() {}

    /**
     * What a command needs. Any thread.
     *
     * @param template of the command.
     * @return value of the enum AccessScope, or {@link #NONE}.
     */
    public static int needed(final int template) {
        return template >= 0 && template < COMMANDS ? NEEDED[template] : AccessScope.ADMIN.value();
    }

    /**
     * What a command lacks. A session that is not open lacks nothing: whoever carries the command out says that it is not.
     *
     * @param template of the command.
     * @param envelope of it.
     * @param sessions  with what the proofs behind them permit.
     * @param authority with who is a patient, or of the family.
     * @return value of the enum AccessScope, or {@link #NONE}: also of what names no session.
     */
    public static int missing(
            final int template, final EnvelopeDecoder envelope, final Sessions sessions, final Authority authority) {
        final long sessionId = envelope.actorSession();
        if (sessionId == 0) {
            return NONE;
        }
        final int needed = needed(template);
        final int session = needed == NONE ? Sessions.NONE : sessions.slotOf(sessionId);
        return session == Sessions.NONE
                        || sessions.limits()
                                .permits(session, needed, isOfPatient(authority.roleOf(sessions.person(session))))
                ? NONE
                : needed;
    }

    private static boolean isOfPatient(final int role) {
        return role == AuthorityRole.PATIENT.value() || role == AuthorityRole.FAMILY.value();
    }

    private static void free(final int... templates) {
        for (final int template : templates) {
            NEEDED[template] = NONE;
        }
    }

    private static void need(final AccessScope scope, final int... templates) {
        for (final int template : templates) {
            NEEDED[template] = (byte) scope.value();
        }
    }
}
