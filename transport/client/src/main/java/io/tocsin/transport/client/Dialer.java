package io.tocsin.transport.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;

/** Builds a connection. The client's thread only. */
final class Dialer {
    private static final int MAX_MESSAGE_BYTES = 65_536;
    private static final int MAX_HTTP_BYTES = 8_192;

    private Dialer() {}

    static ChannelFuture dial(
            final EventLoop loop, final URI endpoint, final ClientSettings settings, final LinkHandler handler) {
        final int timeoutMs = settings.timeoutMs;
        final SslContext tls = Arguments.isEncrypted(endpoint) ? settings.tls : null;
        final WebSocketClientProtocolConfig webSocket = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(endpoint)
                .subprotocol(settings.codec.subprotocol())
                .allowExtensions(false)
                .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                .handshakeTimeoutMillis(timeoutMs)
                // The link wants to know how the router closes.
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .dropPongFrames(true)
                // Whoever reads the message looks at every byte anyway, and refuses what is not UTF-8.
                .withUTF8Validator(false)
                .build();
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMs)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        if (tls != null) {
                            final SslHandler encryption =
                                    tls.newHandler(channel.alloc(), endpoint.getHost(), endpoint.getPort());
                            encryption.setHandshakeTimeoutMillis(timeoutMs);
                            channel.pipeline().addLast(encryption);
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MAX_HTTP_BYTES))
                                .addLast(new WebSocketClientProtocolHandler(webSocket))
                                .addLast(new WebSocketFrameAggregator(MAX_MESSAGE_BYTES))
                                .addLast(handler);
                    }
                })
                .connect(endpoint.getHost(), endpoint.getPort());
    }
}
