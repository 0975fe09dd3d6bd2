package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One open alert. */
final class OracleAlert {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    /** It was muted and has begun no step. */
    static final int NO_STEP = -1;

    /** How the clock of section 22 stands. */
    enum Clock {
        NONE,
        RUNNING,
        MET,
        LATE,
        BREACHED,
        UNNEEDED
    }

    /** What one person was, or is to be, asked. */
    static final class Offer {
        final int person;
        Response response = Response.WAITING;
        int step;
        int channels;
        long deadlineNs;
        /** Whether events have said anything of them. */
        boolean isKnown;
        /** Whether they took it when nothing had been said of them, and were not asked since. */
        boolean hasJoined;
        /** The slots of the team that the person is asked to fill; of who has accepted the one they fill. */
        final TreeSet<Integer> slots = new TreeSet<>();
        /** The lane it went out in; decides whose credit it holds. */
        Lane lane = Lane.OTHER;

        Offer(final int person) {
            this.person = person;
        }

        /** Took it unasked, and does not have it any more. */
        boolean isUninvited() {
            return hasJoined && response != Response.ACCEPTED;
        }
    }

    long alertId;
    long sourceId;
    String key = "";
    int subject = -1;
    int unit = -1;
    int bed = -1;
    EmergencyType type = EmergencyType.OTHER;
    Severity severity = Severity.NON_URGENT;
    /** What its source declared last; null if the engine raised it, or triage is off. */
    @Nullable
    Severity declared;

    /** What triage said; null = nothing. */
    @Nullable
    Severity triaged;

    Purpose purpose = Purpose.PRODUCTION;
    Cause cause = Cause.DECLARED;
    boolean unidentified;
    /** When it was raised: its source's clock was too far from the engine's. */
    boolean isClockOff;

    int parameter;
    int rule;
    /** Of a limit: no other rule was like it when it was raised, or adopted last. */
    boolean isOnlyOne;
    /** Of a limit: its side. */
    @Nullable
    Bound bound;

    int value;
    int limitValue;
    byte[] content = new byte[0];

    long raisedAtNs;
    long occurrence = 1;
    Condition condition = Condition.ACTIVE;
    int owner = -1;

    @Nullable
    OraclePolicy policy;

    /** Number of the silence that mutes it; 0 = none. */
    long mutedBy;

    /** The alert that mutes it, 0 = none does; by which rule, from 1; and whether it may still. */
    long inhibitedBy;

    int inhibition;
    boolean isInhibitorThere;

    /** A step was entered since the ladder started last. */
    boolean isStarted;

    int step;
    long round;
    /** How often the steps were begun again. */
    long loop;

    /** The step's deadline is the owner's to be at the bedside. */
    boolean isBedsideClock;

    boolean isAtBedside;
    /** How many have to accept. */
    int needed = 1;

    long stepDeadlineNs = NEVER;
    long reviewDeadlineNs = NEVER;
    long staleDeadlineNs = NEVER;
    /** Its owner has put it off until then. */
    long snoozedUntilNs = NEVER;

    Clock clock = Clock.NONE;
    /** It had a clock before, and will have another when people are told again. */
    boolean isAgain;

    long clockStartNs;
    long clockDelayNs;
    long lineNs;
    /** The line is still to pass, or its alarm still to be raised. */
    boolean isLineDue;
    /** Received after its line. */
    boolean isReceived;

    /** The mode has kept it from somebody whom the steps meant: for good, or until the last step. */
    boolean isDropped;

    /** Somebody can have heard of it. */
    boolean isTold;

    /** The emergency contacts of its patient were told. */
    boolean areContactsTold;

    /** By person, in the order they were first chosen. */
    final LinkedHashMap<Integer, Offer> offers = new LinkedHashMap<>();

    long deadlineNs() {
        return Math.min(stepDeadlineNs, Math.min(reviewDeadlineNs, staleDeadlineNs));
    }

    boolean isMuted() {
        return mutedBy != 0 || inhibitedBy != 0;
    }

    boolean isSnoozed() {
        return snoozedUntilNs != NEVER;
    }

    /** Whether it is about the router itself. */
    boolean isAboutRouter() {
        return cause == Cause.TECHNICAL
                && (rule == TechnicalCondition.DELIVERY_LATE.value() || rule == TechnicalCondition.OVERLOAD.value());
    }

    boolean isTest() {
        return purpose != Purpose.PRODUCTION;
    }

    /** Nobody owns it, or a step's clock runs beside its owner. */
    boolean asks() {
        return owner < 0 || (stepDeadlineNs != NEVER && !isBedsideClock);
    }

    /** The time of one of its steps runs. */
    boolean isStepRunning() {
        return policy != null && stepDeadlineNs != NEVER && !isBedsideClock && !isMuted();
    }

    /** Where no step has begun it is told as the first. */
    int toldStep() {
        return Math.max(0, step);
    }

    boolean isComplete() {
        return people(Response.ACCEPTED).size() >= needed
                && OracleTeam.open(this).isEmpty();
    }

    void stopClock() {
        stepDeadlineNs = NEVER;
        isBedsideClock = false;
    }

    boolean hasOwner() {
        return owner >= 0;
    }

    Priority priority() {
        return isAdvice() ? Priority.LOW : priorityOf(severity);
    }

    /** It decides nothing about others. */
    boolean isAdvice() {
        return cause == Cause.TREND;
    }

    static Priority priorityOf(final Severity severity) {
        return switch (severity) {
            case CRITICAL -> Priority.CRITICAL;
            case EMERGENT -> Priority.HIGH;
            default -> Priority.NORMAL;
        };
    }

    Lane lane() {
        return priority() == Priority.CRITICAL ? Lane.CRITICAL : Lane.OTHER;
    }

    long contentBlocks() {
        return blocks(content.length);
    }

    static long blocks(final int bytes) {
        return (bytes + 63L) / 64;
    }

    /** Those whose offer has one of these responses, in the order they were first chosen. */
    List<Integer> people(final Response... responses) {
        final List<Response> wanted = List.of(responses);
        final List<Integer> found = new ArrayList<>();
        for (final Offer offer : offers.values()) {
            if (wanted.contains(offer.response)) {
                found.add(offer.person);
            }
        }
        return found;
    }

    List<Integer> told() {
        return people(Response.OFFERED, Response.UNDEFINED, Response.ACCEPTED);
    }

    /** But for who has put it off. */
    List<Integer> toldOfUpdates() {
        final List<Integer> told = told();
        if (isSnoozed()) {
            told.remove((Integer) owner);
        }
        return told;
    }

    /** All but those who have accepted or refused. */
    void withdrawAllOthers() {
        for (final Offer offer : offers.values()) {
            if (offer.response != Response.REJECTED && offer.response != Response.ACCEPTED) {
                offer.response = Response.WITHDRAWN;
            }
        }
    }

    static Phase phase(final Severity from, final Severity to, final boolean isTheSame) {
        if (!isTheSame) {
            return Phase.UPDATE;
        }
        if (from == to) {
            return Phase.CONTINUE;
        }
        return to.value() < from.value() ? Phase.ESCALATE : Phase.DEESCALATE;
    }
}
