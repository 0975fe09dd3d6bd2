package io.tocsin.transport.aeron;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import org.agrona.DirectBuffer;

/** Calls everything recorded as soon as it was handed over: the bug that a kill test must find. */
final class HastyJournal implements Journal {
    private final Journal honest;
    private long appended;

    HastyJournal(final Journal honest) {
        this.honest = honest;
        appended = honest.recordedPosition();
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        final long position = honest.append(timestampNs, buffer, offset, length);
        appended = Math.max(appended, position);
        return position;
    }

    @Override
    public long recordedPosition() {
        return Math.max(appended, honest.recordedPosition());
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        honest.replay(fromPosition, reader);
    }

    @Override
    public Level level() {
        return honest.level();
    }

    @Override
    public void close() {
        honest.close();
    }
}
