package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The first slot is the one a sorted set would have first, however deadlines are set, moved and removed. */
final class DeadlineHeapTest {
    private record Armed(long deadlineNs, long tie, int slot) {}

    @TestFactory
    Stream<DynamicTest> shouldHaveTheLeastDeadlineFirst() {
        return Seeds.each(20, DeadlineHeapTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(80);
        final DeadlineHeap heap = new DeadlineHeap(capacity);
        final TreeSet<Armed> sorted =
                new TreeSet<>(Comparator.comparingLong(Armed::deadlineNs).thenComparingLong(Armed::tie));
        final Map<Integer, Armed> bySlot = new HashMap<>();
        // Few instants, so that ties decide often; ids rise, as those of alerts do.
        final int instants = 1 + random.nextInt(20);
        long tie = 0;

        for (int i = 0; i < 60 * capacity; i++) {
            final int slot = random.nextInt(5) == 0 && heap.first() >= 0 ? heap.first() : random.nextInt(capacity);
            final Armed former = bySlot.remove(slot);
            if (former != null) {
                sorted.remove(former);
            }
            if (random.nextInt(3) == 0) {
                heap.arm(slot, DeadlineHeap.NEVER, 0);
            } else {
                final long tieBreak = former == null ? ++tie : former.tie;
                final Armed armed = new Armed(random.nextInt(instants), tieBreak, slot);
                heap.arm(slot, armed.deadlineNs, armed.tie);
                bySlot.put(slot, armed);
                sorted.add(armed);
            }
            assertThat(heap.first())
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(sorted.isEmpty() ? -1 : sorted.first().slot);
            assertThat(heap.firstNs())
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(sorted.isEmpty() ? DeadlineHeap.NEVER : sorted.first().deadlineNs);
        }
        while (!sorted.isEmpty()) {
            final Armed first = sorted.pollFirst();
            assertThat(heap.first()).as("seed %d, emptied", seed).isEqualTo(first.slot);
            heap.arm(first.slot, DeadlineHeap.NEVER, 0);
        }
        assertThat(heap.first()).isEqualTo(-1);
    }
}
