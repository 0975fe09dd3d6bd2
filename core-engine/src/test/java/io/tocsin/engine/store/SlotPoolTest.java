package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The slot freed last comes first, then the lowest that was never used; a restored pool goes on in the same order. */
final class SlotPoolTest {
    @TestFactory
    Stream<DynamicTest> shouldHandOutTheSlotFreedLast() {
        return Seeds.each(20, SlotPoolTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(60);
        SlotPool pool = new SlotPool(capacity);
        final Deque<Integer> freed = new ArrayDeque<>();
        final List<Integer> used = new ArrayList<>();
        int fresh = 0;

        for (int i = 0; i < 40 * capacity; i++) {
            // Now it fills, now it empties, so that both ends are met.
            final boolean fills = (i / (2 * capacity)) % 2 == 0;
            if (random.nextInt(4) > 0 == fills) {
                final int expected = !freed.isEmpty() ? freed.pop() : fresh < capacity ? fresh++ : SlotPool.NONE;
                assertThat(pool.take()).as("seed %d, step %d", seed, i).isEqualTo(expected);
                if (expected != SlotPool.NONE) {
                    used.add(expected);
                }
            } else if (!used.isEmpty()) {
                final int slot = used.remove(random.nextInt(used.size()));
                pool.give(slot);
                freed.push(slot);
            }
            if (random.nextInt(50) == 0) {
                final byte[] bytes = SnapshotBytes.of(pool::snapshot);
                pool = new SlotPool(capacity);
                pool.restore(SnapshotBytes.reader(bytes));
                assertThat(SnapshotBytes.of(pool::snapshot)).isEqualTo(bytes);
            }
            assertThat(pool.inUse()).isEqualTo(used.size());
            assertThat(pool.free()).isEqualTo(capacity - used.size());
            assertThat(pool.highWater()).isEqualTo(fresh);
            assertThat(pool.capacity()).isEqualTo(capacity);
            final int slot = random.nextInt(capacity);
            assertThat(pool.isUsed(slot)).as("seed %d, slot %d", seed, slot).isEqualTo(used.contains(slot));
        }
    }
}
