package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.transport.gateway.Gateway;

/** What runs: the router, its front door, and what counts both. */
record Parts(AlertRouter router, Gateway gateway, ServerMetrics metrics, SlaPage sla, LoadWatch watch, String meta)
        implements AutoCloseable {
    /** Clients first, then what they asked for. */
    @Override
    public void close() {
        watch.close();
        try {
            gateway.close();
        } finally {
            router.close();
        }
    }
}
