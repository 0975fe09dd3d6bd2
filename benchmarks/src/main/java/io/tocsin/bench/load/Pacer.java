package io.tocsin.bench.load;

import java.util.concurrent.locks.LockSupport;

/**
 * An open loop: every raise has its instant, and what is behind its time is sent at once, never skipped and never moved. The thread sleeps between instants, since a
 * spinning one would take a core from what is measured; how much too late it wakes counts as latency. One thread.
 */
final class Pacer {
    /** What is paced. */
    interface Step {
        /** Sends one; must not wait. */
        void send(int index, long intendedNs);
    }

    private final double perSecond;

    Pacer(final double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate of " + perSecond + ": it must be above 0");
        }
        this.perSecond = perSecond;
    }

    /** How far behind the beginning the instant of an index is. */
    long offsetNs(final int index) {
        return (long) (index * 1e9 / perSecond);
    }

    /** Sends all; ends when the last is sent, or this thread is interrupted. */
    void run(final int count, final long beginNs, final Step step) {
        for (int index = 0; index < count; index++) {
            final long intendedNs = beginNs + offsetNs(index);
            long aheadNs = intendedNs - System.nanoTime();
            while (aheadNs > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LockSupport.parkNanos(aheadNs);
                aheadNs = intendedNs - System.nanoTime();
            }
            step.send(index, intendedNs);
        }
    }
}
