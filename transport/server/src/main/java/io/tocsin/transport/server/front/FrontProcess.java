package io.tocsin.transport.server.front;

import io.tocsin.codecs.json.Notice;
import io.tocsin.transport.gateway.ManagementServer;
import io.tocsin.transport.gateway.PartitionFront;
import io.tocsin.transport.gateway.TlsFiles;
import io.tocsin.transport.server.ListenSettings;
import java.net.InetSocketAddress;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A front with its management listener and the file of its map. Closed once. Any thread. */
public final class FrontProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontProcess.class);

    private final PartitionFront front;
    private final MapKeeper keeper;
    private final ManagementServer management;

    private FrontProcess(final PartitionFront front, final MapKeeper keeper, final ManagementServer management) {
        this.front = front;
        this.keeper = keeper;
        this.management = management;
    }

    /**
     * Starts it. Waits until it listens.
     *
     * @param settings to start from.
     * @return a front that takes clients.
     * @throws IllegalArgumentException if something cannot be used; the message says what to do.
     * @throws IllegalStateException    if an address is taken; the message names it.
     */
    public static FrontProcess launch(final FrontSettings settings) {
        final long begunNs = System.nanoTime();
        final ListenSettings listen = settings.listen();
        final PartitionFront.Context context = new PartitionFront.Context()
                .bind(new InetSocketAddress(listen.address(), listen.port()))
                .map(settings.map())
                .hosts(Set.copyOf(listen.hosts()))
                .filesLook(listen.filesLook())
                .eventLoops(settings.threads())
                .maxConnections(settings.maxConnections())
                .perAddress(settings.connectionsPerAddress(), settings.newEachSecond());
        final TlsFiles tls = listen.tls();
        if (tls != null) {
            context.tls(tls);
        }
        if (listen.unencrypted()) {
            context.unencryptedBeyondThisMachine();
        }
        final PartitionFront front = PartitionFront.launch(context);
        final MapKeeper keeper = MapKeeper.start(settings, front);
        final ManagementServer management;
        try {
            management = ManagementServer.launch(new ManagementServer.Context()
                    .bind(new InetSocketAddress(listen.managementAddress(), listen.managementPort()))
                    .ready("clusters", front.ready())
                    .metrics(() -> front.metrics() + refused(keeper))
                    .meta(() -> "{\"front\":true,\"mapVersion\":" + front.map().version() + ",\"notice\":\""
                            + Notice.TEXT.replace("\"", "\\\"") + "\"}"));
        } catch (final RuntimeException failed) {
            keeper.close();
            front.close();
            throw failed;
        }
        LOG.info(Notice.TEXT);
        LOG.info(
                "ready in {} ms: clients {}/ws?facility=NAME, management http://{}, partition map {}",
                (System.nanoTime() - begunNs) / 1_000_000,
                url(listen, front.address()),
                authority(management.address()),
                front.map().version());
        return new FrontProcess(front, keeper, management);
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return front.address();
    }

    /** Where it is looked after. */
    public InetSocketAddress management() {
        return management.address();
    }

    /** Ends everything. Waits, some seconds at most. */
    @Override
    public void close() {
        keeper.close();
        front.close();
        management.close();
    }

    private static String refused(final MapKeeper keeper) {
        return "# HELP tocsin_front_map_refused Whether the file of the partition map, as it is, cannot be used\n"
                + "# TYPE tocsin_front_map_refused gauge\ntocsin_front_map_refused " + (keeper.isRefused() ? 1 : 0)
                + '\n';
    }

    private static String url(final ListenSettings listen, final InetSocketAddress address) {
        final String where =
                listen.hosts().isEmpty() ? authority(address) : listen.hosts().get(0) + ':' + address.getPort();
        return (listen.tls() == null ? "ws://" : "wss://") + where;
    }

    private static String authority(final InetSocketAddress address) {
        final String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}
