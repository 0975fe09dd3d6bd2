package io.tocsin.bench.crowd;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.tocsin.bench.process.ParentWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the crowd's router is held against: a Netty server that broadcasts the same bytes to every WebSocket and counts the frames that come back, in a process of its own, on
 * one event loop as a gateway. It is asked: {@code memory}; {@code tell N BYTES}, from the first frame written to the last of N that came back.
 */
public final class BareCrowd {
    private static final int MOST_FRAME_BYTES = 65_536;
    private static final int BACKLOG = 4_096;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<Channel> channels = new LinkedHashSet<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder answered = new LongAdder();

    private BareCrowd() {}

    /**
     * Runs until its parent is gone.
     *
     * @param args none.
     * @throws IOException          if it cannot be asked.
     * @throws InterruptedException if the main thread is interrupted.
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        ParentWatch.start();
        new BareCrowd().run();
    }

    private void run() throws IOException, InterruptedException {
        final Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MOST_FRAME_BYTES))
                                .addLast(new WebSocketServerProtocolHandler(
                                        Seat.PATH, Seat.SUBPROTOCOL, false, MOST_FRAME_BYTES))
                                .addLast(new Frames());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        Remote.serve(((InetSocketAddress) listening.localAddress()).getPort(), words -> switch (words[0]) {
            case "memory" -> Gauge.memory();
            case "tell" ->
                Gauge.firstAndLast(
                        written::sum,
                        answered::sum,
                        Long.parseLong(words[1]),
                        () -> loop.execute(() -> broadcast(Integer.parseInt(words[2]))));
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        });
    }

    private void broadcast(final int bytes) {
        final byte[] text = new byte[bytes];
        Arrays.fill(text, (byte) 'x');
        final ByteBuf payload = Unpooled.directBuffer(bytes).writeBytes(text);
        for (final Channel channel : channels) {
            channel.writeAndFlush(new TextWebSocketFrame(payload.retainedDuplicate()), channel.voidPromise());
            written.increment();
        }
        payload.release();
    }

    /** One connection. */
    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                channels.add(context.channel());
            }
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final TextWebSocketFrame frame) {
            answered.increment();
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            channels.remove(context.channel());
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            context.close();
        }
    }
}
