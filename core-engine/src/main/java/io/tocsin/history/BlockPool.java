package io.tocsin.history;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Blocks of {@value #BLOCK_BYTES} bytes off the heap, up to a cap. Memory is taken from the system a mebibyte at a time, when it is first needed, and kept. One
 * thread.
 */
final class BlockPool {
    /** Bytes of a block. */
    static final int BLOCK_BYTES = 512;

    /** No block. */
    static final int NONE = -1;

    private static final int BLOCK_BITS = 9;
    private static final int IN_SLAB_BITS = 11;
    private static final int IN_SLAB = (1 << IN_SLAB_BITS) - 1;
    /** While a block is free: the next free one. */
    private static final int NEXT_FREE = 0;

    private final int capacity;
    private final UnsafeBuffer[] slabs;
    private int slabCount;
    private int touched;
    private int freeHead = NONE;
    private int used;

    /** @param capacity blocks, at least 1. */
    BlockPool(final int capacity) {
        this.capacity = capacity;
        slabs = new UnsafeBuffer[(capacity + IN_SLAB) / (IN_SLAB + 1)];
    }

    /** Takes a block, or answers {@link #NONE} if none is left. What is in it is whatever was. */
    int take() {
        final int block;
        if (freeHead != NONE) {
            block = freeHead;
            freeHead = memory(block).getInt(at(block) + NEXT_FREE);
        } else if (touched < capacity) {
            if (touched >> IN_SLAB_BITS == slabCount) {
                slabs[slabCount] = new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_BYTES << IN_SLAB_BITS));
                slabCount++;
            }
            block = touched++;
        } else {
            return NONE;
        }
        used++;
        return block;
    }

    /** Gives a block back. */
    void give(final int block) {
        memory(block).putInt(at(block) + NEXT_FREE, freeHead);
        freeHead = block;
        used--;
    }

    /** Where a block lies. */
    UnsafeBuffer memory(final int block) {
        return slabs[block >> IN_SLAB_BITS];
    }

    /** Where in its memory a block begins. */
    static int at(final int block) {
        return (block & IN_SLAB) << BLOCK_BITS;
    }

    /** Blocks in use. */
    int used() {
        return used;
    }

    int capacity() {
        return capacity;
    }
}
