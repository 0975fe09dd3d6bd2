package io.tocsin.engine.care;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/**
 * The weights of those who are weighed, in places of their own: the lowest of each eighth of the window, the last that counted, and one that waits. Eighths lie where the
 * epoch puts them; nine of them hold whatever is not older than the window.
 */
final class WeightTable {
    static final int NONE = -1;
    private static final int PARTS = 9;
    private static final int EIGHTHS = 8;

    final SlotPool slots;
    /** By slot: whose weights they are. */
    final int[] subject;
    /** By slot; 0 = none. */
    final int[] last;

    final long[] lastNs;
    /** By slot: one that is far from the last, and waits for a second; 0 = none. */
    final int[] waiting;

    final long[] waitingNs;
    /** By slot: what it had risen from, and how far, when that was told; 0 = nothing is told. */
    final int[] toldLowest;

    final int[] toldGain;
    /** By slot: a weight whose alert found no place; 0 = none. And what belongs to it. */
    final int[] pending;

    final int[] pendingBed;
    final int[] pendingLow;
    final long[] pendingLowNs;
    int pendings;
    private final long[] weighedNs;
    private final int[] lowest;
    private final long[] lowestNs;
    /** Of a subject its slot plus one; 0 = none. */
    private final int[] slotOf;

    WeightTable(final int capacity, final int maxSubjects) {
        slots = new SlotPool(capacity);
        subject = new int[capacity];
        last = new int[capacity];
        lastNs = new long[capacity];
        waiting = new int[capacity];
        waitingNs = new long[capacity];
        toldLowest = new int[capacity];
        toldGain = new int[capacity];
        pending = new int[capacity];
        pendingBed = new int[capacity];
        pendingLow = new int[capacity];
        pendingLowNs = new long[capacity];
        weighedNs = new long[capacity];
        lowest = new int[Math.multiplyExact(capacity, PARTS)];
        lowestNs = new long[Math.multiplyExact(capacity, PARTS)];
        slotOf = new int[maxSubjects];
    }

    int slotOf(final int ofSubject) {
        return slotOf[ofSubject] - 1;
    }

    /**
     * The slot of who is weighed now: if all are taken, that of whoever was not weighed for longest, if that was before a time. {@link #NONE} if there is none. Looks at
     * every slot if all are taken.
     */
    int weigh(final int ofSubject, final long nowNs, final long sinceNs) {
        int slot = slotOf(ofSubject);
        if (slot == NONE) {
            if (slots.free() == 0 && !giveWay(sinceNs)) {
                return NONE;
            }
            slot = slots.take();
            subject[slot] = ofSubject;
            slotOf[ofSubject] = slot + 1;
            forget(slot);
        }
        weighedNs[slot] = nowNs;
        return slot;
    }

