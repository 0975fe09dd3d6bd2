package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.OverrideReason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says. Immutable. A 64-bit id counts unsigned; 0, empty and {@code null} mean not stated.
 * @see <a href="../../../../../../../README.md">the protocol</a>
 */
public sealed interface ClientMessage {
    /** Most receipts of one message, and most readings of one, in that order. */
    int MAX_DISPLAYED = 64;

    /** Most readings of one message. */
    int MAX_READINGS = 32;

    /** Most alerts, or silences, that can be asked for at once. */
    int MAX_ALERTS = 200;

    /** Longest time that an alert is put off, in milliseconds: a day. */
    long MAX_SNOOZE_MS = 86_400_000;

    /** Shortest break, in milliseconds: a minute. */
    int MIN_BREAK_MS = 60_000;

    /** Longest break, in milliseconds: two hours. */
    int MAX_BREAK_MS = 7_200_000;

    /** What happens at most once per source and commandId, and is answered. */
    sealed interface Command extends ClientMessage {
        /** Rises with each command of the source, from 1. */
        long commandId();

        /** When the sender meant to send it, epoch ns; recorded, never obeyed; 0 = not stated. */
        long claimedNs();
    }

    /**
     * The first message of a connection.
     *
     * @param role         as what the client greets.
     * @param person       who uses the client; must be there for {@link Role#CLINICIAN}, unless the token says it.
     * @param client       name of this installation, the same at every hello: commands are deduplicated per role, person and client.
     * @param capabilities of the client.
     * @param resume       what the client has; {@code null} = it begins anew.
     * @param token        proves who it is; {@link Token#NONE} = something else did, or nobody asks.
     */
    record Hello(
            Role role,
            String person,
            String client,
            Set<Capability> capabilities,
            @Nullable Resume resume,
            Token token) implements ClientMessage {
        /** Keeps a copy of the set. */
        public Hello {
            final Set<Capability> ordered = EnumSet.noneOf(Capability.class);
            ordered.addAll(capabilities);
            capabilities = Collections.unmodifiableSet(ordered);
        }
    }

    /** What a client has of the person's lanes: of each the highest sequence received, with everything before it, 0 = none; and the epoch in which it got it. */
    record Resume(Epoch epoch, long critical, long other) {}

    /** Proves before the old token ends that the client still is who it was; answered with the new end. */
    record AuthRefresh(Token token) implements ClientMessage {}

    /** Raises an alert; {@code level} is what the answer must mean, {@code null}: what the router has. */
    record Raise(long commandId, long claimedNs, @Nullable Level level, Purpose purpose, AlertDeclaration alert)
            implements Command {}

    /**
     * Names an open alert of this source.
     *
     * @param alertId as answered to the raise; 0 = by key.
     * @param key     the source's name for it; empty = by id.
     * @param purpose of the raise; counts for a key only.
     */
    record AlertName(long alertId, String key, Purpose purpose) {
        /** Checks that it is one of both. */
        public AlertName {
            if ((alertId == 0) == key.isEmpty()) {
                throw new IllegalArgumentException("an alert is named by its alertId or by its key");
            }
        }

        /** By the id that was answered to the raise. */
        public static AlertName id(final long alertId) {
            return new AlertName(alertId, "", Purpose.PRODUCTION);
        }

        /** By the source's own key. */
        public static AlertName key(final String key) {
            return new AlertName(0, key, Purpose.PRODUCTION);
        }
    }

    /**
     * Changes severity or description of an open alert of this source.
     *
     * @param alert       which.
     * @param severity    {@code null} = unchanged.
     * @param description empty = unchanged.
     */
    record Update(
            long commandId,
            long claimedNs,
            AlertName alert,
            @Nullable Severity severity,
            String description) implements Command {}

    /** The condition is over at the source. */
    record Clear(long commandId, long claimedNs, AlertName alert) implements Command {}

    /** The source is alive and has nothing else to say: what one that is watched says in time. Not answered. */
    record Heartbeat() implements ClientMessage {}

    /** The alert was raised in error. */
    record Cancel(long commandId, long claimedNs, AlertName alert) implements Command {}

    /**
     * Readings of one patient or bed from one device; deduplicated by the device's sequence.
     *
     * @param ref            echoed in the answer; empty = no answer wanted.
     * @param claimedNs      when the sender meant to send them, epoch ns; 0 = not stated.
     * @param deviceSequence rises per device; 0 = not deduplicated.
     * @param patient        whose they are; one of patient, bed and device is there.
     * @param bed            of whoever lies in it.
     * @param device         that measured.
     * @param acuity         how closely the patient is watched.
     * @param purpose        production, test or training.
     * @param quality        when they were measured, and how the sensor was.
     * @param readings       1 to {@value #MAX_READINGS}.
     */
    record Vitals(
            String ref,
            long claimedNs,
            long deviceSequence,
            String patient,
            String bed,
            String device,
            Acuity acuity,
            Purpose purpose,
            ReadingQuality quality,
            List<Reading> readings)
            implements ClientMessage {
        /** Keeps a copy of the list and checks it. */
        public Vitals {
            readings = List.copyOf(readings);
            if (readings.isEmpty() || readings.size() > MAX_READINGS) {
                throw new IllegalArgumentException("a message holds 1 to " + MAX_READINGS + " readings");
            }
        }
    }

