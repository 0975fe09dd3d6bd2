package io.tocsin.transport.aeron;

import io.tocsin.journal.JournalException;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads one stream again and again, from its first segment to where it is recorded. Guarded by its store's check. */
final class StreamCheck implements AutoCloseable {
    private final StreamFiles files;
    private final SegmentReader reader;
    private final LongSupplier recorded;
    private final long first;
    private String damage = "";
    private boolean isRoundOver;

    /**
     * Has read nothing.
     *
     * @param files    of the stream; the lowest segment that is there now is the first.
     * @param recorded up to where nobody changes anything any more; 0 if that cannot be told.
     */
    StreamCheck(final StreamFiles files, final LongSupplier recorded) {
        this.files = files;
        this.recorded = recorded;
        reader = new SegmentReader(files);
        final List<Long> bases = files.bases();
        first = bases.isEmpty() ? 0 : bases.get(0);
        reader.seek(first);
    }

    /** Reads on, from the beginning again if the last look came to the end; answers how much was whole. */
    long look(final long mostBytes) {
        final long end = recorded.getAsLong();
        if (!damage.isEmpty() || end <= first) {
            return 0;
        }
        if (isRoundOver) {
            isRoundOver = false;
            reader.seek(first);
        }
        final long from = reader.position();
        try {
            boolean isThere = true;
            while (isThere && reader.position() < end && reader.position() - from < mostBytes) {
                isThere = reader.next(end);
            }
            if (!isThere && reader.position() < end) {
                damage = "the " + files.kind().label() + " has nothing at position " + reader.position()
                        + ", though it was recorded up to " + end;
            }
        } catch (final JournalException | DamagedFrame damaged) {
            // Whoever is interrupted while a file is opened has seen nothing of it.
            damage = Thread.currentThread().isInterrupted() ? "" : String.valueOf(damaged.getMessage());
        } catch (final InternalError unreadable) {
            // What the JVM makes of a mapped page that the disk does not give.
            damage = "the " + files.kind().label() + " cannot be read behind position " + reader.position() + ": "
                    + unreadable.getMessage();
        }
        // Also of a stream that grows all the time: otherwise nothing would be read twice.
        isRoundOver = reader.position() >= end;
        return reader.position() - from;
    }

    String damage() {
        return damage;
    }

    @Override
    public void close() {
        reader.close();
    }
}
