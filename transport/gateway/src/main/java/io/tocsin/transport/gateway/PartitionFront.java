package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The front of several clusters: a process of its own, without an engine, that brings each client to the cluster of the facility that the client names,
 * {@code /ws?facility=NAME} and {@code POST /v1/alerts?facility=NAME}. A WebSocket is with one cluster for as long as it lasts; who works in facilities of several has
 * one with each. It keeps nothing: what cannot be passed on is refused, and whoever may see what is for the cluster to say. When a cluster is gone, those of the others
 * notice nothing.
 */
public final class PartitionFront implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final long RESOLVE_NS = 10_000_000_000L;

    private final EventLoopGroup loops;
    private final Channel listener;
    private final Housekeeping housekeeping;
    private final GatewayCounters counters;
    private final FrontRefusals refusals;
    private final Map<String, FrontCounts> counts;
    private final List<NodeProbe> probes = new ArrayList<>();
    private final PartitionPast past;
    private volatile FrontRoutes routes;

    private PartitionFront(final Context context, final InetSocketAddress address) {
        counters = new GatewayCounters();
        refusals = new FrontRefusals();
        counts = new ConcurrentHashMap<>();
        routes = new FrontRoutes(requireNonNull(context.map), this::countsOf);
        past = new PartitionPast(routes.map());
        housekeeping = new Housekeeping();
        final TlsFiles files = context.tls;
        final ServerTls tls = files == null
                ? null
                : new ServerTls(files, null, counters, HttpPipeline.REQUEST_MS, ServerTls.MOST_WAITING);
        if (tls != null) {
            housekeeping.add(tls::look, context.filesLookNs);
            housekeeping.closes(tls::close);
        }
        housekeeping.add(this::resolve, RESOLVE_NS);
        loops = new MultiThreadIoEventLoopGroup(
                context.eventLoops, new DefaultThreadFactory("tocsin-front", true), NioIoHandler.newFactory());
        try {
            listener = Listening.await(bootstrap(context, tls).bind(address), loops, address);
        } catch (final IllegalStateException taken) {
            housekeeping.close();
            throw taken;
        }
        housekeeping.start();
        probe();
    }

    /**
     * Starts to listen. Waits until it does, and for name servers.
     *
     * @param context used for this front only.
     * @return a front that takes clients.
     * @throws IllegalArgumentException if there is no map, other machines could reach it without TLS, or a file cannot be used; the message says what to do.
     * @throws IllegalStateException    if the address is taken; the message names it.
     */
    public static PartitionFront launch(final Context context) {
        if (context.map == null) {
            throw new IllegalArgumentException("a front needs a map: Context.map(...)");
        }
        final InetAddress ip = context.bind.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException(
                    "the front cannot bind to '" + context.bind.getHostString() + "': no such host; use 127.0.0.1");
        }
        if (!ip.isLoopbackAddress()) {
            if (context.tls == null && !context.unencrypted) {
                throw new IllegalArgumentException("the front cannot bind to '" + context.bind.getHostString()
                        + "': without TLS whoever is on the way can read patients and tokens, and be anybody; give it"
                        + " certificates with Context.tls(...), or say Context.unencryptedBeyondThisMachine()");
            }
            if (context.hosts.isEmpty()) {
                throw new IllegalArgumentException("the front cannot bind to '" + context.bind.getHostString()
                        + "': say by which names clients reach it: Context.hosts(...)");
            }
        }
        return new PartitionFront(context, context.bind);
    }

    /**
     * Where it listens.
     *
     * @return with the port that was chosen if 0 was asked for.
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** The map in force. Any thread. */
    public PartitionMap map() {
        return routes.map();
    }

    /**
     * Goes by another map from now on. Whoever is connected stays where they are. Waits for name servers; one thread at a time.
     *
     * @param next with a higher version, in which no facility and no unit has gone to another cluster.
     * @throws IllegalArgumentException if it may not follow, or a file cannot be used: the one in force stays; the message says why.
     */
    public synchronized void map(final PartitionMap next) {
        final String now = next.whyNotAfter(routes.map());
        final String wrong = now == null ? past.whyNot(next) : now;
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        final FrontRoutes following = new FrontRoutes(next, this::countsOf);
        probes.forEach(NodeProbe::close);
        probes.clear();
        routes = following;
        past.add(next);
        probe();
    }

    /** For readiness: whether a router of any cluster is ready. Any thread. */
    public HealthCheck ready() {
        return () ->
                routes.clusters().stream().anyMatch(FrontCluster::isUp) ? null : "no router of any cluster is ready";
    }

    /**
     * Which clusters have a router that is ready, by name, in the order of the map. Any thread.
     *
     * @return as it is now.
     */
    public List<String> clustersUp() {
        return routes.clusters().stream()
                .filter(FrontCluster::isUp)
                .map(FrontCluster::name)
                .toList();
    }

    /** What has passed through it, and how the clusters are, in the Prometheus text format. Any thread. */
    public String metrics() {
        return new FrontMetrics(routes, counts, refusals, counters).text();
    }

    /** Ends all connections, without a word: clients come back, to this front's successor or another. Waits, two seconds at most. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        synchronized (this) {
            probes.forEach(NodeProbe::close);
            probes.clear();
        }
        housekeeping.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }

    private FrontCounts countsOf(final String cluster) {
        return requireNonNull(counts.computeIfAbsent(cluster, name -> new FrontCounts()));
    }

    private synchronized void probe() {
        for (final FrontCluster cluster : routes.clusters()) {
            for (final FrontNode node : cluster.nodes()) {
                probes.add(NodeProbe.start(loops.next(), cluster, node));
            }
        }
    }

    private void resolve() {
        routes.clusters().forEach(cluster -> cluster.nodes().forEach(FrontNode::resolve));
    }

    private ServerBootstrap bootstrap(final Context context, final @Nullable ServerTls tls) {
        final boolean isLocal = context.bind.getAddress().isLoopbackAddress();
        final HttpGuard guard = new HttpGuard(context.allowedOrigins, context.hosts, isLocal, false);
        final ConnectionGate gate = new ConnectionGate(
                context.maxConnections,
                context.maxConnectionsPerAddress,
                Budgets.perSecond(context.newConnectionsPerSecond, context.newConnectionsPerSecond));
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(NodeDialer.HIGH_WATER_BYTES / 4, NodeDialer.HIGH_WATER_BYTES))
                .childOption(ChannelOption.SO_SNDBUF, NodeDialer.HIGH_WATER_BYTES)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline().addLast(new GateHandler(gate, counters));
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel), new TlsOutcome(counters));
                        }
                        HttpPipeline.open(
                                channel,
                                new RequestDeadline(HttpPipeline.REQUEST_MS, HttpPipeline.IDLE_MS),
                                new FrontHandler(() -> routes, guard, isLocal, refusals));
                    }
                });
    }

    /** Settings of one front; used once. One thread. */
    public static final class Context {
        private InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090);
        private @Nullable PartitionMap map;
        private @Nullable TlsFiles tls;
        private Set<String> hosts = Set.of();
        private Set<String> allowedOrigins = Set.of();
        private boolean unencrypted;
        private long filesLookNs = 10_000_000_000L;
        private int eventLoops = 1;
        private int maxConnections = 10_000;
        private int maxConnectionsPerAddress = 50;
        private int newConnectionsPerSecond = 200;

        /** Everything by default, but for the map. */
        public Context() {}

        /** Where to listen; beyond this machine with TLS and names of hosts only; default 127.0.0.1:8090, port 0 lets the system choose. Returns this. */
        public Context bind(final InetSocketAddress value) {
            bind = requireNonNull(value, "bind");
            return this;
        }

        /** Which facility belongs to which cluster; needed. Returns this. */
        public Context map(final PartitionMap value) {
            map = requireNonNull(value, "map");
            return this;
        }

        /** Has clients and front encrypt what they say; default not. Returns this. */
        public Context tls(final TlsFiles value) {
            tls = requireNonNull(value, "tls");
            return this;
        }

        /** Names by which clients reach it, in lower case, beside those of this machine; needed beyond it. Returns this. */
        public Context hosts(final Set<String> value) {
            hosts = Set.copyOf(value);
            return this;
        }

        /** Origins of pages that may connect beside this front's own; default none. Returns this. */
        public Context allowedOrigins(final Set<String> value) {
            allowedOrigins = Set.copyOf(value);
            return this;
        }

        /** Other machines may connect without TLS, because something else encrypts what is said. Returns this. */
        public Context unencryptedBeyondThisMachine() {
            unencrypted = true;
            return this;
        }

        /** How often the files of TLS are looked at for a change; default 10 s. Returns this. */
        public Context filesLook(final Duration value) {
            filesLookNs = Limits.nanos("filesLook", value);
            return this;
        }

        /** Threads, 1 to 64; default 1. Returns this. */
        public Context eventLoops(final int value) {
            eventLoops = Limits.inRange("eventLoops", value, 1, 64);
            return this;
        }

        /** Connections of clients in all; more are closed at once. Default 10,000. Returns this. */
        public Context maxConnections(final int value) {
            maxConnections = Limits.inRange("maxConnections", value, 1, 1_000_000);
            return this;
        }

        /** Connections of one address, and new ones of all each second, this machine's own apart; default 50 and 200. Returns this. */
        public Context perAddress(final int connections, final int newEachSecond) {
            maxConnectionsPerAddress = Limits.inRange("connections of one address", connections, 1, 1_000_000);
            newConnectionsPerSecond = Limits.inRange("new connections each second", newEachSecond, 1, 1_000_000);
            return this;
        }
    }
}
