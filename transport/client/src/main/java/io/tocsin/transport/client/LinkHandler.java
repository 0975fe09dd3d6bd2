package io.tocsin.transport.client;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tocsin.codecs.json.CloseCode;
import javax.net.ssl.SSLException;

/** The end of one connection's pipeline: frames become messages, and its end becomes one call. The client's thread only. */
final class LinkHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Link link;
    private final boolean isBinary;
    private int code;
    private String reason = "";
    private boolean isCloseSent;

    LinkHandler(final Link link, final boolean isBinary) {
        this.link = link;
        this.isBinary = isBinary;
    }

    /** Says why, for whoever hears of the end; the first reason counts. */
    void reason(final String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    /** The close frame of this side. */
    CloseWebSocketFrame close(final CloseCode status) {
        isCloseSent = true;
        return new CloseWebSocketFrame(status.code(), status.reason());
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            link.greet(context.channel(), this);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            reason("no WebSocket handshake in time");
            context.close();
        }
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final WebSocketFrame frame) {
        if (isBinary ? frame instanceof BinaryWebSocketFrame : frame instanceof TextWebSocketFrame) {
            link.heard(frame.content().nioBuffer(), this);
        } else if (frame instanceof CloseWebSocketFrame close) {
            closed(context, close);
        } else {
            reason(isBinary ? "the router sent what is not binary" : "the router sent what is no text");
            context.close();
        }
    }

    private void closed(final ChannelHandlerContext context, final CloseWebSocketFrame close) {
        if (isCloseSent) {
            context.close();
            return;
        }
        code = close.statusCode() < 0 ? WebSocketCloseStatus.EMPTY.code() : close.statusCode();
        reason(close.reasonText());
        isCloseSent = true;
        context.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext context) {
        link.lost(this, code, reason.isEmpty() && code == 0 ? "the connection broke" : reason);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable thrown) {
        reason(wordsOf(thrown));
        context.close();
    }

    /** What went wrong; of TLS what its library says last, which is what people can do something about. */
    private static String wordsOf(final Throwable thrown) {
        final boolean isTls = thrown instanceof SSLException
                || (thrown instanceof DecoderException && thrown.getCause() instanceof SSLException);
        if (!isTls) {
            return thrown.toString();
        }
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return "no TLS with the router: " + last.getMessage();
    }
}
