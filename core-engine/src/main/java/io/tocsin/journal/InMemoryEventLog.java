package io.tocsin.journal;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every event on the heap, as {@link InMemoryJournal} keeps commands: for tests, tools and short runs. One thread appends; replay and comparison are for any
 * thread once the writer has stopped, and go on working after {@link #close()}.
 */
public final class InMemoryEventLog implements EventLog {
    // Each event is a record whose timestamp is its sequence.
    private final InMemoryJournal events;
    private long lastEventSeq;
    private long probeEventSeq;
    private long probePosition;
    private long recordedEventSeq;

    /** An event log that takes everything and records it at once. */
    public InMemoryEventLog() {
        this(new InMemoryJournal());
    }

    private InMemoryEventLog(final InMemoryJournal events) {
        this.events = events;
    }

    /**
     * An event log as slow and as moody as a busy disk, as {@link InMemoryJournal#slow}.
     *
     * @param seed decides everything.
     * @return an empty event log.
     */
    public static InMemoryEventLog slow(final long seed) {
        return new InMemoryEventLog(InMemoryJournal.slow(seed));
    }

    @Override
    public long lastEventSeq() {
        return lastEventSeq;
    }

    @Override
    public long recordedEventSeq() {
        if (recordedEventSeq < lastEventSeq && events.recordedPosition() >= probePosition) {
            recordedEventSeq = probeEventSeq;
            probeEventSeq = lastEventSeq;
            probePosition = events.position();
        }
        return recordedEventSeq;
    }

    @Override
    public boolean append(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (eventSeq != lastEventSeq + 1) {
            throw new JournalException("event " + eventSeq + " was appended after event " + lastEventSeq);
        }
        if (events.append(eventSeq, buffer, offset, length) == Journal.BACK_PRESSURED) {
            return false;
        }
        lastEventSeq = eventSeq;
        events.record();
        return true;
    }

    @Override
    public void replay(final long fromEventSeq, final EventLogReader reader) {
        events.replay(0, (position, eventSeq, buffer, offset, length) -> {
            if (eventSeq >= fromEventSeq) {
                reader.onEvent(eventSeq, buffer, offset, length);
            }
        });
    }

    @Override
    public @Nullable JournalTail tail(final long fromEventSeq) {
        return events.tail(0);
    }

    @Override
    public void close() {
        events.close();
    }

    /**
     * An event log of its own with the first of these events, open, all recorded: what another process finds.
     *
     * @param upToEventSeq the last event to copy; more than there are: all.
     * @return a copy; appending to it leaves this one alone.
     */
    public InMemoryEventLog copy(final long upToEventSeq) {
        final InMemoryEventLog copy = new InMemoryEventLog();
        replay(1, (eventSeq, buffer, offset, length) -> {
            if (eventSeq <= upToEventSeq) {
                copy.append(eventSeq, buffer, offset, length);
            }
        });
        return copy;
    }

    /**
     * Where another event log begins to differ.
     *
     * @param other to compare with.
     * @return a sentence that names the event, from 0, and both sides ("here" is this event log); {@code null} if there is no difference.
     */
    public @Nullable String firstDifference(final InMemoryEventLog other) {
        return events.firstDifference(other.events);
    }
}
