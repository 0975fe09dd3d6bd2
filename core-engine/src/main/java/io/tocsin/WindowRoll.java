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
 * that are not among these any more are ended. Whoever ends a silence early ends its window until that comes again: of one that is longer than a day no part is made
 * any more by this object, and with the next call, if that comes a minute before the silence would have run out, those are ended that were made already; another
 * object, after a restart, makes them again. Of several routers of one engine one sends, and the others {@link #look}, so that they know it when they send.
 *
 * <p>One call at a time; nothing waits. If a silence cannot be made, alerts page that a window would have held back; if one cannot be ended, it holds back alerts that
 * none would, until a later call ends it or it runs out, a day after its begin at most.
 */
public final class WindowRoll {
    /** The clock on the wall may be so much behind the router's: what runs out by then was not ended by somebody. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private final AlertRouter router;
    private final List<SilenceWindow> windows;
    private final Duration ahead;
    private final InstantSource time;
    /** Silences that the router holds, or held until somebody ended them. */
    private final Set<Told> told = ConcurrentHashMap.newKeySet();
    /** Whole times of windows of which somebody ended a part. */
    private final Set<Told> left = ConcurrentHashMap.newKeySet();

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
     * @return completed when the router holds them; fails if one was not made or not ended, and names its window, after all others were told. Sent again, only that is.
     */
    public CompletableFuture<Void> send() {
        // Once this is answered, the view has everything that the router held before.
        return router.counters().thenCompose(counters -> tell(time.instant()));
    }

    /** Sees what the router holds of the windows, and which of them somebody ended, as {@link #send} would, but sends nothing. */
    public void look() {
        final Instant now = time.instant();
        final List<RouterEvent.SilenceChanged> held = held(now);
        for (final SilenceWindow window : windows) {
            window.dated(now, ahead).forEach((whole, parts) -> {
                if (!isLeft(window, whole, parts, held, now)) {
                    for (final WindowTimes.Time part : parts) {
                        if (held.stream().anyMatch(each -> window.isOf(each, part, now))) {
                            told.add(new Told(window.name(), part.until()));
                        }
                    }
                }
            });
        }
    }

    private List<RouterEvent.SilenceChanged> held(final Instant now) {
        told.removeIf(each -> !each.until().isAfter(now));
        left.removeIf(each -> !each.until().isAfter(now));
        final List<RouterEvent.SilenceChanged> held =
                new ArrayList<>(router.view().silences());
        held.removeIf(each -> !SilenceWindow.isOfAny(each));
        return held;
    }

    private CompletableFuture<Void> tell(final Instant now) {
        final List<RouterEvent.SilenceChanged> stale = held(now);
        final List<CompletableFuture<?>> sent = new ArrayList<>();
        for (final SilenceWindow window : windows) {
            window.dated(now, ahead).forEach((whole, parts) -> {
                if (!isLeft(window, whole, parts, stale, now)) {
                    parts.forEach(part -> tell(window, part, stale, now, sent));
                }
            });
        }
        stale.forEach(held -> sent.add(end(held)));
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    /** Whether somebody ended a part of it. */
    private boolean isLeft(
            final SilenceWindow window,
            final WindowTimes.Time whole,
            final List<WindowTimes.Time> parts,
            final List<RouterEvent.SilenceChanged> held,
            final Instant now) {
        final Told key = new Told(window.name(), whole.until());
        for (final WindowTimes.Time part : parts) {
            if (told.contains(new Told(window.name(), part.until()))
                    && part.until().isAfter(now.plus(BEHIND))
                    && held.stream().noneMatch(each -> window.isOf(each, part, now))) {
                left.add(key);
            }
        }
        return left.contains(key);
    }

    private void tell(
            final SilenceWindow window,
            final WindowTimes.Time part,
            final List<RouterEvent.SilenceChanged> stale,
            final Instant now,
            final List<CompletableFuture<?>> sent) {
        final Told key = new Told(window.name(), part.until());
        if (stale.removeIf(held -> window.isOf(held, part, now))) {
            told.add(key);
        } else if (!told.contains(key)) {
            sent.add(make(window, part, key));
        }
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

    private CompletableFuture<Confirmed> end(final RouterEvent.SilenceChanged held) {
        return router.endSilence(held.silenceId()).handle((ended, refused) -> {
            if (refused != null) {
                throw new IllegalStateException(
                        "silence " + held.silenceId() + " of a " + held.comment() + " goes on", refused);
            }
            return ended;
        });
    }
}
