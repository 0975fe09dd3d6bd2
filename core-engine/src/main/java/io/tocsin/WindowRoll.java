package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.schedule.WindowTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a router told of windows: makes their silences some time ahead, each once. What a router holds from an earlier life counts as told, and silences of windows
 * that are not among these any more are ended. A silence that somebody ended early is not made again by this object; by another, after a restart, it is.
 *
 * <p>One call at a time; nothing waits. If it fails, alerts page that a window would have held back, never the other way.
 */
public final class WindowRoll {
    private final AlertRouter router;
    private final List<SilenceWindow> windows;
    private final Duration ahead;
    private final InstantSource time;
    private final Set<Told> told = ConcurrentHashMap.newKeySet();

    private record Told(String window, Instant until) {}

    /**
     * Nothing is sent yet.
     *
     * @param router  to be told.
     * @param windows of different names.
     * @param ahead   how far, above 0; two days are usual.
     * @param time    of the wall.
     */
    public WindowRoll(
            final AlertRouter router,
            final List<SilenceWindow> windows,
            final Duration ahead,
            final InstantSource time) {
        this.router = requireNonNull(router, "router");
        this.windows = List.copyOf(windows);
        this.ahead = requireNonNull(ahead, "ahead");
        this.time = requireNonNull(time, "time");
    }

    /**
     * Makes what is missing, then ends what is in no window any more.
     *
     * @return completed when the router holds them; fails if one was refused, and names its window, after all others were told. Sent again, only what was refused is.
     */
    public CompletableFuture<Void> send() {
        // Once this is answered, the view has everything that the router held before.
        return router.counters().thenCompose(counters -> tell(time.instant()));
    }

    private CompletableFuture<Void> tell(final Instant now) {
        told.removeIf(each -> !each.until().isAfter(now));
        final List<RouterEvent.SilenceChanged> stale =
                new ArrayList<>(router.view().silences());
        stale.removeIf(held -> !SilenceWindow.isOfAny(held));
        final List<CompletableFuture<?>> sent = new ArrayList<>();
        for (final SilenceWindow window : windows) {
            for (final WindowTimes.Time dated : window.dated(now, ahead)) {
                final Told key = new Told(window.name(), dated.until());
                final boolean isHeld = stale.removeIf(held -> window.isOf(held, dated, now));
                if (isHeld) {
                    told.add(key);
                } else if (!told.contains(key)) {
                    sent.add(make(window, dated, key));
                }
            }
        }
        stale.forEach(held -> sent.add(router.endSilence(held.silenceId())));
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Silenced> make(final SilenceWindow window, final WindowTimes.Time dated, final Told key) {
        return router.silence(window.silence(dated)).handle((silenced, refused) -> {
            if (refused != null) {
                throw new IllegalStateException("window '" + window.name() + "' until " + dated.until(), refused);
            }
            told.add(key);
            return silenced;
        });
    }
}
