package io.tocsin.engine.snapshot;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads what {@link SnapshotWriter} wrote and hashes it in the same way. Whatever does not fit is a {@link SnapshotException}. Engine thread, at start only. */
public final class SnapshotReader {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final UnsafeBuffer chunk = new UnsafeBuffer(new byte[CHUNK_BYTES]);
    private final SnapshotSource source;
    private int position;
    private int available;
    private int hashed;
    private final StreamHash hash = new StreamHash();
    private long readBytes;

    /**
     * Reads from a source.
     *
     * @param source of the bytes.
     */
    public SnapshotReader(final SnapshotSource source) {
        this.source = source;
    }

    /**
     * Expects a section, in the one layout that the caller knows: one that is older is refused as one that is newer, and the log is replayed instead.
     *
     * @param id      it must have.
     * @param version of its layout.
     * @throws SnapshotException if it is another.
     */
    public void section(final int id, final int version) {
        final int readId = getInt();
        final int readVersion = getInt();
        if (readId != id || readVersion != version) {
            throw new SnapshotException("at byte " + position() + ": section " + id + " version " + version
                    + " expected, but there is section " + readId + " version " + readVersion);
        }
    }

    /**
     * Expects a section in one of two layouts.
     *
     * @param id      it must have.
     * @param version of the older layout.
     * @param newer   of the other, which is higher.
     * @return the version that is there.
     * @throws SnapshotException if it is another section, or another version.
     */
    public int section(final int id, final int version, final int newer) {
        final int readId = getInt();
        final int readVersion = getInt();
        if (readId != id || (readVersion != version && readVersion != newer)) {
            throw new SnapshotException("at byte " + position() + ": section " + id + " version " + version + " or "
                    + newer + " expected, but there is section " + readId + " version " + readVersion);
        }
        return readVersion;
    }

    /**
     * Reads a byte.
     *
     * @return it, unsigned.
     */
    public int getByte() {
        require(1);
        return chunk.getByte(position++) & 0xFF;
    }

    /**
     * Reads a 32-bit value.
     *
     * @return it.
     */
    public int getInt() {
        require(4);
        final int value = chunk.getInt(position);
        position += 4;
        return value;
    }

    /**
     * Reads a count and checks that it fits.
     *
     * @param capacity highest value allowed.
     * @param what     it counts, for the message.
     * @return the count, 0 to capacity.
     */
    public int getCount(final int capacity, final String what) {
        final int count = getInt();
        if (count < 0 || count > capacity) {
            throw new SnapshotException(
                    "at byte " + position() + ": " + count + " " + what + ", but the limit is " + capacity);
        }
        return count;
    }

    /**
     * Reads an index and checks that it fits.
     *
     * @param capacity indexes are below it.
     * @param what     it is an index of, for the message.
     * @return the index, -1 to capacity - 1.
     */
    public int getIndex(final int capacity, final String what) {
        final int index = getInt();
        if (index < -1 || index >= capacity) {
            throw new SnapshotException(
                    "at byte " + position() + ": " + what + " " + index + ", but the limit is " + capacity);
        }
        return index;
    }

    /**
     * Reads a 64-bit value.
     *
     * @return it.
     */
    public long getLong() {
        require(8);
        final long value = chunk.getLong(position);
        position += 8;
        return value;
    }

    /**
     * Reads bytes.
     *
     * @param buffer to put them into.
     * @param offset of the first.
     * @param length how many, at most 64 KiB.
     */
    public void getBytes(final MutableDirectBuffer buffer, final int offset, final int length) {
        require(length);
        buffer.putBytes(offset, chunk, position, length);
        position += length;
    }

    /**
     * Where the reader is.
     *
     * @return bytes read since the start.
     */
    public long position() {
        return readBytes + position;
    }

    /**
     * The digest of what was read so far, as {@link SnapshotWriter#flush()} would answer at this place.
     *
     * @return the digest.
     */
    public long digest() {
        hash.update(chunk, hashed, position - hashed);
        hashed = position;
        return hash.digest();
    }

    private void require(final int length) {
        if (available - position < length) {
            digest();
            final int rest = available - position;
            chunk.putBytes(0, chunk, position, rest);
            readBytes += position;
            position = 0;
            hashed = 0;
            available = rest;
            while (available < length) {
                final int read = source.read(chunk, available, CHUNK_BYTES - available);
                if (read < 1) {
                    throw new SnapshotException("ends at byte " + (readBytes + available) + ", in the midst of a part");
                }
                available += read;
            }
        }
    }
}
