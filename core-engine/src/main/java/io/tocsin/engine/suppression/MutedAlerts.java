package io.tocsin.engine.suppression;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Which alerts a silence holds, in the order they were muted. */
public final class MutedAlerts {
    private static final int NONE = -1;
    private static final int SECTION_ID = 62;
    private static final int SECTION_VERSION = 1;

    /** In the place of a silence's slot: let go by it, the alert is due at once. */
    private static final int RELEASED = -2;

    /** Number of the silence by alert; 0 = not muted. */
    private final int[] silenceId;
    /** Slot of the silence by alert, or {@link #RELEASED}. */
    private final int[] silence;

    private final int[] next;
    private final int[] previous;
    private final int[] first;
    private final int[] last;
    private final Alerts alerts;
    private int inUse;

    /**
     * No alert is muted.
     *
     * @param maxAlerts   open.
     * @param maxSilences that may hold them.
     * @param alerts      open.
     */
    public MutedAlerts(final int maxAlerts, final int maxSilences, final Alerts alerts) {
        silenceId = new int[maxAlerts];
        silence = new int[maxAlerts];
        next = new int[maxAlerts];
        previous = new int[maxAlerts];
        first = new int[maxSilences];
        last = new int[maxSilences];
        java.util.Arrays.fill(first, NONE);
        this.alerts = alerts;
    }

    /**
     * The number of the silence that mutes an alert.
     *
     * @param alert slot.
     * @return 0 = none does.
     */
    public int silenceId(final int alert) {
        // Where nothing is muted no memory of the alert is touched.
        return inUse == 0 ? 0 : silenceId[alert];
    }

    boolean holds(final int slot) {
        return first[slot] != NONE;
    }

    void add(final int slot, final int id, final int alert) {
        inUse++;
        silenceId[alert] = id;
        silence[alert] = slot;
        next[alert] = NONE;
        previous[alert] = first[slot] == NONE ? NONE : last[slot];
        if (first[slot] == NONE) {
            first[slot] = alert;
        } else {
            next[last[slot]] = alert;
        }
        last[slot] = alert;
    }

    void remove(final int alert) {
        if (silence[alert] != RELEASED) {
            unlink(alert);
        }
        silenceId[alert] = 0;
        inUse--;
    }

    private void unlink(final int alert) {
        final int slot = silence[alert];
        if (previous[alert] == NONE) {
            first[slot] = next[alert];
        } else {
            next[previous[alert]] = next[alert];
        }
        if (next[alert] == NONE) {
            last[slot] = previous[alert];
        } else {
            previous[next[alert]] = previous[alert];
        }
    }

    /** The first alert of a silence that is over is due at once. */
    void release(final int slot, final long nowNs) {
        final int alert = first[slot];
        unlink(alert);
        silence[alert] = RELEASED;
        alerts.stepDeadlineNs[alert] = nowNs;
        alerts.arm(alert);
    }

    /**
     * Writes what is muted.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        for (int i = 0; i < first.length; i++) {
            int count = 0;
            for (int alert = first[i]; alert != NONE; alert = next[alert]) {
                count++;
            }
            if (count > 0) {
                writer.putInt(i);
                writer.putInt(silenceId[first[i]]);
                writer.putInt(count);
                for (int alert = first[i]; alert != NONE; alert = next[alert]) {
                    writer.putInt(alert);
                }
            }
        }
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            if (silenceId[alert] != 0 && silence[alert] == RELEASED) {
                writer.putInt(RELEASED);
                writer.putInt(silenceId[alert]);
                writer.putInt(alert);
            }
        }
        writer.putInt(NONE);
    }

    /**
     * Takes over what is muted.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        for (int slot = reader.getInt(); slot != NONE; slot = reader.getInt()) {
            final int id = reader.getInt();
            final int count = slot == RELEASED ? 1 : reader.getCount(next.length, "muted alerts");
            for (int i = 0; i < count; i++) {
                final int alert = reader.getCount(next.length - 1, "as a muted alert");
                if (slot == RELEASED) {
                    inUse++;
                    silenceId[alert] = id;
                    silence[alert] = RELEASED;
                } else {
                    add(slot, id, alert);
                }
            }
        }
    }
}
