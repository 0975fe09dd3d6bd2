package io.tocsin.engine.store;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps byte strings of different lengths in chains of 64-byte blocks, so that a short alert costs little and a long one fits. */
public final class ContentStore {
    /** Payload of one block. */
    public static final int BLOCK_BYTES = 64;

    /** Chain of an empty string. */
    public static final int NONE = -1;

    private final UnsafeBuffer blocks;
    private final int[] next;
    private final SlotPool pool;

    /**
     * An empty store.
     *
     * @param capacity blocks.
     */
    public ContentStore(final int capacity) {
        blocks = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, BLOCK_BYTES)]);
        next = new int[capacity];
        pool = new SlotPool(capacity);
    }

    /**
     * Blocks that a string takes.
     *
     * @param length in bytes.
     * @return blocks.
     */
    public static int blocksFor(final int length) {
        return (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /**
     * Free blocks.
     *
     * @return how many.
     */
    public int free() {
        return pool.free();
    }

    /**
     * All blocks.
     *
     * @return how many.
     */
    public int capacity() {
        return pool.capacity();
    }

    /**
     * Stores a string; the caller has checked that {@link #blocksFor} are free.
     *
     * @param buffer holds it.
     * @param offset of its first byte.
     * @param length in bytes.
     * @return the head of its chain, {@link #NONE} for an empty one.
     */
    public int put(final DirectBuffer buffer, final int offset, final int length) {
        int head = NONE;
        // From the last block to the first, so that each knows its successor.
        for (int i = blocksFor(length) - 1; i >= 0; i--) {
            final int block = pool.take();
            final int start = i * BLOCK_BYTES;
            blocks.putBytes(block * BLOCK_BYTES, buffer, offset + start, Math.min(BLOCK_BYTES, length - start));
            next[block] = head;
            head = block;
        }
        return head;
    }

    /**
     * Copies a string out.
     *
     * @param head   of its chain.
     * @param length in bytes.
     * @param target to copy to.
     * @param offset of the first byte in the target.
     */
    public void get(final int head, final int length, final MutableDirectBuffer target, final int offset) {
        int block = head;
        for (int copied = 0; copied < length; copied += BLOCK_BYTES) {
            target.putBytes(offset + copied, blocks, block * BLOCK_BYTES, Math.min(BLOCK_BYTES, length - copied));
            block = next[block];
        }
    }

    /**
     * Frees a string.
     *
     * @param head of its chain, or {@link #NONE}.
     */
    public void remove(final int head) {
        for (int block = head; block != NONE; ) {
            final int following = next[block];
            pool.give(block);
            block = following;
        }
    }

    /**
     * Writes the order in which blocks will be handed out; strings are written by their owners, chains are not: see {@link #restoreString}.
     *
     * @param writer of the snapshot.
     * @param head   of a chain.
     * @param length of its string.
     */
    public void snapshotString(final SnapshotWriter writer, final int head, final int length) {
        writer.putInt(length);
        int block = head;
        for (int copied = 0; copied < length; copied += BLOCK_BYTES) {
            writer.putBytes(blocks, block * BLOCK_BYTES, Math.min(BLOCK_BYTES, length - copied));
            block = next[block];
        }
    }

    /**
     * Stores a string from a snapshot. Which blocks it takes decides nothing, so they need not be those of before.
     *
     * @param reader  of the snapshot.
     * @param scratch at least as long as the longest string.
     * @return length in the high half, head in the low half.
     */
    public long restoreString(final SnapshotReader reader, final MutableDirectBuffer scratch) {
        final int length = reader.getCount(scratch.capacity(), "bytes of content");
        if (blocksFor(length) > pool.free()) {
            throw new io.tocsin.engine.snapshot.SnapshotException("more content than " + capacity() + " blocks hold");
        }
        reader.getBytes(scratch, 0, length);
        return ((long) length << 32) | (put(scratch, 0, length) & 0xFFFFFFFFL);
    }
}
