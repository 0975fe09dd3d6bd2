package io.tocsin.engine.sla;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.SlaState;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.ServiceEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;

/**
 * One clock per alert: from the ingest of the message that completed it to the first person's client that has received it. Its breach line is a deadline of the
 * engine, so that a breach is found while nobody receives anything. A site that has promised nothing has no clocks, and pays one branch.
 */
public final class LatencyLedger {
    private static final int SECTION_ID = 81;
    private static final int SECTION_VERSION = 1;

    private static final byte NONE = (byte) SlaState.NONE.value();
    private static final byte RUNNING = (byte) SlaState.RUNNING.value();
    private static final byte MET = (byte) SlaState.MET.value();
    private static final byte LATE = (byte) SlaState.LATE.value();
    /** Breached and still received by nobody. */
    private static final byte BREACHED = (byte) SlaState.BREACHED.value();

    private static final byte UNNEEDED = (byte) SlaState.UNNEEDED.value();
    /** Breached, then received. */
    private static final byte BREACHED_RECEIVED = 6;
    /** Received after the line in the entrance before its deadline had its turn: the alarm is still to come. */
    private static final byte ALARM_DUE = 7;

    /** It had a clock, and will have another when people are told again. */
    private static final byte AGAIN = 8;

    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int NOBODY = -1;

    private final Operations operations;
    private final Alerts alerts;
    private final ServiceEvents events;
    private final EventStream stream;
    private final byte[] state;
    private final long[] startNs;
    private final long[] delayNs;
    /** The breach line; of a clock that somebody stopped, when. */
    private final long[] lineNs;

    private final DeadlineHeap lines;
    private long ingestNs;

    private int running;
    private long met;
    private long late;
    private long breached;
    private long unneeded;
    private long waitedNs;
    private long longestNs;

    /**
     * No clocks.
     *
     * @param maxAlerts  open at once.
     * @param operations with the promise.
     * @param alerts     open.
     * @param events     of service levels.
     * @param stream     for engine time.
     */
    public LatencyLedger(
            final int maxAlerts,
            final Operations operations,
            final Alerts alerts,
            final ServiceEvents events,
            final EventStream stream) {
        this.operations = operations;
        this.alerts = alerts;
        this.events = events;
        this.stream = stream;
        state = new byte[maxAlerts];
        startNs = new long[maxAlerts];
        delayNs = new long[maxAlerts];
        lineNs = new long[maxAlerts];
        lines = new DeadlineHeap(maxAlerts);
    }

    /**
     * What begins from here on was completed by a message that the gateway had at this time.
     *
     * @param receivedNs as its envelope says; 0 = by time alone, or not stated.
     */
    public void ingest(final long receivedNs) {
        ingestNs = receivedNs;
    }

    /**
     * People are about to be told of an alert: its clock starts, unless it has one.
     *
     * @param alert slot.
     */
    public void begin(final int alert) {
        if (operations.isOn() && (state[alert] == NONE || state[alert] == AGAIN) && !Advice.is(alerts, alert)) {
            final boolean isFirst = state[alert] == NONE;
            start(alert);
            delayNs[alert] = isFirst ? Math.max(0, startNs[alert] - alerts.raisedAtNs[alert]) : 0;
        }
    }

    /**
     * The condition of an alert has come back and people will be told again: there will be a new clock.
     *
     * @param alert slot.
     */
    public void again(final int alert) {
        if (state[alert] != NONE) {
            stop(alert);
            state[alert] = AGAIN;
        }
    }

    /**
     * A person's client has the alert: it has received the offer, or the person has answered it.
     *
     * @param alert  slot.
     * @param person index.
     */
    public void received(final int alert, final int person) {
        final byte now = state[alert];
        if (now == RUNNING || now == BREACHED) {
            settle(alert, person, now);
        }
    }

    /**
     * An alert is about to be forgotten.
     *
     * @param alert slot.
     */
    public void close(final int alert) {
        if (state[alert] != NONE) {
            stop(alert);
            state[alert] = NONE;
        }
    }

    /**
     * The alert whose line passes next.
     *
     * @return slot; none if {@link #dueFirstNs()} is {@link Alerts#OFF}.
     */
    public int dueFirst() {
        return lines.first();
    }

    /**
     * When the next line passes.
     *
     * @return epoch ns, or {@link Alerts#OFF}.
     */
    public long dueFirstNs() {
        return lines.firstNs();
    }

    /**
     * The line of an alert has passed.
     *
     * @param alert slot.
     * @return it is a breach; false if nobody needed to receive it any more.
     */
    public boolean passed(final int alert) {
        lines.arm(alert, DeadlineHeap.NEVER, 0);
        if (state[alert] == ALARM_DUE) {
            state[alert] = BREACHED_RECEIVED;
            return true;
        }
        running--;
        if (alerts.condition[alert] == INACTIVE) {
            state[alert] = UNNEEDED;
            unneeded++;
            return false;
        }
        state[alert] = BREACHED;
        breached++;
        note(Because.of(Clause.BREACH_LINE), alert, NOBODY, stream.nowNs() - startNs[alert]);
        return true;
    }

