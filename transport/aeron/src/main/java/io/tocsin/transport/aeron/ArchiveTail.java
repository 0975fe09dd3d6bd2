package io.tocsin.transport.aeron;

import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads the journal's files behind its writer, from a segment on, every frame against its checksum. Maps nothing, and keeps no file open between two polls. One thread
 * polls.
 */
final class ArchiveTail implements JournalTail {
    private final StreamWindow window;
    private final StreamFrames frames;
    private final LongSupplier recorded;
    private long position;
    private volatile boolean closed;

    /** @param recorded up to where nobody changes anything any more; 0 if that cannot be told. */
    private ArchiveTail(final StreamFiles files, final LongSupplier recorded) {
        this.recorded = recorded;
        window = new StreamWindow(files);
        frames = new StreamFrames(files, window);
    }

    /**
     * Begins with the last segment whose first record is stamped before a time, or with the first of all.
     *
     * @param end after the last record.
     * @throws JournalException if the files cannot be read.
     */
    static ArchiveTail from(final StreamFiles files, final long fromNs, final long end, final LongSupplier recorded) {
        final ArchiveTail tail = new ArchiveTail(files, recorded);
        final List<Long> bases = files.basesBefore(end);
        int low = 0;
        int high = bases.size() - 1;
        try (tail.window) {
            while (low < high) {
                final int middle = (low + high + 1) >>> 1;
                if (bases.get(middle) < end && tail.stampAt(bases.get(middle), end) < fromNs) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
        } catch (final IOException | DamagedFrame failed) {
            throw new JournalException("the journal cannot be looked through: " + failed.getMessage(), failed);
        }
        tail.position = bases.isEmpty() ? end : bases.get(low);
        return tail;
    }

    @Override
    public int poll(final JournalReader reader, final int limit) {
        final long end = closed ? 0 : recorded.getAsLong();
        if (position >= end) {
            return 0;
        }
        int given = 0;
        try (window) {
            while (given < limit && position < end && !closed) {
                final long from = position;
                final int length = frames.check(from, end);
                if (!frames.isPadding()) {
                    frames.open(from);
                }
                position = from + length;
                if (!frames.isPadding()) {
                    given++;
                    reader.onRecord(position, frames.stamp(), frames.buffer(), frames.offset(), frames.length());
                }
            }
        } catch (final DamagedFrame damaged) {
            throw new JournalException(damaged.getMessage() + "; nothing was changed", damaged);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return given;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Of the first record of a segment; the highest if there is none. */
    private long stampAt(final long base, final long end) throws IOException {
        frames.check(base, end);
        return frames.isPadding() ? Long.MAX_VALUE : frames.stamp();
    }
}
