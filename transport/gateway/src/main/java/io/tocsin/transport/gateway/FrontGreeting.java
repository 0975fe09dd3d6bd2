package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of a client that is on its way to a cluster: the node is greeted first, in the client's words, and what it answers is answered to the client. Whoever
 * cannot be brought anywhere becomes a WebSocket all the same, because a page cannot read anything else: it is told why in its own subprotocol, and closed. Loop only.
 */
final class FrontGreeting extends NodeSearch {
    private static final long CLOSE_MS = 2_000;

    private final FrontHandler front;
    private final ChannelHandlerContext ctx;
    private final FullHttpRequest request;
    private final HttpHeaders said;

    FrontGreeting(
            final FrontHandler front,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final HttpHeaders said,
            final FrontCluster cluster) {
        super(ctx, cluster);
        this.front = front;
        this.ctx = ctx;
        this.request = copy(request);
        this.said = said;
    }

    /** The request outlives the call that it came with. */
    static FullHttpRequest copy(final FullHttpRequest request) {
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers().copy(),
                EmptyHttpHeaders.INSTANCE);
    }

    @Override
    ChannelHandler handlerFor(final FrontNode node) {
        return new NodeGreeting(node);
    }

    @Override
    void nobody() {
        turnAway(front, ctx, request, CloseCode.CLUSTER_UNREACHABLE, FrontHandler.unreachable(cluster()));
    }

    /** Makes a WebSocket of a request only to say why it ends. */
    static void turnAway(
            final FrontHandler front,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final CloseCode code,
            final ServerMessage.ProtocolError why) {
        final Shaken shaken = shake(front, ctx, request, Subprotocols.NAMES);
        if (shaken != null) {
            ctx.pipeline().addLast(new Deaf());
            ctx.pipeline().remove(front);
            final ClientOut out = new ClientOut(ctx.channel(), shaken.codec());
            if (shaken.agreed() == null) {
                out.close(CloseCode.SUBPROTOCOL);
            } else {
                out.send(why);
                out.close(code);
            }
        }
    }

    /** Becomes a WebSocket, or answers that it cannot. */
    private static @Nullable Shaken shake(
            final FrontHandler front,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final @Nullable String protocols) {
        final WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshaker13("ws://" + HttpFront.WEBSOCKET_PATH, protocols, WebSocketUpgrade.FRAMES);
        try {
            final ChannelFuture done = handshaker.handshake(ctx.channel(), request);
            requireNonNull(done, "done");
        } catch (final WebSocketHandshakeException malformed) {
            front.reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, WebSocketUpgrade.NO_HANDSHAKE));
            return null;
        }
        final String agreed = handshaker.selectedSubprotocol();
        return new Shaken(agreed, Subprotocols.of(agreed));
    }

    private void opened(final Channel node, final @Nullable String agreed) {
        if (!found(node)) {
            return;
        }
        final Shaken shaken = shake(front, ctx, request, agreed);
        if (shaken == null) {
            node.close();
            return;
        }
        Relay.join(ctx.channel(), node, cluster(), shaken.codec());
        ctx.pipeline().remove(front);
    }

    /** The node says no to the client itself, as it would without a front. */
    private void answered(final Channel node, final FullHttpResponse response) {
        if (found(node)) {
            front.reply(ctx, FrontHandler.as(response));
            node.close();
        }
    }

    /** What was agreed on with a client; {@code null}: nothing. */
    private record Shaken(@Nullable String agreed, MessageCodec codec) {}

    /** Hears nothing any more. */
    private static final class Deaf extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            context.close();
        }
    }

    /** Greets one node. */
    private final class NodeGreeting extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final FrontNode node;
        private final WebSocketClientHandshaker handshaker;

        private NodeGreeting(final FrontNode node) {
            this.node = node;
            final HttpHeaders headers = said.copy();
            NodeDialer.address(headers, cluster(), node);
            final String protocols = String.join(",", request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
            handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                    node.uri(),
                    WebSocketVersion.V13,
                    protocols.isEmpty() ? null : protocols,
                    false,
                    headers,
                    HttpPipeline.MAX_BODY_BYTES,
                    true,
                    false,
                    CLOSE_MS,
                    false,
                    false);
        }

        @Override
        public void channelActive(final ChannelHandlerContext context) {
            handshaker.handshake(context.channel());
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final FullHttpResponse response) {
            final Channel channel = context.channel();
            final HttpResponseStatus status = response.status();
            if (status.equals(HttpResponseStatus.MISDIRECTED_REQUEST)) {
                misdirected(node, channel);
            } else if (status.code() >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code()) {
                failed(channel);
            } else if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                answered(channel, response);
            } else {
                try {
                    handshaker.finishHandshake(channel, response);
                } catch (final WebSocketHandshakeException malformed) {
                    failed(channel);
                    return;
                }
                opened(channel, handshaker.actualSubprotocol());
                context.pipeline().remove(this);
            }
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            failed(context.channel());
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            failed(context.channel());
        }
    }
}
