package io.tocsin.engine.triage;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Which clauses of triage a site uses, and how long held readings count. Nothing is on until a {@code TriageEntry} says so. */
public final class TriageRules {
    /** Bit: the type of the emergency sets a floor. */
    public static final int TYPE = 1;

    /** Bit: the type of the emergency with certain readings threatens life. */
    public static final int TYPE_READINGS = 1 << 1;

    /** Bit: a seizure that goes on. */
    public static final int ONGOING = 1 << 2;

    /** Bit: NEWS2 of the newest readings. */
    public static final int NEWS2 = 1 << 3;

    /** Bit: the shock index. */
    public static final int SHOCK_INDEX = 1 << 4;

    /** Bit: ACVPU. */
    public static final int CONSCIOUSNESS = 1 << 5;

    /** Bit: the danger zone is pointed out. */
    public static final int DANGER_ZONE = 1 << 6;

    /** Bit: harm, onset and alarm priority are told. */
    public static final int CLASSIFY = 1 << 7;

    /** Every bit that means something. */
    public static final int ALL = (1 << 8) - 1;

    private static final int SECTION_ID = 65;
    private static final int SECTION_VERSION = 1;

    private boolean isSaid;
    private int clauses;
    private long fastAgeNs;
    private long pressureAgeNs;
    private long temperatureAgeNs;

    /** Nothing on. */
    public TriageRules() {}

    /**
     * Replaces the rules.
     *
     * @param newClauses          bits of this class.
     * @param newFastAgeNs        of heart rate, SpO2, respiratory rate.
     * @param newPressureAgeNs    of the systolic pressure.
     * @param newTemperatureAgeNs of the temperature.
     */
    public void replace(
            final int newClauses,
            final long newFastAgeNs,
            final long newPressureAgeNs,
            final long newTemperatureAgeNs) {
        isSaid = true;
        clauses = newClauses;
        fastAgeNs = newFastAgeNs;
        pressureAgeNs = newPressureAgeNs;
        temperatureAgeNs = newTemperatureAgeNs;
    }

    /**
     * Whether a site ever said anything of triage.
     *
     * @return an entry was applied.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /**
     * Whether a clause is on.
     *
     * @param clause one of the bits.
     * @return it is used.
     */
    public boolean uses(final int clause) {
        return (clauses & clause) != 0;
    }

    /**
     * Every clause that is on.
     *
     * @return bits; 0 = as without triage.
     */
    public int clauses() {
        return clauses;
    }

    /**
     * Age at which a held heart rate, SpO2 or respiratory rate no longer counts.
     *
     * @return nanoseconds.
     */
    public long fastAgeNs() {
        return fastAgeNs;
    }

    /**
     * Age at which a held systolic pressure no longer counts.
     *
     * @return nanoseconds.
     */
    public long pressureAgeNs() {
        return pressureAgeNs;
    }

    /**
     * Age at which a held temperature no longer counts.
     *
     * @return nanoseconds.
     */
    public long temperatureAgeNs() {
        return temperatureAgeNs;
    }

    /**
     * Writes the rules.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isSaid ? 1 : 0);
        writer.putInt(clauses);
        writer.putLong(fastAgeNs);
        writer.putLong(pressureAgeNs);
        writer.putLong(temperatureAgeNs);
    }

    /**
     * Takes the rules over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        isSaid = reader.getByte() != 0;
        clauses = reader.getInt();
        fastAgeNs = reader.getLong();
        pressureAgeNs = reader.getLong();
        temperatureAgeNs = reader.getLong();
    }
}
