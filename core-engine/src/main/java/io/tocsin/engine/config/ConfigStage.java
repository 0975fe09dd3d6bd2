package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The configuration between its begin and its commit, or between that and its confirmation: the bytes of its entries, in order. One at a time. */
final class ConfigStage {
    private static final int SECTION_ID = 50;
    private static final int SECTION_VERSION = 2;
    private static final int EMPTY = 0;
    /** Takes parts. */
    private static final int OPEN = 1;
    /** Whole: takes no more, and waits. */
    private static final int HELD = 2;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int CHUNK_BYTES = 1024;

    private final UnsafeBuffer entries;
    private int state = EMPTY;
    private long configId;
    private int nextPart;
    private int used;
    private long hash = FNV_OFFSET;
    private int cursor;
    private int entryLength;

    ConfigStage(final int configBytes) {
        entries = new UnsafeBuffer(new byte[configBytes]);
    }

    void begin(final long id) {
        state = OPEN;
        configId = id;
        nextPart = 0;
        used = 0;
        hash = FNV_OFFSET;
    }

    void forget() {
        state = EMPTY;
        used = 0;
    }

    /** It is whole. */
    void hold() {
        state = HELD;
    }

    boolean isHeld() {
        return state == HELD;
    }

    boolean isOpen(final long id) {
        return state == OPEN && configId == id;
    }

    long configId() {
        return configId;
    }

    ConfigRefusal append(
            final long id, final long partNumber, final DirectBuffer buffer, final int offset, final int length) {
        if (!isOpen(id)) {
            return ConfigRefusal.NOT_BEGUN;
        }
        if (partNumber != nextPart) {
            return ConfigRefusal.OUT_OF_ORDER;
        }
        if (length > entries.capacity() - used) {
            return ConfigRefusal.TOO_LARGE;
        }
        entries.putBytes(used, buffer, offset, length);
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (buffer.getByte(offset + i) & 0xFF)) * FNV_PRIME;
        }
        used += length;
        nextPart++;
        return ConfigRefusal.NONE;
    }

    long hash() {
        return hash;
    }

    /** Goes back to the first entry. */
    void rewind() {
        cursor = 0;
    }

    boolean hasNext() {
        return cursor < used;
    }

    /** Moves to the next entry; false if its length runs past the end. */
    boolean next() {
        if (used - cursor < Short.BYTES) {
            return false;
        }
        entryLength = entries.getShort(cursor, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        cursor += Short.BYTES;
        if (entryLength > used - cursor) {
            return false;
        }
        cursor += entryLength;
        return true;
    }

    DirectBuffer bytes() {
        return entries;
    }

    int entryOffset() {
        return cursor - entryLength;
    }

    int entryLength() {
        return entryLength;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(state);
        if (state != EMPTY) {
            writer.putLong(configId);
            writer.putInt(nextPart);
            writer.putLong(hash);
            writer.putInt(used);
            for (int i = 0; i < used; i += CHUNK_BYTES) {
                writer.putBytes(entries, i, Math.min(CHUNK_BYTES, used - i));
            }
        }
    }

    void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        state = reader.getCount(HELD, "state of a configuration");
        if (state != EMPTY) {
            configId = reader.getLong();
            nextPart = reader.getInt();
            hash = reader.getLong();
            used = reader.getCount(entries.capacity(), "bytes of configuration");
            for (int i = 0; i < used; i += CHUNK_BYTES) {
                reader.getBytes(entries, i, Math.min(CHUNK_BYTES, used - i));
            }
        }
    }
}
