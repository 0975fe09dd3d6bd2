package io.tocsin.transport.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a listener may bind: to this machine, and beyond it only where clients prove who they are and what they say is encrypted. Any thread; pure. */
final class Loopback {
    /** What this machine is called on itself. */
    static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /** Whether a host, as it stands in an address, is this machine by its name. */
    static boolean is(final @Nullable String host) {
        return host != null && NAMES.contains(host);
    }

    /**
     * Checks an address to bind to that must be of this machine.
     *
     * @param what    binds, for the message.
     * @param address to bind to.
     * @return the address.
     * @throws IllegalArgumentException if it is not a loopback address; the message says what to do.
     */
    static InetSocketAddress require(final String what, final InetSocketAddress address) {
        if (!ip(what, address).isLoopbackAddress()) {
            throw refused(what, address, "only this machine may connect; use 127.0.0.1 or ::1");
        }
        return address;
    }

    /**
     * Checks where a gateway is to bind.
     *
     * @param settings everything that was said of it.
     * @return the address.
     * @throws IllegalArgumentException if other machines could reach what is for this one; the message says what to do.
     */
    static InetSocketAddress door(final GatewaySettings settings) {
        final String what = "the gateway";
        final InetSocketAddress address = settings.bind;
        if (ip(what, address).isLoopbackAddress()) {
            return address;
        }
        if (settings.jwt == null && settings.authenticator == null && settings.clientCertificates == null) {
            throw refused(
                    what,
                    address,
                    "nobody is asked to prove who they are, so only this machine may connect; use 127.0.0.1 or ::1, or have"
                            + " clients prove it: Context.jwt(...) or Context.authenticator(...)");
        }
        if (settings.authenticator instanceof PrintedToken) {
            throw refused(what, address, "with a printed token only this machine may connect; use 127.0.0.1 or ::1");
        }
        if (settings.tls == null && !settings.unencryptedBeyondThisMachine) {
            throw refused(
                    what,
                    address,
                    "without TLS whoever is on the way can read patients and tokens, and be anybody; give it certificates with"
                            + " Context.tls(...), or say Context.unencryptedBeyondThisMachine()");
        }
        if (settings.hosts.isEmpty()) {
            throw refused(what, address, "say by which names clients reach it: Context.hosts(...)");
        }
        return address;
    }

    private static InetAddress ip(final String what, final InetSocketAddress address) {
        final InetAddress ip = address.getAddress();
        if (ip == null) {
            throw refused(what, address, "no such host; use 127.0.0.1");
        }
        return ip;
    }

    private static IllegalArgumentException refused(
            final String what, final InetSocketAddress address, final String why) {
        return new IllegalArgumentException(what + " cannot bind to '" + address.getHostString() + "': " + why);
    }
}
