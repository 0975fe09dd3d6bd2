package io.tocsin.transport.server;

import io.tocsin.transport.server.watch.Heartbeat;
import io.tocsin.transport.server.watch.HeartbeatSettings;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A router's heartbeat, on a thread of its own if somebody is told. Any thread. */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final @Nullable Heartbeat heartbeat;
    private final @Nullable Repeating repeating;

    /**
     * Begins, with a pause.
     *
     * @param isReady whether the router is; asked at each beat.
     */
    Pulse(final HeartbeatSettings settings, final BooleanSupplier isReady) {
        heartbeat = settings.isOn() ? new Heartbeat(settings, isReady, LOG::warn) : null;
        repeating = heartbeat == null
                ? null
                : new Repeating("tocsin-heartbeat", settings.every().toMillis(), heartbeat::beat);
    }

    /** Beats that were told in full. */
    long sent() {
        return heartbeat == null ? 0 : heartbeat.sent();
    }

    /** Beats that were not. */
    long failed() {
        return heartbeat == null ? 0 : heartbeat.failed();
    }

    /** Ends it; does not wait. */
    @Override
    public void close() {
        if (repeating != null) {
            repeating.close();
        }
    }
}
