package io.tocsin.transport.server;

/**
 * Bounds of connections, each with a defined answer when it is reached. Immutable; any thread.
 *
 * @param maxConnections at once.
 */
public record GatewaySettings(int maxConnections) {
    private static final int DEFAULT_MAX_CONNECTIONS = 4_000;

    /**
     * What a node does where its configuration does not say.
     *
     * @return 4,000 connections.
     */
    public static GatewaySettings defaults() {
        return new GatewaySettings(DEFAULT_MAX_CONNECTIONS);
    }
}
