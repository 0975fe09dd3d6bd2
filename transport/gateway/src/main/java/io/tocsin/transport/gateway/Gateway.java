package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.github.bucket4j.TimeMeter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.tocsin.AlertRouter;
import io.tocsin.DeliveryPlan;
import io.tocsin.RouterListener;
import io.tocsin.transport.directory.ReadModels;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The front door of a router: WebSockets that speak {@code alert.v1.json} or {@code alert.v1.sbe} at {@code /ws}, and {@code POST /v1/alerts}, on one port of this machine.
 *
 * <p>It is launched in two steps, because the router tells it what happens from its first event on: {@link Context#listener()} goes into the router's context, the
 * router into {@link Context#router}. Close it before the router: it says good-bye to its clients and ends their sessions.
 */
public final class Gateway implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long STUCK_NS = 5_000_000_000L;
    /** Half of the target of the service level. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(1);

    private final EventLoopGroup loops;
    private final Channel listener;
    private final List<LoopDesk> desks;
    private final GatewayCounters counters;
    private final GatewaySettings settings;
    private final Runnable rooms;
    private volatile boolean closing;

    private Gateway(
            final EventLoopGroup loops,
            final Channel listener,
            final List<LoopDesk> desks,
            final GatewayCounters counters,
            final GatewaySettings settings,
            final Runnable rooms) {
        this.loops = loops;
        this.listener = listener;
        this.desks = desks;
        this.counters = counters;
        this.settings = settings;
        this.rooms = rooms;
    }

    /**
     * Starts to listen. Waits until it does.
     *
     * @param context used for this gateway only; its listener is that of the router.
     * @return a gateway that takes clients.
     * @throws IllegalArgumentException if the address is not of this machine and has to be, a source's id cannot be one, or a file cannot be used.
     * @throws IllegalStateException    if there is no router, or the address is taken; the message names it.
     */
    public static Gateway launch(final Context context) {
        final AlertRouter router = context.requireRouter();
        final InetSocketAddress address = Loopback.door(context);
        final SourceIds sourceIds = new SourceIds(context.sources);
        final GatewayCounters counters = new GatewayCounters();
        final ServerTls tls = ServerTls.of(context, counters);
        final Housekeeping housekeeping = new Housekeeping();
        final Authentication authentication = Verification.of(context, counters, housekeeping);
        final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                context.eventLoops, new DefaultThreadFactory("tocsin-gateway", true), NioIoHandler.newFactory());
        final Tickets tickets = new Tickets(context.maxConnections, System::nanoTime);
        final Budgets budgets = new Budgets(context.messagesPerSecond, TimeMeter.SYSTEM_NANOTIME);
        housekeeping.add(budgets::forget, NS_PER_S);
        housekeeping.add(() -> context.switchboard.countRevocations(counters), NS_PER_S);
        final SessionRoll roll = new SessionRoll();
        final IdentityHashMap<EventLoop, LoopDesk> desks = new IdentityHashMap<>();
        for (final EventExecutor executor : loops) {
            final EventLoop loop = (EventLoop) executor;
            final RingPort ring = new RingPort(router, context.clock, context.gatewayId);
            desks.put(
                    loop,
                    new LoopDesk(loop, ring, context, counters, authentication, tickets, budgets, roll, desks.size()));
        }
        final List<LoopDesk> all = new ArrayList<>(desks.values());
        context.switchboard.attach(all);
        all.forEach(LoopDesk::start);
        final ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(context.highWaterBytes / 4, context.highWaterBytes))
                .childOption(ChannelOption.SO_SNDBUF, context.sendBufferBytes)
                .childHandler(new DoorOpener(context, desks, counters, sourceIds, tls));
        if (tls != null) {
            housekeeping.add(tls::look, context.filesLookNs);
            housekeeping.closes(tls::close);
        }
        try {
            final Channel listener = Listening.await(bootstrap.bind(address), loops, address);
            housekeeping.start();
            return new Gateway(loops, listener, all, counters, context, housekeeping::close);
        } catch (final IllegalStateException taken) {
            housekeeping.close();
            throw taken;
        }
    }

    /**
     * Where it listens.
     *
     * @return with the port that was chosen if 0 was asked for.
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * What has passed through it.
     *
     * @return a view that stays current.
     */
    public GatewayCounters counters() {
        return counters;
    }

    /**
     * Whether its event loops turn: for liveness.
     *
     * @return a check, any thread.
     */
    public HealthCheck live() {
        return () -> {
            final long nowNs = System.nanoTime();
            for (final LoopDesk desk : desks) {
                if (nowNs - desk.turnedNs() > STUCK_NS) {
                    return "an event loop has not turned for " + (nowNs - desk.turnedNs()) / 1_000_000 + " ms";
                }
            }
            return null;
        };
    }

    /**
     * Whether it takes clients: for readiness.
     *
     * @return a check, any thread.
     */
    public HealthCheck ready() {
        return () -> closing ? "the gateway is closing" : settings.turnsAway ? "clients are sent elsewhere" : null;
    }

    /** Whether, from now on, clients are closed with RESTART and none let in: a router that hears nothing shows nobody anything. Any thread; does not wait. */
    public void turnAway(final boolean value) {
        settings.turnsAway = value;
        if (value) {
            Farewell.sendElsewhere(desks);
        }
    }

    /**
     * Takes no new clients, tells those that are there to come back, lets what is on its way arrive, answers included, and ends their sessions. Waits, the
     * drain time-out and two seconds at most. The router must still run.
     */
    @Override
    public void close() {
        if (!closing) {
            closing = true;
            listener.close().awaitUninterruptibly();
            new Farewell(desks, settings.drainNs).run();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
            rooms.run();
        }
    }

    /** Settings of one gateway; used once. One thread. */
    public static final class Context extends GatewaySettings {
        /** Everything by default. */
        public Context() {}

        /** What the router has to tell: give it to the router's context, beside others if need be. */
        public RouterListener listener() {
            return switchboard;
        }

        /** Whose front door it is; must be given. Returns this. */
        public Context router(final AlertRouter value) {
            router = requireNonNull(value, "router");
            return this;
        }

        /** Who patients are and what alerts there were; closed after this gateway; whether operators may look up. Default nobody knows. Returns this. */
        public Context directory(final ReadModels value, final boolean operators) {
            directory = requireNonNull(value, "directory");
            directoryForOperators = operators;
            return this;
        }

        /** Where to listen; beyond this machine with proof, TLS and names of hosts only; default 127.0.0.1:8080, port 0 lets the system choose. Returns this. */
        public Context bind(final InetSocketAddress value) {
            bind = requireNonNull(value, "bind");
            return this;
        }

        /** Ids of sources by the name with which their clients greet; others get one that is derived. Returns this. */
        public Context sources(final Map<String, Long> value) {
            sources = Map.copyOf(value);
            return this;
        }

        /** Origins of pages that may connect beside this machine's own, such as {@code https://board.example}; default none. Returns this. */
        public Context allowedOrigins(final Set<String> value) {
            allowedOrigins = Set.copyOf(value);
            return this;
        }

        /** Has clients and router encrypt what they say, TLS 1.3 or 1.2, as {@code wss} and {@code https}; default not. Returns this. */
        public Context tls(final TlsFiles value) {
            tls = requireNonNull(value, "tls");
            return this;
        }

        /** Has clients prove who they are by tokens of an issuer; default nobody is asked, and only this machine may connect. Returns this. */
        public Context jwt(final JwtSettings value) {
            jwt = requireNonNull(value, "jwt");
            return this;
        }

        /** As {@link #jwt}, but somebody else knows whose token it is: {@link PrintedToken}, or the host. Returns this. */
        public Context authenticator(final Authenticator value) {
            authenticator = requireNonNull(value, "authenticator");
            return this;
        }

        /** Has machines prove who they are by certificates of their own, beside tokens or instead; needs {@link #tls}. Returns this. */
        public Context clientCertificates(final ClientCertificates value) {
            clientCertificates = requireNonNull(value, "clientCertificates");
            return this;
        }

        /** Threads that verify tokens, and how many tokens wait for them at most; default 2 and 1,024. Returns this. */
        public Context verification(final int threads, final int waiting) {
            verifyThreads = Limits.inRange("verification threads", threads, 1, 64);
            verifyWaiting = Limits.inRange("verification waiting", waiting, 1, 1_000_000);
            return this;
        }

        /** Names by which clients reach it, in lower case, beside those of this machine; needed beyond it. Returns this. */
        public Context hosts(final Set<String> value) {
            hosts = Set.copyOf(value);
            return this;
        }

        /** Other machines may connect without TLS, because something else encrypts what is said. Returns this. */
        public Context unencryptedBeyondThisMachine() {
            unencryptedBeyondThisMachine = true;
            return this;
        }

        /** How often files are looked at that may change while it runs; default 10 s. Returns this. */
        public Context filesLook(final Duration value) {
            filesLookNs = Limits.nanos("filesLook", value);
            return this;
        }

        /** UTC epoch ns, for time stamps only; any thread; default the system's. Returns this. */
        public Context clock(final EpochNanoClock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /** Threads, 1 to 64; default 1. Returns this. */
        public Context eventLoops(final int value) {
            eventLoops = Limits.inRange("eventLoops", value, 1, 64);
            return this;
        }

        /** Number of this gateway, below the router's maxGateways; default 1. Returns this. */
        public Context gatewayId(final int value) {
            gatewayId = Limits.inRange("gatewayId", value, 1, 0xFFFF);
            return this;
        }

        /** Connections in all; more are closed at once. Default 10,000. Returns this. */
        public Context maxConnections(final int value) {
            maxConnections = Limits.inRange("maxConnections", value, 1, 1_000_000);
            return this;
        }

        /** Commands in flight per connection; more are answered BUSY. 1 to 240, default 64. Returns this. */
        public Context commandWindow(final int value) {
            commandWindow = Limits.inRange("commandWindow", value, 1, 240);
            return this;
        }

        /** Messages per second of one person, or one client that is no person's, over all connections, and at once; more are answered RATE_LIMITED, critical raises and answers of people apart. Default 20,000. Returns this. */
        public Context messagesPerSecond(final int value) {
            messagesPerSecond = Limits.inRange("messagesPerSecond", value, 1, 10_000_000);
            return this;
        }

        /** Deliveries, and bytes of them, on their way to one connection, for each of its lanes; more stay in the outbox until it has caught up. Default 256 and 256 KiB. Returns this. */
        public Context laneBound(final int entries, final int bytes) {
            laneEntries = Limits.inRange("laneBound entries", entries, 1, 65_536);
            laneBytes = Limits.inRange("laneBound bytes", bytes, 1_024, 64 << 20);
            return this;
        }

        /** Bytes of the lane OTHER that are written beyond what the client has confirmed; default 16 KiB. Returns this. */
        public Context otherWindowBytes(final int value) {
            otherWindowBytes = Limits.inRange("otherWindowBytes", value, 1_024, 1 << 20);
            return this;
        }

        /**
         * Above how many open connections deliveries of the lane OTHER wait for others to the same client, to leave with them in one write, and how long they may;
         * default 0, never. Of a preset {@link DeliveryPlan#BATCH_CONNECTIONS} and {@link DeliveryPlan#window}. CRITICAL never waits, whatever the load. Returns this.
         */
        public Context batch(final int aboveConnections, final Duration window) {
            batchAbove = Limits.inRange("batch aboveConnections", aboveConnections, 0, 1_000_000);
            batchWindowNs = Limits.nanos("batch window", window);
            if (window.compareTo(LONGEST_BATCH) > 0) {
                throw new IllegalArgumentException("batch window is " + window + ": at most " + LONGEST_BATCH);
            }
            return this;
        }

        /** Readings that are kept while the ring is full; default 65,536. Returns this. */
        public Context keptReadings(final int value) {
            keptReadings = Limits.inRange("keptReadings", value, 0, 10_000_000);
            return this;
        }

        /** How long readings may be refused before it is a technical alert; default 10 s. Returns this. */
        public Context readingsAlarm(final Duration value) {
            readingsAlarmNs = Limits.nanos("readingsAlarm", value);
            return this;
        }

        /** How long a new connection may take to greet, and a request to be whole; default 5 s. Returns this. */
        public Context helloTimeout(final Duration value) {
            helloTimeoutMs = Limits.nanos("helloTimeout", value) / 1_000_000;
            return this;
        }

        /** How often clients hear that the connection lives, 1 s or longer; default 5 s. Who is silent for six times as long is given up. Returns this. */
        public Context heartbeat(final Duration value) {
            heartbeatNs = Limits.nanos("heartbeat", value, 1_000);
            return this;
        }

        /** How long a client may take nothing of what it should have, looked at once a second, 1 s or longer; default 20 s. Returns this. */
        public Context stallTimeout(final Duration value) {
            stallNs = Limits.nanos("stallTimeout", value, 1_000);
            return this;
        }

        /** How long a raise by HTTP waits for its answer; default 5 s. Returns this. */
        public Context httpAnswerTimeout(final Duration value) {
            httpAnswerMs = Limits.nanos("httpAnswerTimeout", value) / 1_000_000;
            return this;
        }

        /** How long {@link Gateway#close()} waits at most for clients that are behind; default 10 s. Returns this. */
        public Context drainTimeout(final Duration value) {
            drainNs = Limits.nanos("drainTimeout", value);
            return this;
        }

        /** The effective settings, one per line, for a log. */
        public String describe() {
            return "bind = " + bind + "\neventLoops = " + eventLoops + "\ngatewayId = " + gatewayId
                    + "\nmaxConnections = "
                    + maxConnections + "\ncommandWindow = " + commandWindow + "\nmessagesPerSecond = "
                    + messagesPerSecond
                    + "\nlaneEntries = " + laneEntries + "\nlaneBytes = " + laneBytes + "\notherWindowBytes = "
                    + otherWindowBytes + "\nbatchAbove = " + batchAbove + "\nbatchWindowNs = " + batchWindowNs
                    + "\nkeptReadings = " + keptReadings + "\nsources = " + sources.keySet();
        }
    }
}
