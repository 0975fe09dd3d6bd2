package io.tocsin.transport.gateway;

import static java.util.Map.entry;

import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ForgetPatient;
import io.tocsin.codecs.json.GrantViewers;
import io.tocsin.codecs.json.LiftRevocation;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.RecordDose;
import io.tocsin.codecs.json.ReportResult;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.RevokeAccess;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ScheduleDose;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.json.StopMonitoring;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.BreakGlassEncoder;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfirmSilenceEncoder;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.EndViewEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.LiftRevocationEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.RecordDoseEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.ReportResultEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.RevokeAccessEncoder;
import io.tocsin.codecs.sbe.ScheduleDoseEncoder;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.StopMonitoringEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scope each message of a client needs; the README has the same table, and a test holds both together. A message that is in neither list is an operator's until somebody has said. Any thread; keeps nothing. */
final class ScopeTable {
    /** What permits nothing by itself: who is there, that they are, and what they have got. */
    private static final Set<Class<?>> FREE = Set.of(
            ClientMessage.Hello.class,
            ClientMessage.AuthRefresh.class,
            ClientMessage.Heartbeat.class,
            ClientMessage.Receipts.class);

    /** The commands, by what they are in the log: what they need says the engine's own table, so that both ask the same. */
    private static final Map<Class<?>, Integer> COMMANDS = Map.ofEntries(
            entry(ClientMessage.Raise.class, RaiseAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Update.class, UpdateAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Clear.class, ClearAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Cancel.class, CancelAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Vitals.class, VitalsBatchEncoder.TEMPLATE_ID),
            entry(ReportResult.class, ReportResultEncoder.TEMPLATE_ID),
            entry(ScheduleDose.class, ScheduleDoseEncoder.TEMPLATE_ID),
            entry(RecordDose.class, RecordDoseEncoder.TEMPLATE_ID),
            entry(ClientMessage.Accept.class, AcceptAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Reject.class, RejectAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Resolve.class, ResolveAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Release.class, ReleaseAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Redirect.class, RedirectAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Arrive.class, ArriveAtBedsideEncoder.TEMPLATE_ID),
            entry(ClientMessage.Snooze.class, SnoozeAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.EndSnooze.class, EndSnoozeEncoder.TEMPLATE_ID),
            entry(ClientMessage.Escalate.class, EscalateAlertEncoder.TEMPLATE_ID),
            entry(ClientMessage.Silence.class, CreateSilenceEncoder.TEMPLATE_ID),
            entry(ClientMessage.ConfirmSilence.class, ConfirmSilenceEncoder.TEMPLATE_ID),
            entry(ClientMessage.EndSilence.class, ExpireSilenceEncoder.TEMPLATE_ID),
            entry(StartMonitoring.class, StartMonitoringEncoder.TEMPLATE_ID),
            entry(StopMonitoring.class, StopMonitoringEncoder.TEMPLATE_ID),
            entry(GrantViewers.class, GrantViewersEncoder.TEMPLATE_ID),
            entry(SetLimit.class, SetPatientLimitEncoder.TEMPLATE_ID),
            entry(ClientMessage.Position.class, PositionReportedEncoder.TEMPLATE_ID),
            entry(ClientMessage.PresenceChange.class, PresenceChangedEncoder.TEMPLATE_ID),
            entry(ClientMessage.BeginBreak.class, BeginBreakEncoder.TEMPLATE_ID),
            entry(ClientMessage.EndBreak.class, EndBreakEncoder.TEMPLATE_ID),
            entry(BreakGlass.class, BreakGlassEncoder.TEMPLATE_ID),
            entry(EndView.class, EndViewEncoder.TEMPLATE_ID),
            entry(ForgetPatient.class, ForgetPatientEncoder.TEMPLATE_ID),
            entry(RevokeAccess.class, RevokeAccessEncoder.TEMPLATE_ID),
            entry(LiftRevocation.class, LiftRevocationEncoder.TEMPLATE_ID));

    /** Questions, which the engine does not hear. */
    private static final Map<Class<?>, Scope> QUESTIONS = Map.ofEntries(
            entry(ClientMessage.DutyQuery.class, Scope.PRACTITIONER_ROLE_SEARCH),
            entry(ClientMessage.AlertsQuery.class, Scope.COMMUNICATION_SEARCH),
            entry(ClientMessage.SilencesQuery.class, Scope.COMMUNICATION_SEARCH),
            entry(ViewsQuery.class, Scope.COMMUNICATION_SEARCH),
            entry(ClientMessage.MonitoringsQuery.class, Scope.OBSERVATION_SEARCH),
            entry(LimitsQuery.class, Scope.OBSERVATION_SEARCH),
            entry(ClientMessage.HistoryQuery.class, Scope.OBSERVATION_SEARCH),
            entry(ClientMessage.WatchVitals.class, Scope.OBSERVATION_READ),
            entry(PatientQuery.class, Scope.PATIENT_READ),
            entry(PastAlertsQuery.class, Scope.REPLAY),
            entry(SessionsQuery.class, Scope.ADMIN),
            entry(RevocationsQuery.class, Scope.ADMIN));

    private ScopeTable() {}

    /** What each command of a client is in the log. */
    static Map<Class<?>, Integer> commands() {
        return COMMANDS;
    }

    /** Whether somebody has said what a kind of message needs. */
    static boolean isSaid(final Class<?> kind) {
        return FREE.contains(kind) || COMMANDS.containsKey(kind) || QUESTIONS.containsKey(kind);
    }

    /**
     * What a message needs.
     *
     * @param message of a client.
     * @return {@code null} = it needs none; of a kind of which nobody has said, {@link Scope#ADMIN}.
     */
    static @Nullable Scope needed(final ClientMessage message) {
        return needed(message.getClass());
    }

    static @Nullable Scope needed(final Class<?> kind) {
        final Integer template = COMMANDS.get(kind);
        if (template != null) {
            return Scope.ofCommand(template);
        }
        return FREE.contains(kind) ? null : QUESTIONS.getOrDefault(kind, Scope.ADMIN);
    }

    /**
     * What greeting in a role needs: a person's client is told of alerts, counts as having told them, and is waited for; so who may not answer would keep others from being
     * asked. A patient or one of the family is asked for nothing.
     */
    static List<Scope> toGreet(final Role role, final boolean ofPatient) {
        if (role != Role.CLINICIAN) {
            return List.of();
        }
        return ofPatient ? List.of(Scope.COMMUNICATION_READ) : List.of(Scope.COMMUNICATION_READ, Scope.ACK);
    }
}
