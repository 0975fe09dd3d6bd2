package io.tocsin.transport.cluster;

import org.agrona.concurrent.EpochNanoClock;

/** Runs as fast as time does, for as long as nodes elect; then it is stopped, and goes in steps. */
final class SteppedClock implements EpochNanoClock {
    private final long startNs;
    private final long begunNs = System.nanoTime();
    private volatile long stoppedAtNs;

    SteppedClock(final long startNs) {
        this.startNs = startNs;
    }

    @Override
    public long nanoTime() {
        final long stopped = stoppedAtNs;
        return stopped == 0 ? startNs + System.nanoTime() - begunNs : stopped;
    }

    /** Stands at an instant, not before now, from now on. */
    void stopAt(final long instantNs) {
        if (instantNs < nanoTime()) {
            throw new IllegalArgumentException("the clock cannot go back");
        }
        stoppedAtNs = instantNs;
    }
}
