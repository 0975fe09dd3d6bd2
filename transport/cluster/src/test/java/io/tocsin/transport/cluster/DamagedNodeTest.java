package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.archive.client.AeronArchive;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose newest snapshot or log is damaged does not run with half of its parts: it says that it has failed, so that whoever supervises it sees it end. */
final class DamagedNodeTest {
    private static final long SEED = 91;
    private static final int IN_THE_FIRST_FRAME = 40;
    private static final int SEGMENT_BYTES = TestCluster.TERM_LENGTH;
    private static final String NO_FRAME = "does not point to a valid frame";

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 1);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Of the consensus module one, of the engine the other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldFailAtItsStartWhicheverPartOfASnapshotIsDamaged(final int part) throws IOException {
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        Scripts.commands(SEED, 50).forEach(node::send);
        node.settle();
        Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
        Waiting.until("it is complete", () -> node.cluster.snapshotsTaken() == 1);
        cluster.stop(0);

        final Path home = folder.resolve("node0");
        final List<Long> recordings = Housekeeping.snapshots(
                        home.resolve("cluster").toFile())
                .values()
                .iterator()
                .next();
        assertThat(recordings).hasSize(2);
        damage(home.resolve("archive").resolve(recordings.get(part) + "-0.rec"), IN_THE_FIRST_FRAME);

        assertThat(failureOfTheNextStart()).contains(recordings.get(part) + "-0.rec is damaged");
    }

    /** Behind the snapshot, so that it has to be carried out again. */
    @Test
    void shouldFailAtItsStartIfItsLogIsDamaged() throws IOException {
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        Scripts.commands(SEED, 50).forEach(node::send);
        node.settle();
        final long damagedFrom = node.cluster.logPosition();
        Scripts.commands(SEED + 1, 200).forEach(node::send);
        node.settle();
        final long damagedUntil = node.cluster.logPosition();
        cluster.stop(0);
        damage(folder.resolve("node0").resolve("archive").resolve("0-0.rec"), (damagedFrom + damagedUntil) / 2);

        assertThat(failureOfTheNextStart()).contains("0-0.rec is damaged");
    }

    /** The archive alone would say that the place of the snapshot is none, and be asked again without end. */
    @Test
    void shouldFailAtItsStartIfTwoFilesOfItsLogHaveChangedPlaces() throws IOException {
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        fill(node, 3 * SEGMENT_BYTES);
        Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
        Waiting.until("it is complete", () -> node.cluster.snapshotsTaken() == 1);
        assertThat(node.cluster.logPosition() / SEGMENT_BYTES)
                .as("in which file it stands")
                .isEqualTo(3);
        cluster.stop(0);
        swap(archive().resolve("0-" + SEGMENT_BYTES + ".rec"), archive().resolve("0-" + 3 * SEGMENT_BYTES + ".rec"));

        assertThat(failureOfTheNextStart())
                .contains("0-" + SEGMENT_BYTES + ".rec")
                .contains("changed places");
    }

    /** Who cannot play it says the same as if it had been asked wrongly. */
    @Test
    void shouldFailWhenItIsFoundDamagedWhileItRuns() throws IOException {
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        fill(node, SEGMENT_BYTES);
        final Path file = archive().resolve("0-0.rec");
        final long frame = secondFrame(file);
        damage(file, frame + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET);

        assertThatThrownBy(() -> replay(node, frame)).hasMessageContaining(NO_FRAME);
        Waiting.until("it says that it has failed", () -> node.cluster.failure() != null);
        assertThat(node.cluster.failure()).hasMessageContaining("0-0.rec is damaged at byte " + frame);
    }

    @Test
    void shouldNotFailBecauseSomebodyAsksItForAPlaceWhereNoFrameBegins() throws IOException {
        final TestCluster.Node node = cluster.start(0, settings -> settings);
        cluster.awaitLeader();
        fill(node, SEGMENT_BYTES);

        final long wrong = secondFrame(archive().resolve("0-0.rec")) + FrameDescriptor.FRAME_ALIGNMENT;
        assertThatThrownBy(() -> replay(node, wrong)).hasMessageContaining(NO_FRAME);
        final long before = node.cluster.commandSeq();
        Scripts.commands(SEED + 2, 10).forEach(node::send);
        node.settle();
        assertThat(node.cluster.commandSeq()).isGreaterThan(before);
        assertThat(node.cluster.failure()).isNull();
    }

    /** What stops it before it runs, or while it does; waits for it. */
    private String failureOfTheNextStart() {
        try {
            final TestCluster.Node again = cluster.start(0, settings -> settings);
            Waiting.until("it says that it has failed", () -> again.cluster.failure() != null);
            return String.valueOf(again.cluster.failure());
        } catch (final JournalException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private Path archive() {
        return folder.resolve("node0").resolve("archive");
    }

    private static void fill(final TestCluster.Node node, final long position) {
        for (int script = 0; node.cluster.logPosition() <= position; script++) {
            Scripts.commands(SEED + script, 200).forEach(node::send);
            node.settle();
        }
    }

    /** Where the second frame begins, which is longer than the least: a place within it can be asked for. */
    private static long secondFrame(final Path file) throws IOException {
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(file));
        int at = BitUtil.align(FrameDescriptor.frameLength(bytes, 0), FrameDescriptor.FRAME_ALIGNMENT);
        while (FrameDescriptor.frameLength(bytes, at) <= FrameDescriptor.FRAME_ALIGNMENT) {
            at += FrameDescriptor.FRAME_ALIGNMENT;
        }
        return at;
    }

    private static void replay(final TestCluster.Node node, final long position) {
        final String channel = AeronArchive.Configuration.localControlChannel();
        try (AeronArchive client = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(node.cluster.host().driverFolder())
                .controlRequestChannel(channel)
                .controlResponseChannel(channel)
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .credentialsSupplier(node.cluster.host().secret().credentials(NodeSecret.ARCHIVE)))) {
            client.startReplay(0, position, AeronArchive.NULL_LENGTH, "aeron:ipc", 4_711);
        }
    }

    private static void swap(final Path one, final Path other) throws IOException {
        final Path between = one.resolveSibling("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
    }

    private static void damage(final Path recording, final long place) throws IOException {
        try (FileChannel channel = FileChannel.open(recording, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.write(one, place);
        }
    }
}
