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

    private static final Map<Class<?>, Scope> NEEDED = Map.ofEntries(
            entry(ClientMessage.Raise.class, Scope.COMMUNICATION_CREATE),
            entry(ClientMessage.Update.class, Scope.COMMUNICATION_UPDATE),
            entry(ClientMessage.Clear.class, Scope.COMMUNICATION_UPDATE),
            entry(ClientMessage.Cancel.class, Scope.COMMUNICATION_UPDATE),
            entry(ClientMessage.Vitals.class, Scope.OBSERVATION_CREATE),
            entry(ReportResult.class, Scope.DIAGNOSTIC_REPORT_CREATE),
            entry(ScheduleDose.class, Scope.MEDICATION_REQUEST_CREATE),
            entry(RecordDose.class, Scope.MEDICATION_ADMINISTRATION_CREATE),
            entry(ClientMessage.Accept.class, Scope.ACK),
            entry(ClientMessage.Reject.class, Scope.ACK),
            entry(ClientMessage.Resolve.class, Scope.ACK),
            entry(ClientMessage.Release.class, Scope.ACK),
            entry(ClientMessage.Redirect.class, Scope.ACK),
            entry(ClientMessage.Arrive.class, Scope.ACK),
            entry(ClientMessage.Snooze.class, Scope.ACK),
            entry(ClientMessage.EndSnooze.class, Scope.ACK),
            entry(ClientMessage.Escalate.class, Scope.ESCALATE),
            entry(ClientMessage.Silence.class, Scope.SILENCE),
            entry(ClientMessage.ConfirmSilence.class, Scope.SILENCE),
            entry(ClientMessage.EndSilence.class, Scope.SILENCE),
            entry(StartMonitoring.class, Scope.MONITOR),
            entry(StopMonitoring.class, Scope.MONITOR),
            entry(GrantViewers.class, Scope.MONITOR),
            entry(SetLimit.class, Scope.LIMIT),
            entry(ClientMessage.Position.class, Scope.PRACTITIONER_ROLE_UPDATE),
            entry(ClientMessage.PresenceChange.class, Scope.PRACTITIONER_ROLE_UPDATE),
            entry(ClientMessage.BeginBreak.class, Scope.PRACTITIONER_ROLE_UPDATE),
            entry(ClientMessage.EndBreak.class, Scope.PRACTITIONER_ROLE_UPDATE),
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
            entry(BreakGlass.class, Scope.BREAK_GLASS),
            entry(EndView.class, Scope.BREAK_GLASS),
            entry(ForgetPatient.class, Scope.ADMIN),
            entry(RevokeAccess.class, Scope.ADMIN),
            entry(LiftRevocation.class, Scope.ADMIN),
            entry(SessionsQuery.class, Scope.ADMIN),
            entry(RevocationsQuery.class, Scope.ADMIN));

    private ScopeTable() {}

    /** Whether somebody has said what a kind of message needs. */
    static boolean isSaid(final Class<?> kind) {
        return FREE.contains(kind) || NEEDED.containsKey(kind);
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
        return FREE.contains(kind) ? null : NEEDED.getOrDefault(kind, Scope.ADMIN);
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