    /**
     * One reading. Consciousness is written as its word, oxygen therapy as true or false, all others as a decimal of the parameter's unit.
     *
     * @param parameter  what was measured.
     * @param hundredths of its unit.
     */
    record Reading(Parameter parameter, int hundredths) {
        /** Checks that the value is one of the parameter. */
        public Reading {
            final boolean possible = switch (parameter) {
                case CONSCIOUSNESS -> VitalNames.isConsciousness(hundredths);
                case OXYGEN_THERAPY -> hundredths == 0 || hundredths == 100;
                case NULL_VAL -> false;
                default -> hundredths != Integer.MIN_VALUE;
            };
            if (!possible) {
                throw new IllegalArgumentException(hundredths + " hundredths is no reading of " + parameter);
            }
        }
    }

    /**
     * The person takes responsibility.
     *
     * @param alertId    to take.
     * @param override   why it is an emergency, in which the role may suffice without a relationship; recorded, to be reviewed. {@code null}: by right.
     * @param readBack   the value of a critical result, at most 72 bytes; empty = nothing is read back.
     * @param occurrence of the result as the person was shown it, uint32; 0 = not compared.
     */
    record Accept(
            long commandId,
            long claimedNs,
            long alertId,
            @Nullable OverrideReason override,
            String readBack,
            long occurrence)
            implements Command {
        /** By right, with nothing read back. */
        public Accept(final long commandId, final long claimedNs, final long alertId) {
            this(commandId, claimedNs, alertId, null, "", 0);
        }
    }

    /** The person does not take the alert, or gives it back. */
    record Reject(long commandId, long claimedNs, long alertId, RejectReason reason) implements Command {}

    /** The person says that the alert is dealt with. */
    record Resolve(long commandId, long claimedNs, long alertId) implements Command {}

    /** The owner gives the alert back, and may be asked again. */
    record Release(long commandId, long claimedNs, long alertId) implements Command {}

    /**
     * The person names somebody else, who is asked at once.
     *
     * @param alertId that the person was offered, or owns.
     * @param to      who is named.
     * @param reason  why the person does not do it.
     */
    record Redirect(long commandId, long claimedNs, long alertId, String to, RejectReason reason) implements Command {}

    /**
     * The next step now, unless the alert has gone on since the person saw it.
     *
     * @param alertId that the person was offered.
     * @param step    that the alert showed; 0 before the first.
     * @param round   that the alert showed.
     * @param loop    that the alert showed.
     */
    record Escalate(long commandId, long claimedNs, long alertId, int step, long round, long loop) implements Command {}

    /** The person is at the bedside; {@code override} is as of {@link Accept}. */
    record Arrive(
            long commandId,
            long claimedNs,
            long alertId,
            @Nullable OverrideReason override) implements Command {}

    /**
     * The owner puts the alert off for a while.
     *
     * @param forMs 1 to {@value #MAX_SNOOZE_MS}; the router permits less for what is more severe.
     */
    record Snooze(long commandId, long claimedNs, long alertId, long forMs) implements Command {
        /** Checks the time. */
        public Snooze {
            if (forMs < 1 || forMs > MAX_SNOOZE_MS) {
                throw new IllegalArgumentException("forMs is 1 to " + MAX_SNOOZE_MS);
            }
        }
    }

    /** The owner takes up again what was put off. */
    record EndSnooze(long commandId, long claimedNs, long alertId) implements Command {}

    /** The person silences what the scope covers from {@code startNs} (0 = now) until {@code endNs}, epoch ns; the comment says why. */
    record Silence(long commandId, long claimedNs, long startNs, long endNs, SilenceReport.Scope scope, String comment)
            implements Command {}

    /** A second person lets a silence cover CRITICAL alerts. */
    record ConfirmSilence(long commandId, long claimedNs, long silenceId) implements Command {}

    /** The person ends a silence before its time. */
    record EndSilence(long commandId, long claimedNs, long silenceId) implements Command {}

    /**
     * Where a person, or a unit such as an ambulance, is now.
     *
     * @param person   whom a source or an operator speaks of; empty = the client's own.
     * @param unit     the unit whose rooms the person is in; empty = not stated.
     * @param location coordinates, a place, or both; department and address say nothing here.
     */
    record Position(long commandId, long claimedNs, String person, String unit, Location location) implements Command {}

