package io.tocsin.transport.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.URI;

/** Connects a front with nodes. Any thread; does not wait. */
final class NodeDialer {
    /** How long a node may take to accept a connection, and to answer its first request. */
    static final int PATIENCE_MS = 2_000;

    /** What is written and not taken, on each of the two sides of a connection: above it the other side is not read. */
    static final int HIGH_WATER_BYTES = 65_536;

    /** Says to a node which cluster is meant. */
    static final String CLUSTER_HEADER = "tocsin-cluster";

    private static final int MAX_BODY_BYTES = 65_536;

    private NodeDialer() {}

    /** Dials a node; the handler is behind what speaks HTTP, and TLS if the cluster does. */
    static ChannelFuture dial(
            final EventLoop loop, final FrontCluster cluster, final FrontNode node, final ChannelHandler handler) {
        final URI uri = node.uri();
        final SslContext tls = cluster.tls();
        return new Bootstrap()
                .group(loop)
                // Asking for names would stop the loop: who looks after the nodes has done it.
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // Fixed, or the system lets it grow to megabytes of what a client does not take.
                .option(ChannelOption.SO_RCVBUF, HIGH_WATER_BYTES)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MS)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(HIGH_WATER_BYTES / 4, HIGH_WATER_BYTES))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        if (tls != null) {
                            final SslHandler encryption = tls.newHandler(channel.alloc(), uri.getHost(), uri.getPort());
                            encryption.setHandshakeTimeoutMillis(PATIENCE_MS);
                            channel.pipeline().addLast(encryption);
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(handler);
                    }
                })
                .connect(node.address());
    }

    /** Adds what every request to a node says. */
    static void address(final HttpHeaders headers, final FrontCluster cluster, final FrontNode node) {
        headers.set(HttpHeaderNames.HOST, node.uri().getAuthority());
        headers.set(CLUSTER_HEADER, cluster.name());
    }
}
