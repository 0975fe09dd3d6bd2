package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.ContentStore;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.store.SlotPool;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The doses that are held, by slot, each with the message that scheduled it last, until it was told what became of it: as many that are watched as the capacity says, and as
 * many that were told, of which the first gives way. Those of a patient are a list in the order in which they came.
 */
final class DoseTable {
    static final int NONE = -1;
    /** In the place of a source: people, and whoever has the router in process. */
    static final long OF_PEOPLE = 0;

    static final byte WAITING = (byte) DosePhase.SCHEDULED.value();
    static final byte MISSED = (byte) DosePhase.MISSED.value();
    static final byte TOLD = (byte) DosePhase.TOLD.value();

    /** No message of this version has more. */
    private static final int BLOCKS_EACH = 4;
    /** What was told is remembered for so long, and what is missed and told of by nobody held; while its alert is open, once more. */
    static final long HELD_NS = 86_400_000_000_000L;
    /** What was over when it was heard of is not missed for so long: what became of it may come behind it. */
    static final long GRACE_NS = 300_000_000_000L;

    /** One of so many places is kept for time-critical doses. */
    private static final int KEPT_SHARE = 16;
    /** There are enough again when more than one of so many is free. */
    private static final int ENOUGH_SHARE = 8;

    final SlotPool slots;
    final DeadlineHeap deadlines;
    /** Of each patient, what was told among them. */
    final DoseLists lists;

    final int[] subject;
    final long[] sourceId;
    final byte[] state;
    final boolean[] isCritical;
    /** 0 = it was told of before it was scheduled. */
    final long[] dueNs;

    /** The latest time at which it ever was due. */
    final long[] latestNs;
    /** The alert it is missed by: its id. */
    final long[] missedBy;

    /** Of what was told: value of the enum DoseOutcome. */
    final byte[] outcome;

    /** What was told of it was told by whose dose it is: not by a person of a dose that a system plans. */
    final boolean[] isOwnWord;

    /** Not missed before: its time was over when that was heard of, and what became of it may come next. 0 = whenever its time is over. */
    final long[] heldNs;

    private final int capacity;
    /** Of what was told by when that was. */
    private final DeadlineHeap told;

    private final long[] toldNs;
    private final long[] deadlineNs;
    /** Rises with every dose: of those that are due at one instant the one that came first comes first. */
    private final long[] number;

    private final int[] head;
    private final int[] length;
    private final AlertKeys keys;
    private final ContentStore messages;
    private int toldCount;
    private long lastNumber;

    DoseTable(final int capacity, final int maxSubjects) {
        this.capacity = capacity;
        final int places = 2 * capacity;
        slots = new SlotPool(places);
        deadlines = new DeadlineHeap(places);
        told = new DeadlineHeap(places);
        subject = new int[places];
        sourceId = new long[places];
        state = new byte[places];
        isCritical = new boolean[places];
        dueNs = new long[places];
        latestNs = new long[places];
        missedBy = new long[places];
        outcome = new byte[places];
        isOwnWord = new boolean[places];
        heldNs = new long[places];
        toldNs = new long[places];
        deadlineNs = new long[places];
        number = new long[places];
        head = new int[places];
        length = new int[places];
        lists = new DoseLists(number, maxSubjects);
        keys = new AlertKeys(places);
        messages = new ContentStore(BLOCKS_EACH * capacity);
    }

    int find(final long source, final int ofSubject, final DirectBuffer buffer, final int offset, final int idLength) {
        final int slot = keys.find(source, space(source, ofSubject), buffer, offset, idLength);
        return slot == AlertKeys.ABSENT ? NONE : slot;
    }

    /** Of people each patient has ids of their own, of a source all its patients share them. */
    private static int space(final long source, final int ofSubject) {
        return source == OF_PEOPLE ? ofSubject : 0;
    }

    /** The dose of a patient by its id, whoever scheduled it: of several one that is missed, then one that is due, then one that was told; the one that is due first. */
    int findOf(final int ofSubject, final DirectBuffer buffer, final int offset, final int idLength, final long nowNs) {
        int found = NONE;
        for (int slot = lists.first(ofSubject); slot != NONE; slot = lists.next(slot)) {
            if (isNamed(slot, buffer, offset, idLength) && (found == NONE || isBefore(slot, found, nowNs))) {
                found = slot;
            }
        }
        return found;
    }

