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

    private Earth() {}

    /** Writes x, y and z of a point, from 0 to twice the radius, into an array from a place on. */
    static void point(final int latitude, final int longitude, final int[] into, final int at) {
        final double phi = radians(latitude);
        final double lambda = radians(longitude);
        final double cosine = StrictMath.cos(phi);
        into[at] = centimetres(cosine * StrictMath.cos(lambda));
        into[at + 1] = centimetres(cosine * StrictMath.sin(lambda));
        into[at + 2] = centimetres(StrictMath.sin(phi));
    }

    /** The great circle over a chord, in metres. */
    static int metres(final long chordSquared) {
        final double half = StrictMath.sqrt((double) chordSquared) / 2 / RADIUS_CM;
        return (int) StrictMath.rint(2.0 * RADIUS_CM / CM_PER_METRE * StrictMath.asin(StrictMath.min(1, half)));
    }

    private static double radians(final int tenMillionths) {
        return tenMillionths * (StrictMath.PI / 180 / 1e7);
    }

    private static int centimetres(final double ofRadius) {
        return RADIUS_CM + (int) StrictMath.rint(RADIUS_CM * ofRadius);
    }
}
