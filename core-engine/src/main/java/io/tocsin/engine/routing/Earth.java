package io.tocsin.engine.routing;

/**
 * Coordinates as points of a sphere, in whole centimetres. The chord between two points grows with the great circle between them, so distances are compared as
 * squares of chords in integers: exact, the same on every machine, and without a pole or a date line to mind. What is rounded is the place of a point, by less than
 * a centimetre.
 */
final class Earth {
    /** Most of a latitude, in ten-millionths of a degree. */
    static final int MAX_LATITUDE = 900_000_000;

    /** Most of a longitude, in ten-millionths of a degree. */
    static final int MAX_LONGITUDE = 1_800_000_000;

    /** Mean radius of the earth, IUGG 1980: 6,371.0088 km. Twice its square fits a long. */
    private static final int RADIUS_CM = 637_100_880;

    private static final int CM_PER_METRE = 100;
    /** Behind the first. */
    private static final int TERMS = 9;

    private Earth() {}

    /** Writes x, y and z of a point, from 0 to twice the radius, into an array from a place on. */
    static void point(final int latitude, final int longitude, final int[] into, final int at) {
        final double cosine = cosine(latitude);
        into[at] = centimetres(cosine * cosine(longitude));
        into[at + 1] = centimetres(cosine * sine(longitude));
        into[at + 2] = centimetres(sine(latitude));
    }

    /** The great circle over a chord, in metres. */
    static int metres(final long chordSquared) {
        final double half = StrictMath.sqrt((double) chordSquared) / 2 / RADIUS_CM;
        return (int) StrictMath.rint(2.0 * RADIUS_CM / CM_PER_METRE * StrictMath.asin(StrictMath.min(1, half)));
    }

    /**
     * The cosine of an angle in ten-millionths of a degree. By its series, because the library's allocates on some machines: the angle is brought below 45 degrees
     * in integers, where nine terms are exact to the last digits of a double.
     */
    static double cosine(final int angle) {
        final int from = Math.abs(angle);
        if (from > MAX_LATITUDE) {
            return -ofFirstQuarter(MAX_LONGITUDE - from, false);
        }
        return ofFirstQuarter(from, false);
    }

    /** The sine, likewise. */
    static double sine(final int angle) {
        final int from = Math.abs(angle);
        final double sine = ofFirstQuarter(from > MAX_LATITUDE ? MAX_LONGITUDE - from : from, true);
        return angle < 0 ? -sine : sine;
    }

    /** From 0 to 90 degrees. */
    private static double ofFirstQuarter(final int angle, final boolean isSine) {
        final boolean isSmall = angle <= MAX_LATITUDE / 2;
        final double x = (isSmall ? angle : MAX_LATITUDE - angle) * (StrictMath.PI / 180 / 1e7);
        return isSine == isSmall ? x * series(x * x, 1) : series(x * x, 0);
    }

    /** 1 - xx / ((n + 1) (n + 2)) + xx xx / ((n + 1) … (n + 4)) - …: with n = 0 the cosine, with n = 1 the sine divided by x. */
    private static double series(final double xx, final int n) {
        double sum = 1;
        for (int k = 2 * TERMS; k >= 2; k -= 2) {
            sum = 1 - sum * xx / ((n + k) * (n + k - 1));
        }
        return sum;
    }

    private static int centimetres(final double ofRadius) {
        return RADIUS_CM + (int) StrictMath.rint(RADIUS_CM * ofRadius);
    }
}
