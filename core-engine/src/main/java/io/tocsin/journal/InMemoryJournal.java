package io.tocsin.journal;

import io.tocsin.atrest.AtRestKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every record on the heap. An append allocates a segment of {@value #SEGMENT_LENGTH} bytes when the last one is full, and nothing otherwise; what it holds
 * grows until it is dropped, so it is for tests, tools and short runs.
 *
 * <p>One thread appends; replay, comparison and writing are for any thread once the writer has stopped, and go on working after {@link #close()}. A {@link #tail}
 * reads beside the writer.
 *
 * <p>A record lies in one segment: int length, int unused, long timestampNs, bytes, padded to 8. A position is segment number times segment length plus the place
 * in it.
 */
public final class InMemoryJournal implements Journal {
    /** Bytes by which the journal grows. */
    public static final int SEGMENT_LENGTH = 4 * 1024 * 1024;

    /** Longest record in bytes. */
    public static final int MAX_RECORD_LENGTH = 64 * 1024;

    private static final int LENGTH_OFFSET = 0;
    private static final int TIMESTAMP_OFFSET = 8;
    private static final int BYTES_OFFSET = 16;
    private static final int ALIGNMENT = 8;

    private final List<UnsafeBuffer> segments = new CopyOnWriteArrayList<>();
    /** The recorded position as the writer last looked, for who reads beside it. */
    private final AtomicLong readable = new AtomicLong();

    private final @Nullable SplittableRandom random;
    private @Nullable UnsafeBuffer tail;
    private int tailOffset;
    private long position;
    private long recordedPosition;
    private long recordCount;
    private boolean closed;

    /** A journal that takes everything and records it at once. */
    public InMemoryJournal() {
        this(null);
    }

    private InMemoryJournal(final @Nullable SplittableRandom random) {
        this.random = random;
    }

    /**
     * A journal as slow and as moody as a busy disk, for tests: one append in four is back-pressured, and the recorded position lags behind, sometimes inside a
     * record. It moves on each poll of {@link #recordedPosition()} only, so nothing depends on time, and a poller always reaches the end.
     *
     * @param seed decides everything.
     * @return an empty journal.
     */
    public static InMemoryJournal slow(final long seed) {
        return new InMemoryJournal(new SplittableRandom(seed));
    }

    /**
     * Reads a file that {@link #writeTo} wrote.
     *
     * @param file as written.
     * @return a journal with its records, all recorded, ready for more.
     * @throws JournalException if the file cannot be read, is torn, damaged or of a newer version; the message says what is wrong at which byte.
     */
    public static InMemoryJournal readFrom(final Path file) {
        final InMemoryJournal journal = new InMemoryJournal();
        JournalFile.read(file, journal, null);
        return journal;
    }

    /**
     * Reads a file that {@link #writeTo} wrote, sealed or not.
     *
     * @param file as written.
     * @param keys that it may be sealed with.
     * @return a journal with its records, all recorded, ready for more.
     * @throws JournalException as {@link #readFrom(Path)}, or if its key is not there.
     */
    public static InMemoryJournal readFrom(final Path file, final AtRestKeys keys) {
        final InMemoryJournal journal = new InMemoryJournal();
        JournalFile.read(file, journal, keys);
        return journal;
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        requireOpen();
        if (length < 1 || length > MAX_RECORD_LENGTH) {
            throw new JournalException("a record of " + length + " bytes: it must be from 1 to " + MAX_RECORD_LENGTH);
        }
        if (random != null && random.nextInt(4) == 0) {
            return BACK_PRESSURED;
        }
        final int recordLength = BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
        final UnsafeBuffer segment = segmentFor(recordLength);
        segment.putLong(tailOffset + TIMESTAMP_OFFSET, timestampNs);
        segment.putBytes(tailOffset + BYTES_OFFSET, buffer, offset, length);
        segment.putInt(tailOffset + LENGTH_OFFSET, length);
        tailOffset += recordLength;
        position = (segments.size() - 1L) * SEGMENT_LENGTH + tailOffset;
        recordCount++;
        return position;
    }

    @Override
    public long recordedPosition() {
        requireOpen();
        if (random == null) {
            recordedPosition = position;
        } else if (recordedPosition < position) {
            recordedPosition += random.nextLong(position - recordedPosition + 1);
        }
        readable.lazySet(recordedPosition);
        return recordedPosition;
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        requireBoundary(fromPosition);
        for (long at = nextRecord(fromPosition); at < position; ) {
            final long after = endOf(at);
            give(at, after, reader);
            at = nextRecord(after);
        }
    }

    /** Begins with the first record of all. Goes on working after {@link #close()}, to the end of what the writer has called recorded. */
    @Override
    public JournalTail tail(final long fromNs) {
        return new InMemoryTail(this);
    }

    /** Lets readers see what was appended, as whoever asks for {@link #recordedPosition} does; a slow one in its own time. Writer only. */
    void record() {
        if (random == null) {
            recordedPosition();
        }
    }

    /** The position after the next record, or the same if none is recorded behind it. Any thread. */
    long recordedAfter(final long from) {
        final long end = readable.get();
        final long at = nextRecord(from, end);
        final long after = at < end ? endOf(at) : from;
        return after <= end ? after : from;
    }

    /** Gives the record behind a position, of which {@link #recordedAfter} said that there is one. Any thread. */
    void giveRecord(final long from, final JournalReader reader) {
        final long at = nextRecord(from, readable.get());
        give(at, endOf(at), reader);
    }

    @Override
    public Level level() {
        return Level.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }

    /**
     * How many records it holds, recorded or not.
     *
     * @return 0 or more.
     */
    public long recordCount() {
        return recordCount;
    }

    /**
     * A journal of its own with the first of these records, open, all recorded: what another process finds.
     *
     * @param upToPosition records that end behind it are left out.
     * @return a copy with the same positions; appending to it leaves this one alone.
     */
    public InMemoryJournal copy(final long upToPosition) {
        final InMemoryJournal copy = new InMemoryJournal();
        replay(0, (after, timestampNs, buffer, offset, length) -> {
            if (after <= upToPosition) {
                copy.append(timestampNs, buffer, offset, length);
            }
        });
        return copy;
    }

    /** The position after the last record, recorded or not. */
    long position() {
        return position;
    }

    /**
     * Whether another journal holds the same records with the same timestamps.
     *
     * @param other to compare with.
     * @return {@code true} if there is no difference.
     */
    public boolean contentEquals(final InMemoryJournal other) {
        return firstDifference(other) == null;
    }

    /**
     * Where another journal begins to differ.
     *
     * @param other to compare with.
     * @return a sentence that names the record, from 0, and both sides ("here" is this journal); {@code null} if there is no difference.
     */
    public @Nullable String firstDifference(final InMemoryJournal other) {
        long here = nextRecord(0);
        long there = other.nextRecord(0);
        for (long record = 0; here < position && there < other.position; record++) {
            final UnsafeBuffer mine = segmentAt(here);
            final UnsafeBuffer theirs = other.segmentAt(there);
            final String difference = difference(mine, offsetAt(here), theirs, offsetAt(there));
            if (difference != null) {
                return "record " + record + ": " + difference;
            }
            final int recordLength = BitUtil.align(BYTES_OFFSET + mine.getInt(offsetAt(here)), ALIGNMENT);
            here = nextRecord(here + recordLength);
            there = other.nextRecord(there + recordLength);
        }
        if (recordCount != other.recordCount) {
            return "record " + Math.min(recordCount, other.recordCount) + ": " + recordCount + " records here, "
                    + other.recordCount + " there";
        }
        return null;
    }

    /**
     * Writes all records, recorded or not: beside the file first, forced, then renamed into its place. Layout, little endian: 8 bytes {@code TOCSINJ} and 0, int
     * version 1, int 0, long number of records, int 0, int crc32c of these 28 bytes; then per record int length, long timestampNs, the bytes, int crc32c of all
     * three.
     *
     * @param file to write or to replace.
     * @throws JournalException if it cannot be written; an existing file is as it was.
     */
    public void writeTo(final Path file) {
        JournalFile.write(file, this, null);
    }

    /**
     * Writes a file as {@link #writeTo(Path)} does, and seals it.
     *
     * @param file to be made, or replaced.
     * @param keys of which the one in force seals it.
     * @throws JournalException if it cannot be written.
     */
    public void writeTo(final Path file, final AtRestKeys keys) {
        JournalFile.write(file, this, keys);
    }

    private static @Nullable String difference(
            final UnsafeBuffer mine, final int mineOffset, final UnsafeBuffer theirs, final int theirsOffset) {
        final long mineNs = mine.getLong(mineOffset + TIMESTAMP_OFFSET);
        final long theirsNs = theirs.getLong(theirsOffset + TIMESTAMP_OFFSET);
        if (mineNs != theirsNs) {
            return "timestamp " + mineNs + " ns here, " + theirsNs + " ns there";
        }
        final int mineLength = mine.getInt(mineOffset + LENGTH_OFFSET);
        final int theirsLength = theirs.getInt(theirsOffset + LENGTH_OFFSET);
        if (mineLength != theirsLength) {
            return mineLength + " bytes here, " + theirsLength + " there";
        }
        for (int i = BYTES_OFFSET; i < BYTES_OFFSET + mineLength; i++) {
            final int mineByte = mine.getByte(mineOffset + i) & 0xFF;
            final int theirsByte = theirs.getByte(theirsOffset + i) & 0xFF;
            if (mineByte != theirsByte) {
                return "byte " + (i - BYTES_OFFSET) + " is " + mineByte + " here, " + theirsByte + " there";
            }
        }
        return null;
    }

    private UnsafeBuffer segmentFor(final int recordLength) {
        UnsafeBuffer segment = tail;
        if (segment == null || tailOffset + recordLength > SEGMENT_LENGTH) {
            // A length of 0, which no record has, marks the rest of the old segment as empty.
            segment = new UnsafeBuffer(new byte[SEGMENT_LENGTH]);
            segments.add(segment);
            tail = segment;
            tailOffset = 0;
        }
        return segment;
    }

    private UnsafeBuffer segmentAt(final long at) {
        return segments.get((int) (at / SEGMENT_LENGTH));
    }

    private static int offsetAt(final long at) {
        return (int) (at % SEGMENT_LENGTH);
    }

    private long endOf(final long at) {
        return at + BitUtil.align(BYTES_OFFSET + segmentAt(at).getInt(offsetAt(at) + LENGTH_OFFSET), ALIGNMENT);
    }

    private void give(final long at, final long after, final JournalReader reader) {
        final UnsafeBuffer segment = segmentAt(at);
        final int offset = offsetAt(at);
        reader.onRecord(
                after,
                segment.getLong(offset + TIMESTAMP_OFFSET),
                segment,
                offset + BYTES_OFFSET,
                segment.getInt(offset + LENGTH_OFFSET));
    }

    private long nextRecord(final long at) {
        return nextRecord(at, position);
    }

    /** The same place, or the start of the next segment if nothing but padding follows in this one. */
    private long nextRecord(final long at, final long end) {
        if (at < end) {
            final int offset = offsetAt(at);
            if (offset + BYTES_OFFSET > SEGMENT_LENGTH || segmentAt(at).getInt(offset + LENGTH_OFFSET) == 0) {
                return (at / SEGMENT_LENGTH + 1) * SEGMENT_LENGTH;
            }
        }
        return at;
    }

    private void requireBoundary(final long fromPosition) {
        long at = fromPosition / SEGMENT_LENGTH * SEGMENT_LENGTH;
        while (at >= 0 && at < fromPosition && at < position) {
            final int length = segmentAt(at).getInt(offsetAt(at) + LENGTH_OFFSET);
            if (length == 0) {
                break;
            }
            at += BitUtil.align(BYTES_OFFSET + length, ALIGNMENT);
        }
        if (at != fromPosition || fromPosition < 0 || fromPosition > position) {
            throw new JournalException("no record begins at position " + fromPosition
                    + " of the journal in memory, which" + " ends at " + position);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new JournalException("the journal in memory is closed");
        }
    }
}
