package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.snapshot.EndMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSnapshotStoreTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveBackWhatItWasGiven() {
        final byte[] bytes = bytes(1, 3_000_001);
        put(100, bytes);

        final List<StoredSnapshot> found = new FileSnapshotStore(folder).list();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).mark()).isEqualTo(mark(100));
        assertThat(read(found.get(0), bytes.length)).isEqualTo(bytes);
    }

    @Test
    void shouldKeepAnEmptySnapshotToo() {
        put(7, new byte[0]);

        assertThat(read(new FileSnapshotStore(folder).list().get(0), 0)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestTwo() throws IOException {
        for (final long position : new long[] {5, 40, 300, 2_000}) {
            put(position, bytes(position, 1_000));
        }

        assertThat(positions(new FileSnapshotStore(folder))).containsExactly(2_000L, 300L);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void shouldReuseItsMemoryForAShorterSnapshot() {
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        put(store, 1, bytes(1, 2_500_000));
        store.close();
        final FileSnapshotStore next = new FileSnapshotStore(folder);
        put(next, 2, bytes(2, 2_500_000));
        awaitRoom(next, 10);
        next.begin(mark(3));
        final byte[] shorter = bytes(3, 10);
        next.sink().onChunk(new UnsafeBuffer(shorter), 0, shorter.length);
        next.commit();
        next.close();

        assertThat(read(new FileSnapshotStore(folder).list().get(0), 10)).isEqualTo(shorter);
    }

    @Test
    void shouldHaveRoomOnlyOnceItWasMadeAndNoneWhileItWrites() {
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        assertThat(store.prepare(5_000_000)).as("made by a thread of the store").isFalse();
        put(store, 1, bytes(1, 5_000_000));
        // Whatever the thread has reached by now: room that is given back is made again.
        put(store, 2, bytes(2, 6_000_000));
        store.close();

        final List<StoredSnapshot> found = new FileSnapshotStore(folder).list();
        assertThat(read(found.get(0), 6_000_000)).isEqualTo(bytes(2, 6_000_000));
        assertThat(read(found.get(1), 5_000_000)).isEqualTo(bytes(1, 5_000_000));
    }

    @Test
    void shouldTakeMoreThanThereWasRoomFor() {
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        awaitRoom(store, 1);
        store.begin(mark(4));
        final byte[] bytes = bytes(4, 3_000_000);
        store.sink().onChunk(new UnsafeBuffer(bytes), 0, bytes.length);
        store.commit();
        store.close();

        assertThat(read(new FileSnapshotStore(folder).list().get(0), bytes.length))
                .isEqualTo(bytes);
    }

    @Test
    void shouldTellEveryKindOfDamageAndKeepTheFile() throws IOException {
        final byte[] bytes = bytes(9, 5_000);
        final SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 60; i++) {
            put(10, bytes);
            put(20, bytes);
            final Path newest = file(20);
            final byte[] whole = Files.readAllBytes(newest);
            final byte[] changed;
            if (i % 2 == 0) {
                changed = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else {
                changed = whole.clone();
                changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            // Four bytes of the header are unused, but under the checksum as well.
            Files.write(newest, changed);

            final FileSnapshotStore store = new FileSnapshotStore(folder);
            assertThat(positions(store)).as("damage %d", i).containsExactly(10L);
            assertThat(store.problems()).hasSize(1);
            assertThat(store.problems().get(0)).contains(newest.toString());
            assertThat(Files.readAllBytes(newest)).isEqualTo(changed);
            Files.delete(newest);
        }
    }

    @Test
    void shouldNameANewerVersion() throws IOException {
        put(10, bytes(1, 10));
        final byte[] changed = Files.readAllBytes(file(10));
        changed[8] = 2;
        Files.write(file(10), changed);

        final FileSnapshotStore store = new FileSnapshotStore(folder);
        assertThat(store.list()).isEmpty();
        assertThat(store.problems().get(0)).endsWith("is of version 2, this program reads version 1");
    }

    @Test
    void shouldNeitherCountNorRemoveWhatIsDamaged() throws IOException {
        put(10, bytes(1, 10));
        put(20, bytes(2, 10));
        Files.write(file(20), new byte[3]);
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        store.list();
        put(store, 30, bytes(3, 10));
        store.close();

        assertThat(positions(new FileSnapshotStore(folder))).containsExactly(30L, 10L);
        assertThat(file(20)).hasSize(3);
    }

    @Test
    void shouldIgnoreWhatWasNotFinished() throws IOException {
        put(10, bytes(1, 10));
        Files.write(folder.resolve("snapshot-00000000000000000020.tocsin.part"), new byte[5]);

        final FileSnapshotStore store = new FileSnapshotStore(folder);
        assertThat(positions(store)).containsExactly(10L);
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void shouldTellWhenItCannotWrite() throws IOException {
        final FileSnapshotStore store = new FileSnapshotStore(folder.resolve("gone"));
        Files.delete(folder.resolve("gone"));
        put(store, 10, bytes(1, 10));
        store.close();

        assertThat(store.problems()).hasSize(1);
        assertThat(store.problems().get(0)).contains("at journal position 10 cannot be written");
        assertThatThrownBy(() -> store.prepare(1)).hasMessageContaining("is closed");
    }

    @Test
    void shouldRefuseAFolderThatCannotBe() throws IOException {
        final Path file = Files.write(folder.resolve("file"), new byte[1]);

        assertThatThrownBy(() -> new FileSnapshotStore(file.resolve("snapshots")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot be made");
    }

    private void put(final long position, final byte[] bytes) {
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        put(store, position, bytes);
        store.close();
    }

    private static void put(final FileSnapshotStore store, final long position, final byte[] bytes) {
        awaitRoom(store, bytes.length);
        store.begin(mark(position));
        for (int at = 0; at < bytes.length; at += 65_536) {
            store.sink().onChunk(new UnsafeBuffer(bytes), at, Math.min(65_536, bytes.length - at));
        }
        store.commit();
    }

    private static void awaitRoom(final FileSnapshotStore store, final int bytes) {
        while (!store.prepare(bytes)) {
            Thread.onSpinWait();
        }
    }

    private Path file(final long position) {
        return folder.resolve("snapshot-%020d.tocsin".formatted(position));
    }

    private static SnapshotMark mark(final long position) {
        return new SnapshotMark(position, position + 1, position + 2, position + 3, position + 4);
    }

    private static List<Long> positions(final SnapshotStore store) {
        return store.list().stream()
                .map(snapshot -> snapshot.mark().journalPosition())
                .toList();
    }

    /** The bytes of a snapshot whose end mark fits them. */
    private static byte[] read(final StoredSnapshot snapshot, final int length) {
        final byte[] read = new byte[length + EndMark.LENGTH + 1];
        final UnsafeBuffer buffer = new UnsafeBuffer(read);
        final int[] at = {0};
        snapshot.read(source -> {
            int more = source.read(buffer, 0, 1);
            while (more > 0) {
                at[0] += more;
                more = source.read(buffer, at[0], read.length - at[0]);
            }
        });
        final EndMark endMark = new EndMark();
        endMark.add(buffer, 0, length);
        final UnsafeBuffer expected = new UnsafeBuffer(new byte[EndMark.LENGTH]);
        endMark.put(expected, 0);
        assertThat(at[0]).isEqualTo(length + EndMark.LENGTH);
        assertThat(Arrays.copyOfRange(read, length, at[0])).isEqualTo(expected.byteArray());
        return Arrays.copyOf(read, length);
    }

    private static byte[] bytes(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
