package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Counts the bytes that leave for one socket, so that it can be told whether its other end takes any. First in the pipeline; loop only. */
final class WriteMeter extends ChannelOutboundHandlerAdapter {
    private final GatewayCounters counters;
    private long written;

    WriteMeter(final GatewayCounters counters) {
        this.counters = counters;
    }

    @Override
    public void write(final ChannelHandlerContext ctx, final Object message, final ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
            counters.add(GatewayMetric.BYTES_WRITTEN, bytes.readableBytes());
        }
        ctx.write(message, promise);
    }

    /** Bytes that the system has taken so far; what it has not taken waits in the channel. */
    long taken(final ChannelOutboundBuffer waiting) {
        return written - (waiting == null ? 0 : waiting.totalPendingWriteBytes());
    }
}
