package io.tocsin.journal;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where events are kept beside the journal. Nothing waits for it: commands are answered once the journal has them, and what an event log lacks after a crash is
 * made again from the journal. No method ever blocks or waits, but {@link #replay} and {@link #close()}. Called by one thread.
 *
 * <p>An event log that fails, or is closed, throws {@link JournalException} from then on; its writer stops and never goes on without it.
 */
public interface EventLog extends AutoCloseable {
    /**
     * The last event it was given.
     *
     * @return its sequence; 0 = empty.
     */
    long lastEventSeq();

    /**
     * The last event that survives the process. May lag behind what is really kept, but reaches {@link #lastEventSeq()} if it is asked again and again while nothing
     * is appended.
     *
     * @return its sequence, never falls; 0 = none.
     * @throws JournalException if the event log has failed or is closed.
     */
    long recordedEventSeq();

    /**
     * Takes an event. Does not allocate, except as an implementation says.
     *
     * @param eventSeq one above {@link #lastEventSeq()}.
     * @param buffer   holds the event with its header; not kept.
     * @param offset   of its first byte.
     * @param length   in bytes, at least 1.
     * @return {@code false}: no room now, nothing was taken, offer the same event again later.
     * @throws JournalException if there is a gap before the event, or the event log has failed or is closed.
     */
    boolean append(long eventSeq, DirectBuffer buffer, int offset, int length);

    /**
     * Reads what was appended, on the caller's thread, while nobody appends.
     *
     * @param fromEventSeq the first event to read, at least 1.
     * @param reader       is given this event and every later one.
     * @throws JournalException if an event is damaged or missing.
     */
    void replay(long fromEventSeq, EventLogReader reader);

    /**
     * Follows what is recorded while it goes on being written, from another thread than the writer's. Any thread.
     *
     * @param fromEventSeq the first event that is wanted, at least 1; earlier ones may be given before it.
     * @return a tail whose records are stamped with their event's sequence; {@code null}: nothing can be followed here.
     * @throws JournalException if what is kept cannot be looked through.
     */
    default @Nullable JournalTail tail(final long fromEventSeq) {
        return null;
    }

    /** Gives up what it holds; further appends throw. Does nothing the second time. */
    @Override
    void close();
}
