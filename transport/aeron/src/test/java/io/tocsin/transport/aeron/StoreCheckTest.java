package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running store reads again what it has recorded, and says what is damaged before a start needs it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StoreCheckTest {
    private static final int ALL = 1 << 20;
    private static final int FRAME_LENGTH = 256;

    @TempDir
    private Path folder;

    @Test
    void shouldReadAgainWhatIsRecordedWhileMoreIsAppended() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            final StoreCheck check = store.check();
            check.look(ALL);
            assertThat(check.verifiedBytes()).isZero();

            Stores.append(store.journal(), 1, 1_500);
            final long first = store.journal().recordedPosition();
            assertThat(first).as("two segments and a part of one").isGreaterThan(2L * Stores.SEGMENT_LENGTH);
            check.look(ALL);
            assertThat(check.verifiedBytes()).isEqualTo(first);

            Stores.append(store.journal(), 1_501, 1_600);
            Stores.append(store.eventLog(), 1, 100);
            check.look(ALL);
            final long round = check.verifiedBytes() - first;
            assertThat(round)
                    .as("begins anew, though there was more, with the events")
                    .isGreaterThan(store.journal().recordedPosition());
            check.look(ALL);
            assertThat(check.verifiedBytes()).as("and again").isEqualTo(first + 2 * round);
            assertThat(check.damage()).isEmpty();
        }
    }

    @Test
    void shouldReadOnlyALittleAtATime() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 100);
            final StoreCheck check = store.check();

            check.look(1);
            assertThat(check.verifiedBytes()).isPositive().isLessThanOrEqualTo(FRAME_LENGTH);
            for (int i = 1; i < 100; i++) {
                check.look(1);
            }
            assertThat(check.verifiedBytes()).isEqualTo(store.journal().recordedPosition());
        }
    }

    @Test
    void shouldSayWhereABitHasFlippedAndGoOnRecording() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 1_500);
            flip(segment(Stores.SEGMENT_LENGTH), 1_000);
            final StoreCheck check = store.check();
            check.look(ALL);

            assertThat(check.damage()).startsWith("the journal is damaged at position ");
            assertThat(check.verifiedBytes()).isLessThanOrEqualTo(Stores.SEGMENT_LENGTH + 1_000L);
            final long whole = check.verifiedBytes();
            Stores.append(store.journal(), 1_501, 1_600);
            Stores.append(store.eventLog(), 1, 100);
            check.look(ALL);
            assertThat(check.damage()).as("stays").startsWith("the journal is damaged at position ");
            assertThat(check.verifiedBytes()).as("the events are still read").isGreaterThan(whole);
        }
    }

    @Test
    void shouldMissWhatIsNotThereAnyMore() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 1_500);
            assertThat(segment(Stores.SEGMENT_LENGTH).toFile().delete()).isTrue();
            final StoreCheck check = store.check();
            check.look(ALL);

            assertThat(check.damage())
                    .startsWith("the journal has nothing at position " + Stores.SEGMENT_LENGTH + ", though");
        }
    }

    @Test
    void shouldDoNothingOnceTheStoreIsClosed() {
        final StoreCheck check;
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 10);
            check = store.check();
        }
        check.look(ALL);

        assertThat(check.verifiedBytes()).isZero();
        assertThat(check.damage()).isEmpty();
    }

    @Test
    void shouldLeaveAStoreAloneThatIsForReading() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 10);
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            store.check().look(ALL);
            assertThat(store.check().verifiedBytes()).isZero();
        }
    }

    private Path segment(final long base) {
        return folder.resolve("archive").resolve(StreamKind.JOURNAL.recordingId() + "-" + base + ".rec");
    }

    private static void flip(final Path file, final long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            final int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1);
        }
    }
}