    /**
     * How long an alert has waited.
     *
     * @param alert slot with a clock.
     * @return ns since its clock started.
     */
    public long waitedNs(final int alert) {
        return stream.nowNs() - startNs[alert];
    }

    /**
     * Says how an alert's clock stands, if it has one.
     *
     * @param to    the report's events.
     * @param alert slot.
     */
    public void report(final ServiceEvents to, final int alert) {
        if (state[alert] != NONE && state[alert] != AGAIN) {
            to.slaNoted(
                    Because.NOTHING,
                    alerts.alertId[alert],
                    startNs[alert],
                    (state[alert] == RUNNING || state[alert] == BREACHED ? stream.nowNs() : lineNs[alert])
                            - startNs[alert],
                    delayNs[alert],
                    NOBODY,
                    told(alert));
        }
    }

    /** Clocks that run. */
    public int running() {
        return running;
    }

    /** Alerts received within the target, since Genesis. */
    public long met() {
        return met;
    }

    /** Alerts received after the target and before the line, since Genesis. */
    public long late() {
        return late;
    }

    /** Alerts whose line passed, since Genesis. */
    public long breached() {
        return breached;
    }

    /** Alerts that were over before anybody received them, since Genesis. */
    public long unneeded() {
        return unneeded;
    }

    /** Sum of what all alerts waited that were received, ns, since Genesis. */
    public long totalWaitedNs() {
        return waitedNs;
    }

    /** The longest that an alert waited, ns, since Genesis. */
    public long longestNs() {
        return longestNs;
    }

    private void start(final int alert) {
        final long nowNs = stream.nowNs();
        final long breachNs = operations.breachNs();
        // A clock elsewhere informs, it never decides: not stated or ahead is now, and no line passes before now.
        final long stated = ingestNs <= 0 || ingestNs > nowNs ? nowNs : ingestNs;
        startNs[alert] = Math.max(stated, nowNs - breachNs);
        lineNs[alert] = startNs[alert] + breachNs;
        state[alert] = RUNNING;
        running++;
        lines.arm(alert, lineNs[alert], alerts.alertId[alert]);
    }

    private void stop(final int alert) {
        if (state[alert] == RUNNING) {
            running--;
            unneeded++;
        }
        if (state[alert] == RUNNING || state[alert] == ALARM_DUE) {
            lines.arm(alert, DeadlineHeap.NEVER, 0);
        }
    }

    private void settle(final int alert, final int person, final byte before) {
        final long nowNs = stream.nowNs();
        final long waited = nowNs - startNs[alert];
        waitedNs += waited;
        longestNs = Math.max(longestNs, waited);
        if (before == BREACHED) {
            state[alert] = BREACHED_RECEIVED;
        } else {
            running--;
            if (waited <= operations.targetNs()) {
                state[alert] = MET;
                met++;
            } else if (nowNs < lineNs[alert]) {
                state[alert] = LATE;
                late++;
            } else {
                state[alert] = ALARM_DUE;
                breached++;
            }
        }
        if (state[alert] != ALARM_DUE) {
            lines.arm(alert, DeadlineHeap.NEVER, 0);
            lineNs[alert] = nowNs;
        }
        note(Because.of(Clause.RECEIVED), alert, person, waited);
    }

    private void note(final long clauses, final int alert, final int person, final long waited) {
        events.slaNoted(clauses, alerts.alertId[alert], startNs[alert], waited, delayNs[alert], person, told(alert));
    }

    /** The state as events tell it. */
    private int told(final int alert) {
        return state[alert] > UNNEEDED ? BREACHED : state[alert];
    }

    /**
     * Writes the counts and the clocks of open alerts.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        if (!operations.isOn()) {
            return;
        }
        writer.putLong(met);
        writer.putLong(late);
        writer.putLong(breached);
        writer.putLong(unneeded);
        writer.putLong(waitedNs);
        writer.putLong(longestNs);
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                writer.putByte(state[i]);
                if (state[i] != NONE) {
                    writer.putLong(startNs[i]);
                    writer.putLong(delayNs[i]);
                    writer.putLong(lineNs[i]);
                }
            }
        }
    }

    /**
     * Takes counts and clocks over; operations and alerts are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        if (!operations.isOn()) {
            return;
        }
        met = reader.getLong();
        late = reader.getLong();
        breached = reader.getLong();
        unneeded = reader.getLong();
        waitedNs = reader.getLong();
        longestNs = reader.getLong();
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                state[i] = (byte) reader.getByte();
                if (state[i] != NONE) {
                    startNs[i] = reader.getLong();
                    delayNs[i] = reader.getLong();
                    lineNs[i] = reader.getLong();
                }
                running += state[i] == RUNNING ? 1 : 0;
                if (state[i] == RUNNING || state[i] == ALARM_DUE) {
                    lines.arm(i, lineNs[i], alerts.alertId[i]);
                }
            }
        }
    }
}
