package io.tocsin.engine.store;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Interns opaque ids of at most 36 bytes, with an optional byte in front that says what kind of thing they name, to dense indexes in the order of their first
 * sight. Ids are never forgotten. A look-up touches one word of the hash table and one cache line.
 */
public final class IdTable {
    /** Longest id in bytes, without the kind. */
    public static final int MAX_ID_BYTES = 36;

    /** What look-ups answer for an id that is not here. */
    public static final int ABSENT = -1;

    private static final int KEY_BYTES = 40;
    /** One cache line a slot: a look-up that finds its id touches one of them, not two every other time. */
    private static final int SLOT_BYTES = CacheLines.BYTES;

    private final int capacity;
    private final int mask;
    /** High half: hash. Low half: index + 1; 0 = free. */
    private final long[] table;

    private final UnsafeBuffer slots;
    private final UnsafeBuffer key = new UnsafeBuffer(new byte[KEY_BYTES]);
    private int size;

    /**
     * An empty table.
     *
     * @param capacity most ids it can hold, at least 1.
     */
    public IdTable(final int capacity) {
        this.capacity = capacity;
        final int tableLength = BitUtil.findNextPositivePowerOfTwo(Math.max(8, capacity + capacity / 2));
        this.mask = tableLength - 1;
        this.table = new long[tableLength];
        this.slots = CacheLines.allocate(Math.multiplyExact(capacity, SLOT_BYTES));
    }

    /**
     * Looks an id up.
     *
     * @param kind   byte in front of the id; 0 = none.
     * @param buffer holds the id.
     * @param offset of its first byte.
     * @param length 0 to 36.
     * @return its index or {@link #ABSENT}.
     */
    public int find(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        return find(prepare(kind, buffer, offset, length));
    }

    /**
     * Looks an id up and interns it if it is new.
     *
     * @param kind   byte in front of the id; 0 = none.
     * @param buffer holds the id.
     * @param offset of its first byte.
     * @param length 1 to 36.
     * @return its index, or {@link #ABSENT} if it is new and the table is full. It is new if it equals the {@link #size()} from before.
     */
    public int intern(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        final long hash = prepare(kind, buffer, offset, length);
        final int found = find(hash);
        if (found != ABSENT || size == capacity) {
            return found;
        }
        slots.putBytes(size * SLOT_BYTES, key, 0, KEY_BYTES);
        insert(hash, size);
        return size++;
    }

    /**
     * How many ids are interned.
     *
     * @return indexes are below it.
     */
    public int size() {
        return size;
    }

    /**
     * How many more fit.
     *
     * @return 0 when full.
     */
    public int free() {
        return capacity - size;
    }

    /**
     * The bytes of all ids; see {@link #idOffset} and {@link #idLength}.
     *
     * @return read-only by contract.
     */
    public DirectBuffer bytes() {
        return slots;
    }

    /**
     * Where an id starts, its kind included.
     *
     * @param index of the id.
     * @return offset in {@link #bytes()}.
     */
    public int idOffset(final int index) {
        return index * SLOT_BYTES + 1;
    }

    /**
     * How long an id is, its kind included.
     *
     * @param index of the id.
     * @return bytes.
     */
    public int idLength(final int index) {
        return slots.getByte(index * SLOT_BYTES);
    }

    /** Forgets everything. Only for tables that hold nothing others refer to. */
    public void clear() {
        if (size > 0) {
            Arrays.fill(table, 0);
            size = 0;
        }
    }

    /**
     * Writes the ids in the order of their indexes.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putInt(size);
        for (int i = 0; i < size; i++) {
            final int length = idLength(i);
            writer.putByte(length);
            writer.putBytes(slots, idOffset(i), length);
        }
    }

    /**
     * Takes the ids over; the table must be empty.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final int count = reader.getCount(capacity, "ids");
        for (int i = 0; i < count; i++) {
            final int slot = i * SLOT_BYTES;
            final int length = reader.getByte();
            slots.putByte(slot, (byte) length);
            reader.getBytes(slots, slot + 1, Math.min(length, KEY_BYTES - 1));
            key.putBytes(0, slots, slot, KEY_BYTES);
            insert(hashOfKey(), i);
            size++;
        }
    }

    private long prepare(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        // The whole slot is compared and hashed, so that the loop has no remainder; what an earlier key left behind is
        // wiped first.
        key.putLong(0, 0);
        key.putLong(8, 0);
        key.putLong(16, 0);
        key.putLong(24, 0);
        key.putLong(32, 0);
        if (kind == 0) {
            key.putByte(0, (byte) length);
            key.putBytes(1, buffer, offset, length);
        } else {
            key.putByte(0, (byte) (length + 1));
            key.putByte(1, kind);
            key.putBytes(2, buffer, offset, length);
        }
        return hashOfKey();
    }

    private long hashOfKey() {
        long hash = StreamHash.mix(KEY_BYTES, key.getLong(0));
        hash = StreamHash.mix(hash, key.getLong(8));
        if (key.getByte(0) > 15) {
            hash = StreamHash.mix(hash, key.getLong(16));
            hash = StreamHash.mix(hash, key.getLong(24));
            hash = StreamHash.mix(hash, key.getLong(32));
        }
        return hash;
    }

    private int find(final long hash) {
        final int tag = (int) (hash >>> 32);
        for (int i = (int) hash & mask; table[i] != 0; i = (i + 1) & mask) {
            if ((int) (table[i] >>> 32) == tag) {
                final int index = (int) table[i] - 1;
                if (equalsKey(index * SLOT_BYTES)) {
                    return index;
                }
            }
        }
        return ABSENT;
    }

    private boolean equalsKey(final int slot) {
        return slots.getLong(slot) == key.getLong(0)
                && slots.getLong(slot + 8) == key.getLong(8)
                && slots.getLong(slot + 16) == key.getLong(16)
                && slots.getLong(slot + 24) == key.getLong(24)
                && slots.getLong(slot + 32) == key.getLong(32);
    }

    private void insert(final long hash, final int index) {
        int i = (int) hash & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = (hash & 0xFFFFFFFF00000000L) | (index + 1);
    }
}
