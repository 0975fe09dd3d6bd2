package io.tocsin.transport.gateway;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Has the WebSockets of a gateway say every message back that they would have taken to the conversation, and changes nothing else: handshake, frames, limits, UTF-8,
 * pings and closing are the gateway's. Netty loads it where {@code io.netty.bootstrap.extensions} is {@code serviceload}, which is in the profile {@code autobahn} alone.
 */
public final class EchoExtension extends ChannelInitializerExtension {
    /** For Netty, which makes one. */
    public EchoExtension() {}

    @Override
    public void postInitializeServerChildChannel(final Channel channel) {
        // In front of everything, since the gateway's own handlers come when the channel is registered.
        channel.pipeline().addLast(new Watch());
    }

    /** Puts the echo in before the first octets that follow the handshake are read. */
    private static final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object octets) {
            final ChannelHandlerContext last = ctx.pipeline().context(Connection.class);
            if (last != null) {
                ctx.pipeline().addBefore(last.name(), "echo", new Echo((Connection) last.handler()));
                ctx.pipeline().remove(this);
            }
            ctx.fireChannelRead(octets);
        }
    }

    /** Whole messages go the way that answers go; everything else is the connection's. */
    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Connection connection;

        Echo(final Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
                connection.out().frame(frame.retain());
                connection.touch();
            } else {
                ctx.fireChannelRead(frame.retain());
            }
        }
    }
}
