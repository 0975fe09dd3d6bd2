package io.tocsin.bench;

import org.agrona.concurrent.EpochNanoClock;

/** Time that is played first, and from some moment on passes as it does outside. Any thread. */
final class PlayedClock implements EpochNanoClock {
    private volatile long playedNs;
    /** What to add to {@link System#nanoTime()}; 0 = time is played. */
    private volatile long offsetNs;

    PlayedClock(final long startNs) {
        playedNs = startNs;
    }

    /** It is that late now. */
    void play(final long nowNs) {
        playedNs = nowNs;
    }

    /** From now on it passes. */
    void run() {
        offsetNs = playedNs - System.nanoTime();
    }

    @Override
    public long nanoTime() {
        final long offset = offsetNs;
        return offset == 0 ? playedNs : System.nanoTime() + offset;
    }
}
