package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.SlotPool;

/**
 * What timed rules remember of subjects: one slot for a rule and a subject from the first reading that matters until nothing is left to wait for. The slots of a
 * subject are chained from its record. Whether the violation counts already is not here but where it is for every rule, in the subject's record.
 */
final class LimitWatches {
    /** No slot. */
    static final int NONE = -1;

    /** An instant that never comes. */
    static final long OFF = DeadlineHeap.NEVER;

    /** Nothing is held back. */
    static final int WATCHING = 0;

    /** A violation is there and does not count yet. */
    static final int PENDING = 1;

    /** A violation that counts is in its clear condition. */
    static final int CLEARING = 2;

    private static final int SECTION_ID = 60;
    private static final int SECTION_VERSION = 5;

    final int[] subject;
    final byte[] rule;
    /** Of the rule, as it was when the slot was opened: rules may have changed since. */
    final byte[] parameter;
    /** What the last reading was compared with, {@link ComparedLimit}. */
    final long[] limit;

    final byte[] phase;
    /** Bit per reading, the last in the lowest: it violated. */
    final int[] history;
    /** The last reading that violated, hundredths. */
    final int[] value;
    /** The limit that it violated, {@link ComparedLimit}. */
    final long[] violatedLimit;
    /** The furthest beyond the limit that the episode went which counted last, hundredths. */
    final int[] deepest;
    /** Bed that came with the last reading, or -1. */
    final int[] bed;
    /** When the first reading of the episode, or of the clear condition, came, epoch ns. */
    final long[] startedNs;
    /** When the condition delay of what is pending is over, epoch ns. */
    final long[] delayedUntilNs;
    /** When the time of the delay is over, depth aside, epoch ns. */
    final long[] timeOverNs;
    /** Depth times time that is missing since {@link #measuredNs}, hundredths of the unit times ns. */
    final long[] areaLeft;
    /** How far beyond the limit the last reading was, hundredths; 0 = it was not. */
    final int[] depth;
    /** When the last reading of what is pending came, epoch ns. */
    final long[] measuredNs;
    /** When time decides in this phase, epoch ns. */
    final long[] dueNs;
    /** Until then no new alert, epoch ns; 0 = none is held back. */
    final long[] quietUntilNs;
    /** The limit inside of which the violation ended after which it is quiet, hundredths. */
    final int[] quietLimit;

    /** The device, in 32 bits, whose inaccurate readings alone are those beyond the limit that are remembered; {@link GateBatch#NOBODY} = others are among them. */
    final int[] alone;

    private final int[] next;
    private final SlotPool slots;
    private final DeadlineHeap deadlines;
    private final Subjects subjects;

    LimitWatches(final int capacity, final Subjects subjects) {
        this.subjects = subjects;
        subject = new int[capacity];
        rule = new byte[capacity];
        parameter = new byte[capacity];
        limit = new long[capacity];
        phase = new byte[capacity];
        history = new int[capacity];
        value = new int[capacity];
        violatedLimit = new long[capacity];
        deepest = new int[capacity];
        bed = new int[capacity];
        startedNs = new long[capacity];
        delayedUntilNs = new long[capacity];
        timeOverNs = new long[capacity];
        areaLeft = new long[capacity];
        depth = new int[capacity];
        measuredNs = new long[capacity];
        dueNs = new long[capacity];
        quietUntilNs = new long[capacity];
        quietLimit = new int[capacity];
        alone = new int[capacity];
        next = new int[capacity];
        slots = new SlotPool(capacity);
        deadlines = new DeadlineHeap(capacity);
    }

    /** The slot of a rule and a subject. */
    int find(final int ofSubject, final int ofRule) {
        int slot = subjects.firstWatch(ofSubject);
        while (slot != NONE && rule[slot] != ofRule) {
            slot = next[slot];
        }
        return slot;
    }

    /** A new slot with nothing in it; {@link #NONE} if there is no place. */
    int open(final int ofSubject, final int ofRule, final int ofParameter, final long atLimit) {
        final int slot = slots.take();
        if (slot != NONE) {
            subject[slot] = ofSubject;
            rule[slot] = (byte) ofRule;
            parameter[slot] = (byte) ofParameter;
            limit[slot] = atLimit;
            phase[slot] = WATCHING;
            history[slot] = 0;
            value[slot] = 0;
            violatedLimit[slot] = atLimit;
            deepest[slot] = ComparedLimit.value(atLimit);
            bed[slot] = NONE;
            startedNs[slot] = 0;
            delayedUntilNs[slot] = 0;
            timeOverNs[slot] = 0;
            areaLeft[slot] = 0;
            depth[slot] = 0;
            measuredNs[slot] = 0;
            dueNs[slot] = OFF;
            quietUntilNs[slot] = 0;
            quietLimit[slot] = ComparedLimit.value(atLimit);
            alone[slot] = GateBatch.NOBODY;
            chain(slot);
        }
        return slot;
    }

