package io.tocsin.codecs.json;

import java.util.Comparator;

/**
 * Where somebody stands in the list, there or not: first who holds a role, by unit and role, then who cares for a bed, then for a patient, by their names, then who is
 * on break; each by person.
 *
 * @param person  who.
 * @param unit    of the role; else empty.
 * @param role    held in the unit; if it is empty, and bed and patient are, the person is on break.
 * @param bed     cared for; else empty.
 * @param patient cared for; else empty.
 */
public record DutyKey(String person, String unit, String role, String bed, String patient)
        implements Comparable<DutyKey> {
    private static final Comparator<DutyKey> ORDER = Comparator.comparingInt(DutyKey::kind)
            .thenComparing(DutyKey::unit)
            .thenComparing(DutyKey::role)
            .thenComparing(DutyKey::bed)
            .thenComparing(DutyKey::patient)
            .thenComparing(DutyKey::person);

    @Override
    public int compareTo(final DutyKey other) {
        return ORDER.compare(this, other);
    }

    private int kind() {
        if (!role.isEmpty()) {
            return 0;
        }
        return !bed.isEmpty() ? 1 : !patient.isEmpty() ? 2 : 3;
    }
}
