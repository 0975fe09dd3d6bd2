package io.tocsin.engine.routing;

import java.util.Arrays;

/**
 * Where everybody is: their coordinates, the spots they are in on each level, and by spot who is there. Where there are many with coordinates they are in a grid of
 * that spot, so that the nearest on a floor are found among those on that floor. Each grid makes a move dearer, so there is none where the next wider one does as
 * well: for a campus the one of everybody, for rooms and units that of their floor.
 */
final class Whereabouts {
    /** Nobody. */
    static final int NONE = -1;

    private static final int LEVELS = Positions.LEVELS;
    private static final int UNSTATED = Positions.UNSTATED;
    /** Spots of this level have no grid; its grid is the one of everybody, tree 0. */
    private static final int CAMPUS = LEVELS - 1;

    private static final int FLOOR = 2;

    private static final int EVERYBODY = 0;
    /** A spot with more measured people than that gets a grid. */
    private static final int FEW = 16;
    /** With fewer than that it loses it again: far enough below that not every step through a door makes one. */
    private static final int VERY_FEW = 8;

    // By person and level: the spot, the next and the previous person there. What belongs together lies together,
    // because
    // that of others is changed too.
    private static final int PERSON_FIELDS = 3;
    private static final int SPOT = 0;
    private static final int NEXT = 1;
    private static final int PREVIOUS = 2;

    // By spot: the first person without coordinates and with, how many of the latter, whether they are in a grid.
    private static final int SPOT_FIELDS = 4;
    private static final int FIRST = 0;
    private static final int FIRST_MEASURED = 1;
    private static final int MEASURED = 2;
    private static final int GRID = 3;

    private final Spots spots;
    private final Points points;
    private final PointTrees[] trees = new PointTrees[LEVELS];
    private final int[] latitude;
    private final int[] longitude;
    private final int[] there;
    private final int[] atSpot;
    /** By person: grows with each move. */
    private final long[] moved;

    private long moves;
    private final int[] entered = new int[LEVELS];
    private final boolean[] stays = new boolean[LEVELS];

    /** Nobody is anywhere. */
    Whereabouts(final int maxPeople, final int maxNames) {
        // Of everybody, and those that somebody enters before they leave the former ones.
        final int maxSpots = LEVELS * (maxPeople + 1);
        spots = new Spots(maxSpots, maxNames);
        points = new Points(maxPeople);
        for (int level = 0; level < LEVELS; level++) {
            trees[level] = new PointTrees(points, maxPeople, level == CAMPUS ? 1 : maxSpots);
        }
        latitude = new int[maxPeople];
        longitude = new int[maxPeople];
        there = new int[PERSON_FIELDS * LEVELS * maxPeople];
        atSpot = new int[SPOT_FIELDS * maxSpots];
        moved = new long[maxPeople];
        Arrays.fill(latitude, UNSTATED);
        for (int at = 0; at < there.length; at += PERSON_FIELDS) {
            there[at + SPOT] = Spots.NONE;
        }
        for (int at = 0; at < atSpot.length; at += SPOT_FIELDS) {
            atSpot[at + FIRST] = NONE;
            atSpot[at + FIRST_MEASURED] = NONE;
        }
    }

    /** Somebody is elsewhere now, or said again that they are there: names by level, or {@link Positions#NONE}. */
    void move(final int person, final int toLatitude, final int toLongitude, final int[] names, final long bits) {
        int within = Spots.NONE;
        for (int level = LEVELS - 1; level >= 0; level--) {
            entered[level] = Spots.NONE;
            if (names[level] != Positions.NONE) {
                within = spots.enter(level, names[level], within);
                entered[level] = within;
            }
        }
        settle(person, toLatitude, toLongitude, bits);
    }

    /** Somebody is nowhere. */
    void forget(final int person) {
        Arrays.fill(entered, Spots.NONE);
        settle(person, UNSTATED, UNSTATED, 0);
    }

    private void settle(final int person, final int toLatitude, final int toLongitude, final long bits) {
        final boolean wasOnEarth = hasCoordinates(person);
        final boolean isOnEarth = toLatitude != UNSTATED;
        final boolean isSame = toLatitude == latitude[person] && toLongitude == longitude[person];
        final int highestMoved = isSame || !isOnEarth ? -1 : points.look(person, toLatitude, toLongitude);
        if (wasOnEarth && !isOnEarth) {
            trees[CAMPUS].remove(EVERYBODY, person);
        }
        // The narrower first, so that a spot is left before the one it lies in.
        for (int level = 0; level < LEVELS; level++) {
            final int spot = spot(person, level);
            stays[level] = spot == entered[level] && wasOnEarth == isOnEarth;
            if (spot != Spots.NONE) {
                leave(person, level, spot);
            }
        }
        latitude[person] = toLatitude;
        longitude[person] = toLongitude;
        if (isOnEarth && !isSame) {
            points.move(person, bits);
        }
        moved[person] = ++moves;
        if (isOnEarth && wasOnEarth) {
            trees[CAMPUS].move(EVERYBODY, person, highestMoved);
        } else if (isOnEarth) {
            trees[CAMPUS].add(EVERYBODY, person);
        }
        for (int level = 0; level < LEVELS; level++) {
            there[at(person, level) + SPOT] = entered[level];
            if (entered[level] != Spots.NONE) {
                enter(person, level, entered[level], highestMoved);
            }
        }
    }

