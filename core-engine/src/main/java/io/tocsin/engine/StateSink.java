package io.tocsin.engine;

import org.agrona.DirectBuffer;

/** Where the engine says what it holds: see {@link AlertEngine#report}. */
@FunctionalInterface
public interface StateSink {
    /**
     * The next message of a report.
     *
     * @param buffer holds the SBE message with its header; valid during the call only.
     * @param offset of the message header.
     * @param length of header and message, at most {@link AlertEngine#MAX_EVENT_LENGTH}.
     */
    void onState(DirectBuffer buffer, int offset, int length);
}
