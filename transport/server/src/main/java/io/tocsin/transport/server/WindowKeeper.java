package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.SilenceWindow;
import io.tocsin.WindowRoll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a router told of windows of maintenance and of the calendar: when it starts, and every hour, two days ahead. */
final class WindowKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WindowKeeper.class);
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Duration EVERY = Duration.ofHours(1);

    private final WindowRoll roll;
    private final boolean isNeeded;
    private @Nullable Repeating repeating;

    /** Tells the router, and waits for that. If it refuses, it starts all the same: what a window would have held back pages, and that is told. */
    WindowKeeper(final AlertRouter router, final List<SilenceWindow> windows) {
        roll = new WindowRoll(router, windows, AHEAD, InstantSource.system());
        isNeeded = !windows.isEmpty();
        for (final SilenceWindow window : windows) {
            if (window.times().isOver(Instant.now())) {
                LOG.warn("window '{}' is over: take it out of the configuration", window.name());
            }
        }
        try {
            roll.send().join();
        } catch (final CompletionException refused) {
            LOG.error("what a window would hold back pages: the router refused it", refused.getCause());
        }
    }

    /** Goes on telling it, on a thread of its own until it is closed; nothing if there are no windows. Returns this. */
    WindowKeeper start() {
        if (isNeeded) {
            repeating = new Repeating(
                    "tocsin-windows", EVERY.toMillis(), () -> roll.send().join());
        }
        return this;
    }

    /** Ends it. */
    @Override
    public void close() {
        if (repeating != null) {
            repeating.close();
        }
    }
}
