package io.tocsin.bench.load;

import io.tocsin.AlertRouter;
import io.tocsin.bench.process.ParentWatch;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.ManagementServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A router behind a gateway and nothing around them, in a process of its own: what the load rig measures where it needs no journal and no configuration file. */
final class RouterHost implements AutoCloseable {
    private final AlertRouter router;
    private final Gateway gateway;
    private final ManagementServer management;

    private RouterHost(final LoadSettings settings, final int port, final int managementPort) {
        final Gateway.Context door = new Gateway.Context().bind(loopback(port)).sources(LoadSite.sources(settings));
        router = AlertRouter.launch(
                new AlertRouter.Context().site(LoadSite.site(settings)).listener(door.listener()));
        gateway = Gateway.launch(door.router(router));
        management = ManagementServer.launch(
                new ManagementServer.Context().bind(loopback(managementPort)).ready("gateway", gateway.ready()));
    }

    /**
     * Runs until its parent is gone or it is ended.
     *
     * @param args file with settings, port, management port.
     * @throws IOException          if the file cannot be read.
     * @throws InterruptedException if the main thread is interrupted.
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        ParentWatch.start();
        final LoadSettings settings = LoadSettings.readFrom(Path.of(args[0]));
        try (RouterHost host = new RouterHost(settings, Integer.parseInt(args[1]), Integer.parseInt(args[2]))) {
            host.awaitEnd();
        }
    }

    /** Nobody counts down: it ends with its process. */
    private void awaitEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        management.close();
        gateway.close();
        router.close();
    }

    private static InetSocketAddress loopback(final int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
