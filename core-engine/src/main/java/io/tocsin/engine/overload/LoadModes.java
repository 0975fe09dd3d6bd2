package io.tocsin.engine.overload;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.delivery.UnderLoad;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.ServiceEvents;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * The mode and what it puts off. Alerts are never dropped, and, unless a {@code DeliveryEntry} says so, their offers neither dropped nor put off on the WebSocket:
 * other channels wait a little for alerts of priority NORMAL, and updates of alerts of least severity are told once, when it is over. What a {@code DeliveryEntry}
 * has held back or dropped is told when the mode is over, and nothing expires before. Every such decision is an event, of modes with the figures that caused it.
 */
public final class LoadModes implements UnderLoad {
    /** Nothing is put off. */
    public static final int NORMAL = Mode.NORMAL.value();

    private static final int SECTION_ID = 82;
    private static final int SECTION_VERSION = 3;
    private static final int EMERGENCY = Mode.EMERGENCY.value();
    private static final int PRIORITY_NORMAL = 2;
    private static final int NON_URGENT = Severity.NON_URGENT.value();
    private static final int TECHNICAL = Cause.TECHNICAL.value();
    private static final int UPDATE = OutputKind.UPDATE.value();
    private static final int WEBSOCKET = 1;
    private static final int DIGESTS_PER_ENTRANCE = 16;
    private static final long NEVER = Long.MIN_VALUE;

    private final Operations operations;
    private final Alerts alerts;
    private final ServiceEvents events;
    private final EventStream stream;
    private final DeliveryRules rules;
    private final ContactEvents contactEvents;

    private int connections;
    private int backlogPermille;
    private int cpuPermille;
    private int measured;
    private int ordered;
    private int mode;
    private long belowSinceNs = NEVER;
    private long putOff;
    private long dropped;
    private long held;
    private long heldDropped;
    private long offersDropped;
    /** Alerts may be left that a mode kept from people and keeps from them no more. */
    private boolean isOver;

    /** Alerts whose people are owed a digest, oldest first; a place may name one that is closed. */
    private final long[] owed;
    /** By slot of the alert: the id that is owed a digest. */
    private final long[] owedTo;

    private int owedHead;
    private int owedCount;

    /**
     * NORMAL.
     *
     * @param maxAlerts  open at once.
     * @param operations with the limits.
     * @param alerts     open.
     * @param events     of modes.
     * @param stream     for engine time.
     * @param rules      what a mode does not deliver.
     * @param contactEvents of who is not told.
     */
    public LoadModes(
            final int maxAlerts,
            final Operations operations,
            final Alerts alerts,
            final ServiceEvents events,
            final EventStream stream,
            final DeliveryRules rules,
            final ContactEvents contactEvents) {
        this.rules = rules;
        this.contactEvents = contactEvents;
        this.operations = operations;
        this.alerts = alerts;
        this.events = events;
        this.stream = stream;
        owed = new long[maxAlerts];
        owedTo = new long[alerts.slots().capacity()];
    }

    /**
     * The host has measured.
     *
     * @param open    connections.
     * @param backlog per mille of the ring.
     * @param cpu     per mille.
     */
    void measured(final int open, final int backlog, final int cpu) {
        connections = open;
        backlogPermille = backlog;
        cpuPermille = cpu;
        final int reached = highest(100);
        if (reached >= measured) {
            measured = reached;
            belowSinceNs = NEVER;
        }
        final int kept = Math.min(measured, highest(operations.leavePercent()));
        if (kept == measured) {
            belowSinceNs = NEVER;
            return;
        }
        belowSinceNs = belowSinceNs == NEVER ? stream.nowNs() : belowSinceNs;
        if (stream.nowNs() - belowSinceNs >= operations.holdNs()) {
            measured = kept;
            belowSinceNs = NEVER;
        }
    }

    /**
     * An administrator, or the host, has ordered a mode.
     *
     * @param least from now on.
     */
    void ordered(final int least) {
        ordered = least;
    }

