package io.tocsin.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grid says what a look at everybody says, however people come and go. */
final class PointTreesTest {
    private static final int PEOPLE = 300;

    /** The nearest, and how many were looked at for it. */
    private static final class Nearest implements Neighbours {
        int person = -1;
        long squared = Long.MAX_VALUE;
        int looks;

        @Override
        public boolean wants(final long atLeast, final int lowest) {
            return person < 0 || atLeast < squared || (atLeast == squared && lowest < person);
        }

        @Override
        public void neighbour(final int found, final long apart) {
            looks++;
            person = found;
            squared = apart;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindWhomALookAtEverybodyFinds(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Points points = new Points(PEOPLE);
        final PointTrees tree = new PointTrees(points, PEOPLE, 1);
        final TreeMap<Integer, int[]> there = new TreeMap<>();
        final int spread = seed % 2 == 0 ? 900_000_000 : 5;
        for (int i = 0; i < 5_000; i++) {
            final int person = random.nextInt(PEOPLE);
            if (there.remove(person) != null) {
                tree.remove(0, person);
            } else {
                final int latitude = random.nextInt(-spread, spread + 1);
                final int longitude = random.nextInt(-2 * spread, 2 * spread + 1);
                add(tree, points, person, latitude, longitude);
                final int[] point = new int[3];
                Earth.point(latitude, longitude, point, 0);
                there.put(person, point);
            }
            final int[] from = new int[3];
            Earth.point(random.nextInt(-spread, spread + 1), random.nextInt(-2 * spread, 2 * spread + 1), from, 0);
            final Nearest nearest = new Nearest();
            tree.search(0, from, 0, nearest);
            assertThat(nearest.person).as("seed %d, step %d", seed, i).isEqualTo(scan(there, from));
            assertThat(nearest.person < 0 || nearest.squared == points.squared(nearest.person, from))
                    .isTrue();
        }
    }

    @Test
    void shouldLookAtFewOfManyWhoAreSpreadOverATown() {
        final SplittableRandom random = new SplittableRandom(9);
        final Points points = new Points(15_000);
        final PointTrees tree = new PointTrees(points, 15_000, 1);
        for (int person = 0; person < 15_000; person++) {
            add(
                    tree,
                    points,
                    person,
                    400_000_000 + random.nextInt(5_000_000),
                    -755_000_000 + random.nextInt(5_000_000));
        }
        int looks = 0;
        for (int i = 0; i < 1_000; i++) {
            final int[] from = new int[3];
            Earth.point(400_000_000 + random.nextInt(5_000_000), -755_000_000 + random.nextInt(5_000_000), from, 0);
            final Nearest nearest = new Nearest();
            tree.search(0, from, 0, nearest);
            looks += nearest.looks;
        }

        assertThat(looks).isLessThan(10_000);
    }

    @Test
    void shouldFindTheLowestIndexOfThoseAtOnePoint() {
        final Points points = new Points(PEOPLE);
        final PointTrees tree = new PointTrees(points, PEOPLE, 1);
        for (int person = PEOPLE - 1; person > 0; person--) {
            add(tree, points, person, 401_215_000, -753_399_000);
        }
        tree.remove(0, 1);
        final Nearest nearest = new Nearest();
        tree.search(0, new int[3], 0, nearest);

        assertThat(nearest.person).isEqualTo(2);
    }

    /** Distances along a meridian, a parallel and across the date line and a pole: 6,371.0088 km times the angle. */
    @ParameterizedTest
    @CsvSource({
        "0, 10000000, 10000000, 10000000, 111195",
        "0, 10000000, 0, 20000000, 111195",
        "600000000, 0, 600000000, 10000000, 55597",
        "100000000, 1799999999, 100000000, -1799999999, 0",
        "100000000, 1795000000, 100000000, -1795000000, 109506",
        "895000000, 0, 895000000, 1800000000, 111195",
        "900000000, 0, -900000000, 0, 20015114",
    })
    void shouldMeasureGreatCircles(
            final int latitude,
            final int longitude,
            final int otherLatitude,
            final int otherLongitude,
            final int metres) {
        final Points points = new Points(1);
        place(points, 0, latitude, longitude);
        final int[] from = new int[3];
        Earth.point(otherLatitude, otherLongitude, from, 0);

        assertThat(Earth.metres(points.squared(0, from))).isEqualTo(metres);
    }

    private static void add(
            final PointTrees tree, final Points points, final int person, final int latitude, final int longitude) {
        place(points, person, latitude, longitude);
        tree.add(0, person);
    }

    private static void place(final Points points, final int person, final int latitude, final int longitude) {
        points.look(person, latitude, longitude);
        points.move(person, 0);
    }

    private static int scan(final Map<Integer, int[]> there, final int[] from) {
        int person = -1;
        long least = Long.MAX_VALUE;
        for (final var each : there.entrySet()) {
            long squared = 0;
            for (int axis = 0; axis < 3; axis++) {
                final long apart = each.getValue()[axis] - (long) from[axis];
                squared += apart * apart;
            }
            if (squared < least) {
                least = squared;
                person = each.getKey();
            }
        }
        return person;
    }
}
