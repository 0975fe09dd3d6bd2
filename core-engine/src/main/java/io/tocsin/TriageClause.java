package io.tocsin;

/** Something that is known of an emergency and says how severe it is at least. The tables stand in the specification of the engine. */
public enum TriageClause {
    /** A cardiac arrest or choking is CRITICAL, every other named type EMERGENT. */
    TYPE(1),
    /** Certain types are CRITICAL with certain readings. */
    TYPE_READINGS(1 << 1),
    /** A seizure that is still reported after five minutes is CRITICAL. */
    ONGOING(1 << 2),
    /** NEWS2 of the newest readings: 7 or more is EMERGENT, 5, 6 or a single 3 URGENT. */
    NEWS2(1 << 3),
    /** A shock index of 1.0 or more is EMERGENT. */
    SHOCK_INDEX(1 << 4),
    /** Pain or unresponsive is CRITICAL, confusion or voice EMERGENT. */
    CONSCIOUSNESS(1 << 5),
    /** Readings in the danger zone of an URGENT alert are pointed out; decides nothing. */
    DANGER_ZONE(1 << 6);

    private final int bit;

    TriageClause(final int bit) {
        this.bit = bit;
    }

    /** As in {@code TriageEntry}. */
    int bit() {
        return bit;
    }
}
