package io.tocsin.transport.gateway;

import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import org.agrona.DirectBuffer;

/** A journal whose disk can be made to stand still, so that nothing counts as recorded until it is let go, or to run out of room. */
final class HeldJournal implements Journal {
    private final InMemoryJournal journal = new InMemoryJournal();
    private final Level level;
    private volatile boolean held;
    private volatile StorageState storageState = StorageState.AMPLE;
    private long recorded;

    HeldJournal(final Level level) {
        this.level = level;
    }

    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    void room(final StorageState value) {
        storageState = value;
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        return journal.append(timestampNs, buffer, offset, length);
    }

    @Override
    public long recordedPosition() {
        if (!held) {
            recorded = journal.recordedPosition();
        }
        return recorded;
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        journal.replay(fromPosition, reader);
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
    public void close() {
        journal.close();
    }
}
