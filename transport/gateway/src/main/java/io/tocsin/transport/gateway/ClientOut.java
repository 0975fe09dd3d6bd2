package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCounted;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import java.util.concurrent.TimeUnit;

/** What one WebSocket is sent. Writes are flushed together by {@link #flush()}; after {@link #close} nothing more is sent. Loop only. */
final class ClientOut {
    private static final long LINGER_MS = 1_000;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int LAST_FRAGMENT = 0x80;
    private static final int MAX_HEAD_BYTES = 10;
    private static final int MAX_SHORT = 125;
    private static final int LENGTH_OF_16 = 126;
    private static final int LENGTH_OF_64 = 127;
    private static final int MAX_16 = 65_535;
    private static final byte[] NOTHING = {};

    private final Channel channel;
    private final MessageCodec codec;
    private boolean httpGone;
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
        send(encoded, NOTHING);
    }

    /** Writes a delivery: its own beginning, then what it shares with the others. */
    void send(final Routed routed) {
        send(codec.deliveryHead(routed.seq(), routed.prev()), routed.tail());
    }

    private void send(final byte[] first, final byte[] second) {
        final int length = first.length + second.length;
        if (isHttpGone()) {
            write(begun(length).writeBytes(first).writeBytes(second));
        } else {
            final ByteBuf payload =
                    channel.alloc().buffer(length).writeBytes(first).writeBytes(second);
            frame(codec.isBinary() ? new BinaryWebSocketFrame(payload) : new TextWebSocketFrame(payload));
        }
    }

    /** The codec of the handshake goes when its answer has left. It would take bytes for a body of its own. */
    private boolean isHttpGone() {
        if (!httpGone) {
            httpGone = channel.pipeline().get(HttpServerCodec.class) == null;
        }
        return httpGone;
    }

    /** A buffer for a whole message, its frame begun (RFC 6455, 5.2): as the encoder in front would, which would copy it once more. */
    private ByteBuf begun(final int length) {
        final ByteBuf frame = channel.alloc().buffer(MAX_HEAD_BYTES + length);
        frame.writeByte(LAST_FRAGMENT | (codec.isBinary() ? BINARY : TEXT));
        if (length <= MAX_SHORT) {
            return frame.writeByte(length);
        }
        return length <= MAX_16
                ? frame.writeByte(LENGTH_OF_16).writeShort(length)
                : frame.writeByte(LENGTH_OF_64).writeLong(length);
    }

    /** Writes a frame. */
    void frame(final WebSocketFrame frame) {
        write(frame);
    }

    private void write(final ReferenceCounted whole) {
        if (closing) {
            whole.release();
        } else {
            channel.write(whole, channel.voidPromise());
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
