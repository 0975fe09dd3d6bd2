package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.Nearness;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.RevocationState;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.codecs.sbe.SlaState;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the router says, decoded: one record per event of the schema, whose names and meanings are the schema's; ids stand for indexes. Immutable. An empty text means none.
 */
public sealed interface RouterEvent {
    /** Where it stands, and why it happened. */
    Stamp stamp();

    /** Place and reasons of an event: its number, dense from 1; engine time, epoch ns, which never runs backwards; the number of the command or tick that led to it; and why it happened, in order. */
    record Stamp(long eventSeq, long timestampNs, long commandSeq, List<Clause> clauses) {
        /** Keeps a copy of the list. */
        public Stamp {
            clauses = List.copyOf(clauses);
        }
    }

    /** How an alert's clock stopped, or that its breach line passed; nobody has received it if the person is empty. */
    record SlaNoted(Stamp stamp, long alertId, long startNs, long waitedNs, long delayNs, String person, SlaState state)
            implements RouterEvent {}

    /** The answer to {@link RouterOperation#service()}. */
    record ServiceReported(Stamp stamp, ServiceCounts counts) implements RouterEvent {}

    /** The mode is another; the person ordered it, empty if figures or the host did. */
    record ModeChanged(
            Stamp stamp,
            Mode from,
            Mode to,
            Mode measured,
            Mode ordered,
            long connections,
            int backlogPermille,
            int cpuPermille,
            String person)
            implements RouterEvent {}

    /** Channels of the output that follows are not to be used before an instant, or before the mode is NORMAL. */
    record ChannelsPutOff(Stamp stamp, long alertId, long notBeforeNs, Set<Channel> channels, Mode mode)
            implements RouterEvent {
        /** Keeps a copy of the set, in order. */
        public ChannelsPutOff {
            channels = Channel.inOrder(channels);
        }
    }

    /** An update was not sent to so many people; a digest follows when the mode is over. */
    record NoticeDropped(Stamp stamp, long alertId, int people, Mode mode) implements RouterEvent {}

    /** A channel is to tell a person, now: whoever sends over it says what became of it by {@link RouterOperation#reportChannel}, to which run and channel name it; if {@code statusOnly} without clinical detail, only that there is an alert, and if {@code owned} that somebody has accepted it. */
    record ChannelChosen(
            Stamp stamp,
            long alertId,
            long run,
            String person,
            Channel channel,
            Priority priority,
            Severity severity,
            int step,
            boolean statusOnly,
            boolean owned)
            implements RouterEvent {}

    /**
     * A channel is to tell a person of several alerts, now, in one message: as {@link ChannelChosen} of each of them, in the order in which they came. Whoever sends it
     * says of each what became of it. The bundle's number is that of {@link ChannelNoted}.
     */
    record BundleChosen(Stamp stamp, long bundle, String person, Channel channel, List<ChannelChosen> members)
            implements RouterEvent {
        /** Keeps a copy of the list. */
        public BundleChosen {
            members = List.copyOf(members);
        }
    }

    /** What became of channels, or why they are not used; what is CANCELLED is to be stopped. What is BUNDLED waits in {@code bundle} until {@code dueNs} at the latest; both are 0 of others. */
    record ChannelNoted(
            Stamp stamp,
            long alertId,
            long run,
            String person,
            Set<Channel> channels,
            ChannelState state,
            long bundle,
            long dueNs)
            implements RouterEvent {
        /** Keeps a copy of the set, in order. */
        public ChannelNoted {
            channels = Channel.inOrder(channels);
        }
    }

    /** The engine carried out its Genesis. */
    record EngineStarted(Stamp stamp, long epochHigh, long epochLow, long engineVersion) implements RouterEvent {}

    /** What follows is of a newer engine version: {@link RouterOperation#switchEngineVersion}. */
    record EngineVersionSwitched(Stamp stamp, long formerVersion, long engineVersion) implements RouterEvent {}

    /** An id was seen for the first time. */
    record IdInterned(Stamp stamp, IdTable table, int index, String id) implements RouterEvent {}

    /** A configuration is in force. */
    record ConfigApplied(Stamp stamp, long configId, long contentHash, long entryCount) implements RouterEvent {}

    /** A configuration was refused as a whole; the number of the entry counts from 1. */
    record ConfigRefused(Stamp stamp, long configId, long entryNumber, ConfigRefusal refusal) implements RouterEvent {}

    /** A configuration takes two persons: it was proposed, confirmed, or will not come into force. */
    record ConfigProposed(Stamp stamp, Proposal proposal) implements RouterEvent {}

    /** An alert was opened. */
    record AlertRaised(
            Stamp stamp,
            long alertId,
            long sourceId,
            @Nullable Subject subject,
            String unit,
            String bed,
            EmergencyType type,
            Severity severity,
            Priority priority,
            Purpose purpose,
            boolean unidentified,
            AlertCause cause,
            String alertKey,
            AlertDetails details,
            Assessment assessment)
            implements RouterEvent {}

