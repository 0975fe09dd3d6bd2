package io.tocsin.transport.cluster;

import io.aeron.cluster.service.ClusterClock;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a leader stamps with: its own clock, but never behind what stands in the log. A leader whose clock is behind that of the one before it would freeze every deadline
 * until it has caught up, as engine time does not run backwards; so it goes on from the last stamp, and comes back to its own clock by half a millisecond a second.
 *
 * <p>A leader whose clock is ahead goes on from there, and every deadline comes that much early: the consensus module counts its own patience by the same clock, which must not
 * run backwards. So a node that follows says how far its own clock is from the log's, {@link #apartNs()}, while there is time to set it right.
 *
 * <p>The consensus module reads it on one thread; the service says what it has read in the log on another.
 */
final class LogClock implements ClusterClock {
    private static final long MILLION = 1_000_000;
    private static final long SLEW_PARTS_PER_MILLION = 500;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final EpochNanoClock clock;
    private final NanoClock monotonic;
    private volatile long lastStampNs;
    private volatile long aheadNs;

    /** What has to be added to the monotonic clock to have that of the log, as the stamp says that was read least late. */
    private volatile long logOffsetNs = UNKNOWN;

    /** Service thread. */
    private long logOffsetAtNs;

    private volatile long apartNs;
    private long ownNs;

    LogClock(final EpochNanoClock clock) {
        this(clock, SystemNanoClock.INSTANCE);
    }

    LogClock(final EpochNanoClock clock, final NanoClock monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
    }

    @Override
    public TimeUnit timeUnit() {
        return TimeUnit.NANOSECONDS;
    }

    @Override
    public long time() {
        final long nowNs = clock.nanoTime();
        final long before = aheadNs;
        final long offsetNs = logOffsetNs;
        if (offsetNs != UNKNOWN) {
            apartNs = nowNs - offsetNs - monotonic.nanoTime();
        }
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

    /**
     * A stamp that stands in the log. Service thread.
     *
     * @param isLive whether it was made just now: the node takes part, and has read what was there before.
     */
    void onStamp(final long stampNs, final boolean isLive) {
        if (stampNs > lastStampNs) {
            lastStampNs = stampNs;
        }
        if (isLive) {
            final long nowNs = monotonic.nanoTime();
            final long offsetNs = stampNs - nowNs;
            // One that was read late says that the log's clock is behind where it is. Clocks that follow their own part
            // by less than that.
            if (logOffsetNs == UNKNOWN
                    || offsetNs >= logOffsetNs - (nowNs - logOffsetAtNs) * 2 * SLEW_PARTS_PER_MILLION / MILLION) {
                logOffsetAtNs = nowNs;
                logOffsetNs = offsetNs;
            }
        }
    }

    /**
     * How far the node's own clock is ahead of the log's, by the stamps that it read while it took part; negative = behind, 0 before the first. Any thread.
     */
    long apartNs() {
        return apartNs;
    }

    /** How much it is ahead of the node's own clock. Any thread. */
    long aheadNs() {
        return aheadNs;
    }
}
