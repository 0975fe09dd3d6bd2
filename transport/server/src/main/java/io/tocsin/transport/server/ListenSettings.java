package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.gateway.ClientCertificates;
import io.tocsin.transport.gateway.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where clients and management connect. Management is for this machine only, wherever clients connect. Immutable; any thread.
 *
 * @param address        of this machine; one that other machines reach needs {@link IdentitySettings.Mode#JWT}, hosts, and TLS unless it is said otherwise.
 * @param port           of WebSocket and HTTP for people and sources; 0 = any free one.
 * @param managementPort of health, metrics and description; 0 = any free one.
 * @param tls            what WebSocket and HTTP are encrypted with; {@code null} = they are not.
 * @param clients        whose certificates are taken; {@code null} = none are asked for.
 * @param filesLook      how often the files of TLS are looked at for a change; 1 ms to an hour.
 * @param hosts          names by which clients reach the router, in lower case, beside those of this machine on itself.
 * @param unencrypted    other machines may connect without TLS.
 */
public record ListenSettings(
        String address,
        int port,
        int managementPort,
        @Nullable TlsFiles tls,
        @Nullable ClientCertificates clients,
        Duration filesLook,
        List<String> hosts,
        boolean unencrypted) {
    /** How often files are looked at if nothing is said. */
    public static final Duration DEFAULT_FILES_LOOK = Duration.ofSeconds(10);

    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_MANAGEMENT_PORT = 8081;

    /** Keeps what it is given. */
    public ListenSettings {
        requireNonNull(address, "address");
        requireNonNull(filesLook, "filesLook");
        hosts = List.copyOf(hosts);
    }

    /**
     * Without encryption.
     *
     * @param address        a loopback address.
     * @param port           of WebSocket and HTTP for people and sources; 0 = any free one.
     * @param managementPort of health, metrics and description; 0 = any free one.
     */
    public ListenSettings(final String address, final int port, final int managementPort) {
        this(address, port, managementPort, null, null, DEFAULT_FILES_LOOK, List.of(), false);
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

    /** The same at other ports. */
    public ListenSettings at(final int otherPort, final int otherManagementPort) {
        return new ListenSettings(address, otherPort, otherManagementPort, tls, clients, filesLook, hosts, unencrypted);
    }

    /** Where management listens: at the same address if that is this machine's alone, else at 127.0.0.1. */
    public String managementAddress() {
        final InetAddress ip = new InetSocketAddress(address, 0).getAddress();
        return ip == null || ip.isLoopbackAddress() ? address : "127.0.0.1";
    }
}
