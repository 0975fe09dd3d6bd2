package io.tocsin.transport.aeron;

import io.tocsin.journal.EventLog;
import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalTail;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The event log of a store. Appends on the pipeline's thread without allocating. */
final class ArchiveEventLog implements EventLog {
    private final StreamFiles files;
    private final long end;
    private final @Nullable LiveStream live;
    private long lastEventSeq;
    private long recordedEventSeq;
    private long probeEventSeq;
    private long probePosition;
    private boolean closed;

    /**
     * @param end          position after the last event found.
     * @param lastEventSeq the last event found.
     * @param live         what appends; null: this event log is for reading.
     */
    ArchiveEventLog(final StreamFiles files, final long end, final long lastEventSeq, final @Nullable LiveStream live) {
        this.files = files;
        this.end = end;
        this.lastEventSeq = lastEventSeq;
        this.live = live;
        recordedEventSeq = lastEventSeq;
        probeEventSeq = lastEventSeq;
        probePosition = end;
    }

    @Override
    public long lastEventSeq() {
        return lastEventSeq;
    }

    @Override
    public long recordedEventSeq() {
        if (recordedEventSeq < lastEventSeq) {
            final LiveStream stream = writable();
            final long recorded = stream.recordedPosition();
            if (recorded >= probePosition) {
                recordedEventSeq = probeEventSeq;
                probeEventSeq = lastEventSeq;
                probePosition = stream.position();
            }
        }
        return recordedEventSeq;
    }

    @Override
    public boolean append(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (eventSeq != lastEventSeq + 1) {
            throw new JournalException("event " + eventSeq + " was appended after event " + lastEventSeq);
        }
        if (writable().append(eventSeq, buffer, offset, length) == Journal.BACK_PRESSURED) {
            return false;
        }
        lastEventSeq = eventSeq;
        return true;
    }

    @Override
    public void replay(final long fromEventSeq, final EventLogReader reader) {
        final long until = live == null ? end : live.position();
        try (SegmentReader segments = new SegmentReader(files)) {
            segments.seek(startOf(segments, fromEventSeq, until));
            long next = 0;
            while (segments.position() < until && segments.next()) {
                final long eventSeq = segments.stamp();
                if (next != 0 && eventSeq != next) {
                    throw new JournalException("the event log lacks event " + next + ": event " + eventSeq
                            + " stands before position " + segments.position());
                }
                next = eventSeq + 1;
                if (eventSeq >= fromEventSeq) {
                    reader.onEvent(eventSeq, segments.buffer(), segments.offset(), segments.length());
                }
            }
            if (segments.position() != until) {
                throw new JournalException("the event log can be read up to position " + segments.position()
                        + " only, but ends at " + until + "; nothing was changed");
            }
        } catch (final DamagedFrame damage) {
            throw new JournalException(damage.getMessage() + "; nothing was changed", damage);
        }
    }

    @Override
    public @Nullable JournalTail tail(final long fromEventSeq) {
        return live == null
                ? null
                : ArchiveTail.from(files, fromEventSeq, Math.max(end, readableSoFar()), this::readableSoFar);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Up to where nobody changes anything any more. Any thread; not beside closing, as behind it there are no counters to ask. */
    private synchronized long readableSoFar() {
        return live == null || closed ? 0 : live.recordedSoFar();
    }

    /** Where the last segment begins whose first event is not behind the one that is looked for. */
    private long startOf(final SegmentReader segments, final long eventSeq, final long until) {
        final List<Long> bases = files.basesBefore(until);
        long start = bases.isEmpty() ? until : bases.get(0);
        int low = 1;
        int high = bases.size() - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            segments.seek(bases.get(middle));
            if (segments.next() && segments.stamp() <= eventSeq) {
                start = bases.get(middle);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return start;
    }

    private LiveStream writable() {
        if (live == null || closed) {
            throw new JournalException(
                    closed ? "the event log is closed" : "the event log was opened for reading only");
        }
        return live;
    }
}
