package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalTail;
import io.tocsin.journal.Level;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store whose records are sealed: the same as any other for who has the keys, and unreadable for everybody else. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SealedStoreTest {
    private static final int FRAME_HEADER = 32;
    private static final byte[] SECRET = "Jane Doe, allergic to latex".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private Path folder;
    private AtRestKeys keys;

    @BeforeEach
    void begin() {
        folder = temp.resolve("data");
        AtRestKeys.makeFirst(temp.resolve("keys"));
        keys = AtRestKeys.in(temp.resolve("keys"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldGiveBackWhatItWasGivenOverSeveralLives(final Level level) {
        for (int life = 0; life < 3; life++) {
            try (ArchiveStore store = ArchiveStore.open(sealed(folder).level(level))) {
                assertThat(store.warnings()).isEmpty();
                Stores.append(store.journal(), life * 700L + 1, life * 700L + 700);
                Stores.append(store.eventLog(), life * 300L + 1, life * 300L + 300);
                assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(life * 700L + 700));
            }
        }
        try (ArchiveStore store = ArchiveStore.open(sealed(folder).readOnly(true))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(2_100));
            assertThat(Stores.read(store.eventLog(), 1)).isEqualTo(numbers(900));
            assertThat(Stores.read(store.eventLog(), 801)).hasSize(100);
        }
    }

    /** Neither in the archive nor in the buffers through which it went there, which are files as well. */
    @Test
    void shouldLeaveNothingReadableAnywhereInTheFolder() throws IOException {
        final UnsafeBuffer record = new UnsafeBuffer(SECRET);
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            for (int i = 1; i <= 50; i++) {
                append(store.journal(), i, record);
                while (!store.eventLog().append(i, record, 0, record.capacity())) {
                    LockSupport.parkNanos(10_000);
                }
            }
            while (store.eventLog().recordedEventSeq() < 50) {
                LockSupport.parkNanos(10_000);
            }
            assertThat(filesWithTheSecret()).isEmpty();
            assertThat(Files.isDirectory(folder.resolve("driver"))).isTrue();
        }
        assertThat(filesWithTheSecret()).isEmpty();

        try (ArchiveStore store = ArchiveStore.open(Stores.context(temp.resolve("open")))) {
            append(store.journal(), 1, record);
        }
        folder = temp.resolve("open");
        assertThat(filesWithTheSecret())
                .as("what the search finds of one that is not sealed")
                .isNotEmpty();
    }

    @Test
    void shouldFollowWhatIsWritten() {
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 100);
            final List<Long> found = new ArrayList<>();
            final JournalTail tail = Objects.requireNonNull(store.journal().tail(0));
            final UnsafeBuffer expected = new UnsafeBuffer(new byte[Stores.RECORD_LENGTH]);
            for (long more = 100; more <= 1_500; more += 100) {
                while (found.size() < more) {
                    tail.poll(
                            (position, number, buffer, offset, length) -> {
                                Stores.fill(expected, number);
                                assertThat(new UnsafeBuffer(buffer, offset, length))
                                        .isEqualTo(expected);
                                found.add(number);
                            },
                            16);
                }
                Stores.append(store.journal(), more + 1, more + 100);
            }
            tail.close();
            assertThat(found).startsWith(1L, 2L, 3L).isSorted().doesNotHaveDuplicates();
            store.check().look(1 << 24);
            assertThat(store.check().damage()).isEmpty();
            assertThat(store.check().verifiedBytes()).isPositive();
        }
    }

    @Test
    void shouldGoOnSealedWhereItWasOpenAndReadBoth() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 500);
        }
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 501, 1_000);
        }
        // And the other way round: the keys are still needed, for what was sealed.
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).atRest(AtRest.readWith(keys)))) {
            Stores.append(store.journal(), 1_001, 1_500);
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1_500));
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            assertThatThrownBy(() -> Stores.read(store.journal(), 0))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is sealed with key " + keys.current().name())
                    .hasMessageContaining("no keys were given");
        }
    }

    @Test
    void shouldSealWithAnotherKeyFromTheNextRecordOnAndReadTheOldWhileItsKeyIsKept() throws IOException {
        final AtRestKey first = keys.current();
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 200);
            AtRestKeys.makeNext(keys.folder());
            assertThat(keys.refresh()).isTrue();
            Stores.append(store.journal(), 201, 1_500);
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(1_500));
        }
        assertThat(keyIds()).containsExactly(first.id(), keys.current().id());

        Files.delete(keys.folder().resolve("0001-" + first.name() + ".key"));
        final AtRestKeys fewer = AtRestKeys.in(keys.folder());
        final Path segment = folder.resolve("archive/0-0.rec");
        try (ArchiveStore store =
                ArchiveStore.open(Stores.context(folder).readOnly(true).atRest(AtRest.readWith(fewer)))) {
            assertThatThrownBy(() -> Stores.read(store.journal(), 0))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(
                            "the journal's record at position 0 (" + segment + ", byte 0) is sealed with key "
                                    + first.name() + ", which is not among the keys in " + keys.folder());
        }
    }

    @Test
    void shouldNotStartWithoutItsKeyOrWithKeysInItsFolderAndChangeNothing() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 100);
        }
        AtRestKeys.makeFirst(temp.resolve("others"));
        final byte[] before = Files.readAllBytes(folder.resolve("archive/0-0.rec"));
        assertThatThrownBy(() -> ArchiveStore.open(
                        Stores.context(folder).atRest(AtRest.sealed(AtRestKeys.in(temp.resolve("others"))))))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal's record at position 0")
                .hasMessageContaining("is sealed with key " + keys.current().name())
                .hasMessageEndingWith("nothing was changed");
        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(folder)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no keys were given");
        assertThat(Files.readAllBytes(folder.resolve("archive/0-0.rec"))).isEqualTo(before);

        AtRestKeys.makeFirst(folder.resolve("keys"));
        assertThatThrownBy(() -> ArchiveStore.open(
                        Stores.context(folder).atRest(AtRest.sealed(AtRestKeys.in(folder.resolve("keys"))))))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("put them elsewhere");
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(100));
        }
    }

    @Test
    void shouldTellEveryFlippedBitWithItsPosition() throws IOException {
        final long end;
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 900);
            end = store.journal().recordedPosition();
        }
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        int told = 0;
        for (int i = 0; i < 150; i++) {
            final long position = random.nextLong(end);
            final int bit = random.nextInt(8);
            flip(position, bit);
            try (ArchiveStore store = ArchiveStore.open(sealed(folder).readOnly(true))) {
                assertThat(Stores.read(store.journal(), 0))
                        .as("bit " + bit + " at position " + position + ", again with -Dseed=" + seed)
                        .isEqualTo(numbers(900));
            } catch (final JournalException found) {
                assertThat(found).hasMessageContaining("position").hasMessageContaining("nothing was changed");
                told++;
            }
            flip(position, bit);
        }
        // What fills terms up has no checksum: its first header alone may have been hit.
        assertThat(told).isGreaterThan(140);
    }

    /** Whoever computes the checksum anew, or moves a record, is found out by the seal. */
    @Test
    void shouldFindOutWhatSomebodyWroteThoughItsChecksumIsRight() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 20);
        }
        final Path file = folder.resolve("archive/0-0.rec");
        final byte[] whole = Files.readAllBytes(file);
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));
        direct.putBytes(0, whole, 0, 4_096);
        final int aligned = BitUtil.align(FrameDescriptor.frameLength(direct, 0), FRAME_HEADER);
        // Stamp, key, length, random bytes, sealed bytes, tag.
        final int[] places = {0, 7, 8, 16, 23, 24, 100, StreamFrame.SEALED_OFFSET + Stores.RECORD_LENGTH + 15};
        for (final int place : places) {
            final byte[] changed = whole.clone();
            changed[FRAME_HEADER + place] ^= 1;
            checksum(changed, 0, aligned);
            Files.write(file, changed);
            refuses(place == 8 ? "is sealed with key" : "it is not what was sealed there");
        }
        // The second record in the place of the third.
        final byte[] moved = whole.clone();
        System.arraycopy(whole, aligned + FRAME_HEADER, moved, 2 * aligned + FRAME_HEADER, aligned - FRAME_HEADER);
        checksum(moved, 2 * aligned, aligned);
        Files.write(file, moved);
        refuses("position " + 2 * aligned);
        // One that is not sealed and says that it is, and the other way round.
        final byte[] other = whole.clone();
        Arrays.fill(other, FRAME_HEADER + 8, FRAME_HEADER + 12, (byte) 0);
        checksum(other, 0, aligned);
        Files.write(file, other);
        refuses("contradicts itself");

        Files.write(file, whole);
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(20));
        }
    }

    @Test
    void shouldAllocateNothingOnTheThreadThatAppends() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long self = Thread.currentThread().getId();
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            final Journal journal = store.journal();
            final UnsafeBuffer record = new UnsafeBuffer(SECRET);
            long least = Long.MAX_VALUE;
            long position = 0;
            for (int round = 0; round < 20; round++) {
                final long before = threads.getThreadAllocatedBytes(self);
                for (int i = 0; i < 500; i++) {
                    do {
                        position = journal.append(i, record, 0, record.capacity());
                    } while (position == Journal.BACK_PRESSURED);
                }
                while (journal.recordedPosition() < position) {
                    Thread.onSpinWait();
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
            }
            assertThat(least).isZero();
        }
    }

    /** Two that go on from one copy seal the same positions with different keys; so does a life after a kill. */
    @Test
    void shouldSealNothingTwiceWithOneKeyAndNonceThoughTheFolderWasCopied() throws IOException {
        final Path copy = temp.resolve("copy");
        final Path killed = temp.resolve("killed");
        try (ArchiveStore store = ArchiveStore.open(sealed(folder))) {
            Stores.append(store.journal(), 1, 50);
            Stores.copyAsIfKilled(folder, killed);
        }
        Stores.copyAsIfKilled(folder, copy);
        final List<byte[]> sealed = new ArrayList<>();
        for (final Path each : List.of(folder, copy, killed)) {
            final long from;
            try (ArchiveStore store = ArchiveStore.open(sealed(each))) {
                from = store.journal().recordedPosition();
                Stores.append(store.journal(), 51, 51);
                assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(51));
            }
            final byte[] all = Files.readAllBytes(each.resolve("archive/0-0.rec"));
            final int at = (int) from + FRAME_HEADER + StreamFrame.HEADER_LENGTH;
            sealed.add(Arrays.copyOfRange(all, at, at + Long.BYTES + Stores.RECORD_LENGTH));
        }
        for (int i = 1; i < sealed.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Arrays.copyOf(sealed.get(i), 8)).isNotEqualTo(Arrays.copyOf(sealed.get(j), 8));
                assertThat(Arrays.copyOfRange(sealed.get(i), 8, 158))
                        .isNotEqualTo(Arrays.copyOfRange(sealed.get(j), 8, 158));
            }
        }
    }

    private ArchiveStore.Context sealed(final Path where) {
        return Stores.context(where).atRest(AtRest.sealed(keys));
    }

    private void refuses(final String told) {
        assertThatThrownBy(() -> {
                    try (ArchiveStore store = ArchiveStore.open(sealed(folder).readOnly(true))) {
                        Stores.read(store.journal(), 0);
                    }
                })
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(told)
                .hasMessageContaining("position");
    }

    private static void append(final Journal journal, final long number, final UnsafeBuffer record) {
        long position = journal.append(number, record, 0, record.capacity());
        while (position == Journal.BACK_PRESSURED) {
            position = journal.append(number, record, 0, record.capacity());
        }
        while (journal.recordedPosition() < position) {
            LockSupport.parkNanos(10_000);
        }
    }

    private static void checksum(final byte[] file, final int at, final int aligned) {
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(aligned));
        direct.putBytes(0, file, at, aligned);
        FrameDescriptor.frameSessionId(
                direct, 0, Checksums.crc32c().compute(direct.addressOffset(), FRAME_HEADER, aligned - FRAME_HEADER));
        direct.getBytes(0, file, at, aligned);
    }

    private void flip(final long position, final int bit) throws IOException {
        final long base = position / Stores.SEGMENT_LENGTH * Stores.SEGMENT_LENGTH;
        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve("archive/0-" + base + ".rec").toFile(), "rw")) {
            file.seek(position - base);
            final int before = file.read();
            file.seek(position - base);
            file.write(before ^ 1 << bit);
        }
    }

    private List<Integer> keyIds() throws IOException {
        final byte[] bytes = Files.readAllBytes(folder.resolve("archive/0-0.rec"));
        final UnsafeBuffer segment = new UnsafeBuffer(bytes);
        final List<Integer> ids = new ArrayList<>();
        for (int at = 0; at < bytes.length && FrameDescriptor.frameLength(segment, at) > 0; ) {
            final int id = StreamFrame.keyId(segment, at + FRAME_HEADER);
            if (FrameDescriptor.frameType(segment, at) == 1 && !ids.contains(id)) {
                ids.add(id);
            }
            at += BitUtil.align(FrameDescriptor.frameLength(segment, at), FRAME_HEADER);
        }
        return ids;
    }

    private List<Path> filesWithTheSecret() throws IOException {
        final String looked = new String(SECRET, StandardCharsets.ISO_8859_1);
        final List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) < 64 << 20
                        && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(looked)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static List<Long> numbers(final long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
