package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.gateway.TlsFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where clients and management connect. Loopback only, until there is a front door that knows who is there. Immutable; any thread.
 *
 * @param address        a loopback address.
 * @param port           of WebSocket and HTTP for people and sources; 0 = any free one.
 * @param managementPort of health, metrics and description; 0 = any free one.
 * @param tls            what WebSocket and HTTP are encrypted with; {@code null} = they are not.
 * @param filesLook      how often the files of TLS are looked at for a change; 1 ms to an hour.
 */
public record ListenSettings(
        String address,
        int port,
        int managementPort,
        @Nullable TlsFiles tls,
        Duration filesLook) {
    /** How often files are looked at if nothing is said. */
    public static final Duration DEFAULT_FILES_LOOK = Duration.ofSeconds(10);

    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_MANAGEMENT_PORT = 8081;

    /** Keeps what it is given. */
    public ListenSettings {
        requireNonNull(address, "address");
        requireNonNull(filesLook, "filesLook");
    }

    /**
     * Without encryption.
     *
     * @param address        a loopback address.
     * @param port           of WebSocket and HTTP for people and sources; 0 = any free one.
     * @param managementPort of health, metrics and description; 0 = any free one.
     */
    public ListenSettings(final String address, final int port, final int managementPort) {
        this(address, port, managementPort, null, DEFAULT_FILES_LOOK);
    }

    /**
     * Where a node listens if its configuration does not say.
     *
     * @return 127.0.0.1, ports 8080 and 8081.
     */
    public static ListenSettings defaults() {
        return new ListenSettings("127.0.0.1", DEFAULT_PORT, DEFAULT_MANAGEMENT_PORT);
    }

    /**
     * For tests and demonstrations.
     *
     * @return 127.0.0.1, any free ports.
     */
    public static ListenSettings anyFreePorts() {
        return new ListenSettings("127.0.0.1", 0, 0);
    }

    /**
     * The same, encrypted.
     *
     * @param files certificates and key.
     * @return other settings.
     */
    public ListenSettings encrypted(final TlsFiles files) {
        return new ListenSettings(address, port, managementPort, requireNonNull(files, "files"), filesLook);
    }
}
