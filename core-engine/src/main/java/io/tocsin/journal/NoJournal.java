package io.tocsin.journal;

import org.agrona.DirectBuffer;

/** Records nothing: positions count, every record is recorded at once, nothing can be replayed. For tests, and for embedders who ask for it. Does not allocate. */
public final class NoJournal implements Journal {
    private long position;
    private boolean closed;

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        requireOpen();
        position += length;
        return position;
    }

    @Override
    public long recordedPosition() {
        requireOpen();
        return position;
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        if (position != 0) {
            throw new JournalException("the journal 'none' kept none of its " + position + " bytes: nothing to replay");
        }
    }

    @Override
    public Level level() {
        return Level.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new JournalException("the journal 'none' is closed");
        }
    }
}
