package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
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
    /** Its own header and the driver's, aligned. */
    private static final int RECORD_IN_FILE = 224;

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
    void shouldReadRecordsThatSpanWhatItReadsAtATime() throws IOException {
        final ArchiveStore.Context context =
                Stores.context(folder).termLength(2 * StreamWindow.LENGTH).segmentLength(4 * StreamWindow.LENGTH);
        try (ArchiveStore store = ArchiveStore.open(context)) {
            Stores.append(store.journal(), 1, 1_500);
            final StoreCheck check = store.check();
            check.look(ALL);
            assertThat(check.damage()).isEmpty();
            assertThat(check.verifiedBytes()).isEqualTo(store.journal().recordedPosition());

            flip(segment(0), StreamWindow.LENGTH);
            check.look(ALL);
            assertThat(check.damage())
                    .as("the record begins in front of it")
                    .startsWith("the journal is damaged at position ")
                    .contains(", byte " + StreamWindow.LENGTH / RECORD_IN_FILE * RECORD_IN_FILE + "): ");
        }
    }

    @Test
    void shouldNotTakeForDamageWhatCannotBeReadForAMoment() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 1_500);
            final StoreCheck check = store.check();
            // No right to the file would do as well, but not for a superuser.
            final Path away = folder.resolve("away");
            Files.move(segment(Stores.SEGMENT_LENGTH), away);
            Files.createDirectory(segment(Stores.SEGMENT_LENGTH));
            check.look(ALL);
            check.look(ALL);
            assertThat(check.unread())
                    .startsWith("the journal cannot be read at position " + Stores.SEGMENT_LENGTH + " (" + folder);
            assertThat(check.failedLooks()).isEqualTo(2);
            assertThat(check.damage()).isEmpty();
            assertThat(check.verifiedBytes()).as("not again and again").isEqualTo(Stores.SEGMENT_LENGTH);

            Files.delete(segment(Stores.SEGMENT_LENGTH));
            Files.move(away, segment(Stores.SEGMENT_LENGTH));
            check.look(ALL);
            assertThat(check.unread()).isEmpty();
            assertThat(check.failedLooks()).isEqualTo(2);
            assertThat(check.damage()).isEmpty();
            assertThat(check.verifiedBytes())
                    .as("from where it could not go on")
                    .isEqualTo(store.journal().recordedPosition());
        }
    }

    @Test
    void shouldNotMissWhatIsInAFolderThatIsAwayForAMoment() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 100);
            final StoreCheck check = store.check();
            Files.move(folder.resolve("archive"), folder.resolve("away"));
            check.look(ALL);
            Files.move(folder.resolve("away"), folder.resolve("archive"));
            assertThat(check.unread()).startsWith("the journal cannot be read at position 0 (");

            check.look(ALL);
            assertThat(check.unread()).isEmpty();
            assertThat(check.damage()).isEmpty();
            assertThat(check.verifiedBytes()).isEqualTo(store.journal().recordedPosition());
        }
    }

    @Test
    void shouldSayWhenAFileIsCutWhileItRuns() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 1_500);
            final StoreCheck check = store.check();
            check.look(1);
            try (RandomAccessFile bytes = new RandomAccessFile(segment(0).toFile(), "rw")) {
                bytes.setLength(10_000);
            }
            check.look(ALL);

            assertThat(check.damage()).contains("0-0.rec has 10000 bytes instead of " + Stores.SEGMENT_LENGTH);
        }
    }

    @Test
    void shouldKeepWhatWasFoundFirstAndAddWhatIsFoundInTheOtherStream() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 100);
            Stores.append(store.eventLog(), 1, 100);
            final StoreCheck check = store.check();
            flip(folder.resolve("archive").resolve(StreamKind.EVENTS.recordingId() + "-0.rec"), 1_000);
            check.look(ALL);
            final String first = check.damage();
            assertThat(first).startsWith("the event log is damaged at position ");

            flip(segment(0), 1_000);
            check.look(ALL);
            check.look(ALL);
            assertThat(check.damage())
                    .startsWith(first + "; the journal is damaged at position ")
                    .containsOnlyOnce("the journal is damaged");
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
