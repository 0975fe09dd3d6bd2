package io.tocsin.transport.server;

import io.tocsin.journal.StorageState;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.SideStreamState;
import io.tocsin.transport.gateway.HealthCheck;
import io.tocsin.transport.gateway.ManagementServer;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What operations see of a server, from before it is there until after it is closed. Any thread. */
final class Operations {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile @Nullable Parts parts;
    private volatile boolean closing;
    private volatile Map<String, HealthCheck> checks = Map.of();

    /** Answers to {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /sla} and {@code /meta}. */
    ManagementServer listen(final ListenSettings listen, final JournalHost journal) {
        final Map<String, HealthCheck> needed = new LinkedHashMap<>();
        needed.put("started", () -> parts == null ? "the router is still starting" : null);
        needed.put("router", this::stopped);
        needed.put("open", () -> closing ? "the server is closing" : null);
        needed.put(
                "journal",
                () -> journal.room() == StorageState.FULL
                        ? "the disk is full: nothing is taken, deadlines still fire"
                        : null);
        needed.put("gateway", () -> ask(there -> there.gateway().ready()));
        needed.put("loops", () -> ask(there -> there.gateway().live()));
        needed.put("answers", () -> {
            final Parts there = parts;
            return there == null || stopped() != null ? null : there.answering().problem();
        });
        final ClusterNode node = journal.node();
        if (node != null) {
            needed.put(
                    "cluster",
                    () -> node.isTakingPart()
                            ? null
                            : "the node has no leader: commands wait until a majority of the members runs");
            needed.put("side-stream", () -> {
                final SideStreamState side = node.sideStream();
                return side.reachesPeople() ? null : side.words();
            });
        }
        checks = needed;
        final ManagementServer.Context context = new ManagementServer.Context()
                .bind(new InetSocketAddress(listen.managementAddress(), listen.managementPort()))
                .live("router", this::stopped)
                .live("gateway", () -> ask(there -> there.gateway().live()))
                .metrics(() -> parts().metrics().text())
                .page("/sla", () -> parts().sla().text())
                .meta(() -> parts().meta());
        needed.forEach(context::ready);
        return ManagementServer.launch(context);
    }

    /** What {@code /readyz} says, of which nothing is told but whether it is so. */
    boolean passes() {
        return !checks.isEmpty() && checks.values().stream().allMatch(check -> check.problem() == null);
    }

    /** From here on it is ready. */
    void started(final Parts running) {
        parts = running;
    }

    /** From here on it is not. */
    void closing() {
        closing = true;
    }

    /** The router has stopped itself. */
    void failed(final Throwable cause) {
        failure.complete(cause);
    }

    /** Completed by {@link #failed}. */
    CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Whether clients are taken. */
    boolean isReady() {
        return parts != null && !closing && stopped() == null;
    }

    private @Nullable String stopped() {
        return failure.isDone() ? "the router has stopped itself; the log says why" : null;
    }

    private @Nullable String ask(final Function<Parts, HealthCheck> check) {
        final Parts there = parts;
        return there == null ? null : check.apply(there).problem();
    }

    private Parts parts() {
        final Parts there = parts;
        if (there == null) {
            throw new IllegalStateException("the router is still starting");
        }
        return there;
    }
}
