package io.tocsin.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is nearest by spots and their grids is who is nearest by a look at everybody, with many people on one campus, in buildings whose floors and rooms are called alike. */
@Execution(ExecutionMode.CONCURRENT)
final class NearestSearchTest {
    private static final int LEVELS = Positions.LEVELS;
    private static final int NOBODY = -1;
    private static final int NORTH = 401_000_000;
    private static final int EAST = -753_000_000;
    /** How many rooms, units, floors, buildings and campuses are called differently. */
    private static final int[] NAMES = {6, 5, 4, 3, 1};

    private static final int[] FEW_NAMES = {2, 2, 2, 2, 2};

    /** What a look at everybody knows of somebody. */
    private static final class There {
        final int[] names;
        final boolean hasPoint;
        final int[] point;
        final long bits;
        final int moved;

        There(final int[] names, final boolean hasPoint, final int[] point, final long bits, final int moved) {
            this.names = names;
            this.hasPoint = hasPoint;
            this.point = point;
            this.bits = bits;
            this.moved = moved;
        }
    }

    /** People who come, go and change what they can do. */
    private static final class Campus {
        final SplittableRandom random;
        final int[] called;
        final int spread;
        final There[] people;
        final boolean[] canCome;
        final Whereabouts whereabouts;
        int looks;
        int moves;

        Campus(final int people, final int[] called, final int spread, final long seed) {
            this.called = called;
            random = new SplittableRandom(seed);
            this.spread = spread;
            this.people = new There[people];
            canCome = new boolean[people];
            whereabouts = new Whereabouts(people, Arrays.stream(called).sum());
        }

        boolean mayCome(final int person) {
            looks++;
            return canCome[person];
        }

        /** Names of different levels differ. */
        int[] names(final int unstatedPercent) {
            final int[] names = new int[LEVELS];
            int first = 0;
            for (int level = 0; level < LEVELS; level++) {
                final boolean isStated = random.nextInt(100) >= unstatedPercent;
                names[level] = isStated ? first + random.nextInt(called[level]) : Positions.NONE;
                first += called[level];
            }
            return names;
        }

        int latitude() {
            return NORTH + random.nextInt(spread);
        }

        int longitude() {
            return EAST + random.nextInt(spread);
        }

        void move(final int person, final int[] names, final boolean hasPoint) {
            final int latitude = hasPoint ? latitude() : Positions.UNSTATED;
            final int longitude = hasPoint ? longitude() : Positions.UNSTATED;
            final int[] point = new int[3];
            if (hasPoint) {
                Earth.point(latitude, longitude, point, 0);
            }
            final long bits = people[person] == null ? random.nextInt(4) : people[person].bits;
            whereabouts.move(person, latitude, longitude, names, bits);
            people[person] = new There(names, hasPoint, point, bits, ++moves);
            canCome[person] = random.nextInt(3) > 0;
        }

        void say(final int person) {
            final There there = people[person];
            final int latitude = whereabouts.latitude(person);
            final int longitude = whereabouts.longitude(person);
            whereabouts.move(person, latitude, longitude, there.names, there.bits);
            people[person] = new There(there.names, there.hasPoint, there.point, there.bits, ++moves);
        }

        void qualify(final int person, final long bits) {
            final There there = people[person];
            whereabouts.qualify(person, bits);
            people[person] = new There(there.names, there.hasPoint, there.point, bits, there.moved);
        }

        void forget(final int person) {
            whereabouts.forget(person);
            people[person] = null;
        }

        /** Everybody is somewhere, and hardly anybody can come. */
        void fill() {
            for (int person = 0; person < people.length; person++) {
                move(person, names(10), random.nextInt(8) > 0);
                canCome[person] = random.nextInt(40) == 0;
            }
        }

        void step() {
            final int person = random.nextInt(people.length);
            final int what = people[person] == null ? 0 : random.nextInt(8);
            if (what == 1) {
                forget(person);
            } else if (what == 2) {
                qualify(person, random.nextInt(4));
            } else if (what == 3) {
                say(person);
            } else if (what == 4) {
                // The same point again and other places, or the other way round: what is kept of the former must be
                // right.
                final There there = people[person];
                final int[] names = random.nextBoolean() ? there.names : names(20);
                final int latitude = whereabouts.latitude(person);
                whereabouts.move(person, latitude, whereabouts.longitude(person), names, there.bits);
                people[person] = new There(names, there.hasPoint, there.point, there.bits, ++moves);
            } else {
                move(person, names(25), random.nextInt(4) > 0);
            }
        }

        /** By the definition: of those who can come the least nearness, then metres, then index, or whoever came last if nobody has metres. */
        int scan(final int[] names, final boolean hasPoint, final int[] from, final long required) {
            int nearest = NOBODY;
            for (int person = 0; person < people.length; person++) {
                final There there = people[person];
                if (there != null
                        && canCome[person]
                        && (there.bits & required) == required
                        && (nearness(names, there.names) < LEVELS || (hasPoint && there.hasPoint))
                        && (nearest == NOBODY || isNearer(person, nearest, names, hasPoint, from))) {
                    nearest = person;
                }
            }
            return nearest;
        }

