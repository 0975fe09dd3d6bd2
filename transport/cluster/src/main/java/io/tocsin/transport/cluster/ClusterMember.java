package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One member of a cluster: where the others find it. Members are fixed when a cluster begins; a machine that is replaced keeps id, host and port.
 *
 * @param id       0 to 8, the place in the list of members.
 * @param host     name or address, without port.
 * @param basePort the first of {@value #PORTS} ports in a row: ingress, consensus, log, catch-up, archive, and what its engine has carried out.
 */
public record ClusterMember(int id, String host, int basePort) {
    /** How many ports in a row a member takes. */
    public static final int PORTS = 6;

    private static final int MAX_ID = 8;
    private static final int MAX_PORT = 65_535;

    /** Checks the ranges. */
    public ClusterMember {
        requireNonNull(host, "host");
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("member " + id + ": ids are 0 to " + MAX_ID);
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("member " + id + " has no host");
        }
        if (basePort < 1 || basePort + PORTS - 1 > MAX_PORT) {
            throw new IllegalArgumentException("member " + id + " has base port " + basePort + ": it must be from 1 to "
                    + (MAX_PORT - PORTS + 1) + ", because it takes " + PORTS + " in a row");
        }
    }

    /**
     * Refuses an address that other machines can reach, as nodes do not encrypt what they say to each other. Looks the name up, and waits for that.
     *
     * @param isStatedProtected whoever runs it has said that nobody but the members reaches their ports.
     * @throws IllegalArgumentException if the address is not this machine's own for itself and nothing was stated, if it is that of all networks, or there is
     *     no such host; the message says what to write.
     */
    public void requireProtected(final boolean isStatedProtected) {
        ProtectedTransport.require(this, isStatedProtected);
    }

    /** Whether its host is this machine's own address for itself, which no other machine reaches. Looks the name up, and waits for that. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException unknown) {
            return false;
        }
    }

    /** Whether another on the same host has ports of this one. */
    public boolean overlaps(final ClusterMember other) {
        return host.equals(other.host) && Math.abs(basePort - other.basePort) < PORTS;
    }

    /** Where its archive is asked for recordings. */
    String archiveEndpoint() {
        return endpoint(4);
    }

    /** Where it hears how far the engines of the others are. */
    String appliedEndpoint() {
        return endpoint(5);
    }

    /** The address of a channel that the machine chooses a port for. */
    String anyPort() {
        return bracketed() + ":0";
    }

    /** Every member with every endpoint, as the consensus module wants it told: the ports are computed here, because copied by hand they collide. */
    static String endpoints(final List<ClusterMember> members) {
        return members.stream()
                .map(member -> member.id + "," + member.endpoint(0) + ',' + member.endpoint(1) + ','
                        + member.endpoint(2) + ',' + member.endpoint(3) + ',' + member.endpoint(4))
                .collect(Collectors.joining("|"));
    }

    /** Where commands are sent to, as the cluster's client wants it told. */
    static String ingressEndpoints(final List<ClusterMember> members) {
        return members.stream()
                .map(member -> member.id + "=" + member.endpoint(0))
                .collect(Collectors.joining(","));
    }

    private String endpoint(final int port) {
        return bracketed() + ':' + (basePort + port);
    }

    private String bracketed() {
        return host.indexOf(':') < 0 || host.startsWith("[") ? host : '[' + host + ']';
    }
}
