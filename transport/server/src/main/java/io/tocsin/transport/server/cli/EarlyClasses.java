package io.tocsin.transport.server.cli;

import java.util.List;

/**
 * What a router needs late in its start and what takes long to initialize, begun beside the rest of the start. Changes nothing but the time; what fails here fails
 * again, and is told, where it is needed.
 */
final class EarlyClasses {
    static final List<String> SILENT = List.of(
            "com.typesafe.config.impl.ConfigDocumentParser",
            "io.aeron.driver.MediaDriver$Context",
            "io.aeron.archive.Archive$Context",
            "io.aeron.archive.client.AeronArchive$Context",
            "io.aeron.Aeron$Context",
            "io.tocsin.transport.server.config.ConfigFile");

    static final List<String> LOGGING = List.of(
            // Its logger configures the logging.
            "io.tocsin.transport.server.Server",
            "io.netty.channel.nio.NioIoHandler",
            "io.netty.buffer.PooledByteBufAllocator",
            "io.netty.bootstrap.ServerBootstrap",
            "io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler",
            "io.micrometer.prometheusmetrics.PrometheusMeterRegistry");

    private EarlyClasses() {}

    /** Begins with configuration and journal, on a thread of its own that nothing waits for. */
    static void beginSilent() {
        begin(SILENT);
    }

    /** Begins with logging, sockets and metrics, on a thread of its own that nothing waits for. How the log is written must be settled. */
    static void beginLogging() {
        begin(LOGGING);
    }

    private static void begin(final List<String> names) {
        final Thread thread = new Thread(() -> initialize(names), "early-classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void initialize(final List<String> names) {
        for (final String name : names) {
            try {
                Class.forName(name);
            } catch (final ClassNotFoundException | LinkageError failed) {
                return;
            }
        }
    }
}
