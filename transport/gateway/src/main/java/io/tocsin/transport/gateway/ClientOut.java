package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import java.util.concurrent.TimeUnit;

/** What one WebSocket is sent. Writes are flushed together by {@link #flush()}; after {@link #close} nothing more is sent. Loop only. */
final class ClientOut {
    private static final long LINGER_MS = 1_000;

    private final Channel channel;
    private final MessageCodec codec;
    private boolean closing;
    private boolean unflushed;

    ClientOut(final Channel channel, final MessageCodec codec) {
        this.channel = channel;
        this.codec = codec;
    }

    /** Writes a message. */
    void send(final ServerMessage message) {
        send(codec.write(message));
    }

    /** Writes a message that is encoded already, and may be shared. */
    void send(final byte[] encoded) {
        message(Unpooled.wrappedBuffer(encoded));
    }

    /** Writes a delivery: its own beginning, then what it shares with the others. */
    void send(final Routed routed) {
        final byte[] head = codec.deliveryHead(routed.seq(), routed.prev());
        final ByteBuf whole = channel.alloc().buffer(head.length + routed.tail().length);
        message(whole.writeBytes(head).writeBytes(routed.tail()));
    }

    private void message(final ByteBuf payload) {
        frame(codec.isBinary() ? new BinaryWebSocketFrame(payload) : new TextWebSocketFrame(payload));
    }

    /** Writes a frame. */
    void frame(final WebSocketFrame frame) {
        if (closing) {
            frame.release();
        } else {
            channel.write(frame, channel.voidPromise());
            unflushed = true;
        }
    }

    /** Hands what was written to the system; false if there was nothing. */
    boolean flush() {
        final boolean isNeeded = unflushed;
        if (isNeeded) {
            unflushed = false;
            channel.flush();
        }
        return isNeeded;
    }

    /** Whether more can be written without piling up. */
    boolean isWritable() {
        return !closing && channel.isWritable();
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Says why, and ends the connection. What the client still sends is read and dropped for a moment, because a socket closed on unread bytes takes the reason with
     * it.
     */
    void close(final CloseCode code) {
        close(new CloseWebSocketFrame(code.code(), code.reason()));
    }

    /** The same, with a frame of its own. */
    void close(final CloseWebSocketFrame frame) {
        if (closing) {
            frame.release();
            return;
        }
        closing = true;
        channel.config().setAutoRead(true);
        channel.writeAndFlush(frame)
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        shutdownOutput();
                    }
                });
        channel.eventLoop().schedule((Runnable) channel::close, LINGER_MS, TimeUnit.MILLISECONDS);
    }

    /** Nothing more comes from here, which TLS says in words of its own first. */
    private void shutdownOutput() {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        final ChannelFuture said = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
        said.addListener(done -> {
            if (channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
    }
}
