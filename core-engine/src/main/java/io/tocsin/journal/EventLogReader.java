package io.tocsin.journal;

import org.agrona.DirectBuffer;

/** Is given the events of an event log, in order. */
@FunctionalInterface
public interface EventLogReader {
    /**
     * The next event.
     *
     * @param eventSeq one above that of the event before.
     * @param buffer   holds the event with its header, during the call only.
     * @param offset   of its first byte.
     * @param length   in bytes.
     */
    void onEvent(long eventSeq, DirectBuffer buffer, int offset, int length);
}
