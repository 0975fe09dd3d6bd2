package io.tocsin.transport.cluster;

import io.aeron.cluster.service.ClusterClock;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/**
 * What a leader stamps with: its own clock, but never behind what stands in the log. A leader whose clock is behind that of the one before it would freeze every deadline
 * until it has caught up, as engine time does not run backwards; so it goes on from the last stamp, and comes back to its own clock by half a millisecond a second.
 *
 * <p>The consensus module reads it on one thread; the service says what it has read in the log on another.
 */
final class LogClock implements ClusterClock {
    private static final long MILLION = 1_000_000;
    private static final long SLEW_PARTS_PER_MILLION = 500;

    private final EpochNanoClock clock;
    private volatile long lastStampNs;
    private volatile long aheadNs;
    private long ownNs;

    LogClock(final EpochNanoClock clock) {
        this.clock = clock;
    }

    @Override
    public TimeUnit timeUnit() {
        return TimeUnit.NANOSECONDS;
    }

    @Override
    public long time() {
        final long nowNs = clock.nanoTime();
        final long before = aheadNs;
        if (nowNs + before < lastStampNs) {
            aheadNs = lastStampNs - nowNs;
        } else if (before > 0) {
            final long giveBackNs = (nowNs - ownNs) * SLEW_PARTS_PER_MILLION / MILLION;
            if (giveBackNs == 0) {
                // What is less than a nanosecond is not forgotten: the next reading counts from the same place.
                return nowNs + before;
            }
            aheadNs = Math.max(0, before - giveBackNs);
        }
        ownNs = nowNs;
        return nowNs + aheadNs;
    }

    /** A stamp that stands in the log. Service thread. */
    void onStamp(final long stampNs) {
        if (stampNs > lastStampNs) {
            lastStampNs = stampNs;
        }
    }

    /** How much it is ahead of the node's own clock. Any thread. */
    long aheadNs() {
        return aheadNs;
    }
}
