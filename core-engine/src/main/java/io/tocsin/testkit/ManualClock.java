package io.tocsin.testkit;

import org.agrona.concurrent.EpochNanoClock;

/** A clock that stands still until it is told to move on; it never runs backwards. Any thread. */
public final class ManualClock implements EpochNanoClock {
    private volatile long nowNs;

    /**
     * A clock that stands at an instant.
     *
     * @param nowNs UTC epoch ns, above 0.
     */
    public ManualClock(final long nowNs) {
        this.nowNs = nowNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    /**
     * Moves on.
     *
     * @param instantNs UTC epoch ns, not before now.
     * @throws IllegalArgumentException if it is.
     */
    public void moveTo(final long instantNs) {
        if (instantNs < nowNs) {
            throw new IllegalArgumentException("the clock stands at " + nowNs + ", it cannot go back to " + instantNs);
        }
        nowNs = instantNs;
    }
}
