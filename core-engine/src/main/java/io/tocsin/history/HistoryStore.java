package io.tocsin.history;

import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.monitoring.Subjects;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Readings of the last {@value #WINDOW_MINUTES} minutes by subject and parameter: those of the last {@value #FINE_WINDOW_MINUTES} minutes by the minute, the rest in
 * tens of minutes; of each stretch the lowest, the highest and the last, so that no extreme is lost. What it holds follows from the readings, in their order, and from
 * the time that it was told last; a time that runs back counts as the one before.
 *
 * <p>Everything lies in one pool of blocks. A subject takes one, and each parameter of it one for 21 minutes with readings of the fine tier, one for 21 tens of minutes of
 * the coarse one. If none is left, the subject is let go whose last reading is the oldest, with all that is held of it. One thread; allocates only what the pool
 * grows by.
 *
 * <p>A subject's block: int free, ints the subjects read before and after it, byte kind, byte length, 36 bytes id, int hash, int minute of the last reading; from byte 64
 * on two records of tiers for each parameter, together 384 bytes; from byte 448 on, in two bytes for each, how accurate the last reading was.
 */
final class HistoryStore {
    /** How far back it reaches: 72 h. */
    static final int WINDOW_MINUTES = 4_320;

    /** How far back it knows every minute: 6 h. */
    static final int FINE_WINDOW_MINUTES = 360;

    /** Fewest blocks: what one subject can fill, and a few for the next. */
    static final int LEAST_BLOCKS = 2_048;

    static final int NONE = BlockPool.NONE;

    /** Of an index entry, for each block that the pool has, rounded up. */
    private static final int INDEX_BYTES = 8;

    private static final long NS_PER_MINUTE = 60_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    private static final int OLDER = 4;
    private static final int NEWER = 8;
    private static final int KIND = 12;
    private static final int LENGTH = 13;
    private static final int ID = 14;
    private static final int HASH = 52;
    private static final int LAST_MINUTE = 56;
    private static final int RECORDS = 64;
    private static final int ACCURACIES = 448;

    private final BlockPool pool;
    private final Tier fine;
    private final Tier coarse;
    /** Open addressing by hash: block + 1, 0 = free. */
    private final int[] index;

    private int oldest = NONE;
    private int newest = NONE;
    private int subjects;
    private long letGo;
    private long nowNs;

    /** @param blocks of the pool, at least {@link #LEAST_BLOCKS}. */
    HistoryStore(final int blocks) {
        pool = new BlockPool(blocks);
        fine = new Tier(pool, 1);
        coarse = new Tier(pool, 10);
        // A subject takes three blocks at least.
        index = new int[BitUtil.findNextPositivePowerOfTwo(blocks / 3 * 2)];
    }

    /** How many blocks fit into a number of bytes, index included. */
    static int blocksIn(final long bytes) {
        return (int) Math.min(1 << 28, bytes / (BlockPool.BLOCK_BYTES + INDEX_BYTES));
    }

    /** Time moves on. */
    void now(final long timestampNs) {
        nowNs = Math.max(nowNs, timestampNs);
    }

    /** The latest time it was told. */
    long nowNs() {
        return nowNs;
    }

    /** Subjects that are held. */
    int subjects() {
        return subjects;
    }

    /** Subjects that were let go because the pool was full. */
    long letGo() {
        return letGo;
    }

    long usedBytes() {
        return (long) pool.used() * BlockPool.BLOCK_BYTES;
    }

    long capacityBytes() {
        return (long) pool.capacity() * BlockPool.BLOCK_BYTES;
    }

    /**
     * Readings of a subject begin.
     *
     * @param kind   letter of the engine's name for it.
     * @param length of the id, 1 to 36.
     * @return what {@link #add} asks for, until the next call of this.
     */
    int subject(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        final int hash = hash(kind, buffer, offset, length);
        final int minute = minute();
        dropSilent(minute);
        int subject = find(hash, kind, buffer, offset, length);
        if (subject == NONE) {
            subject = begin(hash, kind, buffer, offset, length);
        } else {
            unlink(subject);
            if (coarse.startOf(lastMinute(subject)) != coarse.startOf(minute)) {
                dropOld(subject, minute);
            }
        }
        linkNewest(subject);
        pool.memory(subject).putInt(BlockPool.at(subject) + LAST_MINUTE, minute);
        return subject;
    }

    /** One reading, of now; how accurate it is, hundredths, or the null value of the message. */
    void add(final int subject, final int parameter, final int value, final int accuracy) {
        pool.memory(subject).putShort(accuracyAt(subject, parameter), (short) accuracy);
        add(fine, subject, record(subject, parameter, 0), value);
        add(coarse, subject, record(subject, parameter, Tier.RECORD_BYTES), value);
    }

    /** Gives every bucket of the window, in order; nothing if the subject is not held, or of what is no vital sign. */
    void read(
            final byte kind,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int parameter,
            final Tier.Visitor visitor) {
        final int subject = find(hash(kind, buffer, offset, length), kind, buffer, offset, length);
        if (subject == NONE || parameter >= Subjects.PARAMETERS) {
            return;
        }
        final int minute = minute();
        final UnsafeBuffer memory = pool.memory(subject);
        final int boundary = fineFrom(minute);
        coarse.read(memory, record(subject, parameter, Tier.RECORD_BYTES), coarseFrom(minute), boundary, visitor);
        fine.read(memory, record(subject, parameter, 0), boundary, Integer.MAX_VALUE, visitor);
    }

    /** Gives the bucket of tens of minutes in which the parameter was read last; nothing if the subject is not held, or the parameter was not read. */
    void last(
            final byte kind,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int parameter,
            final Tier.Visitor visitor) {
        final int subject = find(hash(kind, buffer, offset, length), kind, buffer, offset, length);
        if (subject != NONE) {
            coarse.last(pool.memory(subject), record(subject, parameter, Tier.RECORD_BYTES), visitor);
        }
    }

    /** How accurate the reading was that {@link #last} gives, hundredths, or the null value of the message; that too if the subject is not held. */
    int lastAccuracy(
            final byte kind, final DirectBuffer buffer, final int offset, final int length, final int parameter) {
        final int subject = find(hash(kind, buffer, offset, length), kind, buffer, offset, length);
        return subject == NONE
                ? VitalsBatchDecoder.accuracyNullValue()
                : pool.memory(subject).getShort(accuracyAt(subject, parameter)) & 0xFFFF;
    }

    private static int accuracyAt(final int subject, final int parameter) {
        return BlockPool.at(subject) + ACCURACIES + parameter * Short.BYTES;
    }

    private void add(final Tier tier, final int subject, final int record, final int value) {
        final int minute = minute();
        final UnsafeBuffer memory = pool.memory(subject);
        if (!tier.hasRoom(memory, record, minute)) {
            tier.dropBefore(memory, record, tier == fine ? fineFrom(minute) : coarseFrom(minute));
            tier.extend(memory, record, takeBlock());
        }
        tier.add(memory, record, minute, (int) (nowNs % NS_PER_MINUTE / NS_PER_MS), value);
    }

    private int begin(final int hash, final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        final int subject = takeBlock();
        final UnsafeBuffer memory = pool.memory(subject);
        final int at = BlockPool.at(subject);
        memory.putByte(at + KIND, kind);
        memory.putByte(at + LENGTH, (byte) length);
        memory.putBytes(at + ID, buffer, offset, length);
        memory.putInt(at + HASH, hash);
        for (int record = 0; record < 2 * Subjects.PARAMETERS; record++) {
            Tier.clear(memory, at + RECORDS + record * Tier.RECORD_BYTES);
        }
        int place = hash & index.length - 1;
        while (index[place] != 0) {
            place = place + 1 & index.length - 1;
        }
        index[place] = subject + 1;
        subjects++;
        return subject;
    }

    /** A block; for its sake the subject that was read the longest time ago goes. The one that is being read is the newest, or not linked. */
    private int takeBlock() {
        int block = pool.take();
        while (block == NONE) {
            letGo++;
            release(oldest);
            block = pool.take();
        }
        return block;
    }

    /** Subjects of which nothing was read for as long as the window goes back. */
    private void dropSilent(final int minute) {
        while (oldest != NONE && lastMinute(oldest) < coarseFrom(minute)) {
            release(oldest);
        }
    }

    private void dropOld(final int subject, final int minute) {
        final UnsafeBuffer memory = pool.memory(subject);
        for (int parameter = 0; parameter < Subjects.PARAMETERS; parameter++) {
            fine.dropBefore(memory, record(subject, parameter, 0), fineFrom(minute));
            coarse.dropBefore(memory, record(subject, parameter, Tier.RECORD_BYTES), coarseFrom(minute));
        }
    }

    private void release(final int subject) {
        final UnsafeBuffer memory = pool.memory(subject);
        for (int parameter = 0; parameter < Subjects.PARAMETERS; parameter++) {
            fine.release(memory, record(subject, parameter, 0));
            coarse.release(memory, record(subject, parameter, Tier.RECORD_BYTES));
        }
        unlink(subject);
        removeFromIndex(subject);
        pool.give(subject);
        subjects--;
    }

    private int find(final int hash, final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        int place = hash & index.length - 1;
        while (index[place] != 0) {
            final int subject = index[place] - 1;
            if (hashOf(subject) == hash && isNamed(subject, kind, buffer, offset, length)) {
                return subject;
            }
            place = place + 1 & index.length - 1;
        }
        return NONE;
    }

    private boolean isNamed(
            final int subject, final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        final UnsafeBuffer memory = pool.memory(subject);
        final int at = BlockPool.at(subject);
        if (memory.getByte(at + KIND) != kind || memory.getByte(at + LENGTH) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (memory.getByte(at + ID + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Takes an entry out and moves those up that stand behind their place because of it. */
    private void removeFromIndex(final int subject) {
        final int mask = index.length - 1;
        int free = hashOf(subject) & mask;
        while (index[free] != subject + 1) {
            free = free + 1 & mask;
        }
        index[free] = 0;
        for (int place = free + 1 & mask; index[place] != 0; place = place + 1 & mask) {
            final int wanted = hashOf(index[place] - 1) & mask;
            if ((place - wanted & mask) >= (place - free & mask)) {
                index[free] = index[place];
                index[place] = 0;
                free = place;
            }
        }
    }

    private void unlink(final int subject) {
        final int older = pool.memory(subject).getInt(BlockPool.at(subject) + OLDER);
        final int newer = pool.memory(subject).getInt(BlockPool.at(subject) + NEWER);
        if (older == NONE) {
            oldest = newer;
        } else {
            pool.memory(older).putInt(BlockPool.at(older) + NEWER, newer);
        }
        if (newer == NONE) {
            newest = older;
        } else {
            pool.memory(newer).putInt(BlockPool.at(newer) + OLDER, older);
        }
    }

    private void linkNewest(final int subject) {
        pool.memory(subject).putInt(BlockPool.at(subject) + OLDER, newest);
        pool.memory(subject).putInt(BlockPool.at(subject) + NEWER, NONE);
        if (newest == NONE) {
            oldest = subject;
        } else {
            pool.memory(newest).putInt(BlockPool.at(newest) + NEWER, subject);
        }
        newest = subject;
    }

    private int minute() {
        return (int) (nowNs / NS_PER_MINUTE);
    }

    private int fineFrom(final int minute) {
        return coarse.startOf(Math.max(0, minute - FINE_WINDOW_MINUTES));
    }

    private int coarseFrom(final int minute) {
        return coarse.startOf(Math.max(0, minute - WINDOW_MINUTES));
    }

    private int lastMinute(final int subject) {
        return pool.memory(subject).getInt(BlockPool.at(subject) + LAST_MINUTE);
    }

    private int hashOf(final int subject) {
        return pool.memory(subject).getInt(BlockPool.at(subject) + HASH);
    }

    private static int record(final int subject, final int parameter, final int tier) {
        return BlockPool.at(subject) + RECORDS + parameter * 2 * Tier.RECORD_BYTES + tier;
    }

    private static int hash(final byte kind, final DirectBuffer buffer, final int offset, final int length) {
        int hash = kind;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + buffer.getByte(offset + i);
        }
        // Spreads what ends in a number over all places.
        hash *= 0x9e3779b9;
        return hash ^ hash >>> 15;
    }
}
