package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that take too long: a request must be whole within a time that begins with the connection, or with its first byte, whatever trickles in; between
 * requests a connection may idle for longer. One per connection, in front of its codec; loop only.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    private final long requestMs;
    private final long idleMs;
    private Runnable onExpired = () -> {};
    private @Nullable Future<?> timer;
    private long dueNs;
    private boolean idle;

    /**
     * A deadline that starts with the connection.
     *
     * @param requestMs time for a request.
     * @param idleMs    time between requests.
     */
    RequestDeadline(final long requestMs, final long idleMs) {
        this.requestMs = requestMs;
        this.idleMs = idleMs;
    }

    /** What happens when the time for a request is over; an idle connection is just closed. */
    void onExpired(final Runnable value) {
        onExpired = value;
    }

    /** The request is whole: no time is running. */
    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        idle = false;
    }

    /** The request is answered: the connection idles until the next byte. */
    void idle(final ChannelHandlerContext ctx) {
        stop();
        idle = true;
        timer = ctx.executor().schedule((Runnable) ctx::close, idleMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        start(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        if (idle) {
            start(ctx);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    /** A request that was whole is not all: the time that it had left goes on. */
    void goOn(final ChannelHandlerContext ctx) {
        stop();
        final long leftNs = Math.max(0, dueNs - System.nanoTime());
        timer = ctx.executor().schedule(() -> onExpired.run(), leftNs, TimeUnit.NANOSECONDS);
    }

    private void start(final ChannelHandlerContext ctx) {
        stop();
        dueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(requestMs);
        timer = ctx.executor().schedule(() -> onExpired.run(), requestMs, TimeUnit.MILLISECONDS);
    }
}
