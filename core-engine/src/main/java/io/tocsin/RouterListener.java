package io.tocsin;

import org.agrona.DirectBuffer;

/**
 * Hears everything that the router says, in order: for boards, audit and tests. People are served by {@link RecipientSession}s. Events are whole, whoever may see
 * what: who shows one to a person asks {@link AlertView#sight} first.
 *
 * <p>Called on the delivery thread, which people's sessions need too: while a listener takes its time, outputs gather in a bounded ring, and when that is full the
 * engine waits. It must not wait for a future of the router, which that same thread completes. What it throws goes to the error handler and harms nobody else.
 */
@FunctionalInterface
public interface RouterListener {
    /**
     * What the router shows of its alerts; called once, before the first event.
     *
     * @param view stays current; holds what a recovered router began with.
     */
    default void onView(final AlertView view) {}

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

    /**
     * A duty cycle of delivery has ended: the moment to send on what was gathered during it. Called again and again while there is nothing to deliver, so it is
     * cheap when there is nothing to do.
     *
     * @param outputs how many events and answers the cycle delivered, 0 to 256.
     */
    default void onCycleEnd(final int outputs) {}
}
