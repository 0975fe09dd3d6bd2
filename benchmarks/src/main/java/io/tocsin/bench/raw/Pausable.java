package io.tocsin.bench.raw;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Waits as the router does by default, and out of the way while others are measured. One thread, except {@link Pause}. */
final class Pausable implements IdleStrategy {
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long LEAST_PARK_NS = 1_000;
    private static final long MOST_PARK_NS = 100_000;
    private static final long PAUSED_PARK_NS = 5_000_000;

    private final IdleStrategy awake = new BackoffIdleStrategy(SPINS, YIELDS, LEAST_PARK_NS, MOST_PARK_NS);
    private final Pause pause;

    /** Whether all who share it are paused. Any thread. */
    static final class Pause {
        private volatile boolean isOn;

        void set(final boolean on) {
            isOn = on;
        }
    }

    Pausable(final Pause pause) {
        this.pause = pause;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            awake.reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (pause.isOn) {
            LockSupport.parkNanos(PAUSED_PARK_NS);
        } else {
            awake.idle();
        }
    }

    @Override
    public void reset() {
        awake.reset();
    }
}
