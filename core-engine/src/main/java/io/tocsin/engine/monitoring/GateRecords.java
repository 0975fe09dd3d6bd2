package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import java.util.Arrays;

/**
 * What the gate remembers of readings: by slot of {@link Monitored} and parameter the last one that counted, one that waits for a second one, the run of readings
 * that do not count as they come, and what somebody has to see to. No memory is taken for it while no site asks for a gate.
 */
final class GateRecords {
    /** Nothing is due. */
    static final long OFF = DeadlineHeap.NEVER;

    /** No subject, no bed. */
    static final int NONE = -1;

    private static final int SECTION_ID = 96;
    private static final int SECTION_VERSION = 2;
    /** In the place of how many are exactly the same. */
    private static final byte INACCURATE = -1;

    /** The last one that counted, hundredths, when it came, 0 = none has, and from which device. */
    int[] good = {};

    long[] goodNs = {};
    int[] goodDevice = {};
    /** When the device measured the last one that was in order, by its clock, and when that came; 0 = not stated. */
    long[] measuredNs = {};

    long[] orderedNs = {};
    int[] orderedDevice = {};
    /** Since when the value is exactly the same, and how many of them there are; 0 = not watched, {@value #INACCURATE} = since when every one that counted was inaccurate. */
    long[] flatSinceNs = {};

    byte[] flatCount = {};
    /** Why one waits for another that bears it out, value of the enum GateReason; 0 = none does. */
    byte[] waits = {};

    /** The one that waits, or that waited and is remembered: when it came, 0 = none, its value and device; while it waits also its bed and when it counts anyway. */
    long[] waitingNs = {};

    int[] waiting = {};
    int[] waitingDevice = {};
    int[] waitingBed = {};
    long[] dueNs = {};
    /** 1 = the last one that counted was a pressure that contradicted others. */
    byte[] contradicted = {};
    /** The run: its reason, how many readings it has, the last of them, when that came and from which device. */
    byte[] reason = {};

    int[] runLength = {};
    int[] lastGated = {};
    long[] runNs = {};
    int[] runDevice = {};
    /** The last one that somebody has to see to: when it came, 0 = none, and from which device. */
    long[] troubleNs = {};

    int[] troubleDevice = {};
    /** When that is over, as a good one has come since; {@link #OFF} = none has. */
    long[] overNs = {};

    /** By slot, bit per parameter: something is kept of it. */
    private short[] touched = {};
    /** By slot, bit per parameter: one waits; the last one that is kept is borne out by nothing. */
    private short[] pending = {};

    private short[] unconfirmed = {};
    /** By slot: whose records these are, or {@link #NONE}. */
    int[] subject = {};
    /** By slot, three masks of 16 bits: parameters of which the technical conditions are there. */
    long[] conditions = {};

    private final int maxMonitored;
    private DeadlineHeap deadlines = new DeadlineHeap(0);

    GateRecords(final int maxMonitored) {
        this.maxMonitored = maxMonitored;
    }

    /** Takes the memory, once: about 1.9 kB for each slot. */
    void allocate() {
        if (subject.length > 0) {
            return;
        }
        final int records = maxMonitored * Subjects.PARAMETERS;
        good = new int[records];
        goodNs = new long[records];
        goodDevice = new int[records];
        measuredNs = new long[records];
        orderedNs = new long[records];
        orderedDevice = new int[records];
        flatSinceNs = new long[records];
        flatCount = new byte[records];
        waits = new byte[records];
        waitingNs = new long[records];
        waitingDevice = new int[records];
        contradicted = new byte[records];
        waiting = new int[records];
        waitingBed = new int[records];
        dueNs = new long[records];
        reason = new byte[records];
        runLength = new int[records];
        lastGated = new int[records];
        runNs = new long[records];
        runDevice = new int[records];
        troubleNs = new long[records];
        troubleDevice = new int[records];
        overNs = new long[records];
        touched = new short[maxMonitored];
        pending = new short[maxMonitored];
        unconfirmed = new short[maxMonitored];
        subject = new int[maxMonitored];
        conditions = new long[maxMonitored];
        deadlines = new DeadlineHeap(maxMonitored);
        Arrays.fill(subject, NONE);
        Arrays.fill(overNs, OFF);
    }

