package io.tocsin.coverage;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Where alerts come from: a unit and nothing else, one of its beds, or one of its patients.
 *
 * @param unit    id.
 * @param bed     id; empty: the alert names none, and the patient has none.
 * @param patient id; empty: the alert names none.
 */
public record Place(String unit, String bed, String patient) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::unit).thenComparing(Place::bed).thenComparing(Place::patient);

    /** All three are stated. */
    public Place {
        requireNonNull(unit, "unit");
        requireNonNull(bed, "bed");
        requireNonNull(patient, "patient");
    }

    @Override
    public int compareTo(final Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return patient.isEmpty() ? bed.isEmpty() ? "no bed named" : "bed " + bed : "patient " + patient;
    }
}
