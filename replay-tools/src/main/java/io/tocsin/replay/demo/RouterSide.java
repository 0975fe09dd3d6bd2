package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.RefusedException;
import io.tocsin.Site;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;

/** The router of a run: the same server that {@code serve} starts, on free ports of loopback. Any thread. */
final class RouterSide implements AutoCloseable {
    private final Server server;

    private RouterSide(final Server server) {
        this.server = server;
    }

    /**
     * Starts it. Waits until it takes clients.
     *
     * @param site   who is told.
     * @param folder of its data; made.
     * @param ledger hears its events.
     * @param faults told if it stops itself.
     * @throws DemoException if it cannot be started.
     */
    static RouterSide launch(final Site site, final Path folder, final Ledger ledger, final Faults faults) {
        final ServerConfig.Builder config = ServerConfig.builder()
                .name("demo")
                .site(site)
                .listen(ListenSettings.anyFreePorts())
                .journal(JournalSettings.defaults().in(folder));
        Sources.ids().forEach(config::source);
        try {
            final Server server = Server.launch(config.build(), ledger);
            server.failure().thenAccept(faults::add);
            return new RouterSide(server);
        } catch (final JournalException | RefusedException | IllegalStateException failed) {
            throw new DemoException("the router cannot be started: " + failed.getMessage(), failed);
        }
    }

    URI webSocket() {
        return server.url();
    }

    AlertRouter router() {
        return server.router();
    }

    boolean isRunning() {
        return !server.failure().isDone();
    }

    @Override
    public void close() {
        server.close();
    }
}
