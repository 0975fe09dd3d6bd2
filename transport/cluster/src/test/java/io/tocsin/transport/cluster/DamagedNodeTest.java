package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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

        final TestCluster.Node again = cluster.start(0, settings -> settings);
        Waiting.until("it says that it has failed", () -> again.cluster.failure() != null);
        assertThat(again.cluster.isLeader()).isFalse();
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

        final TestCluster.Node again = cluster.start(0, settings -> settings);
        Waiting.until("it says that it has failed", () -> again.cluster.failure() != null);
        assertThat(again.cluster.failure()).hasMessageContaining("damaged");
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