    private boolean isBefore(final int slot, final int other, final long nowNs) {
        final int rank = rank(slot, nowNs);
        if (rank != rank(other, nowNs)) {
            return rank < rank(other, nowNs);
        }
        return dueNs[slot] == dueNs[other] ? number[slot] < number[other] : dueNs[slot] < dueNs[other];
    }

    /** Who says a word twice means one dose: one that is not due yet is meant last. */
    private int rank(final int slot, final long nowNs) {
        if (state[slot] == WAITING) {
            return dueNs[slot] <= nowNs ? 1 : 3;
        }
        return state[slot] == MISSED ? 0 : 2;
    }

    private boolean isNamed(final int slot, final DirectBuffer buffer, final int offset, final int idLength) {
        if (keys.textLength(slot) != idLength) {
            return false;
        }
        int i = 0;
        while (i < idLength && keys.bytes().getByte(keys.textOffset(slot) + i) == buffer.getByte(offset + i)) {
            i++;
        }
        return i == idLength;
    }

    /** The first dose of a subject that is missed by an alert, by its id. */
    int firstMissed(final int ofSubject, final long alertId) {
        int slot = lists.first(ofSubject);
        while (slot != NONE && !(state[slot] == MISSED && missedBy[slot] == alertId)) {
            slot = lists.next(slot);
        }
        return slot;
    }

    /**
     * Whether what is scheduled is another dose than the one that was told: of another patient, later than that ever was due, or to be given after all by the word of who
     * has said that it is not. Before it was scheduled for
     * the first time that one may have been told as well.
     */
    boolean isNew(final int slot, final int ofSubject, final long due, final boolean isOver) {
        final boolean mayBeGivenYet = isOwnWord[slot] && !isFinal(outcome[slot]);
        return subject[slot] != ofSubject || (dueNs[slot] != 0 && (due > latestNs[slot] || (mayBeGivenYet && !isOver)));
    }

    /** Whether a dose was taken, or not, for good. */
    static boolean isFinal(final int outcome) {
        return outcome == DoseOutcome.GIVEN.value() || outcome == DoseOutcome.REFUSED.value();
    }

    /** How many are watched: waited for, or missed. */
    int watched() {
        return slots.inUse() - toldCount;
    }

    /** Whether another may be watched, of those that are time-critical or of the others. */
    boolean hasPlace(final boolean critical) {
        return capacity - watched() > (critical ? 0 : capacity / KEPT_SHARE);
    }

    /** Whether many more may be. */
    boolean hasPlaces() {
        return capacity - watched() > capacity / ENOUGH_SHARE;
    }

    /** Whether a message finds room, in place of the one that a slot has, if it is not {@link #NONE}. */
    boolean hasRoom(final int slot, final int bytes) {
        final int blocks = slot == NONE ? 0 : ContentStore.blocksFor(length[slot]);
        return messages.free() + blocks >= ContentStore.blocksFor(bytes);
    }

    /** A place for another dose, which is watched; the caller has checked that there is one. */
    int take(
            final boolean critical,
            final long source,
            final int ofSubject,
            final DirectBuffer buffer,
            final int offset,
            final int idLength) {
        final int slot = slots.take();
        sourceId[slot] = source;
        number[slot] = ++lastNumber;
        state[slot] = WAITING;
        outcome[slot] = 0;
        dueNs[slot] = 0;
        latestNs[slot] = 0;
        missedBy[slot] = 0;
        isOwnWord[slot] = false;
        heldNs[slot] = 0;
        deadlineNs[slot] = 0;
        isCritical[slot] = critical;
        head[slot] = ContentStore.NONE;
        length[slot] = 0;
        keys.put(slot, source, space(source, ofSubject), buffer, offset, idLength);
        subject[slot] = ofSubject;
        lists.add(slot, ofSubject);
        return slot;
    }

    /** A dose is another subject's. */
    void give(final int slot, final int toSubject) {
        lists.remove(slot, subject[slot]);
        subject[slot] = toSubject;
        lists.add(slot, toSubject);
    }

    void put(final int slot, final DirectBuffer buffer, final int offset, final int bytes) {
        messages.remove(head[slot]);
        head[slot] = messages.put(buffer, offset, bytes);
        length[slot] = bytes;
    }

