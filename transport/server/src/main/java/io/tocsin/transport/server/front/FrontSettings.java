package io.tocsin.transport.server.front;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.gateway.PartitionMap;
import io.tocsin.transport.server.ListenSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a front is started from. Immutable; any thread.
 *
 * @param listen                where clients and management connect.
 * @param mapFile               holds the partition map, and is looked at while the front runs.
 * @param map                   as it was read.
 * @param mapLook               how often the file is looked at.
 * @param maxConnections        of clients, at once.
 * @param connectionsPerAddress of one address.
 * @param newEachSecond         new connections of all addresses.
 * @param threads               that carry connections.
 */
public record FrontSettings(
        ListenSettings listen,
        Path mapFile,
        PartitionMap map,
        Duration mapLook,
        int maxConnections,
        int connectionsPerAddress,
        int newEachSecond,
        int threads) {
    /** Checks that nothing is missing. */
    public FrontSettings {
        requireNonNull(listen, "listen");
        requireNonNull(mapFile, "mapFile");
        requireNonNull(map, "map");
        requireNonNull(mapLook, "mapLook");
    }
}
