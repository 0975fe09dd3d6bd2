package io.tocsin.history;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Readings of one parameter of one subject in buckets of one width, the oldest first, as a chain of blocks. A bucket holds the lowest, the highest and the last value
 * that fell into it, when the last came and how many there were; a width without a reading has no bucket. Where a chain begins and ends stands in a record of the
 * subject's block.
 *
 * <p>A block: int next block, int unused, {@value #PER_BLOCK} buckets of {@value #BUCKET_BYTES} bytes: int start in minutes since 1970, int lowest, int highest, int
 * last, int milliseconds from the start to the last, int count. A record: int first block, int last block, byte first bucket in the one, byte behind the last bucket in
 * the other.
 */
final class Tier {
    /** Bytes of a record. */
    static final int RECORD_BYTES = 12;

    static final int PER_BLOCK = 21;
    static final int BUCKET_BYTES = 24;

    static final int START = 0;
    static final int LOWEST = 4;
    static final int HIGHEST = 8;
    static final int LAST = 12;
    static final int LAST_MS = 16;
    static final int COUNT = 20;

    private static final int NEXT = 0;
    private static final int BUCKETS = 8;
    private static final int HEAD = 0;
    private static final int TAIL = 4;
    private static final int FROM = 8;
    private static final int TO = 9;

    private final BlockPool pool;
    private final int minutes;

    /** @param minutes width of a bucket; buckets start at multiples of it. */
    Tier(final BlockPool pool, final int minutes) {
        this.pool = pool;
        this.minutes = minutes;
    }

    int minutes() {
        return minutes;
    }

    /** Where the bucket of a minute starts. */
    int startOf(final int minute) {
        return minute - minute % minutes;
    }

    /** Begins an empty chain. */
    static void clear(final UnsafeBuffer memory, final int record) {
        memory.putInt(record + HEAD, BlockPool.NONE);
        memory.putInt(record + TAIL, BlockPool.NONE);
    }

    /** Whether a reading of this minute finds its bucket, or room for one, in the blocks that are there. */
    boolean hasRoom(final UnsafeBuffer memory, final int record, final int minute) {
        return memory.getInt(record + TAIL) != BlockPool.NONE
                && (memory.getByte(record + TO) < PER_BLOCK || isOfLast(memory, record, startOf(minute)));
    }

    /** Appends a block, which makes room. */
    void extend(final UnsafeBuffer memory, final int record, final int block) {
        final int tail = memory.getInt(record + TAIL);
        pool.memory(block).putInt(BlockPool.at(block) + NEXT, BlockPool.NONE);
        if (tail == BlockPool.NONE) {
            memory.putInt(record + HEAD, block);
            memory.putByte(record + FROM, (byte) 0);
        } else {
            pool.memory(tail).putInt(BlockPool.at(tail) + NEXT, block);
        }
        memory.putInt(record + TAIL, block);
        memory.putByte(record + TO, (byte) 0);
    }

    /**
     * Adds a reading, for which there is room.
     *
     * @param minute not before that of the reading before.
     * @param ms     in the minute.
     */
    void add(final UnsafeBuffer memory, final int record, final int minute, final int ms, final int value) {
        final int start = startOf(minute);
        final int lastMs = (minute - start) * 60_000 + ms;
        final int tail = memory.getInt(record + TAIL);
        final UnsafeBuffer block = pool.memory(tail);
        if (isOfLast(memory, record, start)) {
            final int bucket = bucket(tail, memory.getByte(record + TO) - 1);
            block.putInt(bucket + LOWEST, Math.min(block.getInt(bucket + LOWEST), value));
            block.putInt(bucket + HIGHEST, Math.max(block.getInt(bucket + HIGHEST), value));
            block.putInt(bucket + LAST, value);
            block.putInt(bucket + LAST_MS, lastMs);
            block.putInt(bucket + COUNT, block.getInt(bucket + COUNT) + 1);
            return;
        }
        final byte to = memory.getByte(record + TO);
        final int bucket = bucket(tail, to);
        block.putInt(bucket + START, start);
        block.putInt(bucket + LOWEST, value);
        block.putInt(bucket + HIGHEST, value);
        block.putInt(bucket + LAST, value);
        block.putInt(bucket + LAST_MS, lastMs);
        block.putInt(bucket + COUNT, 1);
        memory.putByte(record + TO, (byte) (to + 1));
    }

    /** Lets buckets go that start before a minute, and the blocks that only held such. */
    void dropBefore(final UnsafeBuffer memory, final int record, final int minute) {
        int head = memory.getInt(record + HEAD);
        while (head != BlockPool.NONE) {
            final int tail = memory.getInt(record + TAIL);
            final int to = head == tail ? memory.getByte(record + TO) : PER_BLOCK;
            int from = memory.getByte(record + FROM);
            while (from < to && pool.memory(head).getInt(bucket(head, from) + START) < minute) {
                from++;
            }
            if (from < to) {
                memory.putByte(record + FROM, (byte) from);
                return;
            }
            final int next = next(head);
            pool.give(head);
            memory.putInt(record + HEAD, next);
            memory.putByte(record + FROM, (byte) 0);
            if (next == BlockPool.NONE) {
                memory.putInt(record + TAIL, BlockPool.NONE);
            }
            head = next;
        }
    }

    /** Gives every block back. */
    void release(final UnsafeBuffer memory, final int record) {
        int block = memory.getInt(record + HEAD);
        while (block != BlockPool.NONE) {
            final int next = next(block);
            pool.give(block);
            block = next;
        }
        clear(memory, record);
    }

    /** Gives every bucket that starts from a minute on and before another, in order. */
    void read(
            final UnsafeBuffer memory,
            final int record,
            final int fromMinute,
            final int toMinute,
            final Visitor visitor) {
        final int tail = memory.getInt(record + TAIL);
        int from = memory.getByte(record + FROM);
        for (int block = memory.getInt(record + HEAD); block != BlockPool.NONE; block = next(block)) {
            final int to = block == tail ? memory.getByte(record + TO) : PER_BLOCK;
            for (int i = from; i < to; i++) {
                final int bucket = bucket(block, i);
                final int start = pool.memory(block).getInt(bucket + START);
                if (start >= fromMinute && start < toMinute) {
                    visitor.onBucket(this, pool.memory(block), bucket);
                }
            }
            from = 0;
        }
    }

    /** Gives the last bucket, if there is any. */
    void last(final UnsafeBuffer memory, final int record, final Visitor visitor) {
        final int tail = memory.getInt(record + TAIL);
        if (tail != BlockPool.NONE) {
            visitor.onBucket(this, pool.memory(tail), bucket(tail, memory.getByte(record + TO) - 1));
        }
    }

    private boolean isOfLast(final UnsafeBuffer memory, final int record, final int start) {
        final int tail = memory.getInt(record + TAIL);
        final int to = memory.getByte(record + TO);
        return to > 0 && pool.memory(tail).getInt(bucket(tail, to - 1) + START) == start;
    }

    private int next(final int block) {
        return pool.memory(block).getInt(BlockPool.at(block) + NEXT);
    }

    private static int bucket(final int block, final int index) {
        return BlockPool.at(block) + BUCKETS + index * BUCKET_BYTES;
    }

    /** Is given buckets. */
    @FunctionalInterface
    interface Visitor {
        void onBucket(Tier tier, UnsafeBuffer memory, int bucket);
    }
}
