package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The listener for operations, on this machine only: {@code /livez}, {@code /readyz} (each with {@code ?verbose}), {@code /metrics} and {@code /meta}, and other pages
 * of text. It has a thread of its own, so that it answers whatever the gateway does, and can be there before the router is.
 */
public final class ManagementServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int BACKLOG = 128;
    private static final long CLOSE_MS = 2_000;

    private final EventLoopGroup loop;
    private final Channel listener;

    private ManagementServer(final EventLoopGroup loop, final Channel listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /**
     * Starts to listen. Waits until it does.
     *
     * @param context not changed afterwards.
     * @return a server that answers.
     * @throws IllegalArgumentException if the address is not of this machine.
     * @throws IllegalStateException    if the address is taken; the message names it.
     */
    public static ManagementServer launch(final Context context) {
        final InetSocketAddress address = Loopback.require("the management listener", context.bind);
        final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("tocsin-management", true), NioIoHandler.newFactory());
        final ConnectionGate gate = new ConnectionGate(
                MAX_CONNECTIONS, MAX_CONNECTIONS, Budgets.perSecond(MAX_CONNECTIONS, MAX_CONNECTIONS));
        final GatewayCounters counters = new GatewayCounters();
        final HttpGuard guard = new HttpGuard();
        final Map<String, Supplier<String>> pages = new LinkedHashMap<>(context.pages);
        final HealthReport live = new HealthReport("livez", context.live);
        final HealthReport ready = new HealthReport("readyz", context.ready);
        final ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline().addLast(new GateHandler(gate, counters));
                        HttpPipeline.open(
                                channel,
                                new RequestDeadline(HttpPipeline.REQUEST_MS, HttpPipeline.IDLE_MS),
                                new ManagementHandler(guard, live, ready, pages));
                    }
                })
                .bind(address);
        return new ManagementServer(loop, Listening.await(bound, loop, address));
    }

    /**
     * Where it listens.
     *
     * @return with the port that was chosen if 0 was asked for.
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops to listen and ends all connections. Waits, two seconds at most. */
    @Override
    public void close() {
        listener.close();
        loop.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS);
    }

    /** What a management listener shows. One thread. */
    public static final class Context {
        private final Map<String, HealthCheck> live = new LinkedHashMap<>();
        private final Map<String, HealthCheck> ready = new LinkedHashMap<>();
        private final Map<String, Supplier<String>> pages = new LinkedHashMap<>();
        private InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8081);

        /** Nothing but liveness. */
        public Context() {}

        /** Where to listen; default 127.0.0.1:8081, port 0 lets the system choose. Returns this. */
        public Context bind(final InetSocketAddress value) {
            bind = requireNonNull(value, "bind");
            return this;
        }

        /** Something without which the process should be started anew. Returns this. */
        public Context live(final String name, final HealthCheck check) {
            live.put(requireNonNull(name, "name"), requireNonNull(check, "check"));
            return this;
        }

        /** Something without which nobody should be sent here. Returns this. */
        public Context ready(final String name, final HealthCheck check) {
            ready.put(requireNonNull(name, "name"), requireNonNull(check, "check"));
            return this;
        }

        /** Figures in the Prometheus text format, asked for at each request. Returns this. */
        public Context metrics(final Supplier<String> prometheus) {
            return page("/metrics", prometheus);
        }

        /** What this process is, as JSON: version, level, the mandatory notice. Returns this. */
        public Context meta(final Supplier<String> json) {
            return page("/meta", json);
        }

        /** Another page; JSON if its text begins with a brace. Returns this. */
        public Context page(final String path, final Supplier<String> text) {
            pages.put(requireNonNull(path, "path"), requireNonNull(text, "text"));
            return this;
        }
    }
}
