package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how the handshake of a connection ended, and ends the connection when what it sends is no TLS. Behind the handler that encrypts; loop only. */
final class TlsOutcome extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsOutcome.class);

    private final GatewayCounters counters;
    private boolean isOver;

    TlsOutcome(final GatewayCounters counters) {
        this.counters = counters;
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                isOver = true;
                counters.increment(GatewayMetric.TLS_HANDSHAKES);
            } else {
                failed(ctx, handshake.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (cause instanceof SSLException
                || (cause instanceof DecoderException
                        && (cause.getCause() instanceof SSLException
                                || cause.getCause() instanceof RejectedExecutionException))) {
            failed(ctx, cause);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void failed(final ChannelHandlerContext ctx, final Throwable cause) {
        if (!isOver) {
            isOver = true;
            counters.increment(GatewayMetric.TLS_FAILURES);
            LOG.debug("a TLS handshake failed", cause);
        }
        ctx.close();
    }
}
