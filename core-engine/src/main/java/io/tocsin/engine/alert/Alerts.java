package io.tocsin.engine.alert;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.RisingIndex;
import io.tocsin.engine.store.SlotPool;

/**
 * The open alerts, one slot each. Fields are arrays by slot, written by the parts of the engine that own their meaning; this class keeps the index by id, the index
 * by key, the content and the one deadline of every alert.
 */
public final class Alerts {
    /** Slot, index or owner that means none. */
    public static final int NONE = -1;

    /** A deadline that is off. */
    public static final long OFF = DeadlineHeap.NEVER;

    /** Value of {@link #step} before the ladder starts. */
    public static final int NOT_STARTED = -1;

    private static final int SECTION_ID = 20;
    private static final int SECTION_VERSION = 5;
    /** Bit of {@link #flags}: the patient was not known when it was raised. */
    public static final int UNIDENTIFIED = 1;
    /** Bit of {@link #flags}: its subject was silent, and no limit was violated since. */
    public static final int STALE = 2;
    /** Bit of {@link #flags}: the step deadline is the owner's time to be at the bedside. */
    public static final int BEDSIDE_CLOCK = 4;
    /** Bit of {@link #flags}: somebody is at the bedside. */
    public static final int AT_BEDSIDE = 8;
    /** Bit of {@link #flags}: it is about the router itself, so administrators are told. */
    public static final int ABOUT_ROUTER = 16;
    /** Bit of {@link #flags}: the patient's emergency contacts were told of it. */
    public static final int CONTACTS_TOLD = 32;
    /** Bit of {@link #flags}: an offer of it was dispatched to somebody whom it can reach. */
    public static final int TOLD = 64;
    /** Bit of {@link #flags}: since its steps began last a mode dropped an offer of it, or kept them back when the last step began. */
    public static final int PASSED_OVER = 128;
    /** Bit of {@link #flags}: no other rule was of the same parameter, side and severity as that of this limit. */
    public static final int ONE_OF_A_KIND = 256;

    /** Dense from 1. */
    public final long[] alertId;
    /** Source that raised it; 0 for the engine. */
    public final long[] sourceId;
    /** Index of the subject, or {@link #NONE}. */
    public final int[] subject;
    /** Index of the unit, or {@link #NONE}. */
    public final int[] unit;
    /** Index of the bed, or {@link #NONE}. */
    public final int[] bed;
    /** Value of the enum EmergencyType. */
    public final byte[] type;
    /** Value of the enum Severity. */
    public final byte[] severity;
    /** Value of the enum Priority. */
    public final byte[] priority;
    /** Value of the enum Condition. */
    public final byte[] condition;
    /** Value of the enum Purpose. */
    public final byte[] purpose;
    /** Value of the enum Cause. */
    public final byte[] cause;
    /** Parameter of a limit, or 0. */
    public final byte[] parameter;
    /** Rule of a limit, or 0. */
    public final byte[] rule;
    /** Reading that raised it, or the score as last told. */
    public final int[] value;
    /** Limit that was violated. */
    public final int[] limit;
    /** When it was raised, epoch ns. */
    public final long[] raisedAtNs;
    /** Bits as above. */
    public final int[] flags;
    /** How often it was raised. */
    public final int[] occurrence;
    /** Slot of the policy version it runs on, or {@link #NONE}. */
    public final int[] policy;
    /** Step of the ladder, or {@link #NOT_STARTED}. */
    public final int[] step;
    /** How often the fail-safe destination was told. */
    public final int[] round;
    /** How often the policy's steps were begun again since the ladder started. */
    public final int[] loop;
    /** How many people have to accept; 0 and 1 = one. */
    public final byte[] needed;
    /** Person who accepted first, or {@link #NONE}. */
    public final int[] owner;
    /** First recipient in the order they were chosen; see {@link Offers}. */
    public final int[] offerHead;
    /** Last recipient. */
    public final int[] offerTail;
    /** How many recipients. */
    public final int[] offerCount;
    /** The step's time is over, or the owner's to be at the bedside, epoch ns, or {@link #OFF}. */
    public final long[] stepDeadlineNs;
    /** The time for review is over, epoch ns, or {@link #OFF}. */
    public final long[] reviewDeadlineNs;
    /** When to look whether the subject is silent, epoch ns, or {@link #OFF}. */
    public final long[] staleDeadlineNs;
    /** Next open alert of the same subject, or {@link #NONE}; the head is the subject's. */
    public final int[] nextOfSubject;
    /** Previous open alert of the same subject, or {@link #NONE}. */
    public final int[] previousOfSubject;

