package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's WebSocket and the one that a front has with a node for it: every frame goes on as it is, pings and closes too, so that router and client hear of each
 * other what they would without a front. Nothing is kept: when one side does not take, the other is not read. Both on one loop.
 */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long LINGER_MS = 2_000;
    /** A router says something to every client all few seconds: one that is silent for so long is gone, with its machine. */
    private static final int SILENT_S = 60;

    private final Channel client;
    private final Channel node;
    private final FrontCluster cluster;
    private final ClientOut out;
    private boolean isOver;

    private Relay(final Channel client, final Channel node, final FrontCluster cluster, final MessageCodec codec) {
        this.client = client;
        this.node = node;
        this.cluster = cluster;
        out = new ClientOut(client, codec);
    }

    /** Joins two connections on which the handshakes are done; nothing was read behind them. */
    static void join(final Channel client, final Channel node, final FrontCluster cluster, final MessageCodec codec) {
        final Relay relay = new Relay(client, node, cluster, codec);
        cluster.counts().open.increment();
        cluster.counts().relayed.increment();
        client.pipeline().addLast(relay.new Side(client, node, true));
        node.pipeline()
                .addLast(new IdleStateHandler(SILENT_S, 0, 0, TimeUnit.SECONDS), relay.new Side(node, client, false));
        if (!client.isActive()) {
            relay.end();
        } else if (!node.isActive()) {
            relay.lost();
        }
    }

    /** Says good-bye to the client, as a router that restarts does: it comes back, and is brought to another node. */
    private void lost() {
        if (!isOver) {
            cluster.counts().lost.increment();
            end();
            out.close(CloseCode.RESTART);
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            cluster.counts().open.decrement();
            node.close();
        }
    }

    /** The client says good-bye: the node answers it, or time does. */
    private void goodbyeFromClient(final CloseWebSocketFrame close) {
        node.writeAndFlush(close);
        client.eventLoop()
                .schedule(
                        () -> {
                            end();
                            client.close();
                        },
                        LINGER_MS,
                        TimeUnit.MILLISECONDS);
    }

    private void goodbyeFromNode(final CloseWebSocketFrame close) {
        final boolean wasOver = isOver;
        isOver = true;
        if (!wasOver) {
            cluster.counts().open.decrement();
        }
        node.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        out.close(close);
    }

    /** One of the two ends. */
    private final class Side extends ChannelInboundHandlerAdapter {
        private final Channel own;
        private final Channel other;
        private final boolean isClient;

        private Side(final Channel own, final Channel other, final boolean isClient) {
            this.own = own;
            this.other = other;
            this.isClient = isClient;
        }

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object message) {
            if (isOver || !(message instanceof WebSocketFrame frame)) {
                ReferenceCountUtil.release(message);
            } else if (!(frame instanceof CloseWebSocketFrame close)) {
                other.write(frame, other.voidPromise());
            } else if (isClient) {
                goodbyeFromClient(close);
            } else {
                goodbyeFromNode(close);
            }
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
            other.config().setAutoRead(own.isWritable() || isOver);
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            if (isClient) {
                end();
            } else {
                lost();
            }
        }

        @Override
        public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) throws Exception {
            if (event instanceof IdleStateEvent && !isClient) {
                lost();
            } else {
                super.userEventTriggered(ctx, event);
            }
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            if (isClient && cause instanceof CorruptedWebSocketFrameException corrupted) {
                end();
                out.close(new CloseWebSocketFrame(
                        corrupted.closeStatus(), corrupted.closeStatus().reasonText()));
                return;
            }
            if (!(cause instanceof IOException)) {
                LOG.warn("a connection of a front failed and is closed; the others are not affected", cause);
            }
            if (isClient) {
                end();
                client.close();
            } else {
                lost();
            }
        }
    }
}
