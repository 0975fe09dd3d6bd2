package io.tocsin.bench.raw;

import io.netty.bootstrap.ServerBootstrap;
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
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.tocsin.bench.process.ParentWatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bare relay, a process of its own. Text frames: {@code L<receiver>} from one who listens; {@code R<receiver> <index> <anything>} to be recorded and relayed as
 * {@code <index> <anything>}, answered {@code A<index>}; {@code P1} and {@code P0} pause and wake it. Threads as the router has them: one event loop, one agent that owns
 * the publication, driver and archive.
 */
public final class BareRelay implements Agent, AutoCloseable {
    /** What it prints when it takes connections, followed by its port. */
    public static final String READY = "READY ";

    /** Where it answers. */
    static final String PATH = "/ws";

    private static final int MOST_WAITING = 1 << 16;
    private static final int MOST_FRAME_BYTES = 1 << 16;
    private static final int LIMIT = 256;
    private static final int BACKLOG = 4_096;

    private final Pausable.Pause pause = new Pausable.Pause();
    private final BareRecorder archive;
    private final BareRecorder.Stream recorder;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<Integer, Channel> receivers = new ConcurrentHashMap<>();
    private final ManyToOneConcurrentArrayQueue<Passing> arrived = new ManyToOneConcurrentArrayQueue<>(MOST_WAITING);
    private final Queue<Passing> recording = new ArrayDeque<>();
    private final UnsafeBuffer view = new UnsafeBuffer();
    private final AgentRunner runner;
    private @Nullable Passing unoffered;

    /** A frame on its way. */
    private static final class Passing {
        private final Channel sender;
        private final int receiver;
        private final ByteBuf bytes;
        private final String index;
        private long position;

        Passing(final Channel sender, final int receiver, final ByteBuf bytes, final String index) {
            this.sender = sender;
            this.receiver = receiver;
            this.bytes = bytes;
            this.index = index;
        }
    }

    private BareRelay(final Path folder, final boolean isForced) {
        archive = new BareRecorder(folder, isForced, new Pausable(pause));
        recorder = archive.stream();
        runner = new AgentRunner(new Pausable(pause), Throwable::printStackTrace, null, this);
    }

    /**
     * Runs until its parent is gone or it is ended.
     *
     * @param args a folder, and whether to force: {@code true} or {@code false}.
     * @throws InterruptedException if the main thread is interrupted.
     */
    public static void main(final String[] args) throws InterruptedException {
        ParentWatch.start();
        try (BareRelay relay = new BareRelay(Path.of(args[0]), Boolean.parseBoolean(args[1]))) {
            final Channel server = relay.listen();
            System.out.println(READY + ((InetSocketAddress) server.localAddress()).getPort());
            server.closeFuture().sync();
        }
    }

    @Override
    public int doWork() {
        return offerArrived() + relayRecorded();
    }

    @Override
    public String roleName() {
        return "bare-relay";
    }

    @Override
    public void close() {
        runner.close();
        loop.shutdownGracefully();
        archive.close();
    }

    private Channel listen() throws InterruptedException {
        AgentRunner.startOnThread(runner);
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MOST_FRAME_BYTES))
                                .addLast(new WebSocketServerProtocolHandler(PATH, null, false, MOST_FRAME_BYTES))
                                .addLast(new Frames());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private int offerArrived() {
        int offered = 0;
        while (offered < LIMIT) {
            final Passing passing = unoffered != null ? unoffered : arrived.poll();
            if (passing == null) {
                break;
            }
            view.wrap(passing.bytes.nioBuffer());
            passing.position = recorder.offer(view, 0, view.capacity());
            if (passing.position < 0) {
                unoffered = passing;
                break;
            }
            unoffered = null;
            recording.add(passing);
            offered++;
        }
        return offered;
    }

    private int relayRecorded() {
        if (recording.isEmpty()) {
            return 0;
        }
        final long recordedPosition = recorder.recordedPosition();
        int relayed = 0;
        while (!recording.isEmpty() && recording.element().position <= recordedPosition) {
            final Passing passing = recording.remove();
            passing.sender.writeAndFlush(new TextWebSocketFrame("A" + passing.index));
            final Channel receiver = receivers.get(passing.receiver);
            if (receiver == null) {
                passing.bytes.release();
            } else {
                receiver.writeAndFlush(new TextWebSocketFrame(passing.bytes));
            }
            relayed++;
        }
        return relayed;
    }

    /** One connection. */
    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(final ChannelHandlerContext context, final TextWebSocketFrame frame) {
            final ByteBuf content = frame.content();
            switch (content.readByte()) {
                case 'L' -> receivers.put(number(content), context.channel());
                case 'P' -> pause.set(content.readByte() == '1');
                case 'R' -> {
                    final int receiver = number(content);
                    final ByteBuf rest = content.readRetainedSlice(content.readableBytes());
                    final Passing passing =
                            new Passing(context.channel(), receiver, rest, Integer.toString(number(rest.duplicate())));
                    if (!arrived.offer(passing)) {
                        rest.release();
                        context.close();
                    }
                }
                default -> context.close();
            }
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            context.close();
        }

        /** Digits up to a blank or the end. */
        private int number(final ByteBuf content) {
            int number = 0;
            while (content.isReadable()) {
                final byte next = content.readByte();
                if (next == ' ') {
                    break;
                }
                number = 10 * number + next - '0';
            }
            return number;
        }
    }
}
