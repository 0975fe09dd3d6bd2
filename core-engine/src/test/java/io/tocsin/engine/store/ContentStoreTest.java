package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was put in comes out, byte for byte, whatever else comes and goes, and no block is lost or used twice. */
final class ContentStoreTest {
    private static final int LONGEST = 1024;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Kept(int head, byte[] bytes) {}

    @TestFactory
    Stream<DynamicTest> shouldKeepWhatWasPutIn() {
        return Seeds.each(20, ContentStoreTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(100);
        ContentStore store = new ContentStore(capacity);
        List<Kept> kept = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            final byte[] bytes = new byte[someLength(random)];
            random.nextBytes(bytes);
            if (ContentStore.blocksFor(bytes.length) <= store.free() && random.nextInt(3) > 0) {
                final byte[] around = new byte[bytes.length + 8];
                System.arraycopy(bytes, 0, around, 5, bytes.length);
                kept.add(new Kept(store.put(new UnsafeBuffer(around), 5, bytes.length), bytes));
            } else if (!kept.isEmpty()) {
                store.remove(kept.remove(random.nextInt(kept.size())).head);
            }
            if (random.nextInt(100) == 0) {
                final ContentStore restored = new ContentStore(capacity);
                kept = restored(store, restored, kept);
                store = restored;
            }
            check(seed, store, kept, capacity);
        }
        for (final Kept each : kept) {
            store.remove(each.head);
        }
        assertThat(store.free()).as("seed %d, emptied", seed).isEqualTo(capacity);
    }

    /** Empty, just below, at and just above a block, and anything up to the longest command. */
    private static int someLength(final SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> ContentStore.BLOCK_BYTES * (1 + random.nextInt(4)) - 1 + random.nextInt(3);
            default -> random.nextInt(LONGEST + 1);
        };
    }

    private static void check(final long seed, final ContentStore store, final List<Kept> kept, final int capacity) {
        int used = 0;
        for (final Kept each : kept) {
            final UnsafeBuffer out = new UnsafeBuffer(new byte[LONGEST + 3]);
            store.get(each.head, each.bytes.length, out, 3);
            final byte[] found = new byte[each.bytes.length];
            out.getBytes(3, found);
            assertThat(found)
                    .as("seed %d, string of %d bytes", seed, found.length)
                    .isEqualTo(each.bytes);
            used += ContentStore.blocksFor(each.bytes.length);
        }
        assertThat(store.free()).as("seed %d", seed).isEqualTo(capacity - used);
        assertThat(store.capacity()).isEqualTo(capacity);
    }

    private static List<Kept> restored(final ContentStore from, final ContentStore to, final List<Kept> kept) {
        final byte[] bytes = SnapshotBytes.of(
                writer -> kept.forEach(each -> from.snapshotString(writer, each.head, each.bytes.length)));
        final var reader = SnapshotBytes.reader(bytes);
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[LONGEST]);
        final List<Kept> moved = new ArrayList<>();
        for (final Kept each : kept) {
            final long string = to.restoreString(reader, scratch);
            assertThat((int) (string >>> 32)).isEqualTo(each.bytes.length);
            moved.add(new Kept((int) string, each.bytes));
        }
        return moved;
    }
}
