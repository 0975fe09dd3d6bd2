package io.tocsin.engine.snapshot;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * 64-bit hash of a stream of bytes. How the stream is cut into runs means nothing: the same bytes give the same digest. Not cryptographic: it finds divergence and
 * damage, not forgery. Deterministic on every JDK; allocates nothing.
 */
public final class StreamHash {
    // Odd constants of the 64-bit finalizer by Stafford ("Mix13"); any well-mixing multiplier would do, but never
    // change them: journals hold the results.
    private static final long MULTIPLIER_A = 0xbf58476d1ce4e5b9L;
    private static final long MULTIPLIER_B = 0x94d049bb133111ebL;
    private static final long SEED = 0x746f6373696e0001L;

    private long hash = SEED;
    private long pending;
    private int pendingBytes;
    private long lengthBytes;

    /** Starts anew. */
    public void reset() {
        hash = SEED;
        pending = 0;
        pendingBytes = 0;
        lengthBytes = 0;
    }

    /**
     * Takes the next bytes in.
     *
     * @param buffer holds them.
     * @param offset of the first.
     * @param length how many.
     */
    public void update(final DirectBuffer buffer, final int offset, final int length) {
        // What is pending stands in front: every word of the run is shifted behind it, and what that pushes out is
        // pending next. So no byte is taken alone, wherever the run before has ended.
        final int pendingBits = pendingBytes * Byte.SIZE;
        final int words = length / Long.BYTES;
        final int end = offset + words * Long.BYTES;
        long mixed = hash;
        long rest = pending;
        if (pendingBits == 0) {
            for (int index = offset; index < end; index += Long.BYTES) {
                mixed = fold(mixed, buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
            }
        } else {
            for (int index = offset; index < end; index += Long.BYTES) {
                final long word = buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
                mixed = fold(mixed, rest | (word << pendingBits));
                rest = word >>> (Long.SIZE - pendingBits);
            }
        }
        hash = mixed;
        pending = rest;
        lengthBytes += length;
        final int left = length - words * Long.BYTES;
        if (left > 0) {
            takeFew(lastBytes(buffer, end, left, words > 0), left);
        }
    }

    /**
     * Takes a number in, as its eight bytes would be between two runs that are multiples of eight.
     *
     * @param value to take in.
     */
    public void update(final long value) {
        hash = fold(hash, value);
        lengthBytes += Long.BYTES;
    }

    /**
     * The digest of all bytes so far; taking more in is possible afterwards.
     *
     * @return 64 bits.
     */
    public long digest() {
        return mix(mix(hash, pending), lengthBytes);
    }

    /**
     * Mixes a number into a hash.
     *
     * @param hash  so far.
     * @param value to mix in.
     * @return the new hash.
     */
    public static long mix(final long hash, final long value) {
        long mixed = (hash ^ value) * MULTIPLIER_A;
        mixed = (mixed ^ (mixed >>> 29)) * MULTIPLIER_B;
        return mixed ^ (mixed >>> 32);
    }

    /**
     * Writes the state of the hash itself.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putLong(hash);
        writer.putLong(pending);
        writer.putInt(pendingBytes);
        writer.putLong(lengthBytes);
    }

    /**
     * Takes the state of the hash over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        hash = reader.getLong();
        pending = reader.getLong();
        pendingBytes = reader.getCount(Long.BYTES - 1, "pending bytes");
        lengthBytes = reader.getLong();
    }

    /** The inner step of the stream: half a {@link #mix}, because {@link #digest()} ends with two whole ones. */
    private static long fold(final long hash, final long value) {
        final long folded = (hash ^ value) * MULTIPLIER_A;
        return folded ^ (folded >>> 29);
    }

    /** One to seven bytes as a number; if eight can be read that end with them, then those. */
    private static long lastBytes(
            final DirectBuffer buffer, final int offset, final int count, final boolean hasWordBefore) {
        if (hasWordBefore) {
            final int skipped = Long.BYTES - count;
            return buffer.getLong(offset - skipped, ByteOrder.LITTLE_ENDIAN) >>> (skipped * Byte.SIZE);
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes |= (buffer.getByte(offset + i) & 0xFFL) << (i * Byte.SIZE);
        }
        return bytes;
    }

    private void takeFew(final long bytes, final int count) {
        final int pendingBits = pendingBytes * Byte.SIZE;
        pending |= bytes << pendingBits;
        pendingBytes += count;
        if (pendingBytes >= Long.BYTES) {
            hash = fold(hash, pending);
            pendingBytes -= Long.BYTES;
            pending = pendingBytes == 0 ? 0 : bytes >>> (Long.SIZE - pendingBits);
        }
    }
}
