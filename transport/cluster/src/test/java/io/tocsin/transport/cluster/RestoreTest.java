package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AlertState;
import io.tocsin.Raised;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, all of which are lost, and a copy of one that was made while they ran. */
final class RestoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of(".");

    private final List<TestRouter> routers = new ArrayList<>();
    private TestCluster cluster = new TestCluster(folder, 0);

    @AfterEach
    void end() {
        CloseHelper.closeAll(routers);
        cluster.close();
    }

    @Test
    void shouldHaveEveryAlertAndItsOwnerUnderANewEpochWhenAllThreeWereLost() throws Exception {
        cluster = new TestCluster(folder, 3);
        start();
        final TestRouter any = routers.get(1);
        any.router.connect("ann", offer -> {
            if (offer.alertId() % 2 == 1) {
                offer.accept();
            }
        });
        final Path copy = folder.resolve("backup/first");
        raise(any, 0, 20);
        Waiting.until("a snapshot is asked for", () -> routers.get(0).node.takeSnapshot());
        Waiting.until("all have it", () -> routers.stream().allMatch(each -> each.node.snapshotsTaken() == 1));
        // Behind the snapshot, in the log alone.
        raise(any, 20, 40);
        Waiting.until(
                "Ann has taken hers",
                () -> owners(any).values().stream().filter("ann"::equals).count() == 20);
        final Map<Long, String> before = owners(any);
        final long high = any.router.epochHigh();
        final long low = any.router.epochLow();
        final Path follower = folder.resolve("node" + any.node.memberId());
        final NodeBackup.Copied copied = NodeBackup.copy(follower, copy, 0);
        assertThat(copied.snapshots()).isEqualTo(1);
        assertThat(copied.snapshotPosition()).isPositive();
        assertThatThrownBy(() -> NodeBackup.copy(follower, copy, 0)).hasMessageContaining("is there already");
        final Path tooLarge = folder.resolve("too-large");
        assertThatThrownBy(() -> NodeBackup.copy(follower, tooLarge, 1L << 60))
                .hasMessageContaining("there is no room");
        assertThat(tooLarge).doesNotExist();
        // What the copy does not know: it must not be taken for the log that had it.
        raise(any, 40, 42);

        final List<Path> targets = cluster.members().stream()
                .map(member -> folder.resolve("node" + member.id()))
                .toList();
        final Path work = folder.resolve("work");
        assertThatThrownBy(() -> NodeRestore.restore(copy, cluster.context(0), work, targets, PATIENCE))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is in the way");
        CloseHelper.closeAll(routers);
        routers.clear();
        targets.forEach(TestCluster::delete);

        final NodeRestore.Restored restored = NodeRestore.restore(copy, cluster.context(0), work, targets, PATIENCE);
        assertThat(work).doesNotExist();
        start();
        for (final TestRouter each : routers) {
            assertThat(owners(each)).as("node " + each.node.memberId()).isEqualTo(before);
            assertThat(each.router.epochHigh()).isEqualTo(restored.epochHigh()).isNotEqualTo(high);
            assertThat(each.router.epochLow()).isEqualTo(restored.epochLow()).isNotEqualTo(low);
        }
        final Raised next =
                routers.get(2).router.raise(TestRouter.arrest("next")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next.alertId())
                .as("41 and 42 were others, of which the copy knows nothing")
                .isEqualTo(1_000_041);
        Waiting.until(
                "all have it",
                () -> routers.stream().allMatch(each -> owners(each).containsKey(next.alertId())));
        // A node that loses its folder afterwards catches up from the others, epoch included.
        final TestRouter lost = routers.remove(2);
        final int id = lost.node.memberId();
        lost.close();
        Waiting.until("the others go on", () -> routers.stream().allMatch(each -> each.node.isTakingPart()));
        final TestRouter back = new TestRouter(ClusterNode.launch(cluster.context(id)));
        routers.add(back);
        assertThat(owners(back)).isEqualTo(owners(routers.get(0)));
        assertThat(back.router.epochLow()).isEqualTo(restored.epochLow());
    }

    @Test
    void shouldRefuseACopyThatIsNotWholeOrWasChanged() throws Exception {
        cluster = new TestCluster(folder, 1);
        start();
        raise(routers.get(0), 0, 5);
        Waiting.until("a snapshot is asked for", () -> routers.get(0).node.takeSnapshot());
        Waiting.until("it is complete", () -> routers.get(0).node.snapshotsTaken() == 1);
        final Path copy = folder.resolve("copy");
        NodeBackup.copy(folder.resolve("node0"), copy, 0);
        CloseHelper.closeAll(routers);
        routers.clear();
        final Path target = folder.resolve("target");

        damageSnapshot(copy);
        assertThatThrownBy(() -> NodeRestore.restore(
                        copy, cluster.context(0), folder.resolve("work"), List.of(target), Duration.ofSeconds(20)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the copy cannot be read");
        assertThat(target).doesNotExist();
        assertThat(folder.resolve("work")).doesNotExist();
        Files.delete(copy.resolve("whole"));
        assertThatThrownBy(() -> NodeRestore.restore(
                        copy, cluster.context(0), folder.resolve("work"), List.of(target), PATIENCE))
                .hasMessageContaining("no whole copy");
        assertThatThrownBy(() -> NodeBackup.copy(folder, folder.resolve("other"), 0))
                .hasMessageContaining("no log in it");
    }

    /** A bit in the middle of what the service wrote, the longer of the snapshot's two recordings. */
    private static void damageSnapshot(final Path copy) throws IOException {
        Path longest = copy;
        int length = 0;
        for (final List<Long> recordings :
                Housekeeping.snapshots(copy.resolve("cluster").toFile()).values()) {
            for (final long recording : recordings) {
                final Path file = copy.resolve("archive").resolve(recording + "-0.rec");
                final int written = written(Files.readAllBytes(file));
                longest = written > length ? file : longest;
                length = Math.max(length, written);
            }
        }
        final byte[] bytes = Files.readAllBytes(longest);
        bytes[length / 2] ^= 1;
        Files.write(longest, bytes);
    }

    private static int written(final byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return length;
    }

    private void start() {
        final List<ClusterNode> nodes = new ArrayList<>();
        for (int id = 0; id < cluster.members().size(); id++) {
            nodes.add(ClusterNode.launch(cluster.context(id)));
        }
        Waiting.until("somebody leads", () -> nodes.stream().anyMatch(ClusterNode::isLeader));
        nodes.sort((one, other) -> Boolean.compare(other.isLeader(), one.isLeader()));
        nodes.forEach(node -> routers.add(new TestRouter(node)));
    }

    private static void raise(final TestRouter router, final int from, final int until) throws Exception {
        for (int number = from; number < until; number++) {
            final Raised raised = router.router
                    .raise(TestRouter.arrest("alert-" + number))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(raised.isNew()).isTrue();
        }
    }

    private static Map<Long, String> owners(final TestRouter router) {
        final Map<Long, String> owners = new TreeMap<>();
        for (final AlertState alert : router.router.openAlerts()) {
            owners.put(alert.alertId(), alert.owner() == null ? "" : alert.owner());
        }
        return owners;
    }
}
