package io.tocsin.engine.store;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Interns opaque ids of at most 36 bytes, with an optional byte in front that says what kind of thing they name, to dense indexes in the order of their first
 * sight. Ids are never forgotten.
 *
 * <p>Every id lies in a record of its own, one cache line or more, and whoever owns the table keeps what it knows of the named thing in the same record. The
 * record's place follows from the hash of the id, so a look-up waits for memory once: for the line that holds the id and what is asked of it most. Which place
 * is taken is told by a byte of the hash per place, small enough to stay in the cache.
 */
public final class IdTable {
    /** Longest id in bytes, without the kind. */
    public static final int MAX_ID_BYTES = 36;

    /** What look-ups answer for an id that is not here. */
    public static final int ABSENT = -1;

    /** Bytes at the start of a record that are the table's own; those behind them are the owner's, zero at first. */
    public static final int OWN_BYTES = 42;

    /** Where a record holds the index of its id: read-only, for who reads ahead; 0 where there is no id. */
    public static final int INDEX = 38;

    private static final int LENGTH = 0;
    private static final int ID = 1;
    private static final int LONGEST = MAX_ID_BYTES + 1;
    /** Longest id, its kind included, of which two words say everything. */
    private static final int SHORT = 2 * Long.BYTES;

    private static final int WORD = Long.BYTES;
    private static final long EVERY_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    // The golden ratio, odd: spreads the first word over the hash before the second joins it.
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final int capacity;
    private final int places;
    private final int recordBytes;
    private final UnsafeBuffer records;
    /** By place: 0 = free, else seven bits of the hash and the high bit. The first ones again at the end, so that eight can be read from any place. */
    private final UnsafeBuffer tags;
    /** By index. */
    private final int[] recordOf;

    private int size;

    // The record that was found last: most questions that follow are about it.
    private int foundIndex = ABSENT;
    private int foundRecord;
    // The id that is looked up, its kind in front, in words of eight bytes.
    private int length;
    private long word0;
    private long word1;
    private long word2;
    private long word3;
    private long word4;

    /**
     * An empty table whose records hold nothing but ids.
     *
     * @param capacity most ids it can hold, at least 1.
     */
    public IdTable(final int capacity) {
        this(capacity, CacheLines.BYTES);
    }

    /**
     * An empty table.
     *
     * @param capacity    most ids it can hold, at least 1.
     * @param recordBytes of a record, a multiple of a cache line.
     */
    public IdTable(final int capacity, final int recordBytes) {
        this.capacity = capacity;
        this.recordBytes = recordBytes;
        // A quarter stays free, so that a free place, where look-ups end, is near.
        places = Math.max(2 * WORD, Math.addExact(capacity, capacity / 3 + 1));
        records = CacheLines.allocate(Math.multiplyExact(places, recordBytes));
        tags = new UnsafeBuffer(new byte[places + WORD]);
        recordOf = new int[capacity];
    }

    /**
     * Looks an id up.
     *
     * @param kind     byte in front of the id; 0 = none.
     * @param buffer   holds the id.
     * @param offset   of its first byte.
     * @param idLength 0 to 36.
     * @return its index or {@link #ABSENT}.
     */
    public int find(final byte kind, final DirectBuffer buffer, final int offset, final int idLength) {
        prepare(kind, buffer, offset, idLength);
        return find(hash());
    }

    /**
     * Looks an id up and interns it if it is new.
     *
     * @param kind     byte in front of the id; 0 = none.
     * @param buffer   holds the id.
     * @param offset   of its first byte.
     * @param idLength 1 to 36.
     * @return its index, or {@link #ABSENT} if it is new and the table is full. It is new if it equals the {@link #size()} from before.
     */
    public int intern(final byte kind, final DirectBuffer buffer, final int offset, final int idLength) {
        prepare(kind, buffer, offset, idLength);
        final long hash = hash();
        final int found = find(hash);
        if (found == ABSENT && size < capacity) {
            insert(hash);
            return size++;
        }
        return found;
    }

