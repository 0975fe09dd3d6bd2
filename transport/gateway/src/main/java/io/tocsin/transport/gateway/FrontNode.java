package io.tocsin.transport.gateway;

import java.net.InetSocketAddress;
import java.net.URI;

/** A node of a cluster as a front knows it. Any thread. */
final class FrontNode {
    private final URI uri;
    private volatile InetSocketAddress address;
    private volatile NodeState state = NodeState.UNKNOWN;

    /** Asks where it is: that may wait for a name server. */
    FrontNode(final URI uri) {
        this.uri = uri;
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    URI uri() {
        return uri;
    }

    /** Where it was when that was asked last; unresolved if nobody could say ever. */
    InetSocketAddress address() {
        return address;
    }

    /** Asks anew where it is. May wait for a name server; what it said before stays if it says nothing. */
    void resolve() {
        final InetSocketAddress now = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (!now.isUnresolved()) {
            address = now;
        }
    }

    NodeState state() {
        return state;
    }

    void state(final NodeState value) {
        state = value;
    }
}