    /** Whether there is memory for it. */
    boolean isUsed() {
        return subject.length > 0;
    }

    /** The record of a parameter, which is kept from now on. */
    int touch(final int slot, final int parameter) {
        touched[slot] |= (short) (1 << parameter);
        return slot * Subjects.PARAMETERS + parameter;
    }

    boolean isTouched(final int slot, final int parameter) {
        return (touched[slot] & 1 << parameter) != 0;
    }

    /** Forgets everything of a slot, and whose it was. */
    void clear(final int slot) {
        final int from = slot * Subjects.PARAMETERS;
        for (int i = from; i < from + Subjects.PARAMETERS; i++) {
            goodNs[i] = 0;
            measuredNs[i] = 0;
            flatCount[i] = 0;
            waits[i] = 0;
            waitingNs[i] = 0;
            contradicted[i] = 0;
            reason[i] = 0;
            troubleNs[i] = 0;
            overNs[i] = OFF;
        }
        touched[slot] = 0;
        pending[slot] = 0;
        unconfirmed[slot] = 0;
        conditions[slot] = 0;
        subject[slot] = NONE;
        deadlines.arm(slot, OFF, 0);
    }

    /** A reading waits, or none does any more: the value of the enum GateReason says why, 0 = none. */
    void waits(final int slot, final int i, final int why) {
        waits[i] = (byte) why;
        pending[slot] = with(pending[slot], i, why != 0);
        arm(slot);
    }

    /** Whether something bears out what is kept of a parameter. */
    void confirmed(final int slot, final int i, final boolean isConfirmed) {
        unconfirmed[slot] = with(unconfirmed[slot], i, !isConfirmed);
    }

    /** One that is inaccurate counts, and is not kept yet: the first of them, also if the last that counted is so long ago, or another. */
    void isInaccurate(final int i, final long nowNs, final long gapNs) {
        if (flatCount[i] != INACCURATE || nowNs - goodNs[i] > gapNs) {
            flatCount[i] = INACCURATE;
            flatSinceNs[i] = nowNs;
        }
    }

    /** Since when every reading that counted was inaccurate, of a record of which the last one was. */
    long inaccurateSinceNs(final int i) {
        return flatSinceNs[i];
    }

    private static short with(final short bits, final int i, final boolean isSet) {
        final int bit = 1 << i % Subjects.PARAMETERS;
        return (short) (isSet ? bits | bit : bits & ~bit);
    }

    /** Bit per parameter of which one waits, or the last one that is kept is borne out by nothing. */
    int unsure(final int slot) {
        return (pending[slot] | unconfirmed[slot]) & 0xFFFF;
    }

    /** When something is due has changed: the slot is due when the first of its parameters is. */
    void arm(final int slot) {
        final int next = next(slot);
        deadlines.arm(slot, next == NONE ? OFF : dueNs(next), subject[slot]);
    }

    /** When the reading that waits counts, or what somebody has to see to is over, whichever is first. */
    private long dueNs(final int i) {
        return waits[i] == 0 ? overNs[i] : Math.min(dueNs[i], overNs[i]);
    }

    /** Whether of a record that is due it is the reading that waits. */
    boolean isWaitingFirst(final int i) {
        return waits[i] != 0 && dueNs[i] <= overNs[i];
    }

    /** The record of a slot that is due first, of several the lowest parameter; {@link #NONE} if nothing is. */
    private int next(final int slot) {
        final int from = slot * Subjects.PARAMETERS;
        int next = NONE;
        for (int i = from; i < from + Subjects.PARAMETERS; i++) {
            if (dueNs(i) != OFF && (next == NONE || dueNs(i) < dueNs(next))) {
                next = i;
            }
        }
        return next;
    }

    long firstNs() {
        return deadlines.firstNs();
    }

    /** The record that is due first; there is one. */
    int first() {
        return next(deadlines.first());
    }

