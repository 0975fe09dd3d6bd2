package io.tocsin.history;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes a series of what the store holds: of a stretch of time, in at most so many points. One thread; allocates the points. */
final class SeriesReader implements Tier.Visitor {
    private static final long NS_PER_MINUTE = 60_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    /** Widths that points may have, in minutes. Whatever is wider is one point. */
    private static final int[] WIDTHS = {1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1_440, 4_320};

    private static final int WHOLE = Integer.MAX_VALUE;

    private final HistoryStore store;
    private final List<HistoryPoint> buckets = new ArrayList<>();
    private long fromNs;
    private long toNs;

    SeriesReader(final HistoryStore store) {
        this.store = store;
    }

    /**
     * Reads.
     *
     * @param fromNs    stretches that end before it, or at it, are left out.
     * @param toNs      stretches that begin at it or later are left out.
     * @param maxPoints of the answer, at least 1: if there are more stretches, neighbours become one, none of its extremes lost.
     */
    List<HistoryPoint> read(
            final byte kind,
            final DirectBuffer id,
            final int parameter,
            final long fromNs,
            final long toNs,
            final int maxPoints) {
        this.fromNs = fromNs;
        this.toNs = toNs;
        buckets.clear();
        store.read(kind, id, 0, id.capacity(), parameter, this);
        int width = 0;
        while (width < WIDTHS.length && countAt(WIDTHS[width]) > maxPoints) {
            width++;
        }
        return joined(width == WIDTHS.length ? WHOLE : WIDTHS[width]);
    }

    @Override
    public void onBucket(final Tier tier, final UnsafeBuffer memory, final int bucket) {
        final long start = memory.getInt(bucket + Tier.START) * NS_PER_MINUTE;
        final long end = start + tier.minutes() * NS_PER_MINUTE;
        if (end > fromNs && start < toNs) {
            buckets.add(new HistoryPoint(
                    start,
                    end,
                    memory.getInt(bucket + Tier.LOWEST),
                    memory.getInt(bucket + Tier.HIGHEST),
                    memory.getInt(bucket + Tier.LAST),
                    start + memory.getInt(bucket + Tier.LAST_MS) * NS_PER_MS,
                    memory.getInt(bucket + Tier.COUNT)));
        }
    }

    private int countAt(final int width) {
        int count = 0;
        long last = -1;
        for (final HistoryPoint bucket : buckets) {
            final long group = groupOf(bucket, width);
            count += group == last ? 0 : 1;
            last = group;
        }
        return count;
    }

    private List<HistoryPoint> joined(final int width) {
        final List<HistoryPoint> points = new ArrayList<>();
        long last = -1;
        for (final HistoryPoint bucket : buckets) {
            final long group = groupOf(bucket, width);
            if (group == last) {
                final int at = points.size() - 1;
                points.set(at, join(points.get(at), bucket));
            } else {
                points.add(bucket);
            }
            last = group;
        }
        return points;
    }

    private static long groupOf(final HistoryPoint bucket, final int width) {
        return bucket.fromNs() / NS_PER_MINUTE / width;
    }

    private static HistoryPoint join(final HistoryPoint earlier, final HistoryPoint later) {
        return new HistoryPoint(
                earlier.fromNs(),
                later.untilNs(),
                Math.min(earlier.lowest(), later.lowest()),
                Math.max(earlier.highest(), later.highest()),
                later.last(),
                later.lastNs(),
                earlier.count() + later.count());
    }
}
