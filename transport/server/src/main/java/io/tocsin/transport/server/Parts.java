package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.transport.gateway.Gateway;

/** What runs: the router, its front door, what counts both, and who keeps telling it who is on duty and what is silenced. */
record Parts(
        AlertRouter router,
        Gateway gateway,
        ServerMetrics metrics,
        SlaPage sla,
        LoadWatch watch,
        String meta,
        DutyKeeper duty,
        WindowKeeper windows)
        implements AutoCloseable {
    /** Clients first, then what they asked for. */
    @Override
    public void close() {
        watch.close();
        duty.close();
        windows.close();
        try {
            gateway.close();
        } finally {
            router.close();
        }
    }
}
