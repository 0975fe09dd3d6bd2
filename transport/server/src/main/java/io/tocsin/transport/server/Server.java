package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.AlertRouter;
import io.tocsin.RouterListener;
import io.tocsin.RouterOperation;
import io.tocsin.ScaleUpHook;
import io.tocsin.audit.AuditLog;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.pipeline.Recovery;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.directory.ReadModels;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.ManagementServer;
import io.tocsin.transport.gateway.PrintedToken;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One router with everything around it: its journal, its front door, its health and figures. Any thread; only {@link #launch} and {@link #close()} wait.
 *
 * <p>A router that can no longer keep its promises stops itself: {@link #failure()} says so, everything is refused from then on, and whoever runs it closes it and
 * starts another.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long NS_PER_MS = 1_000_000;

    private final JournalHost journal;
    private final Operations operations;
    private final ManagementServer management;
    private final Parts parts;
    private final ListenSettings listen;
    private boolean closed;

    private Server(
            final ServerConfig config,
            final JournalHost journal,
            final Operations operations,
            final ManagementServer management,
            final Parts parts) {
        this.journal = journal;
        this.operations = operations;
        this.management = management;
        this.parts = parts;
        listen = config.listen();
    }

    /**
     * Starts a server. Waits until it takes clients: seconds, or as long as it takes to carry out again what the journal holds, or until a majority of its cluster runs.
     *
     * @param config everything there is to say.
     * @return a server that is ready.
     * @throws io.tocsin.journal.JournalException if the journal's folder is in use, cannot be used, or what is in it is damaged; nothing was overwritten.
     * @throws io.tocsin.RefusedException         if the site does not fit the limits.
     * @throws IllegalArgumentException           if an address is not of this machine, or a setting is out of its range.
     * @throws IllegalStateException              if a port is taken, or a JVM flag is missing; the message names it.
     */
    public static Server launch(final ServerConfig config) {
        return launch(config, event -> {});
    }

    /**
     * As {@link #launch(ServerConfig)}, for whoever wants to hear the router as well.
     *
     * @param config   everything there is to say.
     * @param observer hears each event on the delivery thread, after those who are told of it; it must not wait.
     * @return a server that is ready.
     */
    public static Server launch(final ServerConfig config, final RouterListener observer) {
        requireNonNull(config, "config");
        requireNonNull(observer, "observer");
        final long startNs = System.nanoTime();
        LOG.info(
                "Tocsin {} '{}' starts as process {}. {}",
                version(),
                config.name(),
                ProcessHandle.current().pid(),
                Notice.TEXT);
        final JournalHost journal = openJournal(config);
        try {
            LOG.info("commands are kept {}", journal.describe());
            journal.warnings().forEach(LOG::warn);
            final Server server = launch(config, journal, observer);
            LOG.info(
                    "ready in {} ms: clients {}, raises {}, management http://{}, level {}",
                    (System.nanoTime() - startNs) / NS_PER_MS,
                    server.url(),
                    FrontDoor.url(server.listen, "http", server.address(), "/v1/alerts"),
                    FrontDoor.authority(server.managementAddress()),
                    server.level());
            return server;
        } catch (final RuntimeException | Error failed) {
            journal.close();
            throw failed;
        }
    }

    /** Where clients connect, such as {@code wss://tocsin.example:8443/ws}, or {@code ws://127.0.0.1:8080/ws} on this machine. */
    public URI url() {
        return FrontDoor.url(listen, "ws", address(), "/ws");
    }

    /** The token that clients need, made for this launch; {@code null} unless the configuration asks for {@link IdentitySettings.Mode#PRINTED_TOKEN}. */
    public @Nullable String printedToken() {
        final PrintedToken printed = parts.printed();
        return printed == null ? null : printed.text();
    }

    /** Where WebSocket and HTTP listen, with the port that was chosen if 0 was asked for. */
    public InetSocketAddress address() {
        return parts.gateway().address();
    }

    /** Where health, metrics and description are served, with the port that was chosen if 0 was asked for. */
    public InetSocketAddress managementAddress() {
        return management.address();
    }

    /** The router inside, for whoever is in the same process. */
    public AlertRouter router() {
        return parts.router();
    }

    /** What an answer means at most. */
    public Level level() {
        return parts.router().level();
    }

    /** Whether it takes clients. */
    public boolean isReady() {
        return operations.isReady();
    }

    /** The figures, in the Prometheus text format. Asks the router for its totals, which is a command of its own, and waits for them, a quarter of a second at most. */
    public String metrics() {
        return parts.metrics().text();
    }

    /** Whether the router keeps its promise, as JSON. Asks the router for its counts, which is a command of its own, and waits for them, a quarter of a second at most. */
    public String sla() {
        return parts.sla().text();
    }

    /** Completed if the router has stopped itself, with what stopped it; never by {@link #close()}. Chain on it, but do not close the server on its thread. */
    public CompletableFuture<Throwable> failure() {
        return operations.failure();
    }

    /**
     * Ends in order: takes no new clients, sends those that are there away, carries out what was taken, writes a snapshot unless it is a node of a cluster, and gives the
     * journal up. Waits, half a
     * minute at most. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        operations.closing();
        final long startNs = System.nanoTime();
        LOG.info("closing: clients are sent away, what was taken is carried out");
        try (management;
                journal;
                parts) {
            // They close in the order opposite to that in which they stand here.
        }
        LOG.info("closed in {} ms", (System.nanoTime() - startNs) / NS_PER_MS);
    }

    static String version() {
        final String version = Server.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    /** Starts a server over a journal that is open, and leaves it to the server. */
    static Server launch(final ServerConfig config, final JournalHost journal) {
        return launch(config, journal, event -> {});
    }

    private static Server launch(final ServerConfig config, final JournalHost journal, final RouterListener observer) {
        final Operations operations = new Operations();
        final ManagementServer management = operations.listen(config.listen(), journal);
        try {
            final Parts parts = start(config, journal, operations, observer);
            operations.started(parts);
            return new Server(config, journal, operations, management, parts);
        } catch (final RuntimeException | Error failed) {
            management.close();
            throw failed;
        }
    }

    private static Parts start(
            final ServerConfig config,
            final JournalHost journal,
            final Operations operations,
            final RouterListener observer) {
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(
                        config.listen().address(), config.listen().port()))
                .sources(config.sources())
                .readiness(operations::passes)
                .cluster(config.gateway().cluster())
                .fronts(config.gateway().fronts())
                .maxConnections(config.gateway().maxConnections())
                .batch(
                        config.gateway().batchAboveConnections(),
                        config.gateway().batchWindow());
        final PrintedToken printed = FrontDoor.secure(door, config);
        final Turn turn = Turn.of(journal);
        final WouldSend wouldSend = new WouldSend(turn);
        final DirectorySettings asked = config.directory();
        final DirectoryKeeper directory = asked == null ? null : new DirectoryKeeper(config, asked, journal);
        final RouterListener outside = directory == null ? observer : new Listeners(directory, observer);
        final AlertRouter.Context inside = new AlertRouter.Context()
                .site(config.site())
                .limits(config.limits())
                .historyBytes(config.historyBytes())
                .listener(new Listeners(door.listener(), new Listeners(wouldSend, outside)))
                .onFatal(cause -> {
                    LOG.error("the router has stopped itself, because it could no longer keep its promises", cause);
                    operations.failed(cause);
                });
        for (final ScaleUpHook hook : ServiceLoader.load(ScaleUpHook.class)) {
            LOG.info("load is told to {}", hook.getClass().getName());
            inside.scaleUpHook(hook);
        }
        journal.giveTo(inside);
        final AlertRouter router = AlertRouter.launch(inside);
        AuditLog audit = null;
        Pulse pulse = null;
        SheetKeeper sheets = null;
        try {
            report(router);
            final DutyKeeper keeper = new DutyKeeper(router, config.duty(), turn);
            final WindowKeeper windows = new WindowKeeper(router, config.windows(), turn);
            final ReadModels models = directory == null ? null : directory.of(router);
            if (asked != null && models != null) {
                door.directory(models, asked.operators());
            }
            audit = auditOf(config, journal, router);
            if (audit != null) {
                door.audit(audit::isUp);
            }
            final Gateway gateway = Gateway.launch(door.router(router));
            final ClusterNode node = journal.node();
            final NodeSettings cluster = config.cluster();
            final LoadWatch watch = new LoadWatch(
                    router,
                    gateway.counters(),
                    config.site().serviceLevel(),
                    node == null
                            ? () -> true
                            : () -> node.isTakingPart() && node.sideStream().reachesPeople());
            if (models != null) {
                models.start();
            }
            sheets = SheetKeeper.of(config, router, models, operations::passes);
            pulse = new Pulse(config.heartbeat(), operations::passes);
            return new Parts(
                    router,
                    gateway,
                    new ServerMetrics(
                            router, gateway.counters(), wouldSend, keeper, journal, directory, audit, pulse, sheets),
                    new SlaPage(
                            router,
                            gateway.counters(),
                            journal,
                            watch,
                            config.site().serviceLevel()),
                    watch,
                    MetaPage.of(config, router, Instant.now()),
                    keeper.start(),
                    windows.start(),
                    directory,
                    audit,
                    node == null || cluster == null ? null : ClusterCare.of(cluster, node, router, gateway),
                    printed,
                    pulse,
                    sheets,
                    new Answering(router));
        } catch (final RuntimeException | Error failed) {
            if (directory != null) {
                directory.close();
            }
            if (audit != null) {
                audit.close();
            }
            if (pulse != null) {
                pulse.close();
            }
            if (sheets != null) {
                sheets.close();
            }
            router.close();
            throw failed;
        }
    }

    private static @Nullable AuditLog auditOf(
            final ServerConfig config, final JournalHost journal, final AlertRouter router) {
        final AuditSettings settings = config.audit();
        if (settings == null) {
            return null;
        }
        final NodeSettings cluster = config.cluster();
        // Several nodes may be on one machine: each keeps the audit in its own folder.
        final AuditSettings own = cluster == null
                ? settings
                : settings.in(cluster.folderOf(cluster.nodeId()).resolve("audit"));
        return AuditLog.start(own, journal.auditFeed(router));
    }

    private static void report(final AlertRouter router) {
        final RouterOperation operation = router.operation();
        if (operation.engineVersion() < operation.knownEngineVersion()) {
            LOG.info(
                    "the log is of engine version {}, and this Tocsin knows {}: it does what {} says until somebody"
                            + " switches",
                    operation.engineVersion(),
                    operation.knownEngineVersion(),
                    operation.engineVersion());
        }
        final Recovery recovery = router.recovery();
        if (recovery == null) {
            return;
        }
        // What was wrong with what was kept, the pipeline has said already.
        LOG.info(
                "recovered: {}, {} commands carried out again, {} ms, open alerts: {}",
                recovery.snapshot() == null
                        ? "from the journal's beginning"
                        : "from the snapshot at command " + recovery.snapshot().commandSeq(),
                recovery.commandsReplayed(),
                recovery.durationNs() / NS_PER_MS,
                router.openAlerts().size());
    }

    private static JournalHost openJournal(final ServerConfig config) {
        final NodeSettings cluster = config.cluster();
        if (cluster != null) {
            return NodeHost.open(cluster, config.audit() != null);
        }
        final JournalSettings settings = config.journal();
        return settings.level() == Level.MEMORY ? new MemoryHost() : DiskHost.open(settings, config.atRest());
    }
}