    /**
     * Brings the mode in line with figures and order.
     *
     * @param isOrder what was said last is an order.
     * @param person  who gave it, or -1.
     * @return the mode was another.
     */
    boolean apply(final boolean isOrder, final int person) {
        final int to = Math.max(measured, ordered);
        if (to == mode) {
            return false;
        }
        final Clause clause = isOrder ? Clause.MODE_ORDERED : to > mode ? Clause.LOAD_ROSE : Clause.LOAD_FELL;
        events.modeChanged(
                Because.of(clause), connections, person, backlogPermille, cpuPermille, mode, to, measured, ordered);
        isOver |= mode == EMERGENCY;
        mode = to;
        return true;
    }

    /** The mode, a value of the enum. */
    public int mode() {
        return mode;
    }

    @Override
    public void offering(final int alert, final int channels) {
        final int others = channels & ~WEBSOCKET;
        final long deferNs = putOffNs(alert, channels);
        if (deferNs > 0) {
            putOff++;
            events.channelsPutOff(
                    Because.of(Clause.PUT_OFF),
                    alerts.alertId[alert],
                    stream.nowNs() + deferNs,
                    connections,
                    backlogPermille,
                    cpuPermille,
                    others,
                    mode);
        }
    }

    @Override
    public long putOffNs(final int alert, final int channels) {
        return mode != NORMAL && (channels & ~WEBSOCKET) != 0 && alerts.priority[alert] >= PRIORITY_NORMAL
                ? operations.deferNs()
                : 0;
    }

    @Override
    public boolean holds(final int alert) {
        return mode == EMERGENCY && isOf(rules.heldSeverities() | rules.droppedSeverities(), alert);
    }

    @Override
    public void countHeld(final int alert) {
        if (isOf(rules.heldSeverities(), alert)) {
            held++;
        } else {
            heldDropped++;
        }
    }

    @Override
    public void hold(final int alert, final int person) {
        held++;
        contactEvents.noted(
                Because.of(Clause.HELD_BY_MODE), alerts.alertId[alert], 0, person, WEBSOCKET, ChannelState.HELD);
    }

    @Override
    public boolean isDropped(final int alert, final int person) {
        if (mode != EMERGENCY || !isOf(rules.droppedSeverities(), alert)) {
            return false;
        }
        offersDropped++;
        contactEvents.noted(
                Because.of(Clause.DROPPED_BY_MODE), alerts.alertId[alert], 0, person, WEBSOCKET, ChannelState.DROPPED);
        return true;
    }

    /** What is wrong with the router itself is told in every mode. */
    private boolean isOf(final int severities, final int alert) {
        return (severities >> alerts.severity[alert] & 1) != 0 && (alerts.flags[alert] & Alerts.ABOUT_ROUTER) == 0;
    }

    @Override
    public boolean mayDrop(final int alert, final int kind) {
        return mode == EMERGENCY
                && kind == UPDATE
                && alerts.severity[alert] == NON_URGENT
                && alerts.cause[alert] != TECHNICAL
                && !Advice.is(alerts, alert)
                && (owedCount < owed.length || owedTo[alert] == alerts.alertId[alert]);
    }

    @Override
    public void drop(final int alert, final int people) {
        if (people == 0) {
            return;
        }
        final long id = alerts.alertId[alert];
        if (owedTo[alert] != id) {
            owedTo[alert] = id;
            owe(id);
        }
        dropped += people;
        events.noticeDropped(
                Because.of(Clause.NOTICE_DROPPED), id, connections, backlogPermille, cpuPermille, people, mode);
    }

    /**
     * Whether the next entrance has digests to send, or steps to begin again, whatever its time.
     *
     * @return some are owed, and the mode allows them; or alerts may be left that it kept back.
     */
    public boolean isPending() {
        return isOver || digestsDue() > 0;
    }

