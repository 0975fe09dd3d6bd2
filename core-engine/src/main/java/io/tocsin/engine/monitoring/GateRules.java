package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** For which reasons a site questions readings, and how long what is questioned waits. No reading is questioned before the first {@code GateEntry}. */
public final class GateRules {
    /** Bit (1 shifted by the value of the enum GateReason) for each reason that there is. */
    public static final int ALL_REASONS = 0b111_1110;

    private static final int SECTION_ID = 95;
    private static final int SECTION_VERSION = 1;

    private int reasons;
    private long confirmNs;
    private long flatNs;
    private int severity = Severity.URGENT.value();
    private boolean isSaid;

    /** Every reading counts as it comes. */
    public GateRules() {}

    /**
     * Replaces them. What waits already waits as long as it was to.
     *
     * @param newReasons   bit (1 shifted by the value of the enum GateReason) for each.
     * @param newConfirmNs for how long a reading waits for a second one.
     * @param newFlatNs    for how long a reading may be exactly the same.
     * @param newSeverity  of technical alerts, value of the enum Severity.
     */
    public void replace(final int newReasons, final long newConfirmNs, final long newFlatNs, final int newSeverity) {
        reasons = newReasons;
        confirmNs = newConfirmNs;
        flatNs = newFlatNs;
        severity = newSeverity;
        isSaid = true;
    }

    /**
     * Whether the site has said anything.
     *
     * @return true from the first entry on.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /**
     * What is looked for.
     *
     * @return bit (1 shifted by the value of the enum GateReason) for each reason.
     */
    public int reasons() {
        return reasons;
    }

    /**
     * Whether a reason is looked for.
     *
     * @param reason of the six.
     * @return it is.
     */
    public boolean looksFor(final GateReason reason) {
        return (reasons & 1 << reason.value()) != 0;
    }

    /**
     * For how long a reading waits for a second one.
     *
     * @return ns.
     */
    public long confirmNs() {
        return confirmNs;
    }

    /**
     * For how long a reading may be exactly the same.
     *
     * @return ns.
     */
    public long flatNs() {
        return flatNs;
    }

    /**
     * Of technical alerts.
     *
     * @return value of the enum Severity.
     */
    public int severity() {
        return severity;
    }

    /**
     * Writes everything.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isSaid ? 1 : 0);
        writer.putInt(reasons);
        writer.putLong(confirmNs);
        writer.putLong(flatNs);
        writer.putByte(severity);
    }

    /**
     * Takes everything over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        isSaid = reader.getByte() != 0;
        reasons = reader.getInt();
        confirmNs = reader.getLong();
        flatNs = reader.getLong();
        severity = reader.getByte();
    }
}
