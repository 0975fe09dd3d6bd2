package io.tocsin.transport.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a listener may bind while nobody has to prove who he is: to this machine. Any thread; pure. */
final class Loopback {
    private Loopback() {}

    /**
     * Checks an address to bind to.
     *
     * @param what    binds, for the message.
     * @param address to bind to.
     * @return the address.
     * @throws IllegalArgumentException if it is not a loopback address; the message says what to do.
     */
    static InetSocketAddress require(final String what, final InetSocketAddress address) {
        final InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException(
                    what + " cannot bind to '" + address.getHostString() + "': no such host; use 127.0.0.1");
        }
        if (!ip.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    what + " cannot bind to " + address.getHostString()
                            + ": clients do not prove who they are yet, so only this machine may connect; use 127.0.0.1 or ::1");
        }
        return address;
    }
}