    private final int maxAlerts;
    private final SlotPool slots;
    private final RisingIndex slotOfId;
    private final AlertKeys keys;
    private final AlertContents contents;
    private final DeadlineHeap deadlines;
    private final Assessments assessments;
    private long lastAlertId;

    /**
     * No alerts.
     *
     * @param maxAlerts     open at once.
     * @param contentBlocks blocks for their content.
     */
    public Alerts(final int maxAlerts, final int contentBlocks) {
        this.maxAlerts = maxAlerts;
        final int places = maxAlerts + Places.ofAdvice(maxAlerts);
        alertId = new long[places];
        sourceId = new long[places];
        subject = new int[places];
        unit = new int[places];
        bed = new int[places];
        type = new byte[places];
        severity = new byte[places];
        priority = new byte[places];
        condition = new byte[places];
        purpose = new byte[places];
        cause = new byte[places];
        parameter = new byte[places];
        rule = new byte[places];
        value = new int[places];
        limit = new int[places];
        raisedAtNs = new long[places];
        flags = new int[places];
        occurrence = new int[places];
        policy = new int[places];
        step = new int[places];
        round = new int[places];
        loop = new int[places];
        needed = new byte[places];
        owner = new int[places];
        offerHead = new int[places];
        offerTail = new int[places];
        offerCount = new int[places];
        stepDeadlineNs = new long[places];
        reviewDeadlineNs = new long[places];
        staleDeadlineNs = new long[places];
        nextOfSubject = new int[places];
        previousOfSubject = new int[places];
        slots = new SlotPool(places);
        slotOfId = new RisingIndex(alertId);
        keys = new AlertKeys(maxAlerts);
        contents = new AlertContents(places, contentBlocks);
        deadlines = new DeadlineHeap(places);
        assessments = new Assessments(this, places);
    }

    /**
     * Opens an alert: a slot with the next id and everything else at its start. The caller has checked {@link #hasRoom}.
     *
     * @param nowNs engine time.
     * @return the slot.
     */
    public int open(final long nowNs) {
        final int slot = slots.take();
        alertId[slot] = ++lastAlertId;
        slotOfId.add(slot);
        occurrence[slot] = 1;
        policy[slot] = NONE;
        step[slot] = NOT_STARTED;
        round[slot] = 0;
        loop[slot] = 0;
        needed[slot] = 0;
        owner[slot] = NONE;
        offerHead[slot] = NONE;
        offerTail[slot] = NONE;
        offerCount[slot] = 0;
        condition[slot] = 0;
        stepDeadlineNs[slot] = OFF;
        reviewDeadlineNs[slot] = OFF;
        staleDeadlineNs[slot] = OFF;
        nextOfSubject[slot] = NONE;
        previousOfSubject[slot] = NONE;
        raisedAtNs[slot] = nowNs;
        flags[slot] = 0;
        contents.clear(slot);
        return slot;
    }

    /**
     * Sets or clears a bit of {@link #flags}.
     *
     * @param slot of the alert.
     * @param bit  one of them.
     * @param is   set, else cleared.
     */
    public void mark(final int slot, final int bit, final boolean is) {
        flags[slot] = is ? flags[slot] | bit : flags[slot] & ~bit;
    }

    /**
     * Forgets an alert; its recipients and its place in the subject's list are gone already.
     *
     * @param slot of the alert.
     */
    public void close(final int slot) {
        deadlines.arm(slot, OFF, 0);
        keys.remove(slot);
        slotOfId.remove(slot);
        contents.remove(slot);
        slots.give(slot);
    }

    /**
     * Whether an alert may open: the last sixteenth of the table is for urgent ones.
     *
     * @param urgent CRITICAL or EMERGENT.
     * @return there is a slot for it.
     */
    public boolean hasRoom(final boolean urgent) {
        return maxAlerts - slots.inUse() + keys.advice() > (urgent ? 0 : maxAlerts / 16);
    }

    /**
     * The slot of an open alert.
     *
     * @param id of the alert.
     * @return slot or {@link #NONE}.
     */
    public int slotOf(final long id) {
        return slotOfId.find(id);
    }

    /** The live index of the keys of open alerts. */
    public AlertKeys keys() {
        return keys;
    }

