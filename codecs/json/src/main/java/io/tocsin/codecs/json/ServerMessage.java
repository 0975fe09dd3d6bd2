package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the router says. Immutable. A 64-bit id counts unsigned; 0, empty and {@code null} mean not stated.
 *
 * @see <a href="../../../../../../../README.md">the protocol</a>
 */
public sealed interface ServerMessage {
    /**
     * Answers the hello.
     *
     * @param session          of the person, until the connection ends; 0 = none, a source needs none.
     * @param source           whose commands the client's are.
     * @param highestCommandId of that source, so that the next command is above it; 0 = none yet.
     * @param epoch            of the router's log.
     * @param level            that the router has: what OK means unless a command asks for less.
     * @param resume           how the hello's resume ended.
     * @param critical         sequence behind which deliveries of this lane begin; everything up to it has been received by the person, by whichever client.
     * @param other            sequence behind which deliveries of this lane begin.
     * @param heartbeatMs      how often a heartbeat comes; without one for 2.5 times as long the connection is dead.
     * @param notice           what every client has to show to whoever asks about the system.
     */
    record Welcome(
            long session,
            long source,
            long highestCommandId,
            Epoch epoch,
            Level level,
            ResumeResult resume,
            long critical,
            long other,
            int heartbeatMs,
            String notice)
            implements ServerMessage {}

    /**
     * Answers a command or readings.
     *
     * @param commandId    that is answered; 0 = the ref says it.
     * @param ref          that is answered; empty = the commandId says it.
     * @param result       how it went.
     * @param alertId      which alert; 0 = none.
     * @param isNew        whether the command opened the alert.
     * @param occurrence   of the alert, from 1; 0 = no alert.
     * @param repeated     whether this is the first answer again.
     * @param detail       as the result says.
     * @param level        that the command is kept at; {@code null} if it is not kept.
     * @param retryAfterMs when to send the same again; 0 = not stated.
     */
    record Answer(
            long commandId,
            String ref,
            AnswerResult result,
            long alertId,
            boolean isNew,
            long occurrence,
            boolean repeated,
            long detail,
            @Nullable Level level,
            int retryAfterMs)
            implements ServerMessage {}

    /**
     * Tells a person something, in one of the person's two lanes.
     *
     * @param kind       what it is.
     * @param message    which of the two messages to people.
     * @param lane       whose sequence it has.
     * @param seq        rises per person and lane.
     * @param prev       sequence of what is before it in the lane.
     * @param redelivery whether it was sent before.
     * @param step       of the ladder, from 0.
     * @param channels   by which the people of the step are told; empty unless it is an offer.
     * @param deadlineNs when the step ends, epoch ns; 0 unless it is an offer.
     * @param offeredNs  when the person was told, router's time, epoch ns.
     * @param owner      who took the alert; empty unless the kind is TAKEN.
     * @param outcome    how the alert ended; {@code null} unless the kind is CLOSED.
     * @param alert      which alert, as it was then.
     */
    record Delivery(
            OutputKind kind,
            MessageKind message,
            Lane lane,
            long seq,
            long prev,
            boolean redelivery,
            int step,
            Set<Channel> channels,
            long deadlineNs,
            long offeredNs,
            String owner,
            @Nullable Outcome outcome,
            AlertReport alert)
            implements ServerMessage {
        /** Keeps a copy of the set. */
        public Delivery {
            final Set<Channel> ordered = EnumSet.noneOf(Channel.class);
            ordered.addAll(channels);
            channels = Collections.unmodifiableSet(ordered);
        }
    }

