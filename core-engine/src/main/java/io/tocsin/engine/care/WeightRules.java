package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** From which gain of weight on somebody is told. No weight is kept before the first {@code WeightEntry}. */
public final class WeightRules {
    private int gain;
    private int over;
    private long windowNs;
    private int severity = Severity.URGENT.value();
    private boolean isSaid;

    /** Nobody is told. */
    WeightRules() {}

    /**
     * Replaces them.
     *
     * @param newGain     from which on somebody is told, hundredths of a kg; 0 = never.
     * @param newOver     below which that is over.
     * @param newWindowNs in which time.
     * @param newSeverity value of the enum Severity.
     * @return gain or window are others than before.
     */
    boolean replace(final int newGain, final int newOver, final long newWindowNs, final int newSeverity) {
        final boolean isOther = newGain != gain || newWindowNs != windowNs;
        gain = newGain;
        over = newOver;
        windowNs = newWindowNs;
        severity = newSeverity;
        isSaid = true;
        return isOther;
    }

    /**
     * Whether the site has said anything.
     *
     * @return true from the first entry on.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /** Whether weights are followed. */
    boolean isOn() {
        return gain > 0;
    }

    /**
     * From which gain on somebody is told.
     *
     * @return hundredths of a kg; 0 = never.
     */
    public int gain() {
        return gain;
    }

    /**
     * Below which gain that is over.
     *
     * @return hundredths of a kg.
     */
    public int over() {
        return over;
    }

    /**
     * In which time.
     *
     * @return ns.
     */
    public long windowNs() {
        return windowNs;
    }

    /**
     * Of the alert.
     *
     * @return value of the enum Severity.
     */
    public int severity() {
        return severity;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putByte(isSaid ? 1 : 0);
        writer.putInt(gain);
        writer.putInt(over);
        writer.putLong(windowNs);
        writer.putByte(severity);
    }

    void restore(final SnapshotReader reader) {
        isSaid = reader.getByte() != 0;
        gain = reader.getInt();
        over = reader.getInt();
        windowNs = reader.getLong();
        severity = reader.getByte();
    }
}
