package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * What the proof behind each session permits, as its {@code SessionOpened} said: scopes, and the units that it is for. It takes away from what role and relationship permit, and
 * never gives. By the slot of the session in {@link Sessions}; engine thread only; allocates nothing after start.
 */
public final class SessionLimits {
    /** Most units that a proof may be for. */
    public static final int MAX_UNITS = 16;

    /** Count of units: every unit. */
    public static final int ALL_UNITS = -1;

    /** Bit of a set of scopes: the set is stated. Without it everything is permitted. */
    public static final int STATED = 1;

    /** The scopes of this version; what other bits say is not kept. */
    private static final int KNOWN = (2 << AccessScope.ADMIN.value()) - 1;

    private final int[] scopes;
    private final int[] patientScopes;
    private final byte[] unitCount;
    private final int[] unitOf;

    /**
     * Nobody is limited.
     *
     * @param maxSessions sessions.
     */
    SessionLimits(final int maxSessions) {
        scopes = new int[maxSessions];
        patientScopes = new int[maxSessions];
        unitCount = new byte[maxSessions];
        unitOf = new int[maxSessions * MAX_UNITS];
    }

    /** The session in this slot may do everything again, as any that is opened. */
    void clear(final int slot) {
        scopes[slot] = 0;
        patientScopes[slot] = 0;
        unitCount[slot] = ALL_UNITS;
    }

    /**
     * Takes over what the proof behind a session permits.
     *
     * @param slot         of the session.
     * @param permitted    scopes: the bit of each, and {@link #STATED}; without that bit, all.
     * @param ofPatients   the further ones of somebody who is a patient or of the family.
     * @param units        indices, each once.
     * @param count        of them, at most {@link #MAX_UNITS}; {@link #ALL_UNITS} = every unit.
     * @return it is something else than before.
     */
    public boolean set(final int slot, final int permitted, final int ofPatients, final int[] units, final int count) {
        final int stated = (permitted & STATED) == 0 ? 0 : permitted & KNOWN;
        final int further = stated == 0 ? 0 : ofPatients & KNOWN & ~STATED;
        boolean isOther = scopes[slot] != stated || patientScopes[slot] != further || unitCount[slot] != count;
        for (int i = 0; i < count; i++) {
            isOther |= unitOf[slot * MAX_UNITS + i] != units[i];
            unitOf[slot * MAX_UNITS + i] = units[i];
        }
        scopes[slot] = stated;
        patientScopes[slot] = further;
        unitCount[slot] = (byte) count;
        return isOther;
    }

    /**
     * Whether the proof behind a session permits something.
     *
     * @param slot        of the session.
     * @param scope       value of the enum AccessScope.
     * @param isOfPatient the role of the person is PATIENT or FAMILY.
     * @return it does, or says nothing of scopes.
     */
    public boolean permits(final int slot, final int scope, final boolean isOfPatient) {
        final int permitted = isOfPatient ? scopes[slot] | patientScopes[slot] : scopes[slot];
        return (permitted & STATED) == 0 || (permitted & 1 << scope) != 0;
    }

    /**
     * Whether the proof behind a session is for a unit.
     *
     * @param slot of the session; -1 = of nobody who acts.
     * @param unit index.
     * @return it is, or says nothing of units.
     */
    public boolean isForUnit(final int slot, final int unit) {
        final int count = slot < 0 ? ALL_UNITS : unitCount[slot];
        int i = 0;
        while (i < count && unitOf[slot * MAX_UNITS + i] != unit) {
            i++;
        }
        return count == ALL_UNITS || i < count;
    }

    /** Whether the proof behind the session in this slot permits less than everything. */
    public boolean isLimited(final int slot) {
        return scopes[slot] != 0 || unitCount[slot] != ALL_UNITS;
    }

    /**
     * Tells what the proof behind a session permits.
     *
     * @param events    of the stream.
     * @param slot      of the session.
     * @param sessionId of it.
     * @param person    index.
     */
    void tell(final DeliveryEvents events, final int slot, final long sessionId, final int person) {
        final boolean isForUnits = unitCount[slot] != ALL_UNITS;
        final int count = isForUnits ? unitCount[slot] : 0;
        events.beginLimited(sessionId, person, scopes[slot] != 0, isForUnits);
        events.limitedUnits(unitOf, slot * MAX_UNITS, count);
        events.limitedScopes(scopes[slot] & ~STATED, patientScopes[slot]);
        events.endLimited();
    }

    /** Writes what limits the session in this slot. */
    void snapshot(final SnapshotWriter writer, final int slot) {
        writer.putInt(scopes[slot]);
        writer.putInt(patientScopes[slot]);
        writer.putInt(unitCount[slot] + 1);
        for (int i = 0; i < unitCount[slot]; i++) {
            writer.putInt(unitOf[slot * MAX_UNITS + i]);
        }
    }

    /** Takes over what limits the session in this slot. */
    void restore(final SnapshotReader reader, final int slot) {
        scopes[slot] = reader.getInt();
        patientScopes[slot] = reader.getInt();
        unitCount[slot] = (byte) (reader.getCount(MAX_UNITS + 1, "units of a session") - 1);
        for (int i = 0; i < unitCount[slot]; i++) {
            unitOf[slot * MAX_UNITS + i] = reader.getInt();
        }
    }
}
