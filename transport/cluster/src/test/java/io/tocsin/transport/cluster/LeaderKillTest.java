package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes, and {@code kill -9} of the one that leads, while another raises an alert every ten milliseconds. Only with {@code -Dkills=20}, which kills twenty times; the times from a
 * kill to the first alert that was raised after it and received are printed.
 */
@EnabledIfSystemProperty(named = "kills", matches = "[1-9][0-9]*")
final class LeaderKillTest {
    private static final int KILLS = Integer.getInteger("kills", 0);
    private static final long NS_PER_MS = 1_000_000;

    @TempDir
    private Path folder = Path.of(".");

    private final NodeProcess[] children = new NodeProcess[3];
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final int basePort = TestCluster.freePorts(3 * ClusterMember.PORTS);

    @AfterEach
    void end() throws InterruptedException {
        for (final NodeProcess child : children) {
            if (child != null) {
                child.end();
            }
        }
    }

    @Test
    @SuppressWarnings("SystemOut") // The figures that the README tells.
    void shouldReceiveTheNextAlertAndLoseNoneWhenTheLeaderIsKilled() throws Exception {
        for (int id = 0; id < 3; id++) {
            children[id] = new NodeProcess(folder, id, basePort, "swift", answered);
        }
        for (final NodeProcess child : children) {
            child.await("ready");
        }
        final List<Long> takeoverMs = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            final int leader = NodeProcess.leader(children);
            final NodeProcess raiser = children[(leader + 1 + kill % 2) % 3];
            raiser.say("raise");
            raiser.await("received");
            final long killNs = children[leader].kill();
            takeoverMs.add((raiser.firstReceivedOf(killNs) - killNs) / NS_PER_MS);
            raiser.say("rest");
            children[leader] = new NodeProcess(folder, leader, basePort, "swift", answered);
            children[leader].await("ready");
        }
        for (final NodeProcess child : children) {
            Waiting.until("all has come", () -> child.open().containsAll(answered));
            assertThat(child.open()).doesNotHaveDuplicates();
        }
        Waiting.until(
                "all say the same",
                () -> Arrays.stream(children).map(NodeProcess::stand).distinct().count() == 1);
        takeoverMs.sort(Long::compare);
        System.out.println("leader killed " + KILLS + " times, " + answered.size()
                + " alerts acknowledged, next alert received after ms: median "
                + takeoverMs.get(takeoverMs.size() / 2) + ", max " + takeoverMs.get(takeoverMs.size() - 1));
    }
}
