package io.tocsin;

import org.agrona.DirectBuffer;

/**
 * Hears everything that the router says, in order: for boards, audit and tests. People are served by {@link RecipientSession}s.
 *
 * <p>Called on the delivery thread, which people's sessions need too: while a listener takes its time, outputs gather in a bounded ring, and when that is full the
 * engine waits. It must not wait for a future of the router, which that same thread completes. What it throws goes to the error handler and harms nobody else.
 */
@FunctionalInterface
public interface RouterListener {
    /**
     * An event.
     *
     * @param event immutable; may be kept.
     */
    void onEvent(RouterEvent event);

    /**
     * The answer to a command that was published with {@link AlertRouter#offer} and asked for one: a {@code CommandAnswered} message.
     *
     * @param buffer holds the SBE message with its header; valid during the call only.
     * @param offset of the message header.
     * @param length of header and message.
     */
    default void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
}
