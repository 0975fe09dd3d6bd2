package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** How many readings of each parameter came since Genesis. Engine thread only; allocates nothing after the constructor. */
public final class ReadingCounts {
    private final long[] counts = new long[Parameter.WEIGHT.value() + 1];

    /** None yet. */
    public ReadingCounts() {}

    /**
     * One more.
     *
     * @param parameter value of the enum Parameter.
     */
    public void add(final int parameter) {
        counts[parameter]++;
    }

    /**
     * All of them.
     *
     * @return the live counts by value of the enum Parameter.
     */
    public long[] byParameter() {
        return counts;
    }

    void snapshot(final SnapshotWriter writer) {
        for (final long count : counts) {
            writer.putLong(count);
        }
    }

    void restore(final SnapshotReader reader) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = reader.getLong();
        }
    }
}
