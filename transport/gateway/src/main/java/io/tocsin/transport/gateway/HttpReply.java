package io.tocsin.transport.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers to HTTP requests, each with the headers that every answer has. Any thread builds them, the loop sends them. */
final class HttpReply {
    /** Media type of plain text. */
    static final String TEXT = "text/plain; charset=utf-8";

    /** Media type of JSON. */
    static final String JSON = "application/json; charset=utf-8";

    private final FullHttpResponse response;

    private HttpReply(final HttpResponseStatus status, final String type, final byte[] body) {
        response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'")
                .set("referrer-policy", "no-referrer");
    }

    /** Text for people. */
    static HttpReply text(final HttpResponseStatus status, final String text) {
        return new HttpReply(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Anything. */
    static HttpReply of(final HttpResponseStatus status, final String type, final byte[] body) {
        return new HttpReply(status, type, body);
    }

    /** The method is not one of these. */
    static HttpReply methodNotAllowed(final String allowed) {
        return text(HttpResponseStatus.METHOD_NOT_ALLOWED, "only " + allowed + " here")
                .header("Allow", allowed);
    }

    /** Adds a header. Returns this. */
    HttpReply header(final String name, final Object value) {
        response.headers().set(name, value);
        return this;
    }

    /** The body goes, its length stays: the answer to HEAD. Returns this. */
    HttpReply withoutBody() {
        response.content().clear();
        return this;
    }

    /** Sends it; the connection ends behind it unless it is kept alive. */
    ChannelFuture send(final Channel channel, final boolean keepAlive) {
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        final ChannelFuture sent = channel.writeAndFlush(response);
        return keepAlive ? sent : sent.addListener(ChannelFutureListener.CLOSE);
    }

    int status() {
        return response.status().code();
    }
}
