package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** The last sequence of every device, so that readings that come twice count once. */
public final class Devices {
    private static final int SECTION_ID = 41;
    private static final int SECTION_VERSION = 1;

    /** Place of the last sequence in a device's record, beside its id. */
    private static final int LAST_SEQUENCE = 48;

    private final IdTable ids;

    /**
     * No devices.
     *
     * @param maxDevices devices.
     */
    public Devices(final int maxDevices) {
        ids = new IdTable(maxDevices);
    }

    /**
     * Takes note of a batch, unless its sequence is not above the device's last one.
     *
     * @param buffer   holds the device's id.
     * @param offset   of it.
     * @param length   of it, 1 to 36.
     * @param sequence of the batch, not 0, unsigned.
     * @return false if the batch came before. A device that finds no room is not remembered, and its batches are always new.
     */
    public boolean isNew(final DirectBuffer buffer, final int offset, final int length, final long sequence) {
        final int device = ids.intern((byte) 0, buffer, offset, length);
        if (device == IdTable.ABSENT) {
            return true;
        }
        final int lastSequence = ids.record(device) + LAST_SEQUENCE;
        if (Long.compareUnsigned(sequence, ids.records().getLong(lastSequence)) <= 0) {
            return false;
        }
        ids.records().putLong(lastSequence, sequence);
        return true;
    }

    /**
     * Where a batch of a device will read first. Reads no record, changes nothing.
     *
     * @param buffer holds the device's id.
     * @param offset of it.
     * @param length of it, 0 to 36.
     * @return for {@link #touch}.
     */
    public int likelyRecord(final DirectBuffer buffer, final int offset, final int length) {
        return ids.likelyRecord((byte) 0, buffer, offset, length);
    }

    /**
     * Reads what a batch of the device will.
     *
     * @param record as {@link #likelyRecord} answered.
     * @return something of it.
     */
    public long touch(final int record) {
        return ids.records().getLong(record + LAST_SEQUENCE);
    }

    /**
     * Writes the devices in the order of their indexes.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        ids.snapshot(writer);
        for (int i = 0; i < ids.size(); i++) {
            writer.putLong(ids.records().getLong(ids.record(i) + LAST_SEQUENCE));
        }
    }

    /**
     * Takes the devices over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        ids.restore(reader);
        for (int i = 0; i < ids.size(); i++) {
            ids.records().putLong(ids.record(i) + LAST_SEQUENCE, reader.getLong());
        }
    }
}
