package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.ArrayList;
import java.util.List;

/** How loaded the router is, and what it puts off: section 23. */
final class OracleModes {
    private static final long MS_NS = 1_000_000L;
    private static final int DIGESTS = 16;
    private static final int RESUMED = 16;

    private final OracleState state;
    private long[] figures = {0, 0, 0};
    private int measured;
    private int ordered;
    private int mode;
    private boolean isBelow;
    private long belowSinceNs;
    private long putOff;
    private long dropped;
    private long held;
    private long heldDropped;
    private long offersDropped;
    /** Steps of alerts that were kept back may have to begin again. */
    private boolean isOver;
    /** Alerts whose people are owed a digest, oldest first. */
    private final List<Long> owed = new ArrayList<>();

    OracleModes(final OracleState state) {
        this.state = state;
    }

    /** Connections, backlog, processors. */
    void measured(final long connections, final long backlogPermille, final long cpuPermille) {
        figures = new long[] {connections, backlogPermille, cpuPermille};
        final int reached = highest(100);
        if (reached >= measured) {
            measured = reached;
            isBelow = false;
        }
        final OracleSite.Operations promise = state.site.operations;
        final int kept = Math.min(measured, highest(promise == null ? 0 : promise.leavePercent()));
        if (kept == measured) {
            isBelow = false;
            return;
        }
        if (!isBelow) {
            isBelow = true;
            belowSinceNs = state.nowNs;
        }
        final long holdMs = promise == null || state.plants.contains(Plant.MODE_FALLS_AT_ONCE) ? 0 : promise.holdMs();
        if (state.nowNs - belowSinceNs >= holdMs * MS_NS) {
            measured = kept;
            isBelow = false;
        }
    }

    void ordered(final int least) {
        ordered = least;
    }

    /** The highest mode of which a figure has reached this share of its limit. */
    private int highest(final int percent) {
        final OracleSite.Operations promise = state.site.operations;
        if (promise == null) {
            return 0;
        }
        for (int candidate = 2; candidate > 0; candidate--) {
            final long[] limits = promise.limits().get(candidate - 1);
            for (int i = 0; i < limits.length; i++) {
                if (limits[i] > 0 && figures[i] * 100 >= limits[i] * percent) {
                    return candidate;
                }
            }
        }
        return 0;
    }

    /** Brings the mode in line; the alerts are told what to do about it. */
    void apply(final boolean isOrder, final int person, final OracleOwn own) {
        final int to = Math.max(measured, ordered);
        final int from = mode;
        if (to == from) {
            return;
        }
        final Clause clause = isOrder ? Clause.MODE_ORDERED : to > from ? Clause.LOAD_ROSE : Clause.LOAD_FELL;
        state.event(
                "ModeChanged",
                OracleState.clauses(clause),
                "connections",
                figures[0],
                "person",
                person,
                "backlogPermille",
                figures[1],
                "cpuPermille",
                figures[2],
                "from",
                name(from),
                "to",
                name(to),
                "measured",
                name(measured),
                "ordered",
                name(ordered));
        isOver |= mode == 2;
        mode = to;
        if (mode == 2) {
            countHeld();
        }
        if (mode == 0) {
            own.isOver(TechnicalCondition.OVERLOAD, mode, clause);
        } else {
            final Severity severity = mode == 2 ? Severity.EMERGENT : Severity.URGENT;
            own.regrade(TechnicalCondition.OVERLOAD, severity, clause);
            own.comes(TechnicalCondition.OVERLOAD, severity, -1, mode, clause);
        }
    }

    /** Whether what an alert offers waits until the mode is over. */
    boolean holds(final OracleAlert alert) {
        return mode == 2 && isOf(alert, state.site.heldSeverities | state.site.droppedSeverities);
    }

    private static boolean isOf(final OracleAlert alert, final int severities) {
        return (severities >> alert.severity.value() & 1) == 1 && !alert.isAboutRouter();
    }

    /** Whether an offer is not made; if so it has been said. */
    boolean isDropped(final OracleAlert alert, final int person) {
        if (mode != 2
                || !isOf(alert, state.site.droppedSeverities)
                || state.plants.contains(Plant.NOTHING_IS_DROPPED)) {
            return false;
        }
        offersDropped++;
        alert.isDropped = true;
        noted(alert, person, Clause.DROPPED_BY_MODE, ChannelState.DROPPED);
        return true;
    }

    /** An offer was made: if it is held back, that is said. */
    void made(final OracleAlert alert, final int person) {
        if (holds(alert)) {
            held++;
            noted(alert, person, Clause.HELD_BY_MODE, ChannelState.HELD);
        }
    }

