package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** When violations of limit rules count and when they end. A rule without a timing counts and ends at once. */
public final class RuleTimings {
    private final long[] delayNs;
    private final long[] clearNs;
    private final long[] debounceNs;
    private final int[] clearValue;
    private final byte[] count;
    private final byte[] window;
    private final int[] area;
    /** Bit per rule id. */
    private long timed;

    RuleTimings(final int maxRules) {
        delayNs = new long[maxRules + 1];
        clearNs = new long[maxRules + 1];
        debounceNs = new long[maxRules + 1];
        clearValue = new int[maxRules + 1];
        count = new byte[maxRules + 1];
        window = new byte[maxRules + 1];
        area = new int[maxRules + 1];
    }

    void clear() {
        timed = 0;
    }

    /**
     * Gives a rule a timing.
     *
     * @param rule          id.
     * @param newDelayNs    condition delay.
     * @param newClearNs    clear delay.
     * @param newDebounceNs no new alert so long after one ended.
     * @param newClearValue hundredths; the clear condition is there and further inside.
     * @param newCount      so many of the last readings must violate.
     * @param newWindow     how many readings are looked at, 1 to 31.
     * @param newArea       depth times time that has to add up, hundredths of the unit times seconds; 0 = by time alone.
     */
    public void put(
            final int rule,
            final long newDelayNs,
            final long newClearNs,
            final long newDebounceNs,
            final int newClearValue,
            final int newCount,
            final int newWindow,
            final long newArea) {
        delayNs[rule] = newDelayNs;
        clearNs[rule] = newClearNs;
        debounceNs[rule] = newDebounceNs;
        clearValue[rule] = newClearValue;
        count[rule] = (byte) newCount;
        window[rule] = (byte) newWindow;
        area[rule] = (int) newArea;
        timed |= 1L << rule;
    }

    /**
     * Whether a rule has a timing.
     *
     * @param rule id.
     * @return true if so.
     */
    public boolean isTimed(final int rule) {
        return (timed >>> rule & 1) != 0;
    }

    /**
     * The condition delay of a timed rule.
     *
     * @param rule id.
     * @return ns.
     */
    public long delayNs(final int rule) {
        return delayNs[rule];
    }

    /**
     * The clear delay of a timed rule.
     *
     * @param rule id.
     * @return ns.
     */
    public long clearNs(final int rule) {
        return clearNs[rule];
    }

    /**
     * How long after an end a timed rule gives no new alert.
     *
     * @param rule id.
     * @return ns.
     */
    public long debounceNs(final int rule) {
        return debounceNs[rule];
    }

    /**
     * Where the clear condition of a timed rule begins.
     *
     * @param rule id.
     * @return hundredths.
     */
    public int clearValue(final int rule) {
        return clearValue[rule];
    }

    /**
     * How many of the last readings must violate.
     *
     * @param rule id.
     * @return 1 to {@link #window}.
     */
    public int count(final int rule) {
        return count[rule];
    }

    /**
     * How many readings are looked at.
     *
     * @param rule id.
     * @return 1 to 31.
     */
    public int window(final int rule) {
        return window[rule];
    }

    /**
     * Depth beyond the limit times time that has to add up.
     *
     * @param rule id.
     * @return hundredths of the unit times seconds; 0 = time alone decides.
     */
    public long area(final int rule) {
        return area[rule];
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putLong(timed);
        for (int rule = 1; rule < delayNs.length; rule++) {
            if (isTimed(rule)) {
                writer.putLong(delayNs[rule]);
                writer.putLong(clearNs[rule]);
                writer.putLong(debounceNs[rule]);
                writer.putInt(clearValue[rule]);
                writer.putByte(count[rule]);
                writer.putByte(window[rule]);
                writer.putInt(area[rule]);
            }
        }
    }

    void restore(final SnapshotReader reader) {
        final long held = reader.getLong();
        for (int rule = 1; rule < delayNs.length; rule++) {
            if ((held >>> rule & 1) != 0) {
                put(
                        rule,
                        reader.getLong(),
                        reader.getLong(),
                        reader.getLong(),
                        reader.getInt(),
                        reader.getByte(),
                        reader.getByte(),
                        reader.getInt());
            }
        }
    }
}
