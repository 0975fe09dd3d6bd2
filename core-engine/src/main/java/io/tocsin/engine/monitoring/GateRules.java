package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** For which reasons a site questions readings, and how long what is questioned waits. No reading is questioned before the first {@code GateEntry}. */
public final class GateRules {
    /** Bit (1 shifted by the value of the enum GateReason) for each reason that there is. */
    public static final int ALL_REASONS = 0b1111_1110;

    /** Kinds of readings that have a worst accuracy of their own: heart rate, SpO2, temperature, cuff, respiratory rate, EtCO2, glucose, line. */
    public static final int KINDS = 8;

    private static final int SECTION_ID = 95;
    private static final int SECTION_VERSION = 2;
    private static final int NO_KIND = KINDS;
    /** By value of the enum Parameter. */
    private static final byte[] KIND_OF = {NO_KIND, 0, 1, 2, 3, 3, 3, 4, 5, 6, NO_KIND, NO_KIND, NO_KIND, 7, 7, 7};

    private int reasons;
    private long confirmNs;
    private long flatNs;
    private int severity = Severity.URGENT.value();
    private boolean isSaid;
    /** By kind, hundredths; 0 = any; and one that is always 0. */
    private final int[] worst = new int[KINDS + 1];

    /** Every reading counts as it comes. */
    public GateRules() {}

    /**
     * Replaces them, with accuracies that are any. What waits already waits as long as it was to.
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
        Arrays.fill(worst, 0);
    }

    /**
     * Sets the worst accuracy with which readings of a kind are sure.
     *
     * @param kind       below {@link #KINDS}.
     * @param hundredths of the unit; 0 = any.
     */
    public void worst(final int kind, final int hundredths) {
        worst[kind] = hundredths;
    }

    /**
     * The worst accuracy with which readings of a kind are sure.
     *
     * @param kind below {@link #KINDS}.
     * @return hundredths of the unit; 0 = any.
     */
    public int worst(final int kind) {
        return worst[kind];
    }

    /** Whether a reading of a parameter below 16 is less accurate than it should be; of an accuracy in hundredths, negative if it is not stated. */
    boolean isTooWide(final int parameter, final int accuracy) {
        final int most = worst[KIND_OF[parameter]];
        return most > 0 && accuracy > most && looksFor(GateReason.INACCURATE);
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
     * @param reason of the seven.
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
        for (int kind = 0; kind < KINDS; kind++) {
            writer.putInt(worst[kind]);
        }
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
        for (int kind = 0; kind < KINDS; kind++) {
            worst[kind] = reader.getInt();
        }
    }
}
