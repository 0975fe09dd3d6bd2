package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ResponseEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;

/** Which alerts their owners have put off, and until when. A site where nobody has pays a look at their number. Engine thread only; allocates nothing after start. */
public final class Snoozes {
    private static final int NONE = -1;
    private static final int SECTION_ID = 63;
    private static final int SECTION_VERSION = 1;

    /** By alert, epoch ns; 0 = not put off. */
    private final long[] untilNs;

    private final DeadlineHeap deadlines;
    private final Alerts alerts;
    private final ResponseEvents events;
    private int inUse;

    /**
     * Nothing is put off.
     *
     * @param maxAlerts open.
     * @param alerts    open.
     * @param events    of what people do.
     */
    public Snoozes(final int maxAlerts, final Alerts alerts, final ResponseEvents events) {
        untilNs = new long[maxAlerts];
        deadlines = new DeadlineHeap(maxAlerts);
        this.alerts = alerts;
        this.events = events;
    }

    /**
     * Whether an alert is put off.
     *
     * @param alert slot.
     * @return its owner does not want to hear of it now.
     */
    public boolean isSnoozed(final int alert) {
        // Where nothing is put off no memory of the alert is touched.
        return inUse != 0 && untilNs[alert] != 0;
    }

    /**
     * Who does not want to hear of an alert now.
     *
     * @param alert slot.
     * @return index of its owner, or -1.
     */
    public int person(final int alert) {
        return isSnoozed(alert) ? alerts.owner[alert] : NONE;
    }

    /**
     * An alert is put off, or until another instant than before.
     *
     * @param alert slot, which has an owner.
     * @param atNs  epoch ns.
     */
    public void snooze(final int alert, final long atNs) {
        inUse += untilNs[alert] == 0 ? 1 : 0;
        untilNs[alert] = atNs;
        deadlines.arm(alert, atNs, alerts.alertId[alert]);
        report(events, alert);
    }

    /**
     * An alert is put off no more; its owner is still the one who had put it off.
     *
     * @param alert   slot, which is put off.
     * @param clauses why.
     */
    public void end(final int alert, final long clauses) {
        inUse--;
        untilNs[alert] = 0;
        deadlines.arm(alert, DeadlineHeap.NEVER, 0);
        events.snoozeEnded(clauses, alerts.alertId[alert], alerts.owner[alert]);
    }

    /**
     * Somebody acts on an alert, or it is over: it is put off no more.
     *
     * @param alert slot.
     */
    public void letGo(final int alert) {
        if (isSnoozed(alert)) {
            end(alert, Because.NOTHING);
        }
    }

    /**
     * When the first alert is to be taken up again.
     *
     * @return epoch ns, or never.
     */
    public long firstNs() {
        return deadlines.firstNs();
    }

    /**
     * The alert that is to be taken up again first.
     *
     * @return slot, or -1.
     */
    public int first() {
        return deadlines.first();
    }

    /**
     * Says that an alert is put off, as the last event did.
     *
     * @param to    events of the stream.
     * @param alert slot; one that is not put off says nothing.
     */
    public void report(final ResponseEvents to, final int alert) {
        if (isSnoozed(alert)) {
            to.snoozed(Because.of(Clause.SNOOZED), alerts.alertId[alert], untilNs[alert], alerts.owner[alert]);
        }
    }

    /**
     * Writes what is put off.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(inUse);
        for (int alert = 0; inUse > 0 && alert < alerts.slots().highWater(); alert++) {
            if (untilNs[alert] != 0) {
                writer.putInt(alert);
                writer.putLong(untilNs[alert]);
            }
        }
    }

    /**
     * Takes over what is put off.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        inUse = reader.getCount(untilNs.length, "alerts put off");
        for (int i = 0; i < inUse; i++) {
            final int alert = reader.getCount(untilNs.length - 1, "as an alert put off");
            untilNs[alert] = reader.getLong();
            deadlines.arm(alert, untilNs[alert], alerts.alertId[alert]);
        }
    }
}
