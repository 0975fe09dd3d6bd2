package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** For which rules patients get limits of their own from what is usual for them, and how. */
public final class PersonalRules {
    private long ofRules;
    private long spanNs;
    private int factor;
    private int leastReadings;
    /** Bit per parameter of one of the rules. */
    private int ofParameters;

    PersonalRules() {}

    void clear() {
        put(0, 0, 0, 0);
        ofParameters = 0;
    }

    /**
     * Says so; each of the rules is added afterwards.
     *
     * @param newRules    bit per rule id.
     * @param newSpanNs   how long readings count, from the first on.
     * @param newFactor   usual deviations from the median, hundredths.
     * @param newReadings with fewer there is no limit.
     */
    public void put(final long newRules, final long newSpanNs, final int newFactor, final int newReadings) {
        ofRules = newRules;
        spanNs = newSpanNs;
        factor = newFactor;
        leastReadings = newReadings;
    }

    void add(final int rule, final int parameter) {
        ofParameters |= isOfRule(rule) ? 1 << parameter : 0;
    }

    boolean isUsed() {
        return ofRules != 0;
    }

    boolean isOfRule(final int rule) {
        return (ofRules >>> rule & 1) != 0;
    }

    boolean isOf(final int parameter) {
        return (ofParameters >>> parameter & 1) != 0;
    }

    /** For which rules. */
    public long ofRules() {
        return ofRules;
    }

    /** How long readings count. */
    public long spanNs() {
        return spanNs;
    }

    /** Hundredths. */
    public int factor() {
        return factor;
    }

    /** With fewer there is no limit. */
    public int leastReadings() {
        return leastReadings;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putLong(ofRules);
        writer.putLong(spanNs);
        writer.putInt(factor);
        writer.putInt(leastReadings);
    }

    void restore(final SnapshotReader reader) {
        put(reader.getLong(), reader.getLong(), reader.getInt(), reader.getInt());
    }
}
