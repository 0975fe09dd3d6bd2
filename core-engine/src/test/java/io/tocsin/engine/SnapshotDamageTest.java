package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tocsin.engine.snapshot.SnapshotBytes;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A snapshot that is not byte for byte what the engine wrote is refused with a {@link SnapshotException}, and nothing else: not taken for another state, no other
 * exception, no endless loop, no more memory than a good one takes.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SnapshotDamageTest {
    private static final int STEPS = 300;
    private static final int SAMPLES = 500;
    private static final int FORMAT_OFFSET = 8;
    private static final int FIRST_SECTION_OFFSET = 12;
    /** A restore takes milliseconds; one that has not ended after this long never will. */
    private static final long HANGS_AFTER_MS = 60_000;

    /** The first message of a kind links its text. */
    private static final long ROOM_FOR_MESSAGES = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A damaged copy of a snapshot. */
    private interface Damage {
        byte[] of(SplittableRandom random, byte[] snapshot);
    }

    @BeforeAll
    static void loadClasses() {
        EngineRun.restored(snapshot(1));
    }

    private static byte[] snapshot(final long seed) {
        final List<Entrance> log = RecordedScript.of(seed, STEPS);
        final EngineRun run = new EngineRun();
        run.playAll(log);
        return run.snapshot();
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatWasCutShort() {
        return Seeds.each(4, seed -> {
            final byte[] whole = snapshot(seed);
            refuses(seed, whole, (random, bytes) -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            // The last bytes are the end mark: each of them counts.
            for (int missing = 1; missing <= 16; missing++) {
                final int length = whole.length - missing;
                assertThatThrownBy(() -> EngineRun.restored(Arrays.copyOf(whole, length)))
                        .as("seed %d, the last %d bytes missing", seed, missing)
                        .isInstanceOf(SnapshotException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseEveryFlippedBit() {
        return Seeds.each(
                6,
                seed -> refuses(seed, snapshot(seed), (random, bytes) -> {
                    final byte[] flipped = bytes.clone();
                    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    return flipped;
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseEveryFlippedBitOfItsHead() {
        return Seeds.each(1, seed -> {
            final byte[] whole = snapshot(seed);
            watched(at -> {
                for (int bit = 0; bit < 8 * 160; bit++) {
                    final byte[] flipped = whole.clone();
                    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                    at.set("seed " + seed + ", bit " + bit);
                    refuse("seed " + seed + ", bit " + bit, flipped, bytesOfRestoring(whole));
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseSmallNumbersThatBecameOthers() {
        // What an index or a count could plausibly be: these get past the checks of ranges.
        return Seeds.each(
                4,
                seed -> refuses(seed, snapshot(seed), (random, bytes) -> {
                    final byte[] changed = bytes.clone();
                    int at;
                    do {
                        at = random.nextInt(bytes.length);
                    } while (bytes[at] <= 0 || bytes[at] > 60);
                    changed[at] += (byte) (random.nextBoolean() ? 1 : -1);
                    return changed;
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseBlocksThatWereLostMovedOrOverwritten() {
        return Seeds.each(
                3,
                seed -> refuses(seed, snapshot(seed), (random, bytes) -> {
                    final byte[] changed = bytes.clone();
                    final int from = random.nextInt(bytes.length);
                    final int to = random.nextInt(bytes.length);
                    final int length = Math.min(1 + random.nextInt(512), bytes.length - Math.max(from, to));
                    switch (random.nextInt(3)) {
                        case 0 -> Arrays.fill(changed, from, from + length, (byte) 0);
                        case 1 -> Arrays.fill(changed, from, from + length, (byte) random.nextInt(256));
                        default -> System.arraycopy(bytes, from, changed, to, length);
                    }
                    return changed;
                }));
    }

    @Test
    void shouldRefuseWhatIsNoSnapshot() {
        assertThatThrownBy(() -> EngineRun.restored(new byte[0])).isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> EngineRun.restored(new byte[4_096]))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("does not begin like one");
    }

    @Test
    void shouldRefuseAnotherFormatAndSectionsOfAnotherLayout() {
        final byte[] whole = snapshot(1);

        assertThatThrownBy(() -> EngineRun.restored(withInt(whole, FORMAT_OFFSET, 2)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("format 2");
        assertThatThrownBy(() -> EngineRun.restored(withInt(whole, FIRST_SECTION_OFFSET + Integer.BYTES, 9)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("version 9");
        assertThatThrownBy(() -> EngineRun.restored(withInt(whole, FIRST_SECTION_OFFSET + Integer.BYTES, 1)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("version 4 or 5 expected, but there is")
                .hasMessageContaining("version 1");
        assertThatThrownBy(() -> EngineRun.restored(withInt(whole, FIRST_SECTION_OFFSET, 99)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("section 99");
    }

    private static byte[] withInt(final byte[] bytes, final int offset, final int value) {
        final byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return changed;
    }

    private static void refuses(final long seed, final byte[] whole, final Damage damage) {
        final SplittableRandom random = new SplittableRandom(seed);
        watched(at -> {
            final long most = bytesOfRestoring(whole);
            for (int i = 0; i < SAMPLES; i++) {
                final byte[] damaged = damage.of(random, whole);
                if (!Arrays.equals(damaged, whole)) {
                    final String where = "seed %d, sample %d, first difference at byte %d of %d"
                            .formatted(seed, i, Arrays.mismatch(damaged, whole), whole.length);
                    at.set(where);
                    refuse(where, damaged, most);
                }
            }
        });
    }

    private static long bytesOfRestoring(final byte[] snapshot) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        EngineRun.restored(snapshot);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void refuse(final String where, final byte[] damaged, final long bytesOfGood) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable thrown = null;
        try {
            new AlertEngine(new EngineRun()).restore(SnapshotBytes.source(damaged));
        } catch (final RuntimeException | OutOfMemoryError e) {
            thrown = e;
        }
        final long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (!(thrown instanceof SnapshotException)) {
            throw new AssertionError(
                    where + (thrown == null ? ": was taken for good" : ": not refused as it should"), thrown);
        }
        if (bytes > 2 * bytesOfGood + ROOM_FOR_MESSAGES) {
            throw new AssertionError(where + ": took " + bytes + " bytes, a good one takes " + bytesOfGood);
        }
    }

    /** Runs in a thread of its own, so that an endless loop fails the test instead of the build. */
    private static void watched(final Consumer<AtomicReference<String>> body) {
        final AtomicReference<String> at = new AtomicReference<>("the start");
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        final Thread thread = new Thread(() -> {
            try {
                body.accept(at);
            } catch (final Throwable e) {
                failure.set(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(HANGS_AFTER_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("hangs at %s", at.get()).isFalse();
        final Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError(thrown.getMessage(), thrown);
        }
    }
}
