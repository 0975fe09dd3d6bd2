package io.tocsin.bench.raw;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Senders and receivers of the bare relay, each on a connection of its own, all on one event loop, as the router's clients are. {@link #send} by any thread. */
public final class BareClients implements AutoCloseable {
    private static final int MOST_FRAME_BYTES = 1 << 16;
    private static final long CONNECT_S = 10;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> senders = new ArrayList<>();
    private final List<Channel> receivers = new ArrayList<>();
    private final String padding;
    private volatile Listener listener = new Listener() {
        @Override
        public void acknowledged(final int index) {}

        @Override
        public void received(final int index) {}
    };

    /** Told on the event loop. */
    public interface Listener {
        /** The relay has recorded a frame. */
        void acknowledged(int index);

        /** A receiver has it. */
        void received(int index);
    }

    /**
     * Connects all and waits for that.
     *
     * @param port          of the relay.
     * @param senderCount   at least 1.
     * @param receiverCount at least 1.
     * @param padding       what each frame carries besides its numbers: ASCII, as long as a raise.
     * @throws InterruptedException if this thread is interrupted.
     */
    public BareClients(final int port, final int senderCount, final int receiverCount, final String padding)
            throws InterruptedException {
        this.padding = padding;
        for (int i = 0; i < senderCount; i++) {
            senders.add(connect(port));
        }
        for (int i = 0; i < receiverCount; i++) {
            final Channel receiver = connect(port);
            receiver.writeAndFlush(new TextWebSocketFrame("L" + i)).sync();
            receivers.add(receiver);
        }
    }

    /** Who is told from now on. */
    public void listener(final Listener value) {
        listener = value;
    }

    /**
     * Sends a frame.
     *
     * @param index its number, told to the listener.
     */
    public void send(final int index) {
        final Channel sender = senders.get(index % senders.size());
        sender.writeAndFlush(new TextWebSocketFrame("R" + index % receivers.size() + ' ' + index + ' ' + padding));
    }

    /** Has the relay get out of the way, or wakes it. */
    public void pause(final boolean isPaused) {
        senders.get(0).writeAndFlush(new TextWebSocketFrame(isPaused ? "P1" : "P0"));
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, CONNECT_S, TimeUnit.SECONDS);
    }

    private Channel connect(final int port) throws InterruptedException {
        final CompletableFuture<Channel> ready = new CompletableFuture<>();
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MOST_FRAME_BYTES))
                                .addLast(new WebSocketClientProtocolHandler(handshake(port)))
                                .addLast(new Frames(ready));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ready.completeExceptionally(connected.cause());
                    }
                });
        try {
            return ready.get(CONNECT_S, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException failed) {
            close();
            throw new IllegalStateException("no connection to the bare relay at port " + port, failed);
        }
    }

    private static WebSocketClientProtocolConfig handshake(final int port) {
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create("ws://127.0.0.1:" + port + BareRelay.PATH))
                .version(WebSocketVersion.V13)
                .customHeaders(new DefaultHttpHeaders())
                .maxFramePayloadLength(MOST_FRAME_BYTES)
                .build();
    }

    /** One connection. */
    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final CompletableFuture<Channel> ready;

        Frames(final CompletableFuture<Channel> ready) {
            this.ready = ready;
        }

        @Override
        public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ready.complete(context.channel());
            }
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final TextWebSocketFrame frame) {
            final ByteBuf content = frame.content();
            if (content.getByte(content.readerIndex()) == 'A') {
                content.skipBytes(1);
                listener.acknowledged(Integer.parseInt(content.toString(US_ASCII)));
            } else {
                final int blank = content.bytesBefore((byte) ' ');
                listener.received(Integer.parseInt(content.toString(content.readerIndex(), blank, US_ASCII)));
            }
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            ready.completeExceptionally(cause);
            context.close();
        }
    }
}
