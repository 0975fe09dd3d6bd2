package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Covers;

/** Narrows those whom a step means to who can do what the alert requires, but never to nobody; remembers for each step what came of it. */
public final class Narrowing {
    private static final int QUALIFIED = 1;
    private static final int UNQUALIFIED = 2;

    private final Assignments assignments;
    private final Covers covers;
    private final Qualifications qualifications;
    private final AlertPlace place;
    private final Authority authority;
    private final Dispatcher dispatcher;
    private long required;
    /** {@link #QUALIFIED}, {@link #UNQUALIFIED}, or both. */
    private int outcome;

    /**
     * Nothing is narrowed yet.
     *
     * @param assignments    with the lists of people.
     * @param covers         of those on break.
     * @param qualifications of people.
     * @param place          of the alert, and what it requires.
     * @param authority      of people: who can never accept is no help, whatever they can do.
     * @param dispatcher     for who is reachable.
     */
    public Narrowing(
            final Assignments assignments,
            final Covers covers,
            final Qualifications qualifications,
            final AlertPlace place,
            final Authority authority,
            final Dispatcher dispatcher) {
        this.assignments = assignments;
        this.covers = covers;
        this.qualifications = qualifications;
        this.place = place;
        this.authority = authority;
        this.dispatcher = dispatcher;
    }

    /** Before the first kind of people of a step. */
    public void begin() {
        outcome = 0;
    }

    /**
     * Whether a list of people is to be narrowed: the alert requires something, and somebody of them who can be reached and ever accept holds all of it.
     *
     * @param alert slot.
     * @param key   of the list.
     * @return true to take those alone whom {@link #keeps} names.
     */
    public boolean narrows(final int alert, final long key) {
        if (!qualifications.areAny() || assignments.head(key) == Assignments.END) {
            return false;
        }
        place.of(alert);
        if (!place.isDemanding()) {
            return false;
        }
        required = place.required();
        boolean isAnybody = false;
        for (int at = assignments.head(key); at != Assignments.END && !isAnybody; at = assignments.next(at)) {
            isAnybody = place.isSatisfiable() && keeps(covers.standIn(assignments.person(at)));
        }
        found(isAnybody);
        return isAnybody;
    }

    /**
     * Whether a person of the list that is narrowed is left.
     *
     * @param person index.
     * @return they hold all that is required, can be reached, and have a role that can ever accept, or none.
     */
    public boolean keeps(final int person) {
        return qualifications.hold(person, required)
                && dispatcher.isReachable(person)
                && authority.mayEverAccept(person);
    }

    /** One of the step's kinds of people was narrowed to the qualified, or could not be as nobody is. */
    void found(final boolean areQualified) {
        outcome |= areQualified ? QUALIFIED : UNQUALIFIED;
    }

    /**
     * What came of it since {@link #begin}.
     *
     * @param clauses of the step's kinds of people.
     * @return with those of narrowing behind them.
     */
    public long after(final long clauses) {
        if (outcome == 0) {
            return clauses;
        }
        final long narrowed = (outcome & QUALIFIED) == 0 ? clauses : Because.and(clauses, Clause.QUALIFIED);
        return (outcome & UNQUALIFIED) == 0 ? narrowed : Because.and(narrowed, Clause.NOBODY_QUALIFIED);
    }
}
