package io.tocsin.transport.client;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that clients share. Any thread. */
public final class ClientGroup implements AutoCloseable {
    private static final int CLOSE_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup loops;

    private ClientGroup(final int threads) {
        loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("tocsin-client", true), NioIoHandler.newFactory());
    }

    /**
     * Starts threads, daemons, when the first clients need them.
     *
     * @param count from 1; one carries thousands of quiet clients.
     * @return a group to be closed behind its clients.
     */
    public static ClientGroup threads(final int count) {
        return new ClientGroup(count);
    }

    /** Ends the threads, and with them the connections of clients that are still open. Waits, 5 s at most; never call it from a listener. */
    @Override
    public void close() {
        end();
        loops.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Has the threads end soon. */
    void end() {
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    EventLoop next() {
        return loops.next();
    }
}
