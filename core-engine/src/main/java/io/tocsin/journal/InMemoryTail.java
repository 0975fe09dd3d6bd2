package io.tocsin.journal;

/** Where a reader of a journal in memory stands. */
final class InMemoryTail implements JournalTail {
    private final InMemoryJournal journal;
    private long position;
    private volatile boolean closed;

    InMemoryTail(final InMemoryJournal journal) {
        this.journal = journal;
    }

    @Override
    public int poll(final JournalReader reader, final int limit) {
        int given = 0;
        while (given < limit && !closed) {
            final long after = journal.recordedAfter(position);
            if (after == position) {
                break;
            }
            final long before = position;
            position = after;
            journal.giveRecord(before, reader);
            given++;
        }
        return given;
    }

    @Override
    public void close() {
        closed = true;
    }
}