    /**
     * Answers {@link ClientMessage.AlertsQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param alerts       open ones that the client may see, by rising alertId.
     * @param more         whether there are more: ask again after the last alertId.
     */
    record Alerts(String ref, long asOfEventSeq, List<AlertReport> alerts, boolean more) implements ServerMessage {
        /** Keeps a copy of the list. */
        public Alerts {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Answers {@link ClientMessage.DutyQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param duty         who is on duty, by place and person; then who is on break.
     * @param more         whether there are more: ask again after so many.
     */
    record Duty(String ref, long asOfEventSeq, List<DutyReport> duty, boolean more) implements ServerMessage {
        /** Keeps a copy of the list. */
        public Duty {
            duty = List.copyOf(duty);
        }
    }

    /**
     * Answers {@link ClientMessage.MonitoringsQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param monitorings  active sessions that the client may see, by rising number.
     * @param more         whether there are more: ask again after the last number.
     */
    record Monitorings(String ref, long asOfEventSeq, List<MonitoringReport> monitorings, boolean more)
            implements ServerMessage {
        /** Keeps a copy of the list. */
        public Monitorings {
            monitorings = List.copyOf(monitorings);
        }
    }

    /** Says unasked, to whoever is in a list of it, that a monitoring session began, has other people, or is over. Not confirmed, and not sent again. */
    record Monitoring(MonitoringReport report) implements ServerMessage {}

    /**
     * Answers {@link ClientMessage.SilencesQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param silences     that are not over and that the client may see, by rising number.
     * @param more         whether there are more: ask again after the last number.
     */
    record Silences(String ref, long asOfEventSeq, List<SilenceReport> silences, boolean more)
            implements ServerMessage {
        /** Keeps a copy of the list. */
        public Silences {
            silences = List.copyOf(silences);
        }
    }

    /**
     * Answers {@link ClientMessage.HistoryQuery}.
     *
     * @param ref        of the query.
     * @param asOfNs     how far the history had come when it was answered, epoch ns; 0 = nothing was recorded yet.
     * @param catchingUp whether older readings are still being read since the router's start: what is missing may have been measured all the same.
     * @param points     stretches with readings, the oldest first.
     */
    record History(String ref, long asOfNs, boolean catchingUp, List<HistoryPoint> points) implements ServerMessage {
        /** Keeps a copy of the list. */
        public History {
            points = List.copyOf(points);
        }
    }

    /**
     * Answers {@link ClientMessage.WatchVitals}, without readings; then says unasked what was read last, if it is not what was said before. Not confirmed, and not sent again.
     *
     * @param ref          of the question; empty = unasked.
     * @param monitoringId of the session.
     * @param asOfNs       how far the router's history had come, epoch ns; 0 = it was not asked.
     * @param catchingUp   whether it still reads what is older than the router's start.
     * @param over         nothing more is shown: the client asked for that, the session is over, the client may not see it any more, or the history has ended.
     * @param readings     all that were taken since the session began, the newest of each parameter, in order of parameters.
     */
    record VitalsShown(
            String ref, long monitoringId, long asOfNs, boolean catchingUp, boolean over, List<ShownReading> readings)
            implements ServerMessage {
        /** Keeps a copy of the list. */
        public VitalsShown {
            readings = List.copyOf(readings);
        }
    }

    /**
     * Answers {@link PatientQuery}: what the router's directory has of the patient.
     *
     * @param ref               of the query.
     * @param patient           that was asked for.
     * @param name              empty = not known.
     * @param unit              where the patient is; empty = not known.
     * @param bed               the same.
     * @param care              who is assigned.
     * @param emergencyContacts people whom the patient wants told.
     * @param contacts          whom to call, in the words of the hospital's register.
     */
    record PatientShown(
            String ref,
            String patient,
            String name,
            String unit,
            String bed,
            List<String> care,
            List<String> emergencyContacts,
            List<String> contacts)
            implements ServerMessage {
        /** Keeps copies of the lists. */
        public PatientShown {
            care = List.copyOf(care);
            emergencyContacts = List.copyOf(emergencyContacts);
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * Answers {@link PastAlertsQuery}.
     *
     * @param ref        of the query.
     * @param catchingUp whether what was recorded before the router's start is still being read: what is missing may come.
     * @param alerts     that the client may see, the newest first.
     * @param more       whether there may be more: ask again before the last alertId.
     */
    record PastAlerts(String ref, boolean catchingUp, List<PastAlertReport> alerts, boolean more)
            implements ServerMessage {
        /** Keeps a copy of the list. */
        public PastAlerts {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Answers {@link LimitsQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param limits       that the subject has of its own, by parameter and bound.
     */
    record Limits(String ref, long asOfEventSeq, List<LimitReport> limits) implements ServerMessage {
        /** Keeps a copy of the list. */
        public Limits {
            limits = List.copyOf(limits);
        }
    }

    /**
     * Answers {@link SessionsQuery}.
     *
     * @param ref      of the query.
     * @param sessions of clients that are connected to the gateway that was asked, by rising number.
     * @param more     whether there are more: ask again after the last number.
     */
    record Sessions(String ref, List<SessionReport> sessions, boolean more) implements ServerMessage {
        /** Keeps a copy of the list. */
        public Sessions {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Answers {@link RevocationsQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param revocations  that are in force, in the order in which they came.
     * @param more         whether there are more: ask again after so many.
     */
    record Revocations(String ref, long asOfEventSeq, List<RevocationReport> revocations, boolean more)
            implements ServerMessage {
        /** Keeps a copy of the list. */
        public Revocations {
            revocations = List.copyOf(revocations);
        }
    }

    /** Says unasked that somebody may see a patient for a time, or no more: to whose view it is, whoever cares for the patient, privacy officers and operators. Not confirmed. */
    record View(ViewReport report) implements ServerMessage {}

    /**
     * Answers {@link ViewsQuery}.
     *
     * @param ref          of the query.
     * @param asOfEventSeq how far the router's events were seen when it was answered.
     * @param views        of which the client is told, by rising number.
     * @param more         whether there are more: ask again after the last number.
     */
    record Views(String ref, long asOfEventSeq, List<ViewReport> views, boolean more) implements ServerMessage {
        /** Keeps a copy of the list. */
        public Views {
            views = List.copyOf(views);
        }
    }

    /** Says that the connection lives, and what time the router has, epoch ns. */
    record Heartbeat(long serverTimeNs) implements ServerMessage {}

    /** Says when what the client has proved ends, epoch ns; then the connection does, unless it proves it anew. */
    record AuthExpiring(long expiresNs) implements ServerMessage {}

    /** Answers that the client's new token was taken, and when that one ends, epoch ns. */
    record AuthRefreshed(long expiresNs) implements ServerMessage {}

    /** Says that the router is about to close the connection, and how long to wait before coming back. */
    record Drain(int retryAfterMs) implements ServerMessage {}

    /**
     * Says that a message could not be taken; nothing happened.
     *
     * @param code         what is wrong.
     * @param field        path of the field, of SCOPE_MISSING the scope, of STEP_UP the token's claim; empty = the message as a whole.
     * @param message      for people.
     * @param commandId    that it is about; 0 = none, or it could not be read.
     * @param ref          that it is about; empty = none, or it could not be read.
     * @param retryAfterMs when the same may succeed; 0 = not stated.
     */
    record ProtocolError(ErrorCode code, String field, String message, long commandId, String ref, int retryAfterMs)
            implements ServerMessage {}
}
