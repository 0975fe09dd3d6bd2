package io.tocsin.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The first offer of every heap is the one a sorted set would have first, however offers come, go and move from heap to heap. */
final class DispatchQueueTest {
    private static final int PEOPLE = 4;

    @TestFactory
    Stream<DynamicTest> shouldHaveTheFirstOfferFirst() {
        return Seeds.each(30, DispatchQueueTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int heaps = 1 + random.nextInt(5);
        final WaitingOffers waiting = new WaitingOffers(random, 1 + random.nextInt(40), PEOPLE);
        final Site site = new Site(PEOPLE, 1, 1, 1);
        for (int person = 0; person < PEOPLE; person++) {
            site.precedence(person, random.nextInt(4));
        }
        final DispatchQueue queue = new DispatchQueue(heaps, site, waiting.alerts, waiting.offers);
        final List<NavigableSet<Integer>> model = new ArrayList<>();
        for (int heap = 0; heap < heaps; heap++) {
            model.add(new TreeSet<>(waiting.order(site)));
        }

        for (int i = 0; i < 2_000; i++) {
            final int offer = random.nextInt(waiting.count());
            final int heap = random.nextInt(heaps);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    if (model.stream().noneMatch(each -> each.contains(offer))) {
                        queue.insert(heap, offer);
                        model.get(heap).add(offer);
                    }
                }
                case 4 -> {
                    queue.remove(offer);
                    model.forEach(each -> each.remove(offer));
                }
                case 5 -> {
                    if (!model.get(heap).isEmpty()) {
                        queue.remove(queue.first(heap));
                        model.get(heap).pollFirst();
                    }
                }
                case 6 -> {
                    if (heap != DispatchQueue.READY) {
                        final int most = random.nextInt(4);
                        queue.release(heap, most);
                        for (int j = 0; j < most && !model.get(heap).isEmpty(); j++) {
                            model.get(DispatchQueue.READY).add(model.get(heap).pollFirst());
                        }
                    }
                }
                default -> {
                    if (heap != DispatchQueue.READY && random.nextInt(4) == 0) {
                        queue.releaseAll(heap);
                        model.get(DispatchQueue.READY).addAll(model.get(heap));
                        model.get(heap).clear();
                    }
                }
            }
            check(seed, i, queue, model);
        }
        for (int heap = 0; heap < heaps; heap++) {
            while (!model.get(heap).isEmpty()) {
                assertThat(queue.first(heap))
                        .as("seed %d, heap %d emptied", seed, heap)
                        .isEqualTo(model.get(heap).pollFirst());
                queue.remove(queue.first(heap));
            }
        }
        assertThat(queue.size()).isZero();
    }

    private static void check(
            final long seed, final int step, final DispatchQueue queue, final List<NavigableSet<Integer>> model) {
        int size = 0;
        for (int heap = 0; heap < model.size(); heap++) {
            final NavigableSet<Integer> sorted = model.get(heap);
            assertThat(queue.isEmpty(heap)).isEqualTo(sorted.isEmpty());
            assertThat(queue.first(heap))
                    .as("seed %d, step %d, heap %d", seed, step, heap)
                    .isEqualTo(sorted.isEmpty() ? DispatchQueue.NONE : sorted.first());
            size += sorted.size();
        }
        assertThat(queue.size()).as("seed %d, step %d", seed, step).isEqualTo(size);
    }
}