    void snapshot(final SnapshotWriter writer, final Monitored monitored) {
        writer.section(SECTION_ID, SECTION_VERSION);
        if (!isUsed()) {
            return;
        }
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            writer.putInt(touched[slot] & 0xFFFF);
            if (touched[slot] == 0) {
                continue;
            }
            writer.putInt(subject[slot]);
            writer.putLong(conditions[slot]);
            writer.putInt(unconfirmed[slot] & 0xFFFF);
            for (int parameter = 1; parameter < Subjects.PARAMETERS; parameter++) {
                if (isTouched(slot, parameter)) {
                    put(writer, slot * Subjects.PARAMETERS + parameter);
                }
            }
        }
    }

    /** Of a record only what counts: what was there before it was cleared is no state. */
    private void put(final SnapshotWriter writer, final int i) {
        writer.putLong(goodNs[i]);
        if (goodNs[i] != 0) {
            writer.putInt(good[i]);
            writer.putInt(goodDevice[i]);
        }
        writer.putLong(measuredNs[i]);
        if (measuredNs[i] != 0) {
            writer.putLong(orderedNs[i]);
            writer.putInt(orderedDevice[i]);
        }
        writer.putByte(flatCount[i]);
        if (flatCount[i] != 0) {
            writer.putLong(flatSinceNs[i]);
        }
        writer.putByte(waits[i]);
        if (waits[i] != 0) {
            writer.putInt(waitingBed[i]);
            writer.putLong(dueNs[i]);
        }
        writer.putLong(waitingNs[i]);
        if (waitingNs[i] != 0) {
            writer.putInt(waiting[i]);
            writer.putInt(waitingDevice[i]);
        }
        writer.putByte(contradicted[i]);
        writer.putByte(reason[i]);
        if (reason[i] != 0) {
            writer.putInt(runLength[i]);
            writer.putInt(lastGated[i]);
            writer.putLong(runNs[i]);
            writer.putInt(runDevice[i]);
        }
        writer.putLong(troubleNs[i]);
        if (troubleNs[i] != 0) {
            writer.putInt(troubleDevice[i]);
            writer.putLong(overNs[i]);
        }
    }

    void restore(final SnapshotReader reader, final Monitored monitored, final int subjects) {
        reader.section(SECTION_ID, SECTION_VERSION);
        if (!isUsed()) {
            return;
        }
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            touched[slot] = (short) reader.getInt();
            if (touched[slot] == 0) {
                continue;
            }
            subject[slot] = reader.getCount(subjects - 1, "as a subject of the gate");
            conditions[slot] = reader.getLong();
            unconfirmed[slot] = (short) reader.getInt();
            for (int parameter = 1; parameter < Subjects.PARAMETERS; parameter++) {
                if (isTouched(slot, parameter)) {
                    get(reader, slot * Subjects.PARAMETERS + parameter);
                }
            }
            arm(slot);
        }
    }

    private void get(final SnapshotReader reader, final int i) {
        goodNs[i] = reader.getLong();
        if (goodNs[i] != 0) {
            good[i] = reader.getInt();
            goodDevice[i] = reader.getInt();
        }
        measuredNs[i] = reader.getLong();
        if (measuredNs[i] != 0) {
            orderedNs[i] = reader.getLong();
            orderedDevice[i] = reader.getInt();
        }
        flatCount[i] = (byte) reader.getByte();
        if (flatCount[i] != 0) {
            flatSinceNs[i] = reader.getLong();
        }
        waits[i] = (byte) reader.getByte();
        final int slot = i / Subjects.PARAMETERS;
        pending[slot] = with(pending[slot], i, waits[i] != 0);
        if (waits[i] != 0) {
            waitingBed[i] = reader.getInt();
            dueNs[i] = reader.getLong();
        }
        waitingNs[i] = reader.getLong();
        if (waitingNs[i] != 0) {
            waiting[i] = reader.getInt();
            waitingDevice[i] = reader.getInt();
        }
        contradicted[i] = (byte) reader.getByte();
        reason[i] = (byte) reader.getByte();
        if (reason[i] != 0) {
            runLength[i] = reader.getInt();
            lastGated[i] = reader.getInt();
            runNs[i] = reader.getLong();
            runDevice[i] = reader.getInt();
        }
        troubleNs[i] = reader.getLong();
        if (troubleNs[i] != 0) {
            troubleDevice[i] = reader.getInt();
            overNs[i] = reader.getLong();
        }
    }
}