    private boolean giveWay(final long sinceNs) {
        int oldest = NONE;
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (weighedNs[slot] < sinceNs && (oldest == NONE || givesWayBefore(slot, oldest))) {
                oldest = slot;
            }
        }
        if (oldest != NONE) {
            remove(oldest);
        }
        return oldest != NONE;
    }

    /** Whose rise is told last, as weights alone end its alert; else who was not weighed for longer. */
    private boolean givesWayBefore(final int slot, final int other) {
        if ((toldLowest[slot] == 0) != (toldLowest[other] == 0)) {
            return toldLowest[slot] == 0;
        }
        return weighedNs[slot] == weighedNs[other]
                ? subject[slot] < subject[other]
                : weighedNs[slot] < weighedNs[other];
    }

    void remove(final int slot) {
        forget(slot);
        slotOf[subject[slot]] = 0;
        slots.give(slot);
    }

    private void forget(final int slot) {
        forgetWeights(slot);
        waiting[slot] = 0;
        toldLowest[slot] = 0;
        toldGain[slot] = 0;
    }

    void forgetWeights(final int slot) {
        last[slot] = 0;
        drop(slot);
        Arrays.fill(lowest, slot * PARTS, (slot + 1) * PARTS, 0);
    }

    /** Nobody is to be told of a weight any more. */
    void drop(final int slot) {
        pendings -= pending[slot] == 0 ? 0 : 1;
        pending[slot] = 0;
    }

    void awaits(final int slot, final int weight, final int bed, final int low, final long lowNs) {
        pendings += pending[slot] == 0 ? 1 : 0;
        pending[slot] = weight;
        pendingBed[slot] = bed;
        pendingLow[slot] = low;
        pendingLowNs[slot] = lowNs;
    }

    /** Of those whose alert found no place that of the lowest subject; there is one. */
    int firstPending() {
        int first = NONE;
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot) && pending[slot] != 0 && (first == NONE || subject[slot] < subject[first])) {
                first = slot;
            }
        }
        return first;
    }

    /** A weight counts. */
    void add(final int slot, final int weight, final long atNs, final long windowNs) {
        last[slot] = weight;
        lastNs[slot] = atNs;
        final long eighthNs = windowNs / EIGHTHS;
        final int at = slot * PARTS + (int) Long.remainderUnsigned(atNs / eighthNs, PARTS);
        final boolean isOfNow = lowest[at] != 0 && lowestNs[at] / eighthNs == atNs / eighthNs;
        if (!isOfNow || weight <= lowest[at]) {
            lowest[at] = weight;
            lowestNs[at] = atNs;
        }
    }

    /** The place of the lowest weight since then, of several the latest; {@link #NONE} if there is none. */
    int lowestSince(final int slot, final long sinceNs) {
        int least = NONE;
        for (int at = slot * PARTS; at < (slot + 1) * PARTS; at++) {
            final boolean isKept = lowest[at] != 0 && lowestNs[at] >= sinceNs;
            if (isKept
                    && (least == NONE
                            || lowest[at] < lowest[least]
                            || (lowest[at] == lowest[least] && lowestNs[at] > lowestNs[least]))) {
                least = at;
            }
        }
        return least;
    }

    int weightAt(final int place) {
        return lowest[place];
    }

    long timeAt(final int place) {
        return lowestNs[place];
    }

    void snapshot(final SnapshotWriter writer) {
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putInt(subject[slot]);
                writer.putLong(weighedNs[slot]);
                writer.putInt(last[slot]);
                writer.putLong(last[slot] == 0 ? 0 : lastNs[slot]);
                writer.putInt(waiting[slot]);
                writer.putLong(waiting[slot] == 0 ? 0 : waitingNs[slot]);
                writer.putInt(toldLowest[slot]);
                writer.putInt(toldGain[slot]);
                writer.putInt(pending[slot]);
                if (pending[slot] != 0) {
                    writer.putInt(pendingBed[slot]);
                    writer.putInt(pendingLow[slot]);
                    writer.putLong(pendingLowNs[slot]);
                }
                for (int at = slot * PARTS; at < (slot + 1) * PARTS; at++) {
                    writer.putInt(lowest[at]);
                    if (lowest[at] != 0) {
                        writer.putLong(lowestNs[at]);
                    }
                }
            }
        }
    }

    void restore(final SnapshotReader reader, final int subjects) {
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                subject[slot] = reader.getCount(subjects - 1, "as a subject");
                slotOf[subject[slot]] = slot + 1;
                weighedNs[slot] = reader.getLong();
                last[slot] = reader.getInt();
                lastNs[slot] = reader.getLong();
                waiting[slot] = reader.getInt();
                waitingNs[slot] = reader.getLong();
                toldLowest[slot] = reader.getInt();
                toldGain[slot] = reader.getInt();
                final int awaited = reader.getInt();
                if (awaited != 0) {
                    awaits(slot, awaited, reader.getInt(), reader.getInt(), reader.getLong());
                }
                for (int at = slot * PARTS; at < (slot + 1) * PARTS; at++) {
                    lowest[at] = reader.getInt();
                    lowestNs[at] = lowest[at] == 0 ? 0 : reader.getLong();
                }
            }
        }
    }
}
