package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.DataFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of a real node, as a stop in order leaves it and as a kill does, and what a look at it finds. */
final class OwnRecordingsTest {
    private static final long SEED = 17;
    private static final int SEGMENT = TestCluster.TERM_LENGTH;
    private static final String ORDERLY = "orderly";
    private static final String KILLED = "killed";

    @TempDir
    private static Path folder = Path.of(".");

    private static TestCluster cluster = new TestCluster(folder, 0);
    private static int copies;

    @BeforeAll
    static void record() throws IOException {
        cluster = new TestCluster(folder, 1);
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        fill(node, 2 * SEGMENT);
        Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
        Waiting.until("it is complete", () -> node.cluster.snapshotsTaken() == 1);
        // The last file holds more than the longest frame does.
        fill(node, 4 * SEGMENT + SEGMENT / 4);
        // What a process that is killed leaves is what is in its files.
        copy(folder.resolve("node0"), folder.resolve(KILLED));
        cluster.stop(0);
        copy(folder.resolve("node0"), folder.resolve(ORDERLY));
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDERLY, KILLED})
    void shouldFindNothingWhereNothingIsWrong(final String left) throws IOException {
        final Path node = copy(left);
        require(node);
        try (DataFolder locked = DataFolder.lock(node)) {
            assertThat(new OwnRecordings(locked).damage()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDERLY, KILLED})
    void shouldNameAFileThatIsGone(final String left) throws IOException {
        for (final long base : new long[] {0, SEGMENT, 3 * SEGMENT}) {
            final Path node = copy(left);
            Files.delete(log(node, base));
            assertThatThrownBy(() -> require(node))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("0-" + base + ".rec is gone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDERLY, KILLED})
    void shouldFindAnyTwoFilesThatHaveChangedPlaces(final String left) throws IOException {
        for (int one = 0; one <= 4; one++) {
            for (int other = one + 1; other <= 4; other++) {
                final Path node = copy(left);
                final Path between = node.resolve("between");
                Files.move(log(node, (long) one * SEGMENT), between);
                Files.move(log(node, (long) other * SEGMENT), log(node, (long) one * SEGMENT));
                Files.move(between, log(node, (long) other * SEGMENT));
                assertThatThrownBy(() -> require(node)).hasMessageContaining("changed places");
            }
        }
    }

    /** Also in the headers of frames, which no checksum of the archive covers, as far as they say which frame it is: of its length what is less than 32 is not seen, nor its flags. */
    @Test
    void shouldFindWhatIsWrongWithAnyFrameBehindTheSnapshot() throws IOException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<Integer> frames = frames(log(folder.resolve(ORDERLY), 3L * SEGMENT));
        for (int run = 0; run < 24; run++) {
            final Path node = copy(ORDERLY);
            final int frame = frames.get(random.nextInt(frames.size()));
            // Its length, its type, where in which term it stands, its checksum and the first of its content.
            final int[] places = {0, 6, 8, 12, 20, 32};
            final int place = frame + places[run % places.length];
            flip(log(node, 3L * SEGMENT), place, run % places.length == 0 ? 5 + random.nextInt(3) : random.nextInt(8));
            assertThatThrownBy(() -> require(node))
                    .as("run %d, seed %d", run, SEED)
                    .hasMessageContaining("0-" + 3 * SEGMENT + ".rec is damaged at byte");
        }
    }

    /** The archive would play padding in its place, and the command would be gone. */
    @Test
    void shouldFindAFrameThatHasBecomePadding() throws IOException {
        final Path node = copy(ORDERLY);
        flip(log(node, 3L * SEGMENT), frames(log(node, 3L * SEGMENT)).get(7) + 6L, 0);
        assertThatThrownBy(() -> require(node)).hasMessageContaining("as if it were padding");
    }

    /** Nobody reads it again; who asks for it is told by the archive. */
    @Test
    void shouldLeaveAloneWhatIsWrongBeforeTheSnapshotUntilSomebodyAsksForIt() throws IOException {
        final Path node = copy(ORDERLY);
        flip(log(node, 0), 4_000, 1);
        require(node);
        try (DataFolder locked = DataFolder.lock(node)) {
            final OwnRecordings recordings = new OwnRecordings(locked);
            assertThat(recordings.damageOf("it was in segmentFile=0-0.rec")).contains("0-0.rec is damaged");
            assertThat(recordings.damageOf("it was in segmentFile=1-0.rec")).isNull();
            assertThat(recordings.damageOf("it was nowhere")).isNull();
        }
    }

    /** What others have behind the snapshot does not fit behind its end: the archive would refuse it without end. */
    @Test
    void shouldFindThatTheLogEndsBeforeTheSnapshot() throws IOException {
        final Path node = copy(KILLED);
        for (long base = 2; base <= 4; base++) {
            Files.delete(log(node, base * SEGMENT));
        }
        assertThatThrownBy(() -> require(node)).hasMessageContaining("lost the end of its log");
    }

    /** As when power is cut; the archive goes on before it, or says that it cannot. */
    @Test
    void shouldLeaveToTheArchiveAFrameThatWasBeingWritten() throws IOException {
        final Path node = copy(KILLED);
        final Path last = log(node, 4L * SEGMENT);
        final List<Integer> frames = frames(last);
        final int frame = frames.get(frames.size() - 1);
        try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
            // Its header lies in one page: it is there, or is not.
            file.seek(frame + 32L);
            file.write(new byte[SEGMENT - frame - 32]);
        }
        require(node);
        flip(last, frames.get(frames.size() / 2) + 32L, 0);
        assertThatThrownBy(() -> require(node))
                .hasMessageContaining("is damaged at byte " + frames.get(frames.size() / 2));
    }

    /** It would look like a last frame that was being written, with frames behind it that nobody sees. */
    @Test
    void shouldFindALengthThatLeadsOverTheEndOfWhatIsWritten() throws IOException {
        final List<Integer> frames = frames(log(folder.resolve(KILLED), 4L * SEGMENT));
        final int frame = frames.get(0);
        for (int bit = 5; bit < Integer.SIZE; bit++) {
            final Path node = copy(KILLED);
            flip(log(node, 4L * SEGMENT), frame + bit / Byte.SIZE, bit % Byte.SIZE);
            assertThatThrownBy(() -> require(node))
                    .as("bit %d", bit)
                    .hasMessageContaining("is damaged at byte " + frame);
        }
    }

    /** But for three places that the archive uses for nothing: how its header was made, what it leaves empty, and the next number if that is greater. */
    @Test
    void shouldFindAnyBitOfTheCatalogThatIsAnother() throws IOException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Path catalog = folder.resolve(ORDERLY).resolve("archive").resolve("archive.catalog");
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(catalog));
        int at = 32;
        while (bytes.getInt(at) > 0) {
            final int length = bytes.getInt(at);
            for (int run = 0; run < 20; run++) {
                final Path node = copy(ORDERLY);
                final int place = run == 0 ? at : run == 1 ? at + 8 : at + 32 + random.nextInt(length);
                flip(node.resolve("archive").resolve("archive.catalog"), place, random.nextInt(8));
                assertThatThrownBy(() -> require(node))
                        .as("byte %d, seed %d", place, SEED)
                        .isInstanceOf(JournalException.class);
            }
            at += BitUtil.align(length + 32, 64);
        }
    }

    /** The node says who is damaged, not that something could not be done. */
    @Test
    void shouldSayWhatToDo() throws IOException {
        final Path node = copy(ORDERLY);
        Files.delete(log(node, SEGMENT));
        assertThatThrownBy(() -> require(node)).hasMessageContaining("put the node's folder aside");
    }

    private static void require(final Path node) {
        try (DataFolder locked = DataFolder.lock(node)) {
            new OwnRecordings(locked).require();
        }
    }

    private static Path copy(final String left) throws IOException {
        final Path to = folder.resolve(left + copies++);
        copy(folder.resolve(left), to);
        return to;
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (final Path each : all.toList()) {
                final Path there = to.resolve(from.relativize(each).toString());
                try {
                    if (Files.isDirectory(each)) {
                        Files.createDirectories(there);
                    } else if (Files.isRegularFile(each)) {
                        Files.copy(each, there);
                    }
                } catch (final NoSuchFileException gone) {
                    // Of a node that runs.
                }
            }
        }
    }

    private static Path log(final Path node, final long base) {
        return node.resolve("archive").resolve("0-" + base + ".rec");
    }

    private static void fill(final TestCluster.Node node, final long position) {
        for (int script = 0; node.cluster.logPosition() <= position; script++) {
            Scripts.commands(SEED + script, 200).forEach(node::send);
            node.settle();
        }
    }

    private static List<Integer> frames(final Path file) throws IOException {
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(file));
        final List<Integer> found = new ArrayList<>();
        int at = 0;
        while (at < bytes.capacity() && FrameDescriptor.frameLength(bytes, at) > 0) {
            if (FrameDescriptor.frameType(bytes, at) != 0) {
                found.add(at);
            }
            at += BitUtil.align(FrameDescriptor.frameLength(bytes, at), FrameDescriptor.FRAME_ALIGNMENT);
        }
        return found;
    }

    private static void flip(final Path file, final long place, final int bit) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(place);
            final int was = open.read();
            open.seek(place);
            open.write(was ^ 1 << bit);
        }
    }
}
