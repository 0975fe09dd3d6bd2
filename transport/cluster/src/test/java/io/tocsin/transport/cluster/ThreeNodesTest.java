package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes in one process. */
final class ThreeNodesTest {
    private static final long SEED = 62;

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 3);
        for (int id = 0; id < 3; id++) {
            cluster.start(id);
        }
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /**
     * The leader goes in the midst of a stream that a follower's ingress sends: every command, with and without a key, is carried out once and in its order. The node that
     * was away catches up from the log of the others, and once more after a snapshot.
     */
    @Test
    void shouldCarryOutEveryCommandOnceWhileTheLeaderGoesAndComesBack() {
        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 900);
        final int gone = cluster.awaitLeader().cluster.memberId();
        final TestCluster.Node sender = cluster.node((gone + 1) % 3);
        final TestCluster.Node other = cluster.node((gone + 2) % 3);
        commands.subList(0, 300).forEach(sender::send);
        Waiting.until("the stream flows", () -> sender.cluster.commandSeq() > 50);

        cluster.stop(gone);
        commands.subList(300, 600).forEach(sender::send);
        sender.settle();

        assertThat(sender.captured.messages()).isEqualTo(commands.subList(0, 600));
        awaitSame(sender, other);
        final TestCluster.Node back = cluster.start(gone);
        awaitSame(sender, back);

        Waiting.until(
                "a snapshot is asked for", () -> cluster.awaitLeader().cluster.takeSnapshot());
        Waiting.until("it is complete", () -> back.cluster.snapshotsTaken() > 0);
        cluster.stop(gone);
        commands.subList(600, 900).forEach(sender::send);
        sender.settle();
        final TestCluster.Node again = cluster.start(gone);
        awaitSame(sender, again);
        assertThat(again.cluster.leaderId())
                .as("it was told in the log before the snapshot")
                .isEqualTo(sender.cluster.leaderId());
        awaitSame(sender, other);

        assertThat(again.captured.messages())
                .as("what is behind the snapshot, and nothing before it")
                .isEqualTo(commands.subList(600, 900));
        final Captured.Mark bare = Captured.replayed(sender.captured.entrances());
        for (final TestCluster.Node node : List.of(sender, other, again)) {
            Waiting.until("it has come so far", () -> node.cluster.commandSeq() >= bare.commandSeq());
            assertThat(node.captured.eventHashes())
                    .as("member %d", node.cluster.memberId())
                    .containsEntry(bare.commandSeq(), bare.eventHash());
        }
    }

    /** Waits until both are at the same place and have said the same. */
    private static void awaitSame(final TestCluster.Node one, final TestCluster.Node other) {
        Waiting.until(
                "both have said the same",
                () -> one.cluster.commandSeq() == other.cluster.commandSeq()
                        && one.cluster.eventHash() == other.cluster.eventHash());
    }
}
