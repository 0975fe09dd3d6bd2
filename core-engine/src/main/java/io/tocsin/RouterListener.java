package io.tocsin;

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
}
