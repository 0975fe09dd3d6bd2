package io.tocsin.engine.store;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import org.agrona.BitUtil;

/** Gives dense indexes to 64-bit keys in the order of their first sight. Keys are never forgotten. */
public final class LongIndex {
    /** What look-ups answer for a key that is not here. */
    public static final int ABSENT = -1;

    private final int mask;
    /** Pairs of a key and its index + 1; 0 = free. A look-up that finds its key touches one cache line. */
    private final long[] table;

    /** By index. */
    private final long[] keys;

    private int size;

    /**
     * An empty index.
     *
     * @param capacity most keys it can hold, at least 1.
     */
    public LongIndex(final int capacity) {
        final int tableLength = BitUtil.findNextPositivePowerOfTwo(Math.max(8, capacity + capacity / 2));
        mask = 2 * tableLength - 1;
        table = new long[2 * tableLength];
        keys = new long[capacity];
    }

    /**
     * Looks a key up.
     *
     * @param key any value.
     * @return its index or {@link #ABSENT}.
     */
    public int find(final long key) {
        for (int i = slotOf(key); table[i + 1] != 0; i = (i + 2) & mask) {
            if (table[i] == key) {
                return (int) table[i + 1] - 1;
            }
        }
        return ABSENT;
    }

    /**
     * Looks a key up and adds it if it is new.
     *
     * @param key any value.
     * @return its index, or {@link #ABSENT} if it is new and the index is full.
     */
    public int intern(final long key) {
        final int found = find(key);
        if (found != ABSENT || size == keys.length) {
            return found;
        }
        int i = slotOf(key);
        while (table[i + 1] != 0) {
            i = (i + 2) & mask;
        }
        keys[size] = key;
        table[i] = key;
        table[i + 1] = ++size;
        return size - 1;
    }

    /**
     * The key of an index.
     *
     * @param index below {@link #size()}.
     * @return as it was interned.
     */
    public long key(final int index) {
        return keys[index];
    }

    /**
     * How many keys there are.
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
        return keys.length - size;
    }

    /**
     * Writes the keys in the order of their indexes.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putInt(size);
        for (int i = 0; i < size; i++) {
            writer.putLong(keys[i]);
        }
    }

    /**
     * Takes the keys over; the index must be empty.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final int count = reader.getCount(keys.length, "keys");
        for (int i = 0; i < count; i++) {
            intern(reader.getLong());
        }
    }

    private int slotOf(final long key) {
        return 2 * (int) StreamHash.mix(Long.BYTES, key) & mask;
    }
}
