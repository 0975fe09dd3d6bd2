package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.transport.gateway.Gateway;

/** What runs: the router, its front door, and what counts both. */
record Parts(AlertRouter router, Gateway gateway, ServerMetrics metrics, String meta) implements AutoCloseable {
    /** Clients first, then what they asked for. */
    @Override
    public void close() {
        try {
            gateway.close();
        } finally {
            router.close();
        }
    }
}
