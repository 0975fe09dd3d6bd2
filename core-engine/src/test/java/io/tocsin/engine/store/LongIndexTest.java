package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keys get the indexes that a map in order of first sight would give them, and keep them in a snapshot. */
final class LongIndexTest {
    @TestFactory
    Stream<DynamicTest> shouldNumberKeysInTheOrderOfTheirFirstSight() {
        return Seeds.each(20, LongIndexTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(random.nextBoolean() ? 10 : 300);
        final LongIndex index = new LongIndex(capacity);
        final Map<Long, Integer> model = new LinkedHashMap<>();

        for (int i = 0; i < 6 * capacity; i++) {
            final long key = someKey(random, capacity);
            final Integer known = model.get(key);
            assertThat(index.find(key))
                    .as("seed %d, key %d", seed, key)
                    .isEqualTo(known == null ? LongIndex.ABSENT : known);
            if (random.nextBoolean()) {
                final int expected = known != null ? known : model.size() < capacity ? model.size() : LongIndex.ABSENT;
                assertThat(index.intern(key)).as("seed %d, key %d", seed, key).isEqualTo(expected);
                if (expected != LongIndex.ABSENT) {
                    model.put(key, expected);
                }
            }
            assertThat(index.size()).isEqualTo(model.size());
            assertThat(index.free()).isEqualTo(capacity - model.size());
        }

        final byte[] bytes = SnapshotBytes.of(index::snapshot);
        final LongIndex restored = new LongIndex(capacity);
        restored.restore(SnapshotBytes.reader(bytes));
        assertThat(SnapshotBytes.of(restored::snapshot)).isEqualTo(bytes);
        model.forEach((key, expected) ->
                assertThat(restored.find(key)).as("seed %d, key %d", seed, key).isEqualTo(expected));
    }

    /** Zero, its neighbours, the extremes, and keys that differ in their high half alone, as assignments' do. */
    private static long someKey(final SplittableRandom random, final int capacity) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(2 * capacity);
            case 1 -> (long) random.nextInt(2 * capacity) << 32;
            case 2 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> -1L - random.nextInt(capacity);
        };
    }
}
