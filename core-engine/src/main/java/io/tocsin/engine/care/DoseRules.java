package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** How severe it is that a dose was missed. */
public final class DoseRules {
    private int severity = Severity.URGENT.value();
    private int criticalSeverity = Severity.EMERGENT.value();
    private boolean isSaid;

    /** URGENT, and EMERGENT of what is time-critical. */
    DoseRules() {}

    /**
     * Replaces them: of doses that are missed from now on.
     *
     * @param newSeverity         of most doses, value of the enum Severity.
     * @param newCriticalSeverity of time-critical ones.
     */
    public void replace(final int newSeverity, final int newCriticalSeverity) {
        severity = newSeverity;
        criticalSeverity = newCriticalSeverity;
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
     * Of a dose that was missed.
     *
     * @param isCritical it is time-critical.
     * @return value of the enum Severity.
     */
    public int severity(final boolean isCritical) {
        return isCritical ? criticalSeverity : severity;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putByte(isSaid ? 1 : 0);
        writer.putByte(severity);
        writer.putByte(criticalSeverity);
    }

    void restore(final SnapshotReader reader) {
        isSaid = reader.getByte() != 0;
        severity = reader.getByte();
        criticalSeverity = reader.getByte();
    }
}
