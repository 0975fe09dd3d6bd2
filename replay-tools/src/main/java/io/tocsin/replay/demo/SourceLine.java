package io.tocsin.replay.demo;

import java.util.concurrent.CompletableFuture;

/** What monitors, call buttons and other systems need of a router. Any thread; nothing waits; a future ends on any thread, and exceptionally only at the end of the line. */
interface SourceLine {
    /** Completed once the router can be sent to. */
    CompletableFuture<Void> connected();

    /**
     * Raises an alert.
     *
     * @param emergency  what it is.
     * @param intendedNs when it was to be sent, {@link System#nanoTime()}.
     */
    CompletableFuture<Reply> raise(Emergency emergency, long intendedNs);

    /** Says that the condition of an alert of this line is over. */
    CompletableFuture<Reply> clear(long alertId);

    /** Takes back an alert of this line. */
    CompletableFuture<Reply> cancel(long alertId);

    /** Sends what a monitor measured. */
    CompletableFuture<Reply> readings(Sample sample);

    /** Gives it up. */
    void close();
}