    /** Somebody who is somewhere is able to do something else. */
    void qualify(final int person, final long bits) {
        if (hasCoordinates(person)) {
            points.qualify(person, bits);
            trees[CAMPUS].qualified(EVERYBODY, person);
            for (int level = 0; level < CAMPUS; level++) {
                final int spot = spot(person, level);
                if (spot != Spots.NONE && hasGrid(spot)) {
                    trees[level].qualified(spot, person);
                }
            }
        }
    }

    boolean hasCoordinates(final int person) {
        return latitude[person] != UNSTATED;
    }

    int latitude(final int person) {
        return latitude[person];
    }

    int longitude(final int person) {
        return longitude[person];
    }

    /** The name of the place where somebody is on a level, or {@link Positions#NONE}. */
    int name(final int person, final int level) {
        final int spot = spot(person, level);
        return spot == Spots.NONE ? Positions.NONE : spots.name(spot);
    }

    Spots spots() {
        return spots;
    }

    /** Whoever came last to a spot of those with coordinates, or without. */
    int firstThere(final int spot, final boolean areMeasured) {
        return atSpot[SPOT_FIELDS * spot + (areMeasured ? FIRST_MEASURED : FIRST)];
    }

    /** How many with coordinates are in a spot. */
    int measuredThere(final int spot) {
        return atSpot[SPOT_FIELDS * spot + MEASURED];
    }

    /** Whether {@link #searchAround} a spot shows nobody who is not there. */
    boolean hasGrid(final int spot) {
        return atSpot[SPOT_FIELDS * spot + GRID] != 0;
    }

    /** Whoever came before somebody to the spot where they are on a level. */
    int nextThere(final int person, final int level) {
        return there[at(person, level) + NEXT];
    }

    /** Whether somebody came after another. */
    boolean cameAfter(final int person, final int other) {
        return moved[person] > moved[other];
    }

    /** The square of the chord, in centimetres, between somebody with coordinates and a point. */
    long squared(final int person, final int[] from) {
        return points.squared(person, from);
    }

    /** Shows everybody with coordinates to a finder, as {@link PointTrees#search}. */
    void search(final int[] from, final long required, final Neighbours finder) {
        trees[CAMPUS].search(EVERYBODY, from, required, finder);
    }

    /** Shows those with coordinates who are in a spot to a finder, others too if it has no grid: those of the next wider spot that has one, or everybody. */
    void searchAround(final int spot, final int[] from, final long required, final Neighbours finder) {
        int around = spot;
        while (around != Spots.NONE && !hasGrid(around)) {
            around = spots.wider(around);
        }
        if (around == Spots.NONE) {
            search(from, required, finder);
        } else {
            trees[spots.level(around)].search(around, from, required, finder);
        }
    }

    int spot(final int person, final int level) {
        return there[at(person, level) + SPOT];
    }

    private void enter(final int person, final int level, final int spot, final int highestMoved) {
        final boolean isMeasured = hasCoordinates(person);
        final int list = SPOT_FIELDS * spot + (isMeasured ? FIRST_MEASURED : FIRST);
        final int first = atSpot[list];
        there[at(person, level) + NEXT] = first;
        there[at(person, level) + PREVIOUS] = NONE;
        if (first != NONE) {
            there[at(first, level) + PREVIOUS] = person;
        }
        atSpot[list] = person;
        if (!isMeasured) {
            return;
        }
        if (!stays[level]) {
            atSpot[SPOT_FIELDS * spot + MEASURED]++;
        }
        if (!hasGrid(spot)) {
            if (measuredThere(spot) > FEW && mayHaveGrid(level, spot)) {
                lay(level, spot);
            }
        } else if (stays[level]) {
            trees[level].move(spot, person, highestMoved);
        } else {
            trees[level].add(spot, person);
        }
    }

    private void leave(final int person, final int level, final int spot) {
        final boolean isMeasured = hasCoordinates(person);
        final int next = there[at(person, level) + NEXT];
        final int previous = there[at(person, level) + PREVIOUS];
        if (previous == NONE) {
            atSpot[SPOT_FIELDS * spot + (isMeasured ? FIRST_MEASURED : FIRST)] = next;
        } else {
            there[at(previous, level) + NEXT] = next;
        }
        if (next != NONE) {
            there[at(next, level) + PREVIOUS] = previous;
        }
        if (isMeasured && !stays[level]) {
            atSpot[SPOT_FIELDS * spot + MEASURED]--;
            if (hasGrid(spot)) {
                trees[level].remove(spot, person);
                if (measuredThere(spot) < VERY_FEW) {
                    takeUp(level, spot);
                }
            }
        }
        spots.leave(spot);
    }

    private boolean mayHaveGrid(final int level, final int spot) {
        return level >= FLOOR
                ? level != CAMPUS
                : spots.wider(spot) == Spots.NONE || spots.level(spots.wider(spot)) > FLOOR;
    }

    /** Gives a spot a grid of those who are there. */
    private void lay(final int level, final int spot) {
        for (int person = firstThere(spot, true); person != NONE; person = nextThere(person, level)) {
            trees[level].add(spot, person);
        }
        atSpot[SPOT_FIELDS * spot + GRID] = 1;
    }

    private void takeUp(final int level, final int spot) {
        for (int person = firstThere(spot, true); person != NONE; person = nextThere(person, level)) {
            trees[level].remove(spot, person);
        }
        atSpot[SPOT_FIELDS * spot + GRID] = 0;
    }

    private static int at(final int person, final int level) {
        return PERSON_FIELDS * (LEVELS * person + level);
    }
}
