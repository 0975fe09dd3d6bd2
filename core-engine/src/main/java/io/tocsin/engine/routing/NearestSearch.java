package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.Nearness;

/**
 * Looks for who is nearest to a place of those who can come: in the spots that share the narrowest level first, there by metres, of those without metres who came
 * last; then by metres alone. A spot's grid tells its nearest without a look at everybody there. Engine thread only; allocates nothing.
 */
final class NearestSearch implements Neighbours {
    /** Nobody. */
    static final int NONE = Whereabouts.NONE;

    /** Square of a chord to somebody without coordinates. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** So many in a spot are looked at one by one. */
    private static final int FEW = 16;

    private static final int APART = Nearness.NONE.value();

    private final Whereabouts whereabouts;
    private final Candidates candidates;
    private int nearest = NONE;
    private long squared;
    private int level;
    /** Nobody else is wanted than who is in this spot, if it is one; and how many others are looked at before that is given up. */
    private int soughtSpot = Spots.NONE;

    private int strangersLeft;

    /** Looks among those who are somewhere for one who can come. */
    NearestSearch(final Whereabouts whereabouts, final Candidates candidates) {
        this.whereabouts = whereabouts;
        this.candidates = candidates;
    }

    /**
     * Finds the nearest.
     *
     * @param names    of the place by level, as of {@link AlertPlace}.
     * @param hasPoint whether it has coordinates.
     * @param point    x, y and z if it has.
     * @param required what they must be able to do; whoever else has coordinates is not asked whether they can come.
     * @return person index, or {@link #NONE}.
     */
    int find(final int[] names, final boolean hasPoint, final int[] point, final long required) {
        nearest = NONE;
        for (level = 0; level < Positions.LEVELS; level++) {
            if (names[level] >= 0) {
                // Whoever shares a narrower level cannot come, or they would have been found there.
                findOnLevel(names, hasPoint, point, required);
                if (nearest != NONE) {
                    return nearest;
                }
            }
        }
        level = APART;
        if (hasPoint) {
            whereabouts.search(point, required, this);
        }
        return nearest;
    }

    /** The narrowest level that who was found shares: a value of the enum Nearness. */
    int level() {
        return level;
    }

    /** The square of the chord to who was found, or {@link #UNKNOWN}. */
    long squared() {
        return squared;
    }

    private void findOnLevel(final int[] names, final boolean hasPoint, final int[] point, final long required) {
        final Spots spots = whereabouts.spots();
        if (hasPoint) {
            for (int spot = spots.firstShared(level, names); spot != Spots.NONE; spot = spots.nextShared()) {
                findInSpot(spot, point, required);
            }
            if (nearest != NONE) {
                return;
            }
        }
        for (int spot = spots.firstShared(level, names); spot != Spots.NONE; spot = spots.nextShared()) {
            keepLast(whereabouts.firstThere(spot, false));
            if (!hasPoint) {
                keepLast(whereabouts.firstThere(spot, true));
            }
        }
    }

    private void findInSpot(final int spot, final int[] point, final long required) {
        if (whereabouts.measuredThere(spot) > FEW) {
            soughtSpot = whereabouts.hasGrid(spot) ? Spots.NONE : spot;
            strangersLeft = whereabouts.measuredThere(spot);
            whereabouts.searchAround(spot, point, required, this);
            soughtSpot = Spots.NONE;
            if (strangersLeft > 0) {
                return;
            }
        }
        for (int person = whereabouts.firstThere(spot, true);
                person != NONE;
                person = whereabouts.nextThere(person, level)) {
            final long apart = whereabouts.squared(person, point);
            if (wants(apart, person)) {
                neighbour(person, apart);
            }
        }
    }

    /** The first of a list who can come is the one of them who came last; nobody of it is asked who came before who is kept. */
    private void keepLast(final int first) {
        int person = first;
        while (person != NONE && (nearest == NONE || whereabouts.cameAfter(person, nearest))) {
            if (candidates.canCome(person)) {
                nearest = person;
                squared = UNKNOWN;
                return;
            }
            person = whereabouts.nextThere(person, level);
        }
    }

    @Override
    public boolean wants(final long leastSquared, final int person) {
        return (nearest == NONE || leastSquared < squared || (leastSquared == squared && person < nearest))
                && (soughtSpot == Spots.NONE || strangersLeft > 0);
    }

    @Override
    public void neighbour(final int person, final long apart) {
        if (soughtSpot != Spots.NONE && whereabouts.spot(person, level) != soughtSpot) {
            strangersLeft--;
        } else if (candidates.canCome(person)) {
            nearest = person;
            squared = apart;
        }
    }
}
