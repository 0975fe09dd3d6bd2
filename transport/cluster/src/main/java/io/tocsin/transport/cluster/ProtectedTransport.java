package io.tocsin.transport.cluster;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What nodes say to each other is not encrypted. So a node does not bind where strangers can listen unless whoever runs it has said that the way is protected by other
 * means, such as WireGuard.
 */
final class ProtectedTransport {
    private static final int UNIQUE_LOCAL_MASK = 0xFE;
    private static final int UNIQUE_LOCAL = 0xFC;

    private ProtectedTransport() {}

    /**
     * Refuses a member whose address is neither this machine's own nor a private one.
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
        if (!isStatedProtected && !isPrivate(address)) {
            throw new IllegalArgumentException("member " + member.id() + " is at " + member.host()
                    + ", which is neither loopback nor private, and nodes do not encrypt what they say: protect the way"
                    + " between them, with WireGuard for example, and state it with protected-transport = true");
        }
    }

    /** Loopback, link-local, RFC 1918, and unique local addresses of RFC 4193, which Java has no word for. */
    static boolean isPrivate(final InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
    }
}
