package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The devices of monitoring sessions that are active, and of such as were stopped, whose readings are refused. From a pool of its own: when it is full, the device
 * whose session was stopped longest ago is forgotten, so that sessions which come and go use up nothing.
 */
final class MonitoringDevices {
    static final int NONE = -1;

    private static final int FNV_PRIME = 0x01000193;
    private static final int FNV_BASIS = 0x811c9dc5;

    private final UnsafeBuffer ids;
    private final byte[] length;
    private final byte[] kind;
    /** Slot of the session that it is in, or {@link #NONE}. */
    private final int[] session;
    /** Whose the session was that was stopped, or {@link #NONE}. */
    private final int[] subject;
    /** When it was stopped. */
    private final long[] stoppedNs;
    /** The next device of the same session; of those that were stopped the next whose subject has the same place. */
    private final int[] next;

    private final int[] heads;
    private final int[] sameHead;
    /** Those whose session was stopped, in that order. */
    private final int[] earlier;

    private final int[] later;
    /** The first of those that were stopped, by subject. */
    private final int[] bySubject;

    private final SlotPool slots;
    private int first = NONE;
    private int last = NONE;
    private int stopped;

    MonitoringDevices(final int capacity) {
        ids = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, IdTable.MAX_ID_BYTES)]);
        length = new byte[capacity];
        kind = new byte[capacity];
        session = new int[capacity];
        subject = new int[capacity];
        stoppedNs = new long[capacity];
        next = new int[capacity];
        heads = new int[Integer.highestOneBit(Math.max(capacity, 2)) << 1];
        bySubject = new int[heads.length];
        Arrays.fill(heads, NONE);
        Arrays.fill(bySubject, NONE);
        sameHead = new int[capacity];
        earlier = new int[capacity];
        later = new int[capacity];
        slots = new SlotPool(capacity);
    }

    /** A device of a session, active or stopped; {@link #NONE} if it is not known. */
    int find(final DirectBuffer buffer, final int offset, final int idLength) {
        int device = heads[headOf(buffer, offset, idLength)];
        while (device != NONE && !isSame(device, buffer, offset, idLength)) {
            device = sameHead[device];
        }
        return device;
    }

    /** How many devices that are not known find a place: what was stopped gives way. */
    int free() {
        return slots.free() + stopped;
    }

    /** How many are remembered whose session was stopped. */
    int stopped() {
        return stopped;
    }

    /** The slot of the active session that a device is in, or {@link #NONE}. */
    int session(final int device) {
        return session[device];
    }

    /** The subject of the session that a device was in, if that was stopped; else {@link #NONE}. */
    int stopped(final int device) {
        return subject[device];
    }

    /** When the session of a device was stopped. */
    long stoppedNs(final int device) {
        return stoppedNs[device];
    }

    int next(final int device) {
        return next[device];
    }

    int kind(final int device) {
        return kind[device];
    }

    DirectBuffer ids() {
        return ids;
    }

    int idOffset(final int device) {
        return device * IdTable.MAX_ID_BYTES;
    }

    int idLength(final int device) {
        return length[device];
    }

    /** A device that was stopped is about to join a session: it gives way to no other. */
    void hold(final int device) {
        if (subject[device] != NONE) {
            unlink(device);
            subject[device] = NONE;
        }
    }

    /** A device that is held, or a new one; there is room. */
    int intern(final DirectBuffer buffer, final int offset, final int idLength) {
        final int known = find(buffer, offset, idLength);
        if (known != NONE) {
            return known;
        }
        if (slots.free() == 0) {
            forget(first);
        }
        final int device = slots.take();
        put(device, buffer, offset, idLength);
        return device;
    }

    private void put(final int device, final DirectBuffer buffer, final int offset, final int idLength) {
        ids.putBytes(idOffset(device), buffer, offset, idLength);
        length[device] = (byte) idLength;
        session[device] = NONE;
        subject[device] = NONE;
        next[device] = NONE;
        final int head = headOf(ids, idOffset(device), idLength);
        sameHead[device] = heads[head];
        heads[head] = device;
    }

    /** Puts a device into a session, behind another one of it. */
    void join(final int device, final int ofKind, final int ofSession, final int before) {
        kind[device] = (byte) ofKind;
        session[device] = ofSession;
        next[device] = NONE;
        if (before != NONE) {
            next[before] = device;
        }
    }

    /** The session that a device was in is over: stopped, if it was of a subject; else the device is forgotten. */
    void leave(final int device, final int ofSubject, final long nowNs) {
        session[device] = NONE;
        stoppedNs[device] = nowNs;
        if (ofSubject == NONE) {
            forget(device);
        } else {
            subject[device] = ofSubject;
            append(device);
        }
    }

    /** Forgets the devices whose session was stopped and was a subject's. */
    void forgetStopped(final int ofSubject) {
        for (int device = bySubject[headOf(ofSubject)]; device != NONE; ) {
            final int following = next[device];
            if (subject[device] == ofSubject) {
                forget(device);
            }
            device = following;
        }
    }

    private void forget(final int device) {
        if (subject[device] != NONE) {
            unlink(device);
            subject[device] = NONE;
        }
        final int head = headOf(ids, idOffset(device), length[device]);
        if (heads[head] == device) {
            heads[head] = sameHead[device];
        } else {
            int before = heads[head];
            while (sameHead[before] != device) {
                before = sameHead[before];
            }
            sameHead[before] = sameHead[device];
        }
        slots.give(device);
    }

    private void append(final int device) {
        earlier[device] = last;
        later[device] = NONE;
        if (last == NONE) {
            first = device;
        } else {
            later[last] = device;
        }
        last = device;
        final int head = headOf(subject[device]);
        next[device] = bySubject[head];
        bySubject[head] = device;
        stopped++;
    }

    private void unlink(final int device) {
        if (earlier[device] == NONE) {
            first = later[device];
        } else {
            later[earlier[device]] = later[device];
        }
        if (later[device] == NONE) {
            last = earlier[device];
        } else {
            earlier[later[device]] = earlier[device];
        }
        final int head = headOf(subject[device]);
        if (bySubject[head] == device) {
            bySubject[head] = next[device];
        } else {
            int before = bySubject[head];
            while (next[before] != device) {
                before = next[before];
            }
            next[before] = next[device];
        }
        next[device] = NONE;
        stopped--;
    }

    private boolean isSame(final int device, final DirectBuffer buffer, final int offset, final int idLength) {
        if (length[device] != idLength) {
            return false;
        }
        final int at = idOffset(device);
        for (int i = 0; i < idLength; i++) {
            if (ids.getByte(at + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private int headOf(final DirectBuffer buffer, final int offset, final int idLength) {
        int hash = FNV_BASIS;
        for (int i = 0; i < idLength; i++) {
            hash = (hash ^ buffer.getByte(offset + i)) * FNV_PRIME;
        }
        return (hash ^ hash >>> 15) & heads.length - 1;
    }

    private int headOf(final int ofSubject) {
        return (int) StreamHash.mix(Long.BYTES, ofSubject) & bySubject.length - 1;
    }

    /** Writes the ids of all of them, by slot. */
    void snapshot(final SnapshotWriter writer) {
        slots.snapshot(writer);
        for (int device = 0; device < slots.highWater(); device++) {
            if (slots.isUsed(device)) {
                writer.putByte(length[device]);
                writer.putBytes(ids, idOffset(device), length[device]);
            }
        }
    }

    /** Writes those whose session was stopped, whoever was stopped longest ago first. */
    void snapshotStopped(final SnapshotWriter writer) {
        writer.putInt(stopped);
        for (int device = first; device != NONE; device = later[device]) {
            writer.putInt(device);
            writer.putInt(subject[device]);
            writer.putLong(stoppedNs[device]);
        }
    }

    /** Takes the ids over. */
    void restore(final SnapshotReader reader) {
        final UnsafeBuffer id = new UnsafeBuffer(new byte[IdTable.MAX_ID_BYTES]);
        slots.restore(reader);
        for (int device = 0; device < slots.highWater(); device++) {
            if (slots.isUsed(device)) {
                final int idLength = reader.getByte();
                if (idLength == 0 || idLength > IdTable.MAX_ID_BYTES) {
                    throw new SnapshotException(
                            "at byte " + reader.position() + ": a device of " + idLength + " bytes");
                }
                reader.getBytes(id, 0, idLength);
                put(device, id, 0, idLength);
            }
        }
    }

    /** Takes those over whose session was stopped, after the sessions that are active. */
    void restoreStopped(final SnapshotReader reader, final int subjects) {
        for (int left = reader.getCount(length.length, "devices of sessions that are over"); left > 0; left--) {
            final int device = free(reader);
            final int ofSubject = reader.getCount(subjects - 1, "as a subject of a session that is over");
            leave(device, ofSubject, reader.getLong());
        }
    }

    /** The device that is next in a snapshot, which was not named before: in two sessions at once, lists of devices would run in a circle. */
    int free(final SnapshotReader reader) {
        final int device = reader.getCount(slots.highWater() - 1, "as a device of a session");
        if (!slots.isUsed(device) || session[device] != NONE || subject[device] != NONE) {
            throw new SnapshotException("at byte " + reader.position() + ": device " + device + " for the second time");
        }
        return device;
    }
}
