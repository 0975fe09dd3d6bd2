package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

/**
 * Where clients and management connect. Loopback only, until there is a front door that knows who is there. Immutable; any thread.
 *
 * @param address        a loopback address.
 * @param port           of WebSocket and HTTP for people and sources; 0 = any free one.
 * @param managementPort of health, metrics and description; 0 = any free one.
 */
public record ListenSettings(String address, int port, int managementPort) {
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_MANAGEMENT_PORT = 8081;

    /** Keeps what it is given. */
    public ListenSettings {
        requireNonNull(address, "address");
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
}