    /** How many alerts were ever opened: the last alert id. */
    public long raisedCount() {
        return lastAlertId;
    }

    /** From here on no number is given that another log, which began as this one, may have given. */
    public void skipNumbers() {
        lastAlertId += 1_000_000;
    }

    /** How grave alerts are besides their severity: the live table. */
    public Assessments assessments() {
        return assessments;
    }

    /**
     * What sources said of open alerts.
     *
     * @return the live contents.
     */
    public AlertContents contents() {
        return contents;
    }

    /**
     * Arms the deadline of an alert anew after one of its three was changed.
     *
     * @param slot of the alert.
     */
    public void arm(final int slot) {
        final long atNs = Math.min(Math.min(stepDeadlineNs[slot], reviewDeadlineNs[slot]), staleDeadlineNs[slot]);
        deadlines.arm(slot, atNs, alertId[slot]);
    }

    /**
     * The alert that is due next.
     *
     * @return slot, or {@link #NONE}.
     */
    public int dueFirst() {
        return deadlines.first();
    }

    /** When the next alert is due, epoch ns, or {@link #OFF}. */
    public long dueFirstNs() {
        return deadlines.firstNs();
    }

    /**
     * The pool of slots, for those who walk over all open alerts in slot order.
     *
     * @return the live pool.
     */
    public SlotPool slots() {
        return slots;
    }

    /**
     * Writes the open alerts in slot order. Recipients follow in {@link Offers}.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastAlertId);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putLong(alertId[i]);
                writer.putLong(sourceId[i]);
                writer.putInt(subject[i]);
                writer.putInt(unit[i]);
                writer.putInt(bed[i]);
                writer.putByte(type[i]);
                writer.putByte(severity[i]);
                writer.putByte(priority[i]);
                writer.putByte(condition[i]);
                writer.putByte(purpose[i]);
                writer.putByte(cause[i]);
                writer.putByte(parameter[i]);
                writer.putByte(rule[i]);
                writer.putInt(value[i]);
                writer.putInt(limit[i]);
                writer.putLong(raisedAtNs[i]);
                writer.putInt(flags[i]);
                writer.putInt(occurrence[i]);
                writer.putInt(policy[i]);
                writer.putByte(step[i]);
                writer.putInt(round[i]);
                writer.putInt(loop[i]);
                writer.putByte(needed[i]);
                writer.putInt(owner[i]);
                writer.putLong(stepDeadlineNs[i]);
                writer.putLong(reviewDeadlineNs[i]);
                writer.putLong(staleDeadlineNs[i]);
                writer.putInt(nextOfSubject[i]);
                writer.putInt(previousOfSubject[i]);
                keys.snapshot(writer, i);
                contents.snapshot(writer, i);
            }
        }
    }

    /**
     * Takes the open alerts over and arms their deadlines.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        lastAlertId = reader.getLong();
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                alertId[i] = reader.getLong();
                sourceId[i] = reader.getLong();
                subject[i] = reader.getInt();
                unit[i] = reader.getInt();
                bed[i] = reader.getInt();
                type[i] = (byte) reader.getByte();
                severity[i] = (byte) reader.getByte();
                priority[i] = (byte) reader.getByte();
                condition[i] = (byte) reader.getByte();
                purpose[i] = (byte) reader.getByte();
                cause[i] = (byte) reader.getByte();
                parameter[i] = (byte) reader.getByte();
                rule[i] = (byte) reader.getByte();
                value[i] = reader.getInt();
                limit[i] = reader.getInt();
                raisedAtNs[i] = reader.getLong();
                flags[i] = reader.getInt();
                occurrence[i] = reader.getInt();
                policy[i] = reader.getInt();
                step[i] = (byte) reader.getByte();
                round[i] = reader.getInt();
                loop[i] = reader.getInt();
                needed[i] = (byte) reader.getByte();
                owner[i] = reader.getInt();
                stepDeadlineNs[i] = reader.getLong();
                reviewDeadlineNs[i] = reader.getLong();
                staleDeadlineNs[i] = reader.getLong();
                nextOfSubject[i] = reader.getIndex(slots.highWater(), "alert of a subject");
                previousOfSubject[i] = reader.getIndex(slots.highWater(), "alert of a subject");
                keys.restore(reader, i, sourceId[i], purpose[i], subject[i], rule[i]);
                contents.restore(reader, i);
                slotOfId.add(i);
                arm(i);
            }
        }
    }
}
