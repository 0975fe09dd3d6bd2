package io.tocsin.transport.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * One {@code POST /v1/alerts} on its way to a cluster. It is sent to one node only: what was sent and not answered may have been carried out, and whether it is sent
 * again is for the client to say, who has its commandId. Loop only.
 */
final class FrontRaise extends NodeSearch {
    /** A gateway gives up after five seconds. */
    private static final long ANSWER_MS = 7_000;

    private final FrontHandler front;
    private final ChannelHandlerContext ctx;
    private final byte[] body;
    private final HttpHeaders said;

    FrontRaise(
            final FrontHandler front,
            final ChannelHandlerContext ctx,
            final byte[] body,
            final HttpHeaders said,
            final FrontCluster cluster) {
        super(ctx, cluster);
        this.front = front;
        this.ctx = ctx;
        this.body = body;
        this.said = said;
    }

    @Override
    ChannelHandler handlerFor(final FrontNode node) {
        return new Exchange(node);
    }

    @Override
    void nobody() {
        front.refuse(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, FrontHandler.unreachable(cluster()));
    }

    /** With one node. */
    private final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final FrontNode node;
        private boolean isSent;
        private boolean isAnswered;

        private Exchange(final FrontNode node) {
            this.node = node;
        }

        @Override
        public void channelActive(final ChannelHandlerContext context) {
            if (!found(context.channel())) {
                return;
            }
            final HttpHeaders headers = said.copy();
            NodeDialer.address(headers, cluster(), node);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            isSent = true;
            cluster().counts().raises.increment();
            final DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.POST, HttpFront.ALERTS_PATH, Unpooled.wrappedBuffer(body));
            request.headers().add(headers);
            context.writeAndFlush(request);
            context.executor().schedule(() -> unanswered(context.channel()), ANSWER_MS, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final FullHttpResponse response) {
            if (isAnswered) {
                return;
            }
            isAnswered = true;
            if (response.status().equals(HttpResponseStatus.MISDIRECTED_REQUEST)) {
                misdirected(node, context.channel());
                nobody();
            } else {
                front.reply(ctx, FrontHandler.as(response));
            }
            context.close();
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            unanswered(context.channel());
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            unanswered(context.channel());
        }

        private void unanswered(final Channel channel) {
            if (!isSent) {
                failed(channel);
            } else if (!isAnswered) {
                isAnswered = true;
                channel.close();
                front.reply(
                        ctx,
                        HttpReply.text(
                                HttpResponseStatus.GATEWAY_TIMEOUT,
                                "no answer in time: whether the alert was raised is not known; send it again with the"
                                        + " same commandId"));
            }
        }
    }
}
