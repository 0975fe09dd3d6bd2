package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection of a {@link ScriptedServer}. */
final class Peer extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Channel channel;
    private final MessageCodec codec;
    private final Queue<Peer> peers;
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();

    Peer(final Channel channel, final MessageCodec codec, final Queue<Peer> peers) {
        this.channel = channel;
        this.codec = codec;
        this.peers = peers;
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
        if (event instanceof HandshakeComplete) {
            peers.add(this);
        }
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final WebSocketFrame frame) {
        if (codec.isBinary() ? frame instanceof BinaryWebSocketFrame : frame instanceof TextWebSocketFrame) {
            heard.add(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            closes.add(close.statusCode());
            context.close();
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable thrown) {
        context.close();
    }

    /** The next message, as it was written. */
    byte[] bytes() throws InterruptedException {
        final byte[] bytes = heard.poll(ScriptedServer.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(bytes).as("nothing was said").isNotNull();
        return bytes;
    }

    /** The next message, a character a byte. */
    String text() throws InterruptedException {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The next message. */
    <T extends ClientMessage> T hear(final Class<T> type) throws InterruptedException {
        final byte[] bytes = bytes();
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            final ClientMessage message = codec.readClient(ByteBuffer.wrap(bytes));
            assertThat(message).as(text).isInstanceOf(type);
            return type.cast(message);
        } catch (final io.tocsin.codecs.json.ProtocolException refused) {
            throw new AssertionError(text, refused);
        }
    }

    ClientMessage.Hello hello() throws InterruptedException {
        return hear(ClientMessage.Hello.class);
    }

    /** The code of the close frame that came. */
    int closed() throws InterruptedException {
        final Integer code = closes.poll(ScriptedServer.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(code).as("no close frame").isNotNull();
        return code;
    }

    boolean isSilent() {
        return heard.isEmpty();
    }

    void say(final ServerMessage... messages) {
        for (final ServerMessage message : messages) {
            final ByteBuf payload = Unpooled.wrappedBuffer(codec.write(message));
            channel.write(codec.isBinary() ? new BinaryWebSocketFrame(payload) : new TextWebSocketFrame(payload));
        }
        channel.flush();
    }

    void say(final String text) {
        channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    void sayInBinary(final byte[] bytes) {
        channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    /** Bytes past the WebSocket encoder. */
    void sayRaw(final byte[] bytes) {
        channel.pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.wrappedBuffer(bytes))
                .syncUninterruptibly();
    }

    void close(final CloseCode code) {
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()));
    }

    /** The end without a goodbye, as when a process dies. */
    void abort() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close().syncUninterruptibly();
    }

    boolean isOpen() {
        return channel.isActive();
    }
}
