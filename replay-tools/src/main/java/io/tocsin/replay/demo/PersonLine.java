package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.RejectReason;
import java.util.concurrent.CompletableFuture;

/** What a person's client needs of a router. Any thread; nothing waits; a future ends on any thread, and exceptionally only at the end of the line. */
interface PersonLine {
    /** Completed once the person is reachable. */
    CompletableFuture<Void> connected();

    /** Takes responsibility. */
    CompletableFuture<Reply> accept(long alertId);

    /** Does not take an alert, or gives it back. */
    CompletableFuture<Reply> reject(long alertId, RejectReason reason);

    /** Says that an alert is dealt with. */
    CompletableFuture<Reply> resolve(long alertId);

    /** The person leaves. */
    void close();

    /** Whom a line tells. */
    interface Listener {
        /**
         * The person is told something. Any thread, in the order of each lane; when it returns it counts as received.
         *
         * @param told       what.
         * @param receivedNs when the client had it, {@link System#nanoTime()}.
         */
        void onTold(Told told, long receivedNs);
    }
}
