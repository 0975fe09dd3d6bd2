package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedFile;
import io.tocsin.engine.snapshot.EndMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and journals in files that are sealed. */
final class SealedJournalFilesTest {
    private static final String SECRET = "Jane Doe, allergic to latex. ";

    @TempDir
    Path temp;

    private Path folder;
    private AtRestKeys keys;

    @BeforeEach
    void begin() {
        folder = temp.resolve("snapshots");
        AtRestKeys.makeFirst(temp.resolve("keys"));
        keys = AtRestKeys.in(temp.resolve("keys"));
    }

    @Test
    void shouldGiveBackASealedSnapshotToWhoHasTheKey() throws IOException {
        put(AtRest.sealed(keys), 100, 200_000);

        assertThat(length(AtRest.sealed(keys), 0)).isEqualTo(200_000L * SECRET.length() + EndMark.LENGTH);
        assertThat(length(AtRest.readWith(keys), 0)).isEqualTo(200_000L * SECRET.length() + EndMark.LENGTH);
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                assertThat(SealedFile.isSealed(file)).isTrue();
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("latex");
            }
        }
        final FileSnapshotStore keyless = new FileSnapshotStore(folder);
        assertThat(keyless.list()).isEmpty();
        assertThat(keyless.problems()).hasSize(1);
        assertThat(keyless.problems().get(0))
                .contains("snapshot " + file(100))
                .contains("is sealed with key " + keys.current().name())
                .contains("no keys were given");
    }

    @Test
    void shouldReadSnapshotsOfEveryKeyThatIsKept() {
        put(AtRest.sealed(keys), 100, 10);
        put(AtRest.sealed(keys), 200, 10);
        final AtRestKey old = keys.current();
        AtRestKeys.makeNext(keys.folder());
        keys.refresh();

        assertThat(positions(AtRest.sealed(keys))).containsExactly(200L, 100L);
        put(AtRest.sealed(keys), 300, 10);
        assertThat(positions(AtRest.sealed(keys))).containsExactly(300L, 200L);
        delete(keys.folder().resolve("0001-" + old.name() + ".key"));
        assertThat(positions(AtRest.sealed(AtRestKeys.in(keys.folder())))).containsExactly(300L);
    }

    /** What was written before there were keys is used until there is better, and not kept beside it; what somebody without a key puts there is not used. */
    @Test
    void shouldUseAnOpenSnapshotOnlyAsLongAsThereIsNoSealedOne() throws IOException {
        put(AtRest.OPEN, 100, 10);
        assertThat(positions(AtRest.sealed(keys))).containsExactly(100L);
        final byte[] forged = Files.readAllBytes(file(100));
        put(AtRest.sealed(keys), 200, 10);
        assertThat(file(100)).doesNotExist();

        Files.write(file(900), forged);
        final FileSnapshotStore store = new FileSnapshotStore(folder, AtRest.sealed(keys));
        assertThat(store.list())
                .extracting(each -> each.mark().journalPosition())
                .containsExactly(200L);
        assertThat(store.problems().get(0)).contains(file(900) + " is not sealed, though others are");
        put(AtRest.sealed(keys), 300, 10);
        assertThat(file(900)).doesNotExist();
        assertThat(positions(AtRest.sealed(keys))).containsExactly(300L, 200L);
    }

    @Test
    void shouldFindAFlippedBitWhereverItIs() throws IOException {
        put(AtRest.sealed(keys), 100, 4_000);
        final byte[] whole = Files.readAllBytes(file(100));
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            final byte[] changed = whole.clone();
            final int at = i < 64 ? i : random.nextInt(whole.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(100), changed);
            final FileSnapshotStore store = new FileSnapshotStore(folder, AtRest.sealed(keys));

            assertThat(store.list())
                    .as("byte " + at + ", again with -Dseed=" + seed)
                    .isEmpty();
            assertThat(store.problems().get(0))
                    .contains("snapshot")
                    .contains(file(100).toString());
        }
        Files.write(file(100), Arrays.copyOf(whole, whole.length - 1));
        assertThat(positions(AtRest.sealed(keys))).isEmpty();
        Files.write(file(100), whole);
        assertThat(positions(AtRest.sealed(keys))).containsExactly(100L);
    }

    @Test
    void shouldSealAJournalInAFile() throws IOException {
        final InMemoryJournal journal = new InMemoryJournal();
        final UnsafeBuffer record = new UnsafeBuffer(SECRET.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 5_000; i++) {
            journal.append(i, record, 0, record.capacity());
        }
        final Path file = temp.resolve("run.journal");
        journal.writeTo(file, keys);

        assertThat(InMemoryJournal.readFrom(file, keys).contentEquals(journal)).isTrue();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("latex");
        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(
                        file + " at byte 0 is sealed with key " + keys.current().name());
        final byte[] bytes = Files.readAllBytes(file);
        bytes[90_000] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> InMemoryJournal.readFrom(file, keys))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the sealed piece at byte ");
    }

    private void put(final AtRest atRest, final long position, final int times) {
        try (FileSnapshotStore store = new FileSnapshotStore(folder, atRest)) {
            while (!store.prepare((long) times * SECRET.length())) {
                Thread.onSpinWait();
            }
            store.begin(new SnapshotMark(position, 1, 1, 1, 1));
            final UnsafeBuffer bytes = new UnsafeBuffer(SECRET.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < times; i++) {
                store.sink().onChunk(bytes, 0, bytes.capacity());
            }
            store.commit();
        }
    }

    private long length(final AtRest atRest, final int index) {
        final UnsafeBuffer into = new UnsafeBuffer(new byte[1 << 16]);
        final long[] length = {0};
        new FileSnapshotStore(folder, atRest).list().get(index).read(source -> {
            int read = source.read(into, 0, into.capacity());
            while (read > 0) {
                length[0] += read;
                read = source.read(into, 0, into.capacity());
            }
        });
        return length[0];
    }

    private List<Long> positions(final AtRest atRest) {
        return new FileSnapshotStore(folder, atRest)
                .list().stream().map(each -> each.mark().journalPosition()).toList();
    }

    private Path file(final long position) {
        return folder.resolve("snapshot-%020d.tocsin".formatted(position));
    }

    private static void delete(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
