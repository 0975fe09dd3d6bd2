package io.tocsin.transport.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Nodes do not encrypt what they say to each other, and Aeron asks nobody who says it on the channels of consensus and log. So a node does not bind where other machines can reach it unless whoever runs it has said that
 * none but the members can: because they are on a network of their own, or by other means, such as WireGuard.
 */
final class ProtectedTransport {
    private ProtectedTransport() {}

    /**
     * Refuses a member whose address is not this machine's own for itself.
     *
     * @throws IllegalArgumentException if it is not, or cannot be found; the message says what to write.
     */
    static void require(final ClusterMember member, final boolean isStatedProtected) {
        final InetAddress address;
        try {
            address = InetAddress.getByName(member.host());
        } catch (final UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "member " + member.id() + ": there is no host '" + member.host() + "'", unknown);
        }
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException("member " + member.id() + " is at " + member.host()
                    + ": the others cannot find it there, give it the address of one network");
        }
        if (!isStatedProtected && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("member " + member.id() + " is at " + member.host()
                    + ", which other machines reach, and nodes do not encrypt what they say, nor ask who says it in an election: let nobody"
                    + " but the members reach their ports, by a network of their own or WireGuard for example, and state it"
                    + " with protected-transport = true");
        }
    }
}
