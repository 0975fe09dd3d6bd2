package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevocationState;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.store.SlotPool;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The revocations that are in force, found by what they name, until their time is over. As many as there may be sessions; the one of everybody has a place of its own, so that who
 * can no longer name all of whom they are rid can still be rid of all.
 */
public final class Revocations implements Due {
    static final int TOKEN = RevocationKind.TOKEN.value();
    static final int SUBJECT = RevocationKind.SUBJECT.value();
    static final int EVERYBODY = RevocationKind.EVERYBODY.value();
    static final int SESSION = RevocationKind.SESSION.value();
    static final int NONE = -1;

    private static final int SECTION_ID = 54;
    private static final int SECTION_VERSION = 1;

    private final int capacity;
    private final byte[] kind;
    private final long[] issuedBeforeNs;
    private final long[] untilNs;
    /** Rises with every revocation: of those that are over at one instant the one that came first goes first. */
    private final long[] number;

    private final SlotPool slots;
    private final AlertKeys keys;
    private final DeadlineHeap deadlines;
    private final AccessEvents events;
    /** A key is never empty: that of everybody is one byte that no id is. */
    private final UnsafeBuffer everybody = new UnsafeBuffer(new byte[1]);

    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[IdTable.MAX_ID_BYTES]);
    private int named;
    private long lastNumber;

    /**
     * Nobody's access is revoked.
     *
     * @param capacity revocations at once, that of everybody aside.
     * @param events   of access.
     */
    public Revocations(final int capacity, final AccessEvents events) {
        this.capacity = capacity;
        this.events = events;
        final int places = capacity + 1;
        kind = new byte[places];
        issuedBeforeNs = new long[places];
        untilNs = new long[places];
        number = new long[places];
        slots = new SlotPool(places);
        keys = new AlertKeys(places);
        deadlines = new DeadlineHeap(places);
    }

    /**
     * How many are in force.
     *
     * @return 0 or more.
     */
    public int inForce() {
        return slots.inUse();
    }

    int find(final int ofKind, final DirectBuffer text, final int offset, final int length) {
        final int slot = ofKind == EVERYBODY
                ? keys.find(ofKind, 0, everybody, 0, 1)
                : keys.find(ofKind, 0, text, offset, length);
        return slot == AlertKeys.ABSENT ? NONE : slot;
    }

    boolean hasRoom(final int ofKind) {
        return ofKind == EVERYBODY || named < capacity;
    }

    /** There is room, or it is there and reaches further, or as far as before. */
    void revoke(
            final int found,
            final int ofKind,
            final long issuedNs,
            final long keptNs,
            final DirectBuffer text,
            final int offset,
            final int length) {
        int slot = found;
        if (slot == NONE) {
            slot = slots.take();
            kind[slot] = (byte) ofKind;
            issuedBeforeNs[slot] = issuedNs;
            untilNs[slot] = keptNs;
            number[slot] = ++lastNumber;
            put(slot, text, offset, length);
        } else {
            issuedBeforeNs[slot] = Math.max(issuedBeforeNs[slot], issuedNs);
            untilNs[slot] = Math.max(untilNs[slot], keptNs);
        }
        deadlines.arm(slot, untilNs[slot], number[slot]);
        tell(events, slot, Because.of(Clause.ACCESS_REVOKED), RevocationState.IN_FORCE);
    }

    void lift(final int slot) {
        end(slot, Clause.REVOCATION_LIFTED, RevocationState.LIFTED);
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        end(deadlines.first(), Clause.REVOCATION_OVER, RevocationState.OVER);
    }

    /**
     * Says which are in force, as their last events did.
     *
     * @param to events of the report's stream.
     */
    public void report(final AccessEvents to) {
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                tell(to, i, Because.NOTHING, RevocationState.IN_FORCE);
            }
        }
    }

    private void end(final int slot, final Clause clause, final RevocationState state) {
        deadlines.arm(slot, DeadlineHeap.NEVER, 0);
        tell(events, slot, Because.of(clause), state);
        named -= kind[slot] == EVERYBODY ? 0 : 1;
        keys.remove(slot);
        slots.give(slot);
    }

    private void tell(final AccessEvents to, final int slot, final long clauses, final RevocationState state) {
        to.changed(
                clauses,
                kind[slot],
                state,
                0,
                issuedBeforeNs[slot],
                untilNs[slot],
                keys.bytes(),
                keys.textOffset(slot),
                keys.textLength(slot));
    }

    private void put(final int slot, final DirectBuffer text, final int offset, final int length) {
        if (kind[slot] == EVERYBODY) {
            keys.put(slot, EVERYBODY, 0, everybody, 0, 1);
        } else {
            named++;
            keys.put(slot, kind[slot], 0, text, offset, length);
        }
    }

    /**
     * Writes the revocations.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastNumber);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putByte(kind[i]);
                writer.putLong(issuedBeforeNs[i]);
                writer.putLong(untilNs[i]);
                writer.putLong(number[i]);
                writer.putByte(keys.textLength(i));
                writer.putBytes(keys.bytes(), keys.textOffset(i), keys.textLength(i));
            }
        }
    }

    /**
     * Takes the revocations over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        lastNumber = reader.getLong();
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                kind[i] = (byte) reader.getByte();
                issuedBeforeNs[i] = reader.getLong();
                untilNs[i] = reader.getLong();
                number[i] = reader.getLong();
                final int length = reader.getByte();
                if (kind[i] < TOKEN || kind[i] > EVERYBODY || length < 1 || length > IdTable.MAX_ID_BYTES) {
                    throw new SnapshotException("revocation " + number[i] + " is none");
                }
                reader.getBytes(scratch, 0, length);
                put(i, scratch, 0, length);
                deadlines.arm(i, untilNs[i], number[i]);
            }
        }
    }
}
