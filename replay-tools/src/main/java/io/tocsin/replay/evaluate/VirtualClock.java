package io.tocsin.replay.evaluate;

import org.agrona.concurrent.EpochNanoClock;

/**
 * Stands still until it is moved, so that two runs see the same instants. Hour 0 of every data set is midnight of
 * 2026-01-01, UTC.
 */
final class VirtualClock implements EpochNanoClock {
    private static final long HOUR_ZERO_NS = 1_767_225_600_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private long nowNs = HOUR_ZERO_NS;

    /** The instant of an hour. */
    static long instantOfNs(final int hour) {
        return HOUR_ZERO_NS + hour * HOUR_NS;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    /** Never backwards: an earlier instant changes nothing. */
    void moveTo(final long instantNs) {
        nowNs = Math.max(nowNs, instantNs);
    }
}
