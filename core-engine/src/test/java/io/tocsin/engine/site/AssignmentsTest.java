package io.tocsin.engine.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every list is the one that was put there last, in its order, and no place is lost. */
final class AssignmentsTest {
    private static final int PEOPLE = 20;
    private static final int SUBJECTS = 12;

    @TestFactory
    Stream<DynamicTest> shouldHoldTheListThatWasPutThereLast() {
        return Seeds.each(20, AssignmentsTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 8 + random.nextInt(80);
        Assignments assignments = new Assignments(capacity, SUBJECTS);
        final Map<Long, List<Integer>> model = new HashMap<>();

        for (int i = 0; i < 400; i++) {
            final long key = someKey(random);
            final int[] people = random.ints(random.nextInt(6), 0, PEOPLE).toArray();
            final boolean hasRoom = assignments.freePlaces() >= people.length
                    && (model.containsKey(key) || assignments.freeLists() > 0);
            if (hasRoom) {
                assignments.replace(key, people, people.length);
                model.put(key, list(people));
            }
            if (random.nextInt(40) == 0) {
                final byte[] bytes = SnapshotBytes.of(assignments::snapshot);
                assignments = new Assignments(capacity, SUBJECTS);
                assignments.restore(SnapshotBytes.reader(bytes), PEOPLE);
                assertThat(SnapshotBytes.of(assignments::snapshot)).isEqualTo(bytes);
            }
            check(seed, assignments, model, capacity);
            final long other = someKey(random);
            assertThat(listed(assignments, other)).as("seed %d", seed).isEqualTo(model.getOrDefault(other, List.of()));
        }
    }

    private static long someKey(final SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Assignments.ofRole(random.nextInt(4), random.nextInt(4));
            case 1 -> Assignments.ofPatient(random.nextInt(SUBJECTS));
            default -> Assignments.ofBed(random.nextInt(12));
        };
    }

    private static List<Integer> list(final int[] people) {
        final List<Integer> list = new ArrayList<>();
        for (final int person : people) {
            list.add(person);
        }
        return list;
    }

    private static void check(
            final long seed, final Assignments assignments, final Map<Long, List<Integer>> model, final int capacity) {
        int used = 0;
        for (final Map.Entry<Long, List<Integer>> entry : model.entrySet()) {
            assertThat(listed(assignments, entry.getKey()))
                    .as("seed %d, key %d", seed, entry.getKey())
                    .isEqualTo(entry.getValue());
            used += entry.getValue().size();
        }
        assertThat(assignments.freePlaces()).as("seed %d", seed).isEqualTo(capacity - used);
        assertThat(assignments.freeLists()).as("seed %d", seed).isEqualTo(capacity - model.size());
    }

    private static List<Integer> listed(final Assignments assignments, final long key) {
        final List<Integer> list = new ArrayList<>();
        for (int place = assignments.head(key); place != Assignments.END; place = assignments.next(place)) {
            list.add(assignments.person(place));
        }
        return list;
    }
}
