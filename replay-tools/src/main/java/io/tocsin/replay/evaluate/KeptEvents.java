package io.tocsin.replay.evaluate;

import io.tocsin.journal.EventLogReader;
import org.agrona.DirectBuffer;

/** The event log of a router that keeps what it says in the form of {@link EventLog}. */
final class KeptEvents implements io.tocsin.journal.EventLog {
    private final EventLog log = new EventLog();
    private long lastEventSeq;

    /** What was said so far. */
    EventLog log() {
        return log;
    }

    @Override
    public long lastEventSeq() {
        return lastEventSeq;
    }

    @Override
    public long recordedEventSeq() {
        return lastEventSeq;
    }

    @Override
    public boolean append(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        log.add(buffer, offset, length);
        lastEventSeq = eventSeq;
        return true;
    }

    @Override
    public void replay(final long fromEventSeq, final EventLogReader reader) {
        final long[] eventSeq = new long[1];
        log.records().replay(0, (position, timestampNs, buffer, offset, length) -> {
            if (++eventSeq[0] >= fromEventSeq) {
                reader.onEvent(eventSeq[0], buffer, offset, length);
            }
        });
    }

    @Override
    public void close() {
        // What was kept is read after the router's end.
    }
}
