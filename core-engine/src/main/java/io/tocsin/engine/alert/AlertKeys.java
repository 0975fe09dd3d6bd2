package io.tocsin.engine.alert;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds the open alert of a key. A key is (source, purpose, alertKey) for declared alerts, so that an exercise never stands in the way of an emergency, (subject, rule) for those the engine raises itself. Unlike ids keys leave with
 * their alert, so the table closes its gaps when one is removed.
 */
public final class AlertKeys {
    /** What look-ups answer for a key without an open alert. */
    public static final int ABSENT = -1;

    private static final int KEY_BYTES = 48;
    private static final int LENGTH_OFFSET = 8;
    private static final int TEXT_OFFSET = 9;
    private static final int PURPOSE_OFFSET = 47;
    /** In the place of a length: the key names a subject and a rule. */
    private static final byte OF_RULE = (byte) 0xFF;

    private final int mask;
    /** High half: hash. Low half: slot + 1; 0 = free. */
    private final long[] table;

    private final UnsafeBuffer keys;
    private final UnsafeBuffer key = new UnsafeBuffer(new byte[KEY_BYTES]);

    /**
     * No keys.
     *
     * @param capacity alerts.
     */
    AlertKeys(final int capacity) {
        final int tableLength = BitUtil.findNextPositivePowerOfTwo(Math.max(8, 2 * capacity));
        mask = tableLength - 1;
        table = new long[tableLength];
        keys = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, KEY_BYTES)]);
    }

    /**
     * The open alert that a source knows by a key.
     *
     * @param sourceId of the source.
     * @param purpose  of the command.
     * @param buffer   holds the key.
     * @param offset   of it.
     * @param length   1 to 36.
     * @return slot or {@link #ABSENT}.
     */
    public int find(
            final long sourceId, final int purpose, final DirectBuffer buffer, final int offset, final int length) {
        prepare(sourceId, purpose, (byte) length, buffer, offset, length);
        return find();
    }

    /**
     * The open alert of a rule.
     *
     * @param subject index.
     * @param rule    id; 0 = the score.
     * @return slot or {@link #ABSENT}.
     */
    public int findRule(final int subject, final int rule) {
        prepareRule(subject, rule);
        return find();
    }

    /**
     * Gives an alert the key of its source.
     *
     * @param slot     of the alert.
     * @param sourceId of the source.
     * @param purpose  of the command.
     * @param buffer   holds the key.
     * @param offset   of it.
     * @param length   1 to 36.
     */
    public void put(
            final int slot,
            final long sourceId,
            final int purpose,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        prepare(sourceId, purpose, (byte) length, buffer, offset, length);
        put(slot);
    }

    /**
     * Gives an alert the key of its rule.
     *
     * @param slot    of the alert.
     * @param subject index.
     * @param rule    id; 0 = the score.
     */
    public void putRule(final int slot, final int subject, final int rule) {
        prepareRule(subject, rule);
        put(slot);
    }

    /**
     * Takes an alert's key away.
     *
     * @param slot of the alert.
     */
    public void remove(final int slot) {
        int gap = (int) hash(keys, slot * KEY_BYTES) & mask;
        while ((int) table[gap] != slot + 1) {
            gap = (gap + 1) & mask;
        }
        // What follows moves into the gap if its home allows it, so that look-ups may stop at the first free place.
        for (int i = (gap + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
            final int home = (int) hash(keys, ((int) table[i] - 1) * KEY_BYTES) & mask;
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                table[gap] = table[i];
                gap = i;
            }
        }
        table[gap] = 0;
    }

    /**
     * The bytes of all keys; see {@link #textOffset} and {@link #textLength}.
     *
     * @return read-only by contract.
     */
    public DirectBuffer bytes() {
        return keys;
    }

    /**
     * Where the source's key of an alert starts.
     *
     * @param slot of the alert.
     * @return offset in {@link #bytes()}.
     */
    public int textOffset(final int slot) {
        return slot * KEY_BYTES + TEXT_OFFSET;
    }

    /**
     * How long the source's key of an alert is.
     *
     * @param slot of the alert.
     * @return bytes; 0 for alerts of the engine.
     */
    public int textLength(final int slot) {
        final byte length = keys.getByte(slot * KEY_BYTES + LENGTH_OFFSET);
        return length == OF_RULE ? 0 : length;
    }

    /**
     * Writes an alert's key.
     *
     * @param writer of the snapshot.
     * @param slot   of the alert.
     */
    void snapshot(final SnapshotWriter writer, final int slot) {
        final int length = textLength(slot);
        writer.putByte(length);
        if (length > 0) {
            writer.putBytes(keys, textOffset(slot), length);
        }
    }

    /**
     * Takes an alert's key over.
     *
     * @param reader   of the snapshot.
     * @param slot     of the alert.
     * @param sourceId of the alert.
     * @param purpose  of the alert.
     * @param subject  of the alert.
     * @param rule     of the alert.
     */
    void restore(
            final SnapshotReader reader,
            final int slot,
            final long sourceId,
            final int purpose,
            final int subject,
            final int rule) {
        final int length = Math.min(reader.getByte(), PURPOSE_OFFSET - TEXT_OFFSET);
        if (length == 0) {
            putRule(slot, subject, rule);
        } else {
            prepare(sourceId, purpose, (byte) length, key, 0, 0);
            reader.getBytes(key, TEXT_OFFSET, length);
            put(slot);
        }
    }

    private void prepareRule(final int subject, final int rule) {
        prepare(0, 0, OF_RULE, key, 0, 0);
        key.putInt(16, subject);
        key.putInt(20, rule);
    }

    private void prepare(
            final long sourceId,
            final int purpose,
            final byte length,
            final DirectBuffer buffer,
            final int offset,
            final int copied) {
        key.putLong(0, sourceId);
        key.putLong(8, 0);
        key.putLong(16, 0);
        key.putLong(24, 0);
        key.putLong(32, 0);
        key.putLong(40, 0);
        key.putByte(LENGTH_OFFSET, length);
        key.putByte(PURPOSE_OFFSET, (byte) purpose);
        key.putBytes(TEXT_OFFSET, buffer, offset, copied);
    }

    private static long hash(final DirectBuffer buffer, final int offset) {
        long hash = StreamHash.mix(buffer.getLong(offset), buffer.getLong(offset + 8));
        hash = StreamHash.mix(hash, buffer.getLong(offset + 16));
        hash = StreamHash.mix(hash, buffer.getLong(offset + 24));
        return StreamHash.mix(hash, buffer.getLong(offset + 32) + 31 * buffer.getLong(offset + 40));
    }

    private int find() {
        final long hash = hash(key, 0);
        final int tag = (int) (hash >>> 32);
        for (int i = (int) hash & mask; table[i] != 0; i = (i + 1) & mask) {
            if ((int) (table[i] >>> 32) == tag && equalsKey(((int) table[i] - 1) * KEY_BYTES)) {
                return (int) table[i] - 1;
            }
        }
        return ABSENT;
    }

    private boolean equalsKey(final int offset) {
        for (int i = 0; i < KEY_BYTES; i += Long.BYTES) {
            if (keys.getLong(offset + i) != key.getLong(i)) {
                return false;
            }
        }
        return true;
    }

    private void put(final int slot) {
        keys.putBytes(slot * KEY_BYTES, key, 0, KEY_BYTES);
        final long hash = hash(key, 0);
        int i = (int) hash & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = (hash & 0xFFFFFFFF00000000L) | (slot + 1);
    }
}
