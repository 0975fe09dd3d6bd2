package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.DeliveryPlan;
import io.tocsin.Preset;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of connections, each with a defined answer when it is reached. Immutable; any thread.
 *
 * @param maxConnections        at once.
 * @param batchAboveConnections above so many open connections what is not critical leaves in batches; 0 = never.
 * @param batchWindow           how long a batch gathers at most; 1 ms to 1 s.
 */
public record GatewaySettings(int maxConnections, int batchAboveConnections, Duration batchWindow) {
    private static final int DEFAULT_MAX_CONNECTIONS = 4_000;

    /** Checks that nothing is missing. */
    public GatewaySettings {
        requireNonNull(batchWindow, "batchWindow");
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
