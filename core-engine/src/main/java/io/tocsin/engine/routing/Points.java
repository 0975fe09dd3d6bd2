package io.tocsin.engine.routing;

/** The points where people are, and what they are able to do: what the leaves of all {@link PointTrees} are. */
final class Points {
    static final int AXES = 3;

    /** Levels below this part people at the very same point, by the bits of their indexes. */
    static final int PERSON_BITS = 24;

    /** By person: x, y and z. */
    private final int[] point;

    private final long[] able;
    private boolean isAnybodyAble;
    private final int[] candidate = new int[AXES];

    Points(final int maxPeople) {
        point = new int[AXES * maxPeople];
        able = new long[maxPeople];
    }

    /** Looks where somebody would be: the highest level on which that is elsewhere than where they are, or -1. {@link #move} takes it. */
    int look(final int person, final int latitude, final int longitude) {
        Earth.point(latitude, longitude, candidate, 0);
        return parting(person, candidate, 0);
    }

    /** Somebody is where was looked last. */
    void move(final int person, final long bits) {
        System.arraycopy(candidate, 0, point, AXES * person, AXES);
        qualify(person, bits);
    }

    void qualify(final int person, final long bits) {
        able[person] = bits;
        isAnybodyAble |= bits != 0;
    }

    /** Whether anybody ever was able to do anything; as long as nobody was, nothing need be read of what they are able to do. */
    boolean isAnybodyAble() {
        return isAnybodyAble;
    }

    long able(final int person) {
        return able[person];
    }

    /** The square of the chord, in centimetres, between a person and a point. */
    long squared(final int person, final int[] from) {
        final int base = AXES * person;
        final long x = (long) point[base] - from[0];
        final long y = (long) point[base + 1] - from[1];
        final long z = (long) point[base + 2] - from[2];
        return x * x + y * y + z * z;
    }

    /** The highest level on which two people differ. */
    int parting(final int person, final int other) {
        final int highest = parting(person, point, AXES * other);
        return highest >= 0 ? highest : 31 - Integer.numberOfLeadingZeros(person ^ other);
    }

    /** The highest level on which a person is elsewhere than a point, or -1: {@value #PERSON_BITS} and three for each bit. */
    int parting(final int person, final int[] points, final int at) {
        int highest = -1;
        for (int axis = 0; axis < AXES; axis++) {
            final int differing = point[AXES * person + axis] ^ points[at + axis];
            if (differing != 0) {
                highest = Math.max(highest, PERSON_BITS + AXES * (31 - Integer.numberOfLeadingZeros(differing)) + axis);
            }
        }
        return highest;
    }

    /** On which side of a level a person is: 0 or 1. */
    int side(final int person, final int level) {
        if (level < PERSON_BITS) {
            return (person >>> level) & 1;
        }
        final int of = level - PERSON_BITS;
        return (point[AXES * person + of % AXES] >>> (of / AXES)) & 1;
    }

    void copy(final int person, final int[] into, final int at) {
        System.arraycopy(point, AXES * person, into, at, AXES);
    }
}
