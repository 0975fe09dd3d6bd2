package io.tocsin.transport.cluster;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** A client of the cluster that finds its leader again whenever it is lost. One thread. */
interface LogClient extends AutoCloseable {
    /**
     * Keeps the session alive, follows the leader, and connects anew when that is needed.
     *
     * @param nowNs of a monotonic clock.
     * @return how much was done; 0 = nothing.
     */
    int poll(long nowNs);

    /** Why the leader lets nobody in who is like this one; {@code null} unless it does so now. Any thread. */
    @Nullable
    RuntimeException refusal();

    /** Whether something may be offered. */
    boolean isConnected();

    /** The session that is offered in; rises. While connected. */
    long sessionId();

    /** The leadership term that is offered in; a leader of another term drops what it gets. While connected. */
    long termId();

    /**
     * Offers what stands in the log as one message. While connected.
     *
     * @return whether it was taken; {@code false}: try again after another {@link #poll}.
     */
    boolean offer(DirectBuffer frame, DirectBuffer command, int length);

    /** Ends the session, because nothing comes of it any more; the next {@link #poll} connects anew. */
    void abandon();

    @Override
    void close();
}
