package io.tocsin.pipeline;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * UTC epoch nanoseconds that never jump and never run backwards: the monotonic clock plus an offset that follows the wall clock slowly. Somebody who sets the wall
 * clock neither fires nor freezes a deadline; this clock runs a little faster or slower until the two agree again.
 *
 * <p>The offset changes by at most {@value #DEFAULT_SLEW_PARTS_PER_MILLION} parts per million of the time that passes, 0.5 ms a second, the rate at which NTP
 * itself slews: a second of error is gone after 33 minutes, an hour's after 83 days, and {@link #errorNs()} says how much is left. The wall clock is read every
 * {@value #SAMPLE_INTERVAL_NS} ns and to a millisecond; what differs by less than that is left alone.
 *
 * <p>One thread; does not block, does not allocate.
 */
public final class SlewedEpochClock implements EpochNanoClock {
    /** Most that the offset changes, in millionths of the time that passes. */
    public static final int DEFAULT_SLEW_PARTS_PER_MILLION = 500;

    /** How often the wall clock is read. */
    public static final long SAMPLE_INTERVAL_NS = 100_000_000L;

    private static final int MAX_SLEW_PARTS_PER_MILLION = 100_000;
    private static final long MILLION = 1_000_000L;
    // The wall clock counts whole milliseconds: on average it is half of one behind what it means.
    private static final long HALF_MILLISECOND_NS = MILLION / 2;

    private final NanoClock monotonic;
    private final EpochClock wall;
    private final int slewPartsPerMillion;
    private long anchorNs;
    private long anchorOffsetNs;
    private long errorNs;

    /** A clock over the system's own, at the default rate. */
    public SlewedEpochClock() {
        this(SystemNanoClock.INSTANCE, SystemEpochClock.INSTANCE, DEFAULT_SLEW_PARTS_PER_MILLION);
    }

    /**
     * A clock over two others; it starts at the wall clock's time.
     *
     * @param monotonic           never runs backwards; its origin means nothing.
     * @param wall                UTC epoch milliseconds, may be set at will.
     * @param slewPartsPerMillion most that the offset changes, 1 to 100,000 millionths of the time that passes.
     * @throws IllegalArgumentException if the rate is out of its range.
     */
    public SlewedEpochClock(final NanoClock monotonic, final EpochClock wall, final int slewPartsPerMillion) {
        if (slewPartsPerMillion < 1 || slewPartsPerMillion > MAX_SLEW_PARTS_PER_MILLION) {
            throw new IllegalArgumentException("slew rate is " + slewPartsPerMillion
                    + " parts per million: it must be from 1 to " + MAX_SLEW_PARTS_PER_MILLION);
        }
        this.monotonic = monotonic;
        this.wall = wall;
        this.slewPartsPerMillion = slewPartsPerMillion;
        anchorNs = monotonic.nanoTime();
        anchorOffsetNs = wallOffsetNs(anchorNs);
    }

    /**
     * Now.
     *
     * @return UTC epoch ns, never below an earlier answer.
     */
    @Override
    public long nanoTime() {
        final long nowNs = monotonic.nanoTime();
        final long offsetNs = offsetNs(nowNs);
        if (nowNs - anchorNs >= SAMPLE_INTERVAL_NS) {
            // A new straight line that begins where the old one is now, so that the answers have no step.
            anchorNs = nowNs;
            anchorOffsetNs = offsetNs;
            final long apartNs = wallOffsetNs(nowNs) - offsetNs;
            errorNs = Math.abs(apartNs) < MILLION ? 0 : apartNs;
        }
        return nowNs + offsetNs;
    }

    /**
     * How far the wall clock was ahead when it was last read; less than a millisecond counts as nothing.
     *
     * @return ns; negative if it was behind.
     */
    public long errorNs() {
        return errorNs;
    }

    private long offsetNs(final long nowNs) {
        final long sinceNs = nowNs - anchorNs;
        final long mostNs = sinceNs / MILLION * slewPartsPerMillion + sinceNs % MILLION * slewPartsPerMillion / MILLION;
        return anchorOffsetNs + Math.max(-mostNs, Math.min(mostNs, errorNs));
    }

    private long wallOffsetNs(final long nowNs) {
        return wall.time() * MILLION + HALF_MILLISECOND_NS - nowNs;
    }
}
