package io.tocsin.transport.server.cli;

import java.util.List;

/**
 * What a router needs late in its start and what takes long to initialize, begun beside the rest of the start: logging, sockets, metrics. Changes nothing but the
 * time; what fails here fails again, and is told, where it is needed.
 */
final class EarlyClasses {
    private static final List<String> NAMES = List.of(
            // Its logger configures the logging.
            "io.tocsin.transport.server.Server",
            "io.netty.channel.nio.NioIoHandler",
            "io.netty.buffer.PooledByteBufAllocator",
            "io.netty.bootstrap.ServerBootstrap",
            "io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler",
            "io.micrometer.prometheusmetrics.PrometheusMeterRegistry");

    private EarlyClasses() {}

    /** Begins, on a thread of its own that nothing waits for. */
    static void begin() {
        final Thread thread = new Thread(EarlyClasses::initialize, "early-classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void initialize() {
        for (final String name : NAMES) {
            try {
                Class.forName(name);
            } catch (final ClassNotFoundException | LinkageError failed) {
                return;
            }
        }
    }
}
