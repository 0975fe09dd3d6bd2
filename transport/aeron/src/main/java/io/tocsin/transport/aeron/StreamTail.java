package io.tocsin.transport.aeron;

import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream ends. What was written to its end is followed by nothing; at most one record that its writer did not finish, because the process died in the
 * midst of it, and that was never called recorded. Anything else is damage, and is told.
 *
 * @param first    where the first segment begins; 0 if there is none.
 * @param position where the stream goes on: after the last record, or after what fills its term up.
 * @param lastEnd  after the last record; 0 if there is none.
 * @param count    records from the place where the search began.
 * @param stamp    of the last record; 0 if there is none in the segment.
 */
record StreamTail(long first, long position, long lastEnd, long count, long stamp) {
    // The kernel writes page by page: a write that was cut short ends where a page does.
    private static final int PAGE_LENGTH = 4_096;

    /**
     * Finds the end.
     *
     * @param files    of the stream.
     * @param from     where the search begins: a record ends here, or nothing was ever written.
     * @param mayWrite whether an unfinished record may be wiped out, so that the archive can go on in its place.
     * @param warnings is told of an unfinished record.
     * @throws JournalException if the stream is damaged, or ends before the place where the search begins.
     */
    static StreamTail find(
            final StreamFiles files, final long from, final boolean mayWrite, final Consumer<String> warnings) {
        final List<Long> bases = files.bases();
        if (bases.isEmpty() && from == 0) {
            return new StreamTail(0, 0, 0, 0, 0);
        }
        requireUnbroken(files, bases, from);
        try (SegmentReader reader = new SegmentReader(files)) {
            // From the start of a segment, so that what stands before the place is known to be there.
            reader.seek(files.base(Math.max(0, from - 1)));
            long lastEnd = 0;
            long count = 0;
            long stamp = 0;
            @Nullable DamagedFrame damage = null;
            try {
                while (reader.next()) {
                    count += reader.position() > from ? 1 : 0;
                    stamp = reader.stamp();
                    lastEnd = reader.position();
                }
            } catch (final DamagedFrame found) {
                damage = found;
            }
            final long end = reader.position();
            if (end < from) {
                throw new JournalException("the " + files.kind().label() + " was recorded up to position " + from
                        + ", but "
                        + (damage == null ? "its records end at position " + end : damage.getMessage())
                        + ": it has lost its end; nothing was changed");
            }
            final long endOfBytes = reader.endOfBytes();
            requireLast(files, bases, end, damage);
            if (damage != null) {
                wipeIfUnfinished(files, damage, endOfBytes, mayWrite, warnings);
            } else if (endOfBytes != end) {
                throw new JournalException("the " + files.kind().label() + " is damaged: its records end at position "
                        + end + " (" + files.file(files.base(end)) + "), but there are bytes up to position "
                        + endOfBytes + "; nothing was changed");
            }
            return new StreamTail(bases.get(0), end, lastEnd, count, stamp);
        }
    }

    /**
     * Drops what was written behind a position, so that the archive can go on there.
     *
     * @param files    of the stream.
     * @param from     where the search for the end began.
     * @param to       a record, or a term, ends here; not behind this tail.
     * @param warnings is told.
     * @return the new tail.
     * @throws JournalException if no record ends there.
     */
    StreamTail cutTo(final StreamFiles files, final long from, final long to, final Consumer<String> warnings) {
        if (to == position) {
            return this;
        }
        long keptEnd = 0;
        long kept = 0;
        long lastStamp = 0;
        final long found;
        try (SegmentReader reader = new SegmentReader(files)) {
            reader.seek(files.base(Math.max(0, from - 1)));
            while (reader.next(to)) {
                kept += reader.position() > from ? 1 : 0;
                lastStamp = reader.stamp();
                keptEnd = reader.position();
            }
            found = reader.position();
        } catch (final DamagedFrame damage) {
            throw new JournalException(damage.getMessage() + "; nothing was changed", damage);
        }
        if (found != to) {
            throw new JournalException(
                    "the archive's catalog says that the " + files.kind().label() + " ends at position " + to
                            + ", but no record ends there; nothing was changed");
        }
        for (final long base : files.bases()) {
            final long start = Math.max(base, to);
            final long end = Math.min(base + files.segmentLength(), position);
            if (base >= to && to > 0) {
                IoUtil.delete(files.file(base).toFile(), false);
            } else if (start < end) {
                wipe(files, (int) (start - base), base, (int) (end - start));
            }
        }
        warnings.accept(
                "the last " + (count - kept) + " records of the " + files.kind().label() + ", from position "
                        + to + ", were written when the archive stopped itself; they were never called recorded and are"
                        + " dropped");
        return new StreamTail(first, to, keptEnd, kept, lastStamp);
    }

    private static void requireUnbroken(final StreamFiles files, final List<Long> bases, final long from) {
        final String label = files.kind().label();
        for (int i = 1; i < bases.size(); i++) {
            if (bases.get(i) != bases.get(i - 1) + files.segmentLength()) {
                throw new JournalException("the " + label + " lacks the file "
                        + files.file(bases.get(i - 1) + files.segmentLength()) + "; nothing was changed");
            }
        }
        final long last = bases.isEmpty() ? -1 : bases.get(bases.size() - 1);
        final boolean endsBefore = bases.isEmpty() || from > last + files.segmentLength();
        if (endsBefore || from < bases.get(0)) {
            throw new JournalException("the " + label + " was recorded up to position " + from + ", but its files "
                    + (bases.isEmpty()
                            ? "are gone"
                            : "hold positions " + bases.get(0) + " to " + (last + files.segmentLength()) + " only")
                    + ": it was lost or belongs to another log; nothing was changed");
        }
    }

    private static void requireLast(
            final StreamFiles files, final List<Long> bases, final long end, final @Nullable DamagedFrame damage) {
        if (bases.get(bases.size() - 1) > end) {
            throw new JournalException((damage == null
                            ? "the " + files.kind().label() + " is damaged: it ends at position " + end
                            : String.valueOf(damage.getMessage()))
                    + ", but later files follow; nothing was changed");
        }
    }

    private static void wipeIfUnfinished(
            final StreamFiles files,
            final DamagedFrame damage,
            final long endOfBytes,
            final boolean mayWrite,
            final Consumer<String> warnings) {
        final long frameEnd = damage.position() + damage.tornLength();
        final long cut = (endOfBytes + PAGE_LENGTH - 1) / PAGE_LENGTH * PAGE_LENGTH;
        if (cut <= damage.position() || cut >= frameEnd) {
            throw new JournalException(damage.getMessage() + "; nothing was changed");
        }
        if (mayWrite) {
            final int offset = (int) (damage.position() - files.base(damage.position()));
            wipe(files, offset, files.base(damage.position()), (int) (endOfBytes - damage.position()));
        }
        warnings.accept("the last record of the " + files.kind().label() + ", at position " + damage.position()
                + ", was not written to its end; it was never called recorded and is dropped");
    }

    private static void wipe(final StreamFiles files, final int offset, final long base, final int length) {
        try (FileChannel channel = FileChannel.open(files.file(base), WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocate(length);
            while (zeros.hasRemaining()) {
                channel.write(zeros, (long) offset + zeros.position());
            }
            channel.force(false);
        } catch (final IOException failed) {
            throw new JournalException(files.file(base) + " cannot be written: " + failed, failed);
        }
    }
}