    private void noted(final OracleAlert alert, final int person, final Clause clause, final ChannelState become) {
        state.event(
                "ChannelNoted",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "run",
                0,
                "person",
                person,
                "channels",
                1,
                "state",
                become,
                "bundle",
                0,
                "dueNs",
                0);
    }

    /** What waits when the mode begins is held back, too. */
    private void countHeld() {
        for (final OracleAlert alert : state.alerts.values()) {
            final int waiting = alert.people(Response.WAITING).size();
            if (isOf(alert, state.site.heldSeverities)) {
                held += waiting;
            } else if (isOf(alert, state.site.droppedSeverities)) {
                heldDropped += waiting;
            }
        }
    }

    /** For how long other channels of an offer wait, 0 = not at all. */
    long putOffMs(final OracleAlert alert, final int channels) {
        final OracleSite.Operations promise = state.site.operations;
        final boolean isUrgent = alert.priority() == Priority.CRITICAL || alert.priority() == Priority.HIGH;
        return mode == 0 || channels < 2 || promise == null || isUrgent ? 0 : promise.deferMs();
    }

    /** An offer is about to be told. */
    void offering(final OracleAlert alert, final int channels) {
        final int others = channels - channels % 2;
        final long deferMs = putOffMs(alert, channels);
        if (deferMs == 0) {
            return;
        }
        putOff++;
        state.event(
                "ChannelsPutOff",
                OracleState.clauses(Clause.PUT_OFF),
                "alertId",
                alert.alertId,
                "notBeforeNs",
                state.nowNs + deferMs * MS_NS,
                "connections",
                figures[0],
                "backlogPermille",
                figures[1],
                "cpuPermille",
                figures[2],
                "channels",
                others,
                "mode",
                name(mode));
    }

    /** Whether an output is dropped; if so it has been said. */
    boolean drops(final OracleAlert alert, final OutputKind kind, final int people) {
        final boolean isOwed = owed.contains(alert.alertId);
        if (mode != 2
                || kind != OutputKind.UPDATE
                || alert.severity != Severity.NON_URGENT
                || alert.cause == Cause.TECHNICAL
                || alert.isAdvice()
                || (!isOwed && owed.size() >= state.limits().alerts())) {
            return false;
        }
        if (people > 0) {
            if (!isOwed) {
                owed.add(alert.alertId);
            }
            dropped += people;
            state.event(
                    "NoticeDropped",
                    OracleState.clauses(Clause.NOTICE_DROPPED),
                    "alertId",
                    alert.alertId,
                    "connections",
                    figures[0],
                    "backlogPermille",
                    figures[1],
                    "cpuPermille",
                    figures[2],
                    "people",
                    people,
                    "mode",
                    name(mode));
        }
        return true;
    }

    /** The steps begin again of what is kept back no more, as much as an entrance may. */
    void resume(final OracleLadder ladder) {
        if (isOver || state.site.areDeliveriesNew) {
            final List<OracleAlert> passedOver = state.plants.contains(Plant.PASSED_OVER_WAIT)
                    ? List.of()
                    : state.alerts.values().stream()
                            .filter(alert -> alert.isDropped && !holds(alert) && alert.isStepRunning())
                            .limit(RESUMED)
                            .toList();
            passedOver.forEach(alert -> ladder.askAgain(alert, Clause.HELD_BY_MODE));
            isOver = passedOver.size() == RESUMED;
            state.site.areDeliveriesNew = false;
        }
    }

    boolean isResuming() {
        return isOver;
    }

    boolean hasDigests() {
        return mode < 2 && !owed.isEmpty();
    }

    /** Sends what is owed, as much as an entrance may. */
    void digest(final OracleOutbox outbox) {
        for (int i = 0; i < DIGESTS && hasDigests(); i++) {
            final OracleAlert alert = state.alerts.get(owed.remove(0));
            if (alert != null) {
                outbox.tell(alert, OutputKind.UPDATE, alert.toldOfUpdates(), Clause.DIGEST, -1);
            }
        }
    }

    /** Names and values for {@code ServiceReported}. */
    Object[] counts() {
        return new Object[] {
            "putOff",
            putOff,
            "dropped",
            dropped,
            "mode",
            name(mode),
            "measured",
            name(measured),
            "ordered",
            name(ordered),
            "held",
            held,
            "heldDropped",
            heldDropped,
            "offersDropped",
            offersDropped
        };
    }

    private static Mode name(final int value) {
        return Mode.get((short) value);
    }
}
