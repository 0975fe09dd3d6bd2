package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The patients who were forgotten last, and up to which key: so that whoever keeps keys hears it again after a restart, and forgets again what a copy of its keys brought back.
 * When there is no place the one who was forgotten first leaves. Decides nothing.
 */
public final class Forgotten {
    /** Patients that are kept. */
    public static final int CAPACITY = 1_024;

    private static final int SECTION_ID = 63;
    private static final int SECTION_VERSION = 1;

    private static final int NONE = -1;
    private static final int NOBODY = -1;
    private static final int LAST_KEY = 0;
    private static final int REASON = 4;
    private static final int LENGTH = 5;
    private static final int ID = 6;
    private static final int RECORD_BYTES = ID + IdTable.MAX_ID_BYTES;

    /** One record behind the other, the oldest first. */
    private final UnsafeBuffer records = new UnsafeBuffer(new byte[CAPACITY * RECORD_BYTES]);

    private int count;

    /** Nobody is forgotten. */
    public Forgotten() {}

    /**
     * How many are kept.
     *
     * @return 0 to {@value #CAPACITY}.
     */
    public int count() {
        return count;
    }

    /**
     * The newest is this patient from here on.
     *
     * @param lastKey up to which the patient's keys go.
     * @param reason  raw value of the schema.
     * @param patient holds the id.
     * @param offset  of its first byte.
     * @param length  of it, 1 to 36.
     */
    void add(final long lastKey, final int reason, final DirectBuffer patient, final int offset, final int length) {
        final int former = find(patient, offset, length);
        if (former != NONE) {
            leave(former);
        } else if (count == CAPACITY) {
            leave(0);
        }
        final int at = count * RECORD_BYTES;
        records.setMemory(at, RECORD_BYTES, (byte) 0);
        records.putInt(at + LAST_KEY, (int) lastKey);
        records.putByte(at + REASON, (byte) reason);
        records.putByte(at + LENGTH, (byte) length);
        records.putBytes(at + ID, patient, offset, length);
        count++;
    }

    /**
     * Says who is kept, the oldest first.
     *
     * @param to events of the report's stream.
     */
    void report(final ForgetEvents to) {
        for (int i = 0; i < count; i++) {
            final int at = i * RECORD_BYTES;
            to.forgotten(
                    Because.NOTHING,
                    0,
                    NOBODY,
                    Integer.toUnsignedLong(records.getInt(at + LAST_KEY)),
                    records.getByte(at + REASON),
                    records,
                    at + ID,
                    records.getByte(at + LENGTH));
        }
    }

    private void leave(final int place) {
        final int at = place * RECORD_BYTES;
        final int behind = (count - place - 1) * RECORD_BYTES;
        // Upwards, a record at a time: the two places overlap.
        for (int moved = 0; moved < behind; moved += RECORD_BYTES) {
            records.putBytes(at + moved, records, at + moved + RECORD_BYTES, RECORD_BYTES);
        }
        count--;
    }

    private int find(final DirectBuffer patient, final int offset, final int length) {
        for (int i = 0; i < count; i++) {
            final int at = i * RECORD_BYTES;
            if (records.getByte(at + LENGTH) == length && isSame(at + ID, patient, offset, length)) {
                return i;
            }
        }
        return NONE;
    }

    private boolean isSame(final int at, final DirectBuffer patient, final int offset, final int length) {
        for (int i = 0; i < length; i++) {
            if (records.getByte(at + i) != patient.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes who is kept.
     *
     * @param writer of the snapshot.
     */
    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(count);
        writer.putBytes(records, 0, count * RECORD_BYTES);
    }

    /**
     * Takes over who is kept.
     *
     * @param reader of the snapshot.
     */
    void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        count = reader.getCount(CAPACITY, "forgotten patients");
        reader.getBytes(records, 0, count * RECORD_BYTES);
        for (int i = 0; i < count; i++) {
            final int length = records.getByte(i * RECORD_BYTES + LENGTH);
            final int reason = records.getByte(i * RECORD_BYTES + REASON);
            if (length < 1
                    || length > IdTable.MAX_ID_BYTES
                    || reason < ForgetReason.ASKED_FOR.value()
                    || reason > ForgetReason.OTHER.value()) {
                throw new SnapshotException("forgotten patient " + i + " is none");
            }
        }
    }
}
