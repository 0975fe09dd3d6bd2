package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.text.EdgeText;
import java.util.Comparator;

/**
 * What somebody is on duty for: a role in a unit, or the care of a bed or a patient.
 *
 * @param scope which of the three.
 * @param unit  of a role; else empty.
 * @param name  the role, the bed or the patient; 1 to 36 bytes.
 */
public record DutyPlace(DutyScope scope, String unit, String name) implements Comparable<DutyPlace> {
    private static final Comparator<DutyPlace> ORDER = Comparator.comparing(DutyPlace::scope)
            .thenComparing(DutyPlace::unit)
            .thenComparing(DutyPlace::name);

    /** Checks that nothing is missing. */
    public DutyPlace {
        requireNonNull(scope, "scope");
        requireNonNull(unit, "unit");
        requireNonNull(name, "name");
    }

    /**
     * A role in a unit.
     *
     * @param unitId of the site.
     * @param role   in it; one that is new is defined by its roster.
     * @return the place.
     */
    public static DutyPlace role(final String unitId, final String role) {
        return new DutyPlace(DutyScope.ROLE, EdgeText.requiredId("unitId", unitId), EdgeText.requiredId("role", role));
    }

    /**
     * The care of a bed.
     *
     * @param bedId of the site.
     * @return the place.
     */
    public static DutyPlace bed(final String bedId) {
        return new DutyPlace(DutyScope.BED, "", EdgeText.requiredId("bedId", bedId));
    }

    /**
     * The care of a patient.
     *
     * @param patientId of the patient.
     * @return the place.
     */
    public static DutyPlace patient(final String patientId) {
        return new DutyPlace(DutyScope.PATIENT, "", EdgeText.requiredId("patientId", patientId));
    }

    @Override
    public int compareTo(final DutyPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return switch (scope) {
            case ROLE -> "role '" + name + "' of unit '" + unit + "'";
            case BED -> "care of bed '" + name + "'";
            default -> "care of patient '" + name + "'";
        };
    }
}
