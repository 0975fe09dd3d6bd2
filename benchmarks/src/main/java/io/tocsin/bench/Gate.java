package io.tocsin.bench;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** How a consumer's thread waits: as the pipeline does by default while its windows run, and well out of the way while others are measured. */
final class Gate implements IdleStrategy {
    private static final long CLOSED_PARK_NS = 2_000_000;

    private final IdleStrategy whileOpen = new BackoffIdleStrategy(10, 20, 1_000, 100_000);
    private volatile boolean open = true;

    /** For a producer whose ring is full: with as many threads as cores, only giving its core away lets the reader go on. */
    @SuppressWarnings("ThreadPriorityCheck") // A figure depends on it, nothing else does.
    static void giveWay() {
        Thread.yield();
    }

    void open(final boolean isOpen) {
        open = isOpen;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            whileOpen.reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (open) {
            whileOpen.idle();
        } else {
            LockSupport.parkNanos(CLOSED_PARK_NS);
        }
    }

    @Override
    public void reset() {
        whileOpen.reset();
    }
}
