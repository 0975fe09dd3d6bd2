package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalTail;
import io.tocsin.journal.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ArchiveStoreTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldGiveBackWhatItRecordedAcrossRestartsAndSegments(final Level level) {
        long last = 0;
        for (int life = 0; life < 3; life++) {
            try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).level(level))) {
                assertThat(store.warnings()).isEmpty();
                assertThat(store.journal().level()).isEqualTo(level);
                assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, last));
                assertThat(store.eventLog().lastEventSeq()).isEqualTo(last);
                assertThat(Stores.read(store.eventLog(), 1)).isEqualTo(numbers(1, last));
                Stores.append(store.journal(), last + 1, last + 1_000);
                Stores.append(store.eventLog(), last + 1, last + 1_000);
                last += 1_000;
            }
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, last));
            assertThat(Stores.read(store.eventLog(), 1)).isEqualTo(numbers(1, last));
            for (final long from : new long[] {2, 500, 701, 1_500, 2_999, 3_000}) {
                assertThat(Stores.read(store.eventLog(), from)).isEqualTo(numbers(from, last));
            }
        }
    }

    /** The archive makes the file of the next segment before it has its length. */
    @Test
    void shouldReadOnWhileTheNextSegmentIsInTheMaking() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.eventLog(), 1, 10);
            Files.createFile(folder.resolve("archive").resolve("1-131072.rec"));
            assertThat(Stores.read(store.eventLog(), 1)).isEqualTo(numbers(1, 10));
            try (JournalTail tail = Objects.requireNonNull(store.eventLog().tail(1))) {
                assertThat(tail.poll((position, stamp, record, offset, length) -> {}, 100))
                        .isEqualTo(10);
            }
        }
    }

    @Test
    void shouldReplayFromThePositionAfterAnyRecord() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 800);
            final long[] positions = new long[801];
            store.journal().replay(0, (position, number, buffer, offset, length) -> positions[(int) number] = position);
            for (int number = 0; number <= 800; number += 7) {
                assertThat(Stores.read(store.journal(), positions[number])).isEqualTo(numbers(number + 1, 800));
            }
            assertThatThrownBy(() -> Stores.read(store.journal(), positions[5] + 32))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged at position " + (positions[5] + 32));
        }
    }

    @Test
    void shouldFindItsEndAfterADeathWithoutWarning() throws IOException {
        final Path running = folder.resolve("running");
        try (ArchiveStore store = ArchiveStore.open(Stores.context(running))) {
            for (int life = 1; life <= 5; life++) {
                Stores.append(store.journal(), 1 + (life - 1) * 300L, life * 300L);
                Stores.append(store.eventLog(), 1 + (life - 1) * 150L, life * 150L);
                final Path killed = folder.resolve("killed" + life);
                Stores.copyAsIfKilled(running, killed);
                try (ArchiveStore next = ArchiveStore.open(Stores.context(killed))) {
                    assertThat(next.warnings()).isEmpty();
                    assertThat(Stores.read(next.journal(), 0)).isEqualTo(numbers(1, life * 300L));
                    assertThat(next.eventLog().lastEventSeq()).isEqualTo(life * 150L);
                    Stores.append(next.journal(), life * 300L + 1, life * 300L + 400);
                }
                try (ArchiveStore again = ArchiveStore.open(Stores.context(killed))) {
                    assertThat(Stores.read(again.journal(), 0)).isEqualTo(numbers(1, life * 300L + 400));
                }
            }
        }
    }

    @Test
    void shouldEndAfterItsLastRecordAlsoWhereATermWasFilledUp() throws IOException {
        final Path running = folder.resolve("running");
        final Path killed = folder.resolve("killed");
        final long last;
        try (ArchiveStore store = ArchiveStore.open(Stores.context(running))) {
            last = Stores.fillTerm(store.journal(), running.resolve("archive/0-0.rec"));
            assertThat(last).isBetween(Stores.TERM_LENGTH / 2L, Stores.TERM_LENGTH - 1L);
            Stores.copyAsIfKilled(running, killed);
        }
        for (final boolean readOnly : new boolean[] {true, false}) {
            try (ArchiveStore store = ArchiveStore.open(Stores.context(killed).readOnly(readOnly))) {
                assertThat(store.journal().recordedPosition()).isEqualTo(last);
                final long[] end = new long[1];
                store.journal().replay(0, (position, number, buffer, offset, length) -> end[0] = position);
                assertThat(end[0]).isEqualTo(last);
                assertThat(Stores.read(store.journal(), last)).isEmpty();
            }
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed))) {
            final int before = Stores.read(store.journal(), 0).size();
            Stores.append(store.journal(), before + 1, before + 10);
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, before + 10));
        }
    }

    @Test
    void shouldKeepItsLengthsWhateverIsAskedLater() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 10);
        }
        try (ArchiveStore store =
                ArchiveStore.open(Stores.context(folder).termLength(1 << 20).segmentLength(1 << 22))) {
            Stores.append(store.journal(), 11, 2_000);
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, 2_000));
        }
        assertThat(folder.resolve("archive/0-0.rec")).hasSize(Stores.SEGMENT_LENGTH);
    }

    @Test
    void shouldBeOpenOnce() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 10);
            assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder)))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("journal folder " + folder + " is in use by process "
                            + ProcessHandle.current().pid());
            assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder).readOnly(true)))
                    .hasMessageContaining("is in use by process");
            Stores.append(store.journal(), 11, 20);
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, 20));
        }
    }

    @Test
    void shouldChangeNothingWhenItOnlyReads() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 100);
        }
        final byte[] before = Files.readAllBytes(folder.resolve("archive/0-0.rec"));
        final byte[] catalog = Files.readAllBytes(folder.resolve("archive/archive.catalog"));
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1, 100));
            assertThatThrownBy(() -> store.journal().append(1, new UnsafeBuffer(new byte[8]), 0, 8))
                    .hasMessageContaining("reading only");
            assertThatThrownBy(() -> store.eventLog().append(1, new UnsafeBuffer(new byte[8]), 0, 8))
                    .hasMessageContaining("reading only");
        }
        assertThat(Files.readAllBytes(folder.resolve("archive/0-0.rec"))).isEqualTo(before);
        assertThat(Files.readAllBytes(folder.resolve("archive/archive.catalog")))
                .isEqualTo(catalog);
    }

    @Test
    void shouldTakeTheLongestRecordsAndEvents() {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);
        final UnsafeBuffer event = new UnsafeBuffer(new byte[1_376]);
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThat(store.journal().append(1, command, 0, command.capacity()))
                    .isPositive();
            assertThat(store.eventLog().append(1, event, 0, event.capacity())).isTrue();
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            store.eventLog()
                    .replay(
                            1,
                            (seq, buffer, offset, length) -> assertThat(length).isEqualTo(1_376));
        }
    }

    @Test
    void shouldNameItsProcessForAsLongAsItIsOpen() throws IOException {
        final Path lock = folder.resolve("journal.lock");
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThat(store.warnings()).isEmpty();
            assertThat(lock).hasContent(String.valueOf(ProcessHandle.current().pid()));
        }
        assertThat(lock).isEmptyFile();
    }

    @Test
    void shouldRefuseAGapAmongEvents() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThatThrownBy(() -> store.eventLog().append(2, new UnsafeBuffer(new byte[8]), 0, 8))
                    .hasMessage("event 2 was appended after event 0");
        }
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        assertThatThrownBy(() -> ArchiveStore.open(new ArchiveStore.Context()))
                .hasMessageContaining("no folder was given");
        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder).level(Level.NONE)))
                .hasMessageContaining("OS or DISK");
        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder).termLength(1_000)))
                .hasMessage("termLength is 1000: it must be a power of two from 65536 to 268435456");
        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder).segmentLength(1 << 15)))
                .hasMessageContaining("segmentLength is 32768");
        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder).lowWaterBytes(5)))
                .hasMessageContaining("lowWaterBytes is 5 and fullWaterBytes 1048576");
    }

    @Test
    void shouldNotStartWithoutAFolderItCanWriteTo() throws IOException {
        final Path file = Files.write(folder.resolve("file"), new byte[1]);

        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(file.resolve("journal"))))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot be made");
    }

    private static List<Long> numbers(final long first, final long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
