package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * Somebody is on duty in a role of a unit, from an instant until before another.
 *
 * @param unit   of the site.
 * @param role   in the unit.
 * @param person of the site.
 * @param from   first instant.
 * @param until  first instant after it; later than from.
 */
public record Duty(String unit, String role, String person, Instant from, Instant until) {
    /** By unit, role, start, end and person: the order in which duties are told. */
    public static final Comparator<Duty> ORDER = Comparator.comparing(Duty::unit)
            .thenComparing(Duty::role)
            .thenComparing(Duty::from)
            .thenComparing(Duty::until)
            .thenComparing(Duty::person);

    /**
     * Checks the order of the instants.
     *
     * @throws IllegalArgumentException if it ends no later than it begins.
     */
    public Duty {
        requireNonNull(unit, "unit");
        requireNonNull(role, "role");
        requireNonNull(person, "person");
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "until: the duty of '" + person + "' ends at " + until + ", no later than it begins at " + from);
        }
    }

    /**
     * Whether the duty holds at an instant.
     *
     * @param instant asked for.
     * @return from its start, the start included, until before its end.
     */
    public boolean holdsAt(final Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }
}