    /** An alert's severity, content or the place of its rule changed, or it was raised again; without details they are unchanged. Rule as in {@link AlertCause}. */
    record AlertUpdated(
            Stamp stamp,
            long alertId,
            long occurrence,
            Phase phase,
            Severity severity,
            Priority priority,
            @Nullable AlertDetails details,
            Assessment assessment,
            int rule)
            implements RouterEvent {}

    /** An alert's condition changed at its source. */
    record ConditionChanged(Stamp stamp, long alertId, Condition from, Condition to, Phase phase)
            implements RouterEvent {}

    /** The people of a step were chosen; its clock runs. The slots are those of the team, in order, and who fills each; empty = nobody yet. */
    record StepStarted(
            Stamp stamp,
            long alertId,
            long deadlineNs,
            long policyId,
            long policyVersion,
            int step,
            long round,
            int chosen,
            long loop,
            int needed,
            Map<String, String> slots)
            implements RouterEvent {}

    /** A step gave way to the next. */
    record StepEnded(Stamp stamp, long alertId, int step, int unanswered) implements RouterEvent {}

    /** People are told something; by which channels, an offer says: at least one. */
    record OutputDispatched(
            Stamp stamp,
            long alertId,
            long deadlineNs,
            @Nullable Subject subject,
            String owner,
            OutputKind kind,
            Lane lane,
            Priority priority,
            Severity severity,
            int step,
            boolean redelivery,
            Set<Channel> channels,
            List<Recipient> recipients,
            Set<TreatmentLimit> treatmentLimits)
            implements RouterEvent {
        /** Keeps copies of set and list. */
        public OutputDispatched {
            channels = Channel.inOrder(channels);
            recipients = List.copyOf(recipients);
            treatmentLimits = Set.copyOf(treatmentLimits);
        }
    }

    /** One who is told; the sequence is dense per person and lane, {@code prev} that of what is before it in the lane. */
    record Recipient(String person, long seq, long prev) {}

    /** A person answered, or did not in time. Owner: of the alert now, empty = nobody; slots: of the team, filled now or left open, bits in the order of {@link StepStarted}. */
    record OfferAnswered(
            Stamp stamp, long alertId, String person, Response response, RejectReason reason, String owner, int slots)
            implements RouterEvent {}

    /** A person named another, who is asked at once; not anew if they were asked already. */
    record AlertRedirected(
            Stamp stamp, long alertId, long deadlineNs, String person, String to, int step, boolean chosen)
            implements RouterEvent {}

    /** A person read a critical result back, or was to; failures in a row, 0 = it was right. */
    record ReadBackNoted(Stamp stamp, long alertId, String person, int failures, String readBack)
            implements RouterEvent {}

    /** A person is at the bedside. */
    record BedsideReached(Stamp stamp, long alertId, String person) implements RouterEvent {}

    /** An alert is over. */
    record AlertClosed(Stamp stamp, long alertId, String person, Outcome outcome, Condition condition)
            implements RouterEvent {}

    /** What an alert says, before it is told again to a new session. */
    record AlertContent(
            Stamp stamp,
            long alertId,
            @Nullable Subject subject,
            EmergencyType type,
            Severity severity,
            AlertCause cause,
            AlertDetails details)
            implements RouterEvent {}

    /** An alert's subject is silent: what the alert shows may be old. */
    record AlertStale(Stamp stamp, long alertId, long lastSeenNs) implements RouterEvent {}

    /** A reading was beyond a limit; alertId 0: no alert could be opened. */
    record LimitViolated(
            Stamp stamp,
            long alertId,
            @Nullable Subject subject,
            int value,
            int limitValue,
            int rule,
            Parameter parameter,
            boolean first)
            implements RouterEvent {}

    /** A technical condition came, came again, or is over; alertId 0: no alert is open for it. */
    record TechnicalNoted(
            Stamp stamp,
            long alertId,
            @Nullable Subject subject,
            TechnicalCondition condition,
            int value,
            boolean active)
            implements RouterEvent {}

    /** A silence was made, began, was confirmed, or is over; author {@code ""}: no person's; confirmedBy {@code ""}: by nobody yet. */
    record SilenceChanged(
            Stamp stamp,
            long silenceId,
            SilenceState state,
            long startNs,
            long endNs,
            String author,
            String confirmedBy,
            SilenceOrigin origin,
            SilenceScope scope,
            String comment)
            implements RouterEvent {}

    /** An alert pages nobody until then, or less: a silence mutes it, or another alert by a rule, from 1; what does not is 0. */
    record AlertMuted(Stamp stamp, long alertId, long silenceId, long untilNs, long inhibitedBy, int inhibition)
            implements RouterEvent {}

    /** A muted alert pages again, or no longer needs to. */
    record AlertUnmuted(Stamp stamp, long alertId, long silenceId, long inhibitedBy) implements RouterEvent {}

    /** A patient has a limit of their own from here on, or none; author {@code ""}: an interface says so, it was computed from what is usual for the patient, or time or rules ended it. */
    record PatientLimitChanged(Stamp stamp, Subject subject, OwnLimit limit, String author, long sourceId)
            implements RouterEvent {}

