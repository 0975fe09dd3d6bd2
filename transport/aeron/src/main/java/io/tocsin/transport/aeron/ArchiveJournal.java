package io.tocsin.transport.aeron;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalTail;
import io.tocsin.journal.Level;
import io.tocsin.journal.Quarantine;
import io.tocsin.journal.StorageState;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The journal of a store. Appends on the pipeline's thread without allocating; positions are those of the recording. */
final class ArchiveJournal implements Journal {
    private final StreamFiles files;
    private final Level level;
    private final long end;
    private final @Nullable LiveStream live;
    private final Quarantine quarantine;
    private volatile StorageState storageState = StorageState.AMPLE;
    private boolean closed;

    /**
     * @param end        position after the last record found.
     * @param live       what appends; null: this journal is for reading.
     * @param quarantine of the folder.
     */
    ArchiveJournal(
            final StreamFiles files,
            final Level level,
            final long end,
            final @Nullable LiveStream live,
            final Quarantine quarantine) {
        this.files = files;
        this.level = level;
        this.end = end;
        this.live = live;
        this.quarantine = quarantine;
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        return writable().append(timestampNs, buffer, offset, length);
    }

    @Override
    public long recordedPosition() {
        if (closed) {
            throw new JournalException("the journal is closed");
        }
        if (live == null) {
            return end;
        }
        // A process that died may have filled a term up behind its last record: nothing that could be replayed ends
        // there.
        final long recorded = live.recordedPosition();
        return live.hasAppended() ? recorded : end;
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        final long until = live == null ? end : live.position();
        try (SegmentReader segments = new SegmentReader(files)) {
            segments.seek(fromPosition);
            while (segments.position() < until && segments.next()) {
                reader.onRecord(
                        segments.position(), segments.stamp(), segments.buffer(), segments.offset(), segments.length());
            }
            if (segments.position() != until) {
                throw new JournalException("the journal can be read up to position " + segments.position()
                        + " only, but ends at " + until + "; nothing was changed");
            }
        } catch (final DamagedFrame damage) {
            throw new JournalException(damage.getMessage() + "; nothing was changed", damage);
        }
    }

    @Override
    public Quarantine quarantine() {
        return quarantine;
    }

    @Override
    public @Nullable JournalTail tail(final long fromNs) {
        return live == null
                ? null
                : ArchiveTail.from(files, fromNs, Math.max(end, readableSoFar()), this::readableSoFar);
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public StorageState storageState() {
        return storageState;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Any thread. */
    void storageState(final StorageState value) {
        storageState = value;
    }

    /** Up to where nobody changes anything any more. Any thread; not beside closing, as behind it there are no counters to ask. */
    private synchronized long readableSoFar() {
        return live == null || closed ? 0 : live.recordedSoFar();
    }

    private LiveStream writable() {
        if (live == null || closed) {
            throw new JournalException(closed ? "the journal is closed" : "the journal was opened for reading only");
        }
        return live;
    }
}