    int get(final int slot, final MutableDirectBuffer target) {
        messages.get(head[slot], length[slot], target, 0);
        return length[slot];
    }

    int length(final int slot) {
        return length[slot];
    }

    DirectBuffer ids() {
        return keys.bytes();
    }

    int idOffset(final int slot) {
        return keys.textOffset(slot);
    }

    int idLength(final int slot) {
        return keys.textLength(slot);
    }

    void arm(final int slot, final long atNs) {
        deadlineNs[slot] = atNs;
        deadlines.arm(slot, atNs, number[slot]);
    }

    long deadlineNs(final int slot) {
        return deadlineNs[slot];
    }

    /** One more may be told: if as many are remembered as there may be, the first of them is not. */
    void makeRoom() {
        if (toldCount == capacity) {
            remove(told.first());
        }
    }

    /** What became of it was told: what was scheduled is needed no more. */
    void told(final int slot, final long nowNs) {
        if (state[slot] != TOLD) {
            makeRoom();
            toldCount++;
            remember(slot, nowNs);
        }
        state[slot] = TOLD;
        messages.remove(head[slot]);
        head[slot] = ContentStore.NONE;
        length[slot] = 0;
    }

    private void remember(final int slot, final long atNs) {
        toldNs[slot] = atNs;
        told.arm(slot, atNs, number[slot]);
    }

    /** It is waited for, whatever it was. */
    void waits(final int slot) {
        forget(slot);
        state[slot] = WAITING;
    }

    private void forget(final int slot) {
        if (state[slot] == TOLD) {
            toldCount--;
            told.arm(slot, DeadlineHeap.NEVER, 0);
        }
    }

    void remove(final int slot) {
        forget(slot);
        lists.remove(slot, subject[slot]);
        arm(slot, DeadlineHeap.NEVER);
        keys.remove(slot);
        messages.remove(head[slot]);
        slots.give(slot);
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putLong(lastNumber);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putInt(subject[i]);
                writer.putLong(sourceId[i]);
                writer.putByte(state[i]);
                writer.putByte(isCritical[i] ? 1 : 0);
                writer.putLong(dueNs[i]);
                writer.putLong(latestNs[i]);
                writer.putLong(missedBy[i]);
                writer.putByte(outcome[i]);
                writer.putByte(isOwnWord[i] ? 1 : 0);
                writer.putLong(heldNs[i]);
                writer.putLong(state[i] == TOLD ? toldNs[i] : 0);
                writer.putLong(deadlineNs[i]);
                writer.putLong(number[i]);
                writer.putByte(idLength(i));
                writer.putBytes(ids(), idOffset(i), idLength(i));
                messages.snapshotString(writer, head[i], length[i]);
            }
        }
    }

    void restore(final SnapshotReader reader, final int subjects, final UnsafeBuffer scratch) {
        lastNumber = reader.getLong();
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                final int ofSubject = reader.getCount(subjects - 1, "as a subject");
                sourceId[i] = reader.getLong();
                state[i] = (byte) reader.getByte();
                isCritical[i] = reader.getByte() != 0;
                dueNs[i] = reader.getLong();
                latestNs[i] = reader.getLong();
                missedBy[i] = reader.getLong();
                outcome[i] = (byte) reader.getByte();
                isOwnWord[i] = reader.getByte() != 0;
                heldNs[i] = reader.getLong();
                final long atNs = reader.getLong();
                deadlineNs[i] = reader.getLong();
                number[i] = reader.getLong();
                final int idLength = reader.getByte();
                if (idLength < 1 || idLength > IdTable.MAX_ID_BYTES || state[i] < WAITING || state[i] > TOLD) {
                    throw new SnapshotException("dose " + number[i] + " is no dose");
                }
                reader.getBytes(scratch, 0, idLength);
                keys.put(i, sourceId[i], space(sourceId[i], ofSubject), scratch, 0, idLength);
                subject[i] = ofSubject;
                lists.add(i, ofSubject);
                if (state[i] == TOLD) {
                    toldCount++;
                    remember(i, atNs);
                }
                final long string = messages.restoreString(reader, scratch);
                length[i] = (int) (string >>> Integer.SIZE);
                head[i] = (int) string;
                arm(i, deadlineNs[i]);
            }
        }
    }
}
