package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/** Monitoring sessions that are active, found by number and by subject, and their devices and people. */
final class MonitoringTable {
    static final int NONE = -1;

    private static final int SECTION_ID = 100;
    private static final int SECTION_VERSION = 1;

    final long[] id;
    final long[] startedNs;
    final long[] updatedNs;
    final int[] subject;
    final int[] startedBy;
    final int[] changedBy;
    final byte[] type;
    final MonitoringPeople people;
    final MonitoringDevices devices;
    final SlotPool slots;
    private final int[] firstDevice;
    private final int[] headOfSubject;
    private final int[] nextOfSubject;
    private final int[] headOfId;
    private final int[] nextOfId;
    private long lastId;

    MonitoringTable(final int capacity, final int places, final int maxDevices) {
        id = new long[capacity];
        startedNs = new long[capacity];
        updatedNs = new long[capacity];
        subject = new int[capacity];
        startedBy = new int[capacity];
        changedBy = new int[capacity];
        type = new byte[capacity];
        people = new MonitoringPeople(capacity, places);
        devices = new MonitoringDevices(maxDevices);
        slots = new SlotPool(capacity);
        firstDevice = new int[capacity];
        headOfSubject = new int[Integer.highestOneBit(Math.max(capacity, 2)) << 1];
        nextOfSubject = new int[capacity];
        headOfId = new int[headOfSubject.length];
        nextOfId = new int[capacity];
        Arrays.fill(headOfSubject, NONE);
        Arrays.fill(headOfId, NONE);
    }

    /** The number of the session that began last. */
    long lastId() {
        return lastId;
    }

    /** The slot of an active session, or {@link #NONE}. */
    int slotOf(final long monitoringId) {
        int slot = headOfId[headOf(monitoringId)];
        while (slot != NONE && id[slot] != monitoringId) {
            slot = nextOfId[slot];
        }
        return slot;
    }

    /** The first of a subject, or {@link #NONE}; then the others in the order in which they began. */
    int firstOf(final int ofSubject) {
        return slots.inUse() == 0 ? NONE : sameSubject(headOfSubject[headOf(ofSubject)], ofSubject);
    }

    /** The next of the same subject, or {@link #NONE}. */
    int nextOf(final int slot) {
        return sameSubject(nextOfSubject[slot], subject[slot]);
    }

    private int sameSubject(final int from, final int ofSubject) {
        int slot = from;
        while (slot != NONE && subject[slot] != ofSubject) {
            slot = nextOfSubject[slot];
        }
        return slot;
    }

    /** A new session, without devices and people; there is room. */
    int open(final int ofSubject) {
        final int slot = slots.take();
        id[slot] = ++lastId;
        subject[slot] = ofSubject;
        firstDevice[slot] = NONE;
        chain(slot);
        return slot;
    }

    /** A session is over: its devices are in none, and remember whose it was if somebody stopped it. */
    void close(final int slot, final boolean isStopped) {
        for (int device = firstDevice[slot]; device != NONE; ) {
            final int following = devices.next(device);
            devices.leave(device, isStopped ? subject[slot] : NONE, updatedNs[slot]);
            device = following;
        }
        people.forget(slot);
        unchain(headOfSubject, nextOfSubject, headOf(subject[slot]), slot);
        unchain(headOfId, nextOfId, headOf(id[slot]), slot);
        slots.give(slot);
    }

    int firstDevice(final int slot) {
        return firstDevice[slot];
    }

    int deviceCount(final int slot) {
        int count = 0;
        for (int device = firstDevice[slot]; device != NONE; device = devices.next(device)) {
            count++;
        }
        return count;
    }

    /** Puts a device that is in no session into one, as its last. */
    void join(final int slot, final int device, final int kind) {
        int last = firstDevice[slot];
        while (last != NONE && devices.next(last) != NONE) {
            last = devices.next(last);
        }
        devices.join(device, kind, slot, last);
        if (last == NONE) {
            firstDevice[slot] = device;
        }
    }

    private void chain(final int slot) {
        insert(headOfSubject, nextOfSubject, headOf(subject[slot]), slot);
        insert(headOfId, nextOfId, headOf(id[slot]), slot);
    }

    /** In the order in which they began, which slots do not tell. */
    private void insert(final int[] heads, final int[] next, final int head, final int slot) {
        int before = NONE;
        int after = heads[head];
        while (after != NONE && id[after] < id[slot]) {
            before = after;
            after = next[after];
        }
        next[slot] = after;
        if (before == NONE) {
            heads[head] = slot;
        } else {
            next[before] = slot;
        }
    }

    private static void unchain(final int[] heads, final int[] next, final int head, final int slot) {
        if (heads[head] == slot) {
            heads[head] = next[slot];
            return;
        }
        int before = heads[head];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    private int headOf(final long key) {
        return (int) StreamHash.mix(Long.BYTES, key) & headOfSubject.length - 1;
    }

    /** Writes the devices, the sessions in the order of their slots, and the devices whose session was stopped. */
    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        devices.snapshot(writer);
        writer.putLong(lastId);
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putLong(id[slot]);
                writer.putLong(startedNs[slot]);
                writer.putLong(updatedNs[slot]);
                writer.putInt(subject[slot]);
                writer.putInt(startedBy[slot]);
                writer.putInt(changedBy[slot]);
                writer.putByte(type[slot]);
                writer.putByte(deviceCount(slot));
                for (int device = firstDevice[slot]; device != NONE; device = devices.next(device)) {
                    writer.putInt(device);
                    writer.putByte(devices.kind(device));
                }
                people.snapshot(writer, slot);
            }
        }
        devices.snapshotStopped(writer);
    }

    /** Takes them over, after subjects and people, of whom there are so many. */
    void restore(final SnapshotReader reader, final int subjects, final int persons) {
        reader.section(SECTION_ID, SECTION_VERSION);
        devices.restore(reader);
        lastId = reader.getLong();
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                id[slot] = reader.getLong();
                startedNs[slot] = reader.getLong();
                updatedNs[slot] = reader.getLong();
                subject[slot] = reader.getCount(subjects - 1, "as a subject of a session");
                startedBy[slot] = reader.getCount(persons - 1, "as a person who began a session");
                changedBy[slot] = reader.getIndex(persons, "person who changed a session");
                type[slot] = (byte) require(reader, reader.getByte(), MonitoringType.TELEMETRY.value(), "type");
                firstDevice[slot] = NONE;
                require(reader, id[slot], lastId, "number");
                chain(slot);
                final int count = reader.getByte();
                if (count > MonitoringSessions.MAX_DEVICES) {
                    throw new SnapshotException(
                            "at byte " + reader.position() + ": " + count + " devices of a session");
                }
                for (int left = count; left > 0; left--) {
                    final int device = devices.free(reader);
                    join(slot, device, (int) require(reader, reader.getByte(), DeviceKind.CPAP.value(), "kind"));
                }
                people.restore(reader, slot, persons);
            }
        }
        devices.restoreStopped(reader, subjects);
    }

    private static long require(final SnapshotReader reader, final long value, final long most, final String what) {
        if (value < 1 || value > most) {
            throw new SnapshotException("at byte " + reader.position() + ": a session of " + what + ' ' + value);
        }
        return value;
    }
}