    /** What a person says of being there, until it is changed; the person is named by a source or an operator, else empty. */
    record PresenceChange(long commandId, long claimedNs, String person, Presence presence) implements Command {}

    /**
     * The person is on break: somebody else is asked in their place, also of what they are asked for or have accepted.
     *
     * @param durationMs how long at most, {@value #MIN_BREAK_MS} to {@value #MAX_BREAK_MS}.
     * @param cover      somebody else, who is reachable and not on break.
     */
    record BeginBreak(long commandId, long claimedNs, int durationMs, String cover) implements Command {
        /** Checks the time. */
        public BeginBreak {
            if (durationMs < MIN_BREAK_MS || durationMs > MAX_BREAK_MS) {
                throw new IllegalArgumentException("durationMs is " + MIN_BREAK_MS + " to " + MAX_BREAK_MS);
            }
        }
    }

    /** Begins or ends the monitoring of a patient, says who may look on or is told, or sets a limit of the patient's own. */
    sealed interface Monitor extends Command permits StartMonitoring, StopMonitoring, GrantViewers, SetLimit {}

    /** A laboratory, or an imaging department, reports a critical result. */
    sealed interface Report extends Command permits ReportResult {}

    /** Revokes what somebody has proved, or takes that back; sees a patient for a time, or no more. */
    sealed interface Access extends Command permits RevokeAccess, LiftRevocation, BreakGlass, EndView, ForgetPatient {}

    /** A medication system, or a person, schedules a dose or says what became of it. */
    sealed interface Medicate extends Command permits ScheduleDose, RecordDose {
        /** Production, test or training. */
        Purpose purpose();
    }

    /** The person is back from break. */
    record EndBreak(long commandId, long claimedNs) implements Command {}

    /**
     * What the client has received and shown; not answered, may be repeated.
     *
     * @param critical  highest sequence received, with everything before it; 0 = nothing new to say.
     * @param other     highest sequence received, with everything before it; 0 = nothing new to say.
     * @param displayed what the person was shown; at most {@value #MAX_DISPLAYED}.
     */
    record Receipts(long critical, long other, List<Displayed> displayed) implements ClientMessage {
        /** Keeps a copy of the list and checks it. */
        public Receipts {
            displayed = List.copyOf(displayed);
            if (displayed.size() > MAX_DISPLAYED) {
                throw new IllegalArgumentException("a message holds at most " + MAX_DISPLAYED + " receipts");
            }
        }
    }

    /** A delivery that the person was shown. */
    record Displayed(Lane lane, long seq) {}

    /** A question, answered by its ref. */
    sealed interface Query extends ClientMessage {
        /** Echoed in the answer. */
        String ref();
    }

    /**
     * Asks for the silences that are not over and that the client may see.
     *
     * @param ref   echoed in the answer.
     * @param limit how many at most, 1 to {@value #MAX_ALERTS}.
     * @param after silences with a higher number only; 0 = from the first.
     */
    record SilencesQuery(String ref, int limit, long after) implements Query {
        /** Checks the limit. */
        public SilencesQuery {
            Queries.check(limit);
        }
    }

    /** As {@link SilencesQuery}, for who is on duty where rosters say so, and who is on break; {@code after}: those behind this one, {@code null} = from the first. */
    record DutyQuery(String ref, int limit, @Nullable DutyKey after) implements Query {
        /** Checks the limit. */
        public DutyQuery {
            Queries.check(limit);
        }
    }

    /** As {@link SilencesQuery}, for the active monitoring sessions that the client may see. */
    record MonitoringsQuery(String ref, int limit, long after) implements Query {
        /** Checks the limit. */
        public MonitoringsQuery {
            Queries.check(limit);
        }
    }

    /** Asks to be shown the newest readings of the subject of a monitoring session as they come, or no more of them. */
    record WatchVitals(String ref, long monitoringId, boolean on) implements Query {}

    /** Asks what the directory has, or the history of alerts; the ref is echoed in the answer. */
    sealed interface DirectoryQuery extends Query permits PatientQuery, PastAlertsQuery {}

    /** Asks who is let in; the ref is echoed in the answer. */
    sealed interface AccessQuery extends Query permits SessionsQuery, RevocationsQuery, ViewsQuery {}

    /** Asks what is kept of one patient, or of whoever is in a bed; the ref is echoed in the answer. */
    sealed interface SubjectQuery extends Query permits LimitsQuery {}

    /** Asks for readings of one subject; the ref is echoed in the answer. */
    record HistoryQuery(String ref, HistoryRange range) implements Query {}

    /** As {@link SilencesQuery}, for the open alerts that the client may see; {@code after} is an alertId. */
    record AlertsQuery(String ref, int limit, long after) implements Query {
        /** Checks the limit. */
        public AlertsQuery {
            Queries.check(limit);
        }
    }
}
