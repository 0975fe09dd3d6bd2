package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found of a store after somebody, or a disk, has been at it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamageTest {
    private static final long RECORDS = 1_500;
    private static final int HEADER_LENGTH = 32;

    @TempDir
    Path temporary;

    /** Closed in order: its mark stands at its end. */
    private Path closed;

    /** Died without a mark, its last segment partly filled. */
    private Path killed;

    private long end;

    @BeforeEach
    void record() throws IOException {
        closed = temporary.resolve("closed");
        killed = temporary.resolve("killed");
        try (ArchiveStore store = ArchiveStore.open(Stores.context(closed))) {
            Stores.append(store.journal(), 1, RECORDS);
            Stores.append(store.eventLog(), 1, 100);
            end = store.journal().recordedPosition();
            Stores.copyAsIfKilled(closed, killed);
        }
    }

    @Test
    void shouldTellEveryFlippedBitWithItsPosition() throws IOException {
        for (final Path folder : List.of(closed, killed)) {
            final List<Long> padding = paddingHeaders(folder);
            final long seed = Long.getLong("seed", System.nanoTime());
            final SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 400; i++) {
                final long position = random.nextLong(end);
                final int bit = random.nextInt(8);
                flip(folder, position, bit);
                final String as = "bit " + bit + " at position " + position + ", again with -Dseed=" + seed;
                try (ArchiveStore store =
                        ArchiveStore.open(Stores.context(folder).readOnly(true))) {
                    assertThat(Stores.read(store.journal(), 0)).as(as).isEqualTo(numbers(RECORDS));
                    assertThat(padding).as(as + ": not told").contains(position / HEADER_LENGTH * HEADER_LENGTH);
                } catch (final JournalException told) {
                    assertThat(told.getMessage()).as(as).contains("position").contains("nothing was changed");
                }
                flip(folder, position, bit);
            }
        }
    }

    @Test
    void shouldNotTakeAChangedLengthForAnUnfinishedRecord() throws IOException {
        final List<Long> starts = new ArrayList<>(List.of(0L));
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed).readOnly(true))) {
            store.journal().replay(0, (position, number, buffer, offset, length) -> starts.add(position));
        }
        starts.remove(starts.size() - 1);
        for (final long start : starts.subList(starts.size() - 20, starts.size())) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                flip(killed, start + bit / Byte.SIZE, bit % Byte.SIZE);
                assertThatThrownBy(
                                () -> ArchiveStore.open(Stores.context(killed).readOnly(true)))
                        .as("bit " + bit + " of the length at position " + start)
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("position " + start)
                        .hasMessageEndingWith("nothing was changed");
                flip(killed, start + bit / Byte.SIZE, bit % Byte.SIZE);
            }
        }
        reads(killed, RECORDS);
    }

    @Test
    void shouldNotStartOnAFlippedBitAndOverwriteNothing() throws IOException {
        flip(killed, end - 40, 3);
        final Map<Path, Integer> before = contents(killed);

        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(killed)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal is damaged at position")
                .hasMessageContaining("checksum")
                .hasMessageEndingWith("nothing was changed");
        assertThat(contents(killed)).isEqualTo(before);

        flip(killed, end - 40, 3);
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(RECORDS));
        }
    }

    @Test
    void shouldDropARecordThatWasNotWrittenToItsEnd() throws IOException {
        final long torn = appendTornRecord(killed);
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed).readOnly(true))) {
            assertThat(Stores.read(store.journal(), 0)).hasSize((int) (RECORDS + torn));
            assertThat(store.warnings()).hasSize(1);
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed))) {
            assertThat(store.warnings()).hasSize(1);
            assertThat(store.warnings().get(0))
                    .contains("was not written to its end")
                    .contains("never called recorded");
            Stores.append(store.journal(), RECORDS + torn + 1, RECORDS + torn + 50);
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(RECORDS + torn + 50));
        }
    }

    @Test
    void shouldNotTakeAHoleForAnEnd() throws IOException {
        final long hole = end - 3_000 - (end - 3_000) % HEADER_LENGTH;
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed).readOnly(true))) {
            final List<Long> positions = new ArrayList<>();
            store.journal().replay(0, (position, number, buffer, offset, length) -> positions.add(position));
            final long from = positions.stream()
                    .filter(position -> position > hole)
                    .findFirst()
                    .orElseThrow();
            write(killed, from, new byte[64]);
        }

        assertThatThrownBy(() -> ArchiveStore.open(Stores.context(killed)))
                .hasMessageContaining("its records end at position")
                .hasMessageContaining("but there are bytes up to position");
    }

    @Test
    void shouldNotTakeAZeroedTailForAnEnd() throws IOException {
        final long from = end - 600 - (end - 600) % HEADER_LENGTH;
        write(closed, from, new byte[(int) (end - from)]);
        refuses(closed, "position");
        // Where a record begins, nothing looks wrong: only the mark knows.
        final long boundary = boundaryBefore(killed, end - 600);
        Files.copy(closed.resolve("durable.mark"), killed.resolve("durable.mark"), StandardCopyOption.REPLACE_EXISTING);
        write(killed, boundary, new byte[(int) (end - boundary)]);
        final Map<Path, Integer> before = contents(killed);
        refuses(killed, "was recorded up to position " + end + ", but its records end at position " + boundary);
        assertThat(contents(killed)).isEqualTo(before);
    }

    @Test
    void shouldTellWhatIsMissing() throws IOException {
        final long last = end / Stores.SEGMENT_LENGTH * Stores.SEGMENT_LENGTH;
        assertThat(last).isGreaterThan(Stores.SEGMENT_LENGTH);
        without("archive/0-" + last + ".rec", "was recorded up to position " + end);
        without("archive/0-" + Stores.SEGMENT_LENGTH + ".rec", "lacks the file");
        without("archive/0-0.rec", "can be read up to position 0 only");
        without("archive/archive.catalog", "the archive's catalog knows nothing of it of the journal");
        without("archive", "its files are gone");
    }

    @Test
    void shouldTellACutFile() throws IOException {
        final Path file = closed.resolve("archive/0-0.rec");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Stores.SEGMENT_LENGTH - 100);
        }

        refuses(closed, "it was cut or changed");
    }

    @Test
    void shouldSurviveTheLossOfOnePlaceOfTheMarkAndTellTheLossOfBoth() throws IOException {
        final Path mark = closed.resolve("durable.mark");
        final byte[] whole = Files.readAllBytes(mark);
        final byte[] changed = whole.clone();
        changed[40] ^= 1;
        Files.write(mark, changed);
        reads(closed, RECORDS);
        changed[40] ^= 1;
        changed[4_096 + 40] ^= 1;
        Files.write(mark, changed);
        reads(closed, RECORDS);

        changed[40] ^= 1;
        Files.write(mark, changed);
        refuses(closed, "neither of its two places is whole");
        Files.write(mark, new byte[0]);
        refuses(closed, "neither of its two places is whole");

        Files.delete(mark);
        try (ArchiveStore store = ArchiveStore.open(Stores.context(closed))) {
            assertThat(store.warnings()).hasSize(1);
            assertThat(store.warnings().get(0)).contains("there is no durable mark");
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(RECORDS));
        }
    }

    @Test
    void shouldRefuseWhatANewerProgramWrote() throws IOException {
        final Path file = closed.resolve("archive/0-0.rec");
        final byte[] whole = Files.readAllBytes(file);
        // Behind the header of the first frame: 8 bytes stamp, 4 key, 2 length, then the versions.
        patchFirstRecord(file, whole, 14, 200);
        refuses(closed, "was written by a newer Tocsin: its schema is of version 200");
        patchFirstRecord(file, whole, 15, 0x13);
        refuses(closed, "was written by a newer Tocsin: its frame is of version 3");
        patchFirstRecord(file, whole, 15, 0x21);
        refuses(closed, "does not belong to a Tocsin journal");
        patchFirstRecord(file, whole, 8, 7);
        refuses(closed, "contradicts itself: its frame is of version 1, and its key is 00000007");
        patchFirstRecord(file, whole, 12, 3);
        refuses(closed, "contradicts its own length");
        Files.write(file, whole);
        reads(closed, RECORDS);
    }

    @Test
    void shouldRefuseAMarkOfANewerProgram() throws IOException {
        final Path file = closed.resolve("durable.mark");
        final byte[] bytes = Files.readAllBytes(file);
        for (final int place : new int[] {0, 4_096}) {
            bytes[place + 8] = 2;
            final CRC32C crc = new CRC32C();
            crc.update(bytes, place, 68);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place + 68, (int) crc.getValue());
        }
        Files.write(file, bytes);

        refuses(closed, "was written by a newer Tocsin: it is of version 2");
    }

    private void without(final String name, final String told) throws IOException {
        final Path whole = closed.resolve(name);
        final Path aside = closed.resolve("aside");
        Files.move(whole, aside);
        refuses(closed, told);
        if (Files.exists(whole)) {
            // An archive that knows nothing has made a catalog that says so.
            Files.delete(whole);
        }
        Files.move(aside, whole);
        reads(closed, RECORDS);
    }

    private static void refuses(final Path folder, final String told) {
        final ThrowingCallable openAndRead = () -> {
            try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
                Stores.read(store.journal(), 0);
            }
        };
        assertThatThrownBy(openAndRead).isInstanceOf(JournalException.class).hasMessageContaining(told);
    }

    private static void reads(final Path folder, final long records) {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThat(Stores.read(store.journal(), 0)).isEqualTo(numbers(records));
            assertThat(store.warnings()).isEmpty();
        }
    }

    /** Appends whole records up to a page's end, and one of which only the first page is written; answers how many are whole. */
    private long appendTornRecord(final Path folder) throws IOException {
        final Path other = temporary.resolve("other");
        Stores.copyAsIfKilled(folder, other);
        final List<Long> positions = new ArrayList<>();
        try (ArchiveStore store = ArchiveStore.open(Stores.context(other))) {
            Stores.append(store.journal(), RECORDS + 1, RECORDS + 60);
            store.journal().replay(end, (position, number, buffer, offset, length) -> positions.add(position));
        }
        final byte[] more = read(other, end, (int) (positions.get(positions.size() - 1) - end));
        long whole = 0;
        long last = end;
        // The last 32 bytes of a frame, 26 of them padding, are zero anyway.
        while ((positions.get((int) whole) - 33) / 4_096 == last / 4_096) {
            last = positions.get((int) whole++);
        }
        final long cut = (positions.get((int) whole) - 33) / 4_096 * 4_096;
        write(folder, end, Arrays.copyOf(more, (int) (cut - end)));
        return whole;
    }

    private static void patchFirstRecord(final Path file, final byte[] whole, final int at, final int value)
            throws IOException {
        final byte[] bytes = whole.clone();
        bytes[HEADER_LENGTH + at] = (byte) value;
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));
        direct.putBytes(0, bytes, 0, 4_096);
        final int aligned = BitUtil.align(FrameDescriptor.frameLength(direct, 0), HEADER_LENGTH);
        FrameDescriptor.frameSessionId(
                direct, 0, Checksums.crc32c().compute(direct.addressOffset(), HEADER_LENGTH, aligned - HEADER_LENGTH));
        direct.getBytes(0, bytes, 0, 4_096);
        Files.write(file, bytes);
    }

    private static List<Long> paddingHeaders(final Path folder) throws IOException {
        final List<Long> headers = new ArrayList<>();
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            final long[] before = {0};
            store.journal().replay(0, (position, number, buffer, offset, length) -> {
                final long start = position - BitUtil.align(HEADER_LENGTH + 16 + length, HEADER_LENGTH);
                if (start != before[0]) {
                    headers.add(before[0]);
                }
                before[0] = position;
            });
        }
        assertThat(headers).isNotEmpty();
        return headers;
    }

    private static long boundaryBefore(final Path folder, final long wanted) {
        final long[] boundary = {0};
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            store.journal().replay(0, (position, number, buffer, offset, length) -> {
                boundary[0] = position <= wanted ? position : boundary[0];
            });
        }
        return boundary[0];
    }

    private static void flip(final Path folder, final long position, final int bit) throws IOException {
        final byte[] bytes = read(folder, position, 1);
        bytes[0] ^= (byte) (1 << bit);
        write(folder, position, bytes);
    }

    private static byte[] read(final Path folder, final long position, final int length) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int at = 0; at < length; at++) {
            try (FileChannel channel = FileChannel.open(segment(folder, position + at), StandardOpenOption.READ)) {
                final long offset = (position + at) % Stores.SEGMENT_LENGTH;
                bytes.limit((int) Math.min(length, at + Stores.SEGMENT_LENGTH - offset));
                while (bytes.hasRemaining()) {
                    channel.read(bytes, offset + bytes.position() - at);
                }
                at = bytes.position() - 1;
            }
        }
        return bytes.array();
    }

    private static void write(final Path folder, final long position, final byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            final long offset = (position + at) % Stores.SEGMENT_LENGTH;
            final int part = (int) Math.min(bytes.length - at, Stores.SEGMENT_LENGTH - offset);
            try (FileChannel channel = FileChannel.open(segment(folder, position + at), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes, at, part), offset);
            }
            at += part;
        }
    }

    private static Path segment(final Path folder, final long position) {
        return folder.resolve("archive/0-" + position / Stores.SEGMENT_LENGTH * Stores.SEGMENT_LENGTH + ".rec");
    }

    private static Map<Path, Integer> contents(final Path folder) throws IOException {
        final Map<Path, Integer> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("journal.lock") && !file.toString().contains("driver")) {
                    contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    private static List<Long> numbers(final long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
