package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Waits until a listener listens. The caller's thread. */
final class Listening {
    private Listening() {}

    /**
     * Waits.
     *
     * @param bound   of the bootstrap.
     * @param loops   shut down if it fails.
     * @param address for the message.
     * @return the listener.
     * @throws IllegalStateException if the address is taken.
     */
    static Channel await(final ChannelFuture bound, final EventLoopGroup loops, final InetSocketAddress address) {
        bound.awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        final Throwable cause = bound.cause();
        final String why = cause instanceof BindException ? "something listens there already" : String.valueOf(cause);
        throw new IllegalStateException(
                "cannot listen on " + address.getHostString() + ':' + address.getPort() + ": " + why, cause);
    }
}
