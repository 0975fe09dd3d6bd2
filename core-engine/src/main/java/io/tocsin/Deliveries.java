package io.tocsin;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a site does not deliver while the router is in mode EMERGENCY, and which facilities cover which. Immutable; each method answers a changed copy.
 *
 * @param held    severities whose offers wait until the mode is over, then go out in their order.
 * @param dropped severities whose offers are not made in the mode; those that wait already wait on. The alerts themselves stay open and visible.
 * @param covers  which facilities cover which: their people are told where a step names a role of the facility.
 */
public record Deliveries(Set<Severity> held, Set<Severity> dropped, List<Cover> covers) {
    /** Most pairs of facilities. */
    public static final int MAX_COVERS = 64;

    private static final Set<Severity> MAY_WAIT =
            EnumSet.of(Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT);

    /**
     * One facility covers another.
     *
     * @param facility number of the facility, as of its units.
     * @param by       number of the one that covers it.
     */
    public record Cover(int facility, int by) {
        /** A facility need not cover itself. */
        public Cover {
            if (facility == by) {
                throw new IllegalArgumentException("facility " + facility + " covers itself: that goes without saying");
            }
        }
    }

    /** Checks that nothing grave waits, and keeps copies. */
    public Deliveries {
        final Set<Severity> both = EnumSet.noneOf(Severity.class);
        both.addAll(held);
        both.addAll(dropped);
        if (!MAY_WAIT.containsAll(both)) {
            throw new IllegalArgumentException(
                    "severities " + both + ": CRITICAL and EMERGENT are never held back and never dropped");
        }
        if (both.size() < held.size() + dropped.size()) {
            throw new IllegalArgumentException("a severity is held back or dropped, not both");
        }
        if (covers.size() > MAX_COVERS) {
            throw new IllegalArgumentException(covers.size() + " pairs of facilities: at most " + MAX_COVERS);
        }
        held = Collections.unmodifiableSet(held.isEmpty() ? EnumSet.noneOf(Severity.class) : EnumSet.copyOf(held));
        dropped = Collections.unmodifiableSet(
                dropped.isEmpty() ? EnumSet.noneOf(Severity.class) : EnumSet.copyOf(dropped));
        covers = List.copyOf(covers);
    }

    /** Every offer is made in every mode, and facilities keep to themselves. */
    public static Deliveries everything() {
        return new Deliveries(Set.of(), Set.of(), List.of());
    }

    /** Offers of these severities wait while the mode is EMERGENCY. */
    public Deliveries holding(final Severity... severities) {
        return new Deliveries(Set.of(severities), dropped, covers);
    }

    /** Offers of these severities are not made while the mode is EMERGENCY. */
    public Deliveries dropping(final Severity... severities) {
        return new Deliveries(held, Set.of(severities), covers);
    }

    /** People of a facility are told where a step names a role of another. */
    public Deliveries covering(final int facility, final int by) {
        final List<Cover> more = new ArrayList<>(covers);
        more.add(new Cover(facility, by));
        return new Deliveries(held, dropped, more);
    }
}