        private boolean isNearer(
                final int person, final int other, final int[] names, final boolean hasPoint, final int[] from) {
            final int nearness = nearness(names, people[person].names);
            final int otherNearness = nearness(names, people[other].names);
            if (nearness != otherNearness) {
                return nearness < otherNearness;
            }
            final long apart = apart(people[person], hasPoint, from);
            final long otherApart = apart(people[other], hasPoint, from);
            if (apart != otherApart) {
                return apart < otherApart;
            }
            return apart == Long.MAX_VALUE ? people[person].moved > people[other].moved : person < other;
        }

        private static long apart(final There there, final boolean hasPoint, final int[] from) {
            if (!hasPoint || !there.hasPoint) {
                return Long.MAX_VALUE;
            }
            long squared = 0;
            for (int axis = 0; axis < 3; axis++) {
                final long along = there.point[axis] - (long) from[axis];
                squared += along * along;
            }
            return squared;
        }

        /** The narrowest level that both state alike, while no wider one is stated differently. */
        static int nearness(final int[] names, final int[] others) {
            for (int level = 0; level < LEVELS; level++) {
                boolean isShared = names[level] != Positions.NONE && names[level] == others[level];
                for (int wider = level + 1; wider < LEVELS; wider++) {
                    isShared &= names[wider] == Positions.NONE
                            || others[wider] == Positions.NONE
                            || names[wider] == others[wider];
                }
                if (isShared) {
                    return level;
                }
            }
            return LEVELS;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 40, 3, false",
        "2, 40, 5000000, true",
        "3, 300, 3, true",
        "4, 300, 5000000, false",
        "5, 300, 2000, true",
        "6, 1000, 5000000, false",
        "7, 2000, 5000000, true",
        "8, 2000, 20, true",
    })
    void shouldFindWhomALookAtEverybodyFinds(
            final long seed, final int size, final int spread, final boolean isFewNames) {
        final Campus campus = new Campus(size, isFewNames ? FEW_NAMES : NAMES, spread, seed);
        final NearestSearch search = new NearestSearch(
                campus.whereabouts,
                person -> campus.mayCome(person) && campus.people[person].bits == (campus.people[person].bits | bits));
        int found = 0;
        for (int i = 0; i < 6_000; i++) {
            if (i % 1_500 == 0) {
                campus.fill();
            }
            campus.step();
            final int[] names = campus.names(40);
            if (campus.random.nextInt(10) == 0) {
                names[campus.random.nextInt(LEVELS)] = Positions.STRANGE;
            }
            final boolean hasPoint = campus.random.nextInt(4) > 0;
            final int[] point = new int[3];
            Earth.point(campus.latitude(), campus.longitude(), point, 0);
            bits = campus.random.nextBoolean() ? 0 : campus.random.nextInt(4);

            final int nearest = search.find(names, hasPoint, point, bits);

            assertThat(nearest).as("seed %d, step %d", seed, i).isEqualTo(campus.scan(names, hasPoint, point, bits));
            if (nearest != NOBODY) {
                found++;
                final There there = campus.people[nearest];
                assertThat(search.level()).isEqualTo(Campus.nearness(names, there.names));
                assertThat(search.squared()).isEqualTo(Campus.apart(there, hasPoint, point));
            }
        }
        assertThat(found).isGreaterThan(3_000);
    }

    private long bits;

    /** Three buildings of four floors, whose people are scattered over a county: a floor's nearest is found among those of that floor. */
    @Test
    void shouldLookAtFewOfManyOnOneCampus() {
        final Campus campus = new Campus(15_000, NAMES, 5_000_000, 9);
        for (int person = 0; person < 15_000; person++) {
            campus.move(person, floor(person % 3, person / 3 % 4), true);
        }
        final NearestSearch search = new NearestSearch(campus.whereabouts, campus::mayCome);
        campus.looks = 0;
        for (int i = 0; i < 1_000; i++) {
            final int[] point = new int[3];
            Earth.point(campus.latitude(), campus.longitude(), point, 0);
            assertThat(search.find(floor(i % 3, i % 4), true, point, 0)).isNotNegative();
            assertThat(search.level()).isEqualTo(2);
        }

        assertThat(campus.looks).isLessThan(5_000);
    }

    /** A small clinic of a large hospital, nobody of whom can come: not everybody is looked at for one of them, but the neighbours are next. */
    @Test
    void shouldGiveUpOnACampusOfFew() {
        final Campus campus = new Campus(15_000, FEW_NAMES, 5_000_000, 10);
        for (int person = 0; person < 15_000; person++) {
            campus.move(person, campus(person % 100 == 0 ? 9 : 8), true);
            campus.canCome[person] = person % 100 != 0;
        }
        final NearestSearch search = new NearestSearch(campus.whereabouts, campus::mayCome);
        campus.looks = 0;
        for (int i = 0; i < 100; i++) {
            final int[] point = new int[3];
            Earth.point(campus.latitude(), campus.longitude(), point, 0);
            assertThat(search.find(campus(9), true, point, 0)).isEqualTo(campus.scan(campus(9), true, point, 0));
            assertThat(search.level()).isEqualTo(LEVELS);
        }

        assertThat(campus.looks).isLessThan(100 * 300);
    }

    private static int[] floor(final int building, final int floor) {
        return new int[] {Positions.NONE, Positions.NONE, 11 + floor, 15 + building, 18};
    }

    private static int[] campus(final int name) {
        return new int[] {Positions.NONE, Positions.NONE, Positions.NONE, Positions.NONE, name};
    }
}
