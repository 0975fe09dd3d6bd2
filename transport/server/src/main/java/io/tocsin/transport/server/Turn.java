package io.tocsin.transport.server;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to tell an engine what is told once for all of its routers, such as the rota: a router that stands alone has it always; of the nodes of a cluster the
 * one that leads, which tells it within seconds. Whoever tells finds out first what is known already.
 */
final class Turn {
    private static final long LOOK_MS = 5_000;

    private final BooleanSupplier mine;
    private final boolean isShared;

    private Turn(final BooleanSupplier mine, final boolean isShared) {
        this.mine = mine;
        this.isShared = isShared;
    }

    /** Of who stands alone. */
    static Turn always() {
        return new Turn(() -> true, false);
    }

    /** Of the one for whom this holds at a time. */
    static Turn whenever(final BooleanSupplier mine) {
        return new Turn(mine, true);
    }

    /** As whoever keeps the commands says. */
    static Turn of(final JournalHost journal) {
        return journal.node() == null ? always() : whenever(journal::speaks);
    }

    /** Whether it is this router's now. Any thread. */
    boolean isMine() {
        return mine.getAsBoolean();
    }

    /** Whether it may be another's. */
    boolean isShared() {
        return isShared;
    }

    /**
     * As {@link Repeating}; where others may have the turn, only while it is this router's, and soon after it has become so.
     *
     * @param meanwhile what is done every few seconds while it is another's.
     */
    Repeating repeat(final String name, final long pauseMs, final Runnable task, final Runnable meanwhile) {
        return isShared
                ? new Repeating(name, Math.min(LOOK_MS, pauseMs), new Shared(pauseMs, task, meanwhile))
                : new Repeating(name, pauseMs, task);
    }

    /** One thread. */
    private final class Shared implements Runnable {
        private final long pauseNs;
        private final Runnable task;
        private final Runnable meanwhile;
        private boolean hasTold;
        private long toldNs;

        Shared(final long pauseMs, final Runnable task, final Runnable meanwhile) {
            pauseNs = TimeUnit.MILLISECONDS.toNanos(pauseMs);
            this.task = task;
            this.meanwhile = meanwhile;
        }

        @Override
        public void run() {
            if (!isMine()) {
                hasTold = false;
                meanwhile.run();
                return;
            }
            final long nowNs = System.nanoTime();
            if (!hasTold || nowNs - toldNs >= pauseNs) {
                task.run();
                hasTold = true;
                toldNs = nowNs;
            }
        }
    }
}
