package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's requests, one at a time: what comes while one is being answered is not read, and the connection ends after that answer. What cannot be read is
 * answered and ends the connection. Loop only.
 */
abstract class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private @Nullable RequestDeadline deadline;
    private boolean answering;
    private boolean keepAlive;

    /** Answers a whole, well-formed request, now or later, with {@link #reply}. */
    abstract void onRequest(ChannelHandlerContext ctx, FullHttpRequest request);

    /** Binds it to the deadline of its connection. Returns this. */
    HttpHandler within(final RequestDeadline value) {
        deadline = value;
        return this;
    }

    /** Sends the answer to the request that is being answered. */
    void reply(final ChannelHandlerContext ctx, final HttpReply reply) {
        answering = false;
        reply.send(ctx.channel(), keepAlive);
        if (keepAlive) {
            deadline().idle(ctx);
        }
    }

    /** The same, and the connection ends behind it. */
    void replyLast(final ChannelHandlerContext ctx, final HttpReply reply) {
        keepAlive = false;
        reply(ctx, reply);
    }

    RequestDeadline deadline() {
        if (deadline == null) {
            throw new IllegalStateException("a handler without a deadline");
        }
        return deadline;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx) {
        deadline().onExpired(() -> {
            keepAlive = false;
            reply(ctx, HttpReply.text(HttpResponseStatus.REQUEST_TIMEOUT, "the request was not whole in time"));
        });
    }

    @Override
    protected final void channelRead0(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        if (answering) {
            keepAlive = false;
            return;
        }
        answering = true;
        deadline().stop();
        keepAlive = HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            keepAlive = false;
            reply(ctx, unreadable(request.decoderResult().cause()));
        } else if (request.protocolVersion().majorVersion() != 1) {
            keepAlive = false;
            reply(ctx, HttpReply.text(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "this is HTTP/1.1"));
        } else {
            onRequest(ctx, request);
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            keepAlive = false;
            reply(ctx, HttpReply.text(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "a body has at most 65,536 bytes"));
            return;
        }
        if (!(cause instanceof IOException || cause instanceof PrematureChannelClosureException)) {
            LOG.error("a request failed; its connection is closed", cause);
        }
        ctx.close();
    }

    private static HttpReply unreadable(final Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpReply.text(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpReply.text(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long");
        }
        return HttpReply.text(HttpResponseStatus.BAD_REQUEST, "not a request of HTTP/1.1");
    }
}
