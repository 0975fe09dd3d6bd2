package io.tocsin.pipeline;

import io.tocsin.journal.EventLog;
import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.InMemoryEventLog;
import org.agrona.DirectBuffer;

/** An event log that refuses and holds back when a test says so, over one that keeps everything. */
final class HeldEventLog implements EventLog {
    final InMemoryEventLog kept = new InMemoryEventLog();

    /** While set, nothing counts as recorded. */
    boolean holding = true;

    /** While set, nothing is taken. */
    boolean isFull;

    @Override
    public long lastEventSeq() {
        return kept.lastEventSeq();
    }

    @Override
    public long recordedEventSeq() {
        return holding ? 0 : kept.lastEventSeq();
    }

    @Override
    public boolean append(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        return !isFull && kept.append(eventSeq, buffer, offset, length);
    }

    @Override
    public void replay(final long fromEventSeq, final EventLogReader reader) {
        kept.replay(fromEventSeq, reader);
    }

    @Override
    public void close() {
        kept.close();
    }
}
