package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Finds what a map finds, whatever stays while ids go round the table. */
final class RisingIndexTest {
    @TestFactory
    Stream<DynamicTest> shouldFindEverySlotByItsId() {
        return Seeds.each(20, RisingIndexTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
        final long[] idOf = new long[capacity];
        final RisingIndex index = new RisingIndex(idOf);
        final Map<Long, Integer> model = new HashMap<>();
        final List<Integer> free = new ArrayList<>();
        for (int slot = 0; slot < capacity; slot++) {
            free.add(slot);
        }

        long lastId = 0;
        for (int i = 0; i < 40 * capacity; i++) {
            if (!free.isEmpty() && random.nextInt(3) > 0) {
                final int slot = free.remove(random.nextInt(free.size()));
                idOf[slot] = ++lastId;
                index.add(slot);
                model.put(lastId, slot);
            } else if (!model.isEmpty()) {
                final List<Long> ids = new ArrayList<>(model.keySet());
                // The oldest stays longest, so that others share its chain.
                final Long id = ids.get(Math.max(random.nextInt(ids.size()), random.nextInt(ids.size())));
                final int slot = index.find(id);
                model.remove(id);
                index.remove(slot);
                free.add(slot);
            }
            for (long id = Math.max(0, lastId - 5L * capacity); id <= lastId + 1; id++) {
                assertThat(index.find(id))
                        .as("seed %d, id %d", seed, id)
                        .isEqualTo(model.getOrDefault(id, RisingIndex.ABSENT));
            }
        }
        assertThat(index.find(Long.MAX_VALUE)).isEqualTo(RisingIndex.ABSENT);
        assertThat(index.find(Long.MIN_VALUE)).isEqualTo(RisingIndex.ABSENT);
    }
}
