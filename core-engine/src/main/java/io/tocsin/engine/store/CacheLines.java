package io.tocsin.engine.store;

import org.agrona.concurrent.UnsafeBuffer;

/** Tables whose records start where cache lines do. */
public final class CacheLines {
    /** Bytes of a cache line. */
    public static final int BYTES = 64;

    // A large array starts at a boundary of its own, behind a header of 16 bytes; what follows is moved on to the next
    // line. Where a collector places arrays
    // otherwise, records are where they would have been without this.
    private static final int SKIPPED_BYTES = BYTES - 16;

    private CacheLines() {}

    /**
     * Allocates a table.
     *
     * @param length in bytes.
     * @return zeroed.
     */
    public static UnsafeBuffer allocate(final int length) {
        return new UnsafeBuffer(new byte[Math.addExact(length, SKIPPED_BYTES)], SKIPPED_BYTES, length);
    }
}
