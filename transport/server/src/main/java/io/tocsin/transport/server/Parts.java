package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.audit.AuditLog;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.PrintedToken;
import org.jspecify.annotations.Nullable;

/** What runs: the router, its front door, what counts both, who keeps telling it who is on duty and what is silenced, what is read of it, the audit of it, who looks after the other nodes, who tells outside that it is ready, who makes downtime sheets, who finds out whether it answers, and the token that was made for it. */
record Parts(
        AlertRouter router,
        Gateway gateway,
        ServerMetrics metrics,
        SlaPage sla,
        LoadWatch watch,
        String meta,
        DutyKeeper duty,
        WindowKeeper windows,
        @Nullable DirectoryKeeper directory,
        @Nullable AuditLog audit,
        @Nullable ClusterCare cluster,
        @Nullable PrintedToken printed,
        Pulse pulse,
        @Nullable SheetKeeper sheets,
        Answering answering)
        implements AutoCloseable {
    /** Clients first, then what they asked for; whoever only reads of the router is told to end before it, and waited for behind it: what was taken is safe by then. */
    @Override
    public void close() {
        pulse.close();
        if (sheets != null) {
            sheets.close();
        }
        watch.close();
        if (cluster != null) {
            cluster.close();
        }
        duty.close();
        windows.close();
        try {
            gateway.close();
            if (audit != null) {
                // While the router takes how far it has come.
                audit.close();
            }
        } finally {
            try {
                stopDirectory();
                router.close();
            } finally {
                closeDirectory();
            }
        }
    }

    private void stopDirectory() {
        if (directory != null) {
            directory.stop();
        }
    }

    private void closeDirectory() {
        if (directory != null) {
            directory.close();
        }
    }
}
