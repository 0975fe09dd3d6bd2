package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.Counters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Everything at one instant of the engine: its totals, what is open, and what the events have told until then.
 *
 * @param atNs     engine time, epoch ns.
 * @param counters of the engine.
 * @param totals   of the events.
 * @param open     by rising alertId.
 */
record Snapshot(long atNs, Counters counters, Totals totals, List<OpenLine> open) {
    private static final int TRIES = 50;
    private static final long AGAIN_MS = 100;
    private static final long ANSWER_SECONDS = 10;

    /**
     * Takes one, and closes the ledger with it. The engine fires at most 64 deadlines at once, so on a slow machine some may just be due: then it is taken again.
     *
     * @param router to ask.
     * @param ledger that listens to it.
     * @return the first in which every open alert is held, or the last.
     * @throws TimeoutException     if the router does not answer.
     * @throws ExecutionException   if it refuses.
     * @throws InterruptedException if the caller is interrupted.
     */
    static Snapshot take(final AlertRouter router, final Ledger ledger)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (int i = 1; i < TRIES; i++) {
            final Snapshot snapshot = takeOnce(router, ledger, false);
            if (snapshot.isHeld()) {
                return snapshot;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        }
        return takeOnce(router, ledger, true);
    }

    /** Whether every open alert has an owner or a deadline to come. */
    boolean isHeld() {
        return open.stream().allMatch(alert -> alert.isHeld(atNs));
    }

    /** Readings that the engine held against limits. */
    long readings() {
        return counters.readings().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Snapshot takeOnce(final AlertRouter router, final Ledger ledger, final boolean last)
            throws InterruptedException, ExecutionException, TimeoutException {
        final CompletableFuture<Snapshot> taken = router.counters().thenApply(counters -> {
            // On the delivery thread, right behind the event: nothing has happened since.
            final Snapshot snapshot = new Snapshot(
                    ledger.countersAtNs(),
                    counters,
                    ledger.totals(),
                    router.openAlerts().stream()
                            .map(alert -> OpenLine.of(alert, ledger.story(alert.alertId())))
                            .toList());
            if (last || snapshot.isHeld()) {
                ledger.close();
            }
            return snapshot;
        });
        return taken.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