    /**
     * A reading, and what it was compared with. Of one that is inaccurate its device is remembered, until one of another, or one that is not inaccurate, is beyond the limit
     * as well: otherwise who is least to be trusted would alarm by the shortest dip, as nothing could stop a delay that it has begun.
     */
    void remember(
            final int slot,
            final int ofBed,
            final long ofLimit,
            final boolean isBeyond,
            final int window,
            final int inaccurateDevice) {
        final boolean isFirst = history[slot] == 0 && startedNs[slot] == 0;
        if (isBeyond) {
            alone[slot] = isFirst || alone[slot] == inaccurateDevice ? inaccurateDevice : GateBatch.NOBODY;
        }
        limit[slot] = ofLimit;
        bed[slot] = ofBed;
        history[slot] = (history[slot] << 1 | (isBeyond ? 1 : 0)) & ((1 << window) - 1);
    }

    void close(final int slot) {
        deadlines.arm(slot, OFF, 0);
        final int ofSubject = subject[slot];
        int before = subjects.firstWatch(ofSubject);
        if (before == slot) {
            subjects.firstWatch(ofSubject, next[slot]);
        } else {
            while (next[before] != slot) {
                before = next[before];
            }
            next[before] = next[slot];
        }
        slots.give(slot);
    }

    /** Arms the deadline of a slot anew after {@link #dueNs} was changed. */
    void arm(final int slot) {
        deadlines.arm(slot, dueNs[slot], (long) subject[slot] << Byte.SIZE | rule[slot]);
    }

    int dueFirst() {
        return deadlines.first();
    }

    long dueFirstNs() {
        return deadlines.firstNs();
    }

    int inUse() {
        return slots.inUse();
    }

    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putInt(subject[i]);
                writer.putByte(rule[i]);
                writer.putByte(parameter[i]);
                writer.putInt(ComparedLimit.value(limit[i]));
                writer.putByte(ComparedLimit.origin(limit[i]));
                writer.putByte(phase[i]);
                writer.putInt(history[i]);
                writer.putInt(value[i]);
                writer.putInt(ComparedLimit.value(violatedLimit[i]));
                writer.putByte(ComparedLimit.origin(violatedLimit[i]));
                writer.putInt(deepest[i]);
                writer.putInt(bed[i]);
                writer.putLong(startedNs[i]);
                writer.putLong(delayedUntilNs[i]);
                writer.putLong(timeOverNs[i]);
                writer.putLong(areaLeft[i]);
                writer.putInt(depth[i]);
                writer.putLong(measuredNs[i]);
                writer.putLong(dueNs[i]);
                writer.putLong(quietUntilNs[i]);
                writer.putInt(quietLimit[i]);
                writer.putInt(alone[i]);
            }
        }
    }

    /** After the subjects, whose chains are made here anew. */
    void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                subject[i] = reader.getCount(subjects.ids().size() - 1, "as a watched subject");
                rule[i] = (byte) reader.getByte();
                parameter[i] = (byte) reader.getByte();
                limit[i] = ComparedLimit.of(reader.getInt(), reader.getByte());
                phase[i] = (byte) reader.getByte();
                history[i] = reader.getInt();
                value[i] = reader.getInt();
                violatedLimit[i] = ComparedLimit.of(reader.getInt(), reader.getByte());
                deepest[i] = reader.getInt();
                bed[i] = reader.getInt();
                startedNs[i] = reader.getLong();
                delayedUntilNs[i] = reader.getLong();
                timeOverNs[i] = reader.getLong();
                areaLeft[i] = reader.getLong();
                depth[i] = reader.getInt();
                measuredNs[i] = reader.getLong();
                dueNs[i] = reader.getLong();
                quietUntilNs[i] = reader.getLong();
                quietLimit[i] = reader.getInt();
                alone[i] = reader.getInt();
                arm(i);
            }
        }
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                subjects.firstWatch(subject[i], NONE);
            }
        }
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                chain(i);
            }
        }
    }

    /** Puts a slot into the chain of its subject, the highest first: so a chain follows from what is in it, as do the subjects' records in a snapshot. */
    private void chain(final int slot) {
        int before = NONE;
        int after = subjects.firstWatch(subject[slot]);
        while (after > slot) {
            before = after;
            after = next[after];
        }
        next[slot] = after;
        if (before == NONE) {
            subjects.firstWatch(subject[slot], slot);
        } else {
            next[before] = slot;
        }
    }
}
