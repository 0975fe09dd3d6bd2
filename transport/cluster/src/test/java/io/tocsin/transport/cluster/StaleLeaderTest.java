package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes. The two that follow are killed, so what the leader writes into its log before it notices nobody else holds. It is killed as well; the others come back
 * and go on without it, and it comes back to them with a log that is longer than what was committed.
 */
final class StaleLeaderTest {
    @TempDir
    private Path folder = Path.of(".");

    private final NodeProcess[] nodes = new NodeProcess[3];
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final int basePort = TestCluster.freePorts(3 * ClusterMember.PORTS);

    @AfterEach
    void end() throws InterruptedException {
        for (final NodeProcess node : nodes) {
            if (node != null) {
                node.end();
            }
        }
    }

    @Test
    void shouldNeitherAnswerShowNorSendWhatAnOldLeaderHadInItsLogAlone() throws Exception {
        start(0, 1, 2);
        final int leader = NodeProcess.leader(nodes);
        final int one = (leader + 1) % 3;
        final int other = (leader + 2) % 3;
        final NodeProcess old = nodes[leader];
        final LocalNode own = requireNonNull(LocalNode.find(folder.resolve("node" + leader)));

        nodes[one].kill();
        nodes[other].kill();
        old.say("raise");
        Waiting.until("its log is longer than what was committed", () -> {
            final NodeStatus status = own.status(Duration.ofSeconds(1));
            return status.isLeader() && status.members().get(leader).logPosition() > status.commitPosition() + 500;
        });
        assertThat(answered).as("answered by one node alone").isEmpty();
        assertThat(old.open()).as("shown by one node alone").isEmpty();
        assertThat(old.hasSaid("received")).as("sent by one node alone").isFalse();
        old.kill();

        // The two others go on, and what they answer counts.
        start(one, other);
        nodes[one].say("raise");
        nodes[one].await("received");
        nodes[one].say("rest");
        start(leader);

        Waiting.until(
                "all say the same",
                () -> Arrays.stream(nodes).map(NodeProcess::stand).distinct().count() == 1);
        assertThat(answered).isNotEmpty();
        for (final NodeProcess node : nodes) {
            assertThat(node.open())
                    .as("open at the end")
                    .containsAll(answered)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> !key.startsWith(leader + "-"));
        }
    }

    private void start(final int... ids) throws IOException {
        for (final int id : ids) {
            nodes[id] = new NodeProcess(folder, id, basePort, "calm", answered);
        }
        for (final int id : ids) {
            nodes[id].await("ready");
        }
    }
}
