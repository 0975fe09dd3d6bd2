package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.DeliveryPlan;
import io.tocsin.Preset;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of connections, each with a defined answer when it is reached. Immutable; any thread.
 *
 * @param maxConnections        at once.
 * @param batchAboveConnections above so many open connections what is not critical leaves in batches; 0 = never.
 * @param batchWindow           how long a batch gathers at most; 1 ms to 1 s.
 * @param cluster               as which cluster fronts know this router; empty = as any.
 * @param fronts                from where fronts connect, behind each of which many people are.
 */
public record GatewaySettings(
        int maxConnections, int batchAboveConnections, Duration batchWindow, String cluster, Set<InetAddress> fronts) {
    private static final int DEFAULT_MAX_CONNECTIONS = 4_000;

    /** Checks that nothing is missing. */
    public GatewaySettings {
        requireNonNull(batchWindow, "batchWindow");
        requireNonNull(cluster, "cluster");
        fronts = Set.copyOf(fronts);
    }

    /** Without fronts. */
    public GatewaySettings(final int maxConnections, final int batchAboveConnections, final Duration batchWindow) {
        this(maxConnections, batchAboveConnections, batchWindow, "", Set.of());
    }

    /**
     * What a node does where its configuration does not say.
     *
     * @param preset of its site; {@code null} = none.
     * @return 4,000 connections; batches as the preset has them, without one none.
     */
    public static GatewaySettings defaults(final @Nullable Preset preset) {
        return preset == null
                ? new GatewaySettings(DEFAULT_MAX_CONNECTIONS, 0, DeliveryPlan.DEFAULT_WINDOW)
                : new GatewaySettings(
                        DEFAULT_MAX_CONNECTIONS, DeliveryPlan.BATCH_CONNECTIONS, DeliveryPlan.window(preset));
    }
}