    /** A dose is scheduled or moved, was missed, or is held no more; author {@code ""}: a medication system, or time. */
    record DoseChanged(Stamp stamp, DoseState dose, String author, long sourceId) implements RouterEvent {}

    /** A weight has risen too far from the lowest, hundredths of a kg, or that is over; what is not known is 0. */
    record WeightNoted(
            Stamp stamp, long alertId, Subject subject, int weight, int lowest, long lowestNs, boolean active)
            implements RouterEvent {}

    /** A monitoring session began, has other people, or is over. */
    record MonitoringChanged(Stamp stamp, MonitoringState state) implements RouterEvent {}

    /** A reading does not count as it came, the first of its run; or the run is over, and the second clause says how. */
    record ReadingGated(Stamp stamp, Subject subject, GatedReading reading, boolean over) implements RouterEvent {}

    /** How a patient's readings move, when the band changes or an advisory is told; alertId 0: no advisory is open. */
    record TrendNoted(Stamp stamp, long alertId, Subject subject, TrendState trend) implements RouterEvent {}

    /** Its owner put an alert off, or changed until when. */
    record AlertSnoozed(Stamp stamp, long alertId, String person, long untilNs) implements RouterEvent {}

    /** An alert is put off no more; the clause says why, none that somebody acted on it or its condition ended. */
    record SnoozeEnded(Stamp stamp, long alertId, String person) implements RouterEvent {}

    /** NEWS2 of a subject changed. */
    record ScoreChanged(
            Stamp stamp, @Nullable Subject subject, int score, NewsBand band, boolean singleThree, int missingMask)
            implements RouterEvent {}

    /** The score of a table changed, whose place among the site's is {@code table}, from 1; the threshold {@code level} counts, 0 = none. */
    record TableScoreChanged(Stamp stamp, @Nullable Subject subject, int score, int table, int level)
            implements RouterEvent {}

    /** A session was opened or closed. */
    record SessionChanged(
            Stamp stamp, long sessionId, String person, long gatewayId, boolean open, Set<Capability> capabilities)
            implements RouterEvent {
        /** Keeps a copy of the set. */
        public SessionChanged {
            capabilities = Set.copyOf(capabilities);
        }
    }

    /** What the proof behind a session permits, if that is not everything, or no more what it was. */
    record SessionLimited(Stamp stamp, long sessionId, String person, SessionPermit permit) implements RouterEvent {}
    /** What a person says of being there changed. */
    record PresenceNoted(Stamp stamp, String person, Presence presence) implements RouterEvent {}

    /** Somebody came on duty, went off duty, or is on duty until another time than before; people: how many are on duty there now. */
    record DutyChanged(Stamp stamp, DutyPlace place, String person, long untilNs, int people, boolean on)
            implements RouterEvent {}

    /** Somebody went on break, or is back; until then the cover is asked in their place. */
    record BreakChanged(Stamp stamp, String person, String cover, long untilNs, boolean on) implements RouterEvent {}

    /** A step names this person of several, the clause says why; metres −1: one of the two has no coordinates, or nobody asked; load: accepted open alerts. */
    record ResponderChosen(Stamp stamp, long alertId, String person, long metres, int step, Nearness nearness, int load)
            implements RouterEvent {}

    /** A person has everything up to here. */
    record ReceiptNoted(Stamp stamp, String person, Lane lane, long receivedSeq) implements RouterEvent {}

    /** A person was shown a delivery. */
    record DisplayNoted(Stamp stamp, String person, Lane lane, long seq) implements RouterEvent {}

    /** A delivery left the outbox unreceived. */
    record OutputLeft(Stamp stamp, long alertId, String person, Lane lane, long seq) implements RouterEvent {}

    /** A person was not allowed to, or, without a person, an interface; for the audit. An alertId of 0: it was not about an alert. */
    record AccessRefused(Stamp stamp, long alertId, String person, AuthorityRole role, AuthorityAction action)
            implements RouterEvent {}

    /** A person was let through because of an emergency; for the audit, and to be reviewed. Reason: 0 not stated, 1 treatment, 2 safety, 3 other. */
    record EmergencyOverride(
            Stamp stamp, long alertId, String person, AuthorityRole role, AuthorityAction action, int reason)
            implements RouterEvent {}

    /** Access is revoked, or no more; person {@code ""}: by a program, or by time. */
    record RevocationChanged(Stamp stamp, Revocation revocation, RevocationState state, String person, long sourceId)
            implements RouterEvent {}

    /** Somebody may see a patient for a time, or longer than before. */
    record ViewGranted(Stamp stamp, ViewState view) implements RouterEvent {}

    /** From here on they may not. */
    record ViewRevoked(Stamp stamp, ViewState view) implements RouterEvent {}

    /** What was typed about a patient until here is to be readable by nobody: keys up to the last are destroyed. */
    record PatientForgotten(Stamp stamp, long lastKey, ForgetReason reason, String patientId) implements RouterEvent {}
    /** The engine's totals. */
    record CountersReported(Stamp stamp, Counters counters) implements RouterEvent {}
    /** An event of a later schema, which this version cannot decode. */
    record Unknown(Stamp stamp, int templateId) implements RouterEvent {}
}
