package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.SilenceWindow;
import io.tocsin.WindowRoll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a router told of windows of maintenance and of the calendar: when it starts, and every hour, two days ahead. */
final class WindowKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WindowKeeper.class);
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Supplier<CompletableFuture<Void>> roll;
    private final Runnable look;
    private final Duration every;
    private final Turn turn;
    private final boolean isNeeded;
    private @Nullable Repeating repeating;

    /** Tells the router if it is its turn, and waits for that. If it refuses, it starts all the same; what that means for alerts is logged, and it is told again. */
    WindowKeeper(final AlertRouter router, final List<SilenceWindow> windows, final Turn turn) {
        this(new WindowRoll(router, windows, AHEAD, InstantSource.system()), !windows.isEmpty(), turn);
        for (final SilenceWindow window : windows) {
            if (window.times().isOver(Instant.now())) {
                LOG.warn("window '{}' is over: take it out of the configuration", window.name());
            }
        }
    }

    private WindowKeeper(final WindowRoll roll, final boolean hasWindows, final Turn turn) {
        this(roll::send, roll::look, hasWindows, EVERY, turn);
    }

    /** As the other, with what tells it, and what sees what another tells. Without windows it is told again only if it refused to end what none has any more. */
    WindowKeeper(
            final Supplier<CompletableFuture<Void>> roll,
            final Runnable look,
            final boolean hasWindows,
            final Duration every,
            final Turn turn) {
        this.roll = roll;
        this.look = look;
        this.every = every;
        this.turn = turn;
        boolean isRefused = false;
        try {
            if (turn.isMine()) {
                roll.get().join();
            }
        } catch (final CompletionException refused) {
            isRefused = true;
            LOG.error(
                    "the router refused what the windows say, and is told again: until then a window that is missing"
                            + " holds nothing back, and one that is none any more holds back, for a day at most",
                    refused.getCause());
        }
        isNeeded = hasWindows || isRefused || turn.isShared();
    }

    /** Goes on telling it, on a thread of its own until it is closed; nothing if there is nothing to tell. Returns this. */
    WindowKeeper start() {
        if (isNeeded) {
            repeating = turn.repeat(
                    "tocsin-windows", every.toMillis(), () -> roll.get().join(), look);
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
