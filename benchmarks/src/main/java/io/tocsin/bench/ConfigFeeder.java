package io.tocsin.bench;

import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends configurations: entries are written one at a time to {@link #entry()} and gathered to parts of one ring slot. */
final class ConfigFeeder {
    private static final int PART_BYTES = 900;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final CommandFeed feed;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer part = new UnsafeBuffer(new byte[PART_BYTES]);
    private final UnsafeBuffer entry = new UnsafeBuffer(new byte[PART_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long configId;
    private long hash;
    private int used;
    private int parts;
    private int entries;

    ConfigFeeder(final CommandFeed feed) {
        this.feed = feed;
    }

    void begin() {
        configId++;
        hash = FNV_OFFSET;
        parts = 0;
        entries = 0;
        message.setMemory(0, message.capacity(), (byte) 0);
        send(new ConfigBeginEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .configId(configId)
                .limit());
    }

    /** Where the next entry is written, at 0, with its header. */
    MutableDirectBuffer entry() {
        return entry;
    }

    /** Takes the entry that was written. */
    void add(final int length) {
        if (used + Short.BYTES + length > PART_BYTES) {
            flush();
        }
        part.putShort(used, (short) length, ByteOrder.LITTLE_ENDIAN);
        part.putBytes(used + Short.BYTES, entry, 0, length);
        used += Short.BYTES + length;
        entries++;
    }

    /** Answers the hash that the engine must hold afterwards. */
    long commit() {
        flush();
        message.setMemory(0, message.capacity(), (byte) 0);
        send(new ConfigCommitEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .configId(configId)
                .entryCount(entries)
                .contentHash(hash)
                .limit());
        return hash;
    }

    private void flush() {
        for (int i = 0; i < used; i++) {
            hash = (hash ^ (part.getByte(i) & 0xFF)) * FNV_PRIME;
        }
        message.setMemory(0, message.capacity(), (byte) 0);
        send(new ConfigPartEncoder()
                .wrapAndApplyHeader(message, 0, header)
                .configId(configId)
                .partNumber(parts++)
                .putEntries(part, 0, used)
                .limit());
        used = 0;
    }

    private void send(final int limit) {
        feed.feed(message, 0, limit);
    }
}