    /**
     * Where a look-up of an id will read first, if the id is here. Reads no record: what it answers can be read ahead. Changes nothing.
     *
     * @param kind     byte in front of the id; 0 = none.
     * @param buffer   holds the id.
     * @param offset   of its first byte.
     * @param idLength 0 to 36.
     * @return offset in {@link #records()} of some record, most likely the id's; without an equal tag one that is eight places on.
     */
    public int likelyRecord(final byte kind, final DirectBuffer buffer, final int offset, final int idLength) {
        prepare(kind, buffer, offset, idLength);
        final long hash = hash();
        final int place = homeOf(hash);
        final long differing = tags.getLong(place, ByteOrder.LITTLE_ENDIAN) ^ (tagOf(hash) * EVERY_BYTE);
        final long equal = (differing - EVERY_BYTE) & ~differing & HIGH_BITS;
        return wrapped(place + (Long.numberOfTrailingZeros(equal) >>> 3)) * recordBytes;
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
     * All records; see {@link #record}, {@link #idOffset} and {@link #idLength}.
     *
     * @return the live bytes; the first {@link #OWN_BYTES} of a record are read-only by contract.
     */
    public UnsafeBuffer records() {
        return records;
    }

    /**
     * Where the record of an id starts. It never moves.
     *
     * @param index of the id.
     * @return offset in {@link #records()}.
     */
    public int record(final int index) {
        return index == foundIndex ? foundRecord : recordOf[index];
    }

    /**
     * Where an id starts, its kind included.
     *
     * @param index of the id.
     * @return offset in {@link #records()}.
     */
    public int idOffset(final int index) {
        return record(index) + ID;
    }

    /**
     * How long an id is, its kind included.
     *
     * @param index of the id.
     * @return bytes.
     */
    public int idLength(final int index) {
        return records.getByte(record(index) + LENGTH);
    }

    /** Forgets everything. Only for tables that hold nothing others refer to, and whose records hold nothing but ids. */
    public void clear() {
        if (size > 0) {
            tags.setMemory(0, tags.capacity(), (byte) 0);
            size = 0;
            foundIndex = ABSENT;
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
            final int idLength = idLength(i);
            writer.putByte(idLength);
            writer.putBytes(records, idOffset(i), idLength);
        }
    }

    /**
     * Takes the ids over; the table must be empty.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final UnsafeBuffer id = new UnsafeBuffer(new byte[LONGEST]);
        final int count = reader.getCount(capacity, "ids");
        for (int i = 0; i < count; i++) {
            final int idLength = reader.getByte();
            if (idLength == 0 || idLength > LONGEST) {
                throw new SnapshotException("at byte " + reader.position() + ": an id of " + idLength + " bytes");
            }
            reader.getBytes(id, 0, idLength);
            prepare((byte) 0, id, 0, idLength);
            insert(hash());
            size++;
        }
    }

    /**
     * Writes whole records, ids included, as they lie in memory: for a table that is too large to be gone through record by record while everything waits. Their
     * places follow from the ids and the order of their first sight.
     *
     * @param writer of the snapshot.
     */
    public void snapshotRecords(final SnapshotWriter writer) {
        writer.putInt(size);
        int place = 0;
        int end = Tags.nextFree(tags, place, places);
        writer.putInt(end);
        while (place < places) {
            writer.putBytes(records, place * recordBytes, (end - place) * recordBytes);
            place = Tags.nextTaken(tags, end, places);
            end = Tags.nextFree(tags, place, places);
        }
    }

    /**
     * Takes whole records over; the table must be empty.
     *
     * @param reader of the snapshot.
     */
    public void restoreRecords(final SnapshotReader reader) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[recordBytes]);
        size = reader.getCount(capacity, "ids");
        final int first = reader.getCount(size, "records from the first place on");
        int place = -1;
        for (int i = 0; i < size; i++) {
            reader.getBytes(record, 0, recordBytes);
            final int idLength = record.getByte(LENGTH);
            final int index = record.getInt(INDEX);
            if (idLength < 1 || idLength > LONGEST || index < 0 || index >= size) {
                throw new SnapshotException("at byte " + reader.position() + ": no id, or of no index");
            }
            prepare((byte) 0, record, ID, idLength);
            final long hash = hash();
            // A record is at home, or right behind another; some from the first place on found none up to the last.
            place = i < first ? i : Math.max(homeOf(hash), place + 1);
            if (place >= places) {
                throw new SnapshotException("at byte " + reader.position() + ": no place for a record");
            }
            tag(place, tagOf(hash));
            records.putBytes(place * recordBytes, record, 0, recordBytes);
            recordOf[index] = place * recordBytes;
        }
    }

    private void prepare(final byte kind, final DirectBuffer buffer, final int offset, final int idLength) {
        word0 = Words.word(buffer, offset, idLength, 0);
        word1 = Words.word(buffer, offset, idLength, WORD);
        if (idLength >= SHORT) {
            word2 = Words.word(buffer, offset, idLength, 2 * WORD);
            word3 = Words.word(buffer, offset, idLength, 3 * WORD);
            word4 = Words.word(buffer, offset, idLength, 4 * WORD);
        }
        length = idLength;
        if (kind != 0) {
            putInFront(kind);
        }
    }

    private void putInFront(final byte kind) {
        if (length >= SHORT) {
            word4 = (word4 << Byte.SIZE) | (word3 >>> (Long.SIZE - Byte.SIZE));
            word3 = (word3 << Byte.SIZE) | (word2 >>> (Long.SIZE - Byte.SIZE));
            word2 = (word2 << Byte.SIZE) | (word1 >>> (Long.SIZE - Byte.SIZE));
        }
        word1 = (word1 << Byte.SIZE) | (word0 >>> (Long.SIZE - Byte.SIZE));
        word0 = (word0 << Byte.SIZE) | (kind & 0xFF);
        length++;
    }

    private long hash() {
        final long hash = StreamHash.mix(word0 * SPREAD + length, word1);
        return length <= SHORT ? hash : StreamHash.mix(StreamHash.mix(StreamHash.mix(hash, word2), word3), word4);
    }

    private int find(final long hash) {
        final long wanted = tagOf(hash) * EVERY_BYTE;
        int place = homeOf(hash);
        while (true) {
            final long group = tags.getLong(place, ByteOrder.LITTLE_ENDIAN);
            final long differing = group ^ wanted;
            // The high bit of every byte that is equal; now and then of one more after it, which the id itself tells.
            long equal = (differing - EVERY_BYTE) & ~differing & HIGH_BITS;
            while (equal != 0) {
                final int record = wrapped(place + (Long.numberOfTrailingZeros(equal) >>> 3)) * recordBytes;
                if (holdsId(record)) {
                    foundRecord = record;
                    foundIndex = records.getInt(record + INDEX);
                    return foundIndex;
                }
                equal &= equal - 1;
            }
            if ((~group & HIGH_BITS) != 0) {
                return ABSENT;
            }
            place = wrapped(place + WORD);
        }
    }

    private boolean holdsId(final int record) {
        return records.getLong(record + ID, ByteOrder.LITTLE_ENDIAN) == word0
                && records.getLong(record + ID + WORD, ByteOrder.LITTLE_ENDIAN) == word1
                && records.getByte(record + LENGTH) == length
                && (length <= SHORT || holdsRestOfId(record));
    }

    private boolean holdsRestOfId(final int record) {
        // The last five bytes with the three before them.
        final long last = records.getLong(record + INDEX - WORD, ByteOrder.LITTLE_ENDIAN);
        return records.getLong(record + ID + 2 * WORD, ByteOrder.LITTLE_ENDIAN) == word2
                && records.getLong(record + ID + 3 * WORD, ByteOrder.LITTLE_ENDIAN) == word3
                && last >>> (3 * Byte.SIZE) == word4;
    }

    private void insert(final long hash) {
        int place = homeOf(hash);
        while (tags.getByte(place) != 0) {
            place = wrapped(place + 1);
        }
        tag(place, tagOf(hash));
        final int record = place * recordBytes;
        final boolean isLong = length > SHORT;
        records.putByte(record + LENGTH, (byte) length);
        records.putLong(record + ID, word0, ByteOrder.LITTLE_ENDIAN);
        records.putLong(record + ID + WORD, word1, ByteOrder.LITTLE_ENDIAN);
        records.putLong(record + ID + 2 * WORD, isLong ? word2 : 0, ByteOrder.LITTLE_ENDIAN);
        records.putLong(record + ID + 3 * WORD, isLong ? word3 : 0, ByteOrder.LITTLE_ENDIAN);
        records.putInt(record + ID + 4 * WORD, isLong ? (int) word4 : 0, ByteOrder.LITTLE_ENDIAN);
        records.putByte(record + INDEX - 1, isLong ? (byte) (word4 >>> Integer.SIZE) : 0);
        records.putInt(record + INDEX, size);
        recordOf[size] = record;
        foundIndex = size;
        foundRecord = record;
    }

    private void tag(final int place, final long tag) {
        tags.putByte(place, (byte) tag);
        if (place < WORD) {
            tags.putByte(places + place, (byte) tag);
        }
    }

    private static long tagOf(final long hash) {
        return (hash & 0x7F) | 0x80;
    }

    /** Where a hash is at home: its upper half, scaled to the places. */
    private int homeOf(final long hash) {
        return (int) (((hash >>> Integer.SIZE) * places) >>> Integer.SIZE);
    }

    private int wrapped(final int place) {
        return place < places ? place : place - places;
    }
}