    /**
     * Whether the steps of alerts may have to begin again, because the mode was EMERGENCY until now or the site says other severities.
     *
     * @return true until {@link #resumed} has said that none is left.
     */
    public boolean mayResume() {
        isOver |= rules.takeChange();
        return isOver;
    }

    /**
     * The steps of some have begun again.
     *
     * @param areSomeLeft more may be left.
     */
    public void resumed(final boolean areSomeLeft) {
        isOver = areSomeLeft;
    }

    /**
     * How many alerts' people are owed a digest.
     *
     * @return those that are closed by now included.
     */
    public int owed() {
        return owedCount;
    }

    /**
     * How many digests this entrance may send.
     *
     * @return at most 16; 0 if none is owed or the mode does not allow them.
     */
    public int digestsDue() {
        return mode < EMERGENCY ? Math.min(DIGESTS_PER_ENTRANCE, owedCount) : 0;
    }

    /**
     * Takes the alert whose digest is owed longest.
     *
     * @return its slot, or {@link Alerts#NONE} if it is closed.
     */
    public int takeOwed() {
        final long id = owed[owedHead];
        owedHead = owedHead + 1 == owed.length ? 0 : owedHead + 1;
        owedCount--;
        final int alert = alerts.slotOf(id);
        if (alert != Alerts.NONE) {
            owedTo[alert] = 0;
        }
        return alert;
    }

    /**
     * Ends {@code ServiceReported} with what modes have counted.
     *
     * @param to the events.
     */
    public void report(final ServiceEvents to) {
        to.modes(putOff, dropped, mode, measured, ordered, held, heldDropped, offersDropped);
    }

    /** The highest mode whose limit a figure has reached; limits count with a share of themselves, in per cent. */
    private int highest(final int percent) {
        for (int of = EMERGENCY; of > NORMAL; of--) {
            if (hasReached(connections, operations.connections(of), percent)
                    || hasReached(backlogPermille, operations.backlogPermille(of), percent)
                    || hasReached(cpuPermille, operations.cpuPermille(of), percent)) {
                return of;
            }
        }
        return NORMAL;
    }

    private static boolean hasReached(final long figure, final long limit, final int percent) {
        return limit > 0 && figure * 100 >= limit * percent;
    }

    private void owe(final long id) {
        final int at = owedHead + owedCount;
        owed[at < owed.length ? at : at - owed.length] = id;
        owedCount++;
    }

    /**
     * Writes figures, modes and what is owed.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(connections);
        writer.putInt(backlogPermille);
        writer.putInt(cpuPermille);
        writer.putByte(measured);
        writer.putByte(ordered);
        writer.putByte(mode);
        writer.putLong(belowSinceNs);
        writer.putLong(putOff);
        writer.putLong(dropped);
        writer.putLong(held);
        writer.putLong(heldDropped);
        writer.putLong(offersDropped);
        writer.putByte(isOver ? 1 : 0);
        writer.putInt(owedCount);
        for (int i = 0; i < owedCount; i++) {
            writer.putLong(owed[(owedHead + i) % owed.length]);
        }
    }

    /**
     * Takes everything over; alerts are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        connections = reader.getInt();
        backlogPermille = reader.getInt();
        cpuPermille = reader.getInt();
        measured = reader.getByte();
        ordered = reader.getByte();
        mode = reader.getByte();
        belowSinceNs = reader.getLong();
        putOff = reader.getLong();
        dropped = reader.getLong();
        held = reader.getLong();
        heldDropped = reader.getLong();
        offersDropped = reader.getLong();
        isOver = reader.getByte() != 0;
        final int count = reader.getCount(owed.length, "digests");
        for (int i = 0; i < count; i++) {
            final long id = reader.getLong();
            owe(id);
            final int alert = alerts.slotOf(id);
            if (alert != Alerts.NONE) {
                owedTo[alert] = id;
            }
        }
    }
}
