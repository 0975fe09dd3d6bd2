package io.tocsin.transport.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one node every second, over a connection that stays, whether it is ready, and says in the log when that changes. On one loop. */
final class NodeProbe {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProbe.class);
    private static final long EVERY_MS = 1_000;

    private final EventLoop loop;
    private final FrontCluster cluster;
    private final FrontNode node;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> looks;
    private long askedNs;
    private boolean isAsked;
    private boolean isClosed;

    private NodeProbe(final EventLoop loop, final FrontCluster cluster, final FrontNode node) {
        this.loop = loop;
        this.cluster = cluster;
        this.node = node;
    }

    /** Begins. Any thread. */
    static NodeProbe start(final EventLoop loop, final FrontCluster cluster, final FrontNode node) {
        final NodeProbe probe = new NodeProbe(loop, cluster, node);
        loop.execute(() -> {
            if (!probe.isClosed) {
                probe.looks = loop.scheduleWithFixedDelay(probe::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
            }
        });
        return probe;
    }

    /** Ends. Any thread. */
    void close() {
        loop.execute(() -> {
            isClosed = true;
            if (looks != null) {
                looks.cancel(false);
            }
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void look() {
        final Channel open = channel;
        if (open == null) {
            dial();
        } else if (isAsked) {
            if (System.nanoTime() - askedNs > TimeUnit.MILLISECONDS.toNanos(NodeDialer.PATIENCE_MS)) {
                ended(open);
                open.close();
            }
        } else {
            ask(open);
        }
    }

    private void dial() {
        final ChannelFuture dialled = NodeDialer.dial(loop, cluster, node, new Answers());
        final Channel dialledChannel = dialled.channel();
        channel = dialledChannel;
        isAsked = true;
        askedNs = System.nanoTime();
        dialled.addListener(done -> {
            if (!done.isSuccess()) {
                ended(dialledChannel);
            }
        });
    }

    private void ask(final Channel open) {
        isAsked = true;
        askedNs = System.nanoTime();
        final DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, HttpFront.READY_PATH, Unpooled.EMPTY_BUFFER);
        NodeDialer.address(request.headers(), cluster, node);
        open.writeAndFlush(request);
    }

    /** The connection is gone, or as good as that: before it has answered nobody is there. */
    private void ended(final Channel of) {
        if (of == channel) {
            channel = null;
            if (isAsked && node.state() != NodeState.MISDIRECTED) {
                changed(NodeState.SILENT);
            }
            isAsked = false;
        }
    }

    private void answered(final FullHttpResponse response) {
        isAsked = false;
        final HttpResponseStatus status = response.status();
        if (status.equals(HttpResponseStatus.MISDIRECTED_REQUEST)) {
            changed(NodeState.MISDIRECTED);
        } else if (status.equals(HttpResponseStatus.OK) || status.equals(HttpResponseStatus.NOT_FOUND)) {
            // A gateway that was not told to say whether it is ready has no such page.
            changed(NodeState.READY);
        } else {
            changed(NodeState.ANSWERS);
        }
    }

    private void changed(final NodeState now) {
        final NodeState before = node.state();
        if (before == now) {
            return;
        }
        node.state(now);
        switch (now) {
            case READY -> LOG.info("cluster {}: {} is ready", cluster.name(), node.uri());
            case ANSWERS -> LOG.warn("cluster {}: {} answers, and is not ready", cluster.name(), node.uri());
            case MISDIRECTED ->
                LOG.error(
                        "cluster {}: {} says that it is of another cluster: the map is wrong, or what the node is"
                                + " called; nobody is sent there",
                        cluster.name(),
                        node.uri());
            default -> LOG.warn("cluster {}: nobody answers at {}", cluster.name(), node.uri());
        }
        if (!cluster.isUp()) {
            LOG.error(
                    "cluster {}: no router is ready; its people are told so, the other clusters go on", cluster.name());
        }
    }

    /** What the node says. */
    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        public void channelActive(final ChannelHandlerContext ctx) {
            if (isClosed) {
                ctx.close();
            } else {
                ask(ctx.channel());
            }
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final FullHttpResponse response) {
            if (ctx.channel() == channel) {
                answered(response);
                if (!HttpUtil.isKeepAlive(response)) {
                    ctx.close();
                }
            }
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            ended(ctx.channel());
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            ctx.close();
        }
    }
}
