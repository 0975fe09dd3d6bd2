package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code kill -9}, a hundred times: every second time of the node that leads, every fifth time of another one as well, while the others look for a new leader. What is
 * killed is started again within five seconds. Only with {@code -Pfaults}.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E1KillStormTest {
    private static final int KILLS = 100;
    private static final int CHECKPOINTS = 10;
    private static final int DOUBLE_EVERY = 5;

    @Test
    void shouldLoseNothingAndTellNothingTwiceWhileNodesAreKilled() throws Exception {
        final int kills = Trial.some(KILLS);
        final List<Long> outagesNs = new ArrayList<>();
        int leaders = 0;
        int doubles = 0;
        try (Trial trial = new Trial("E1", new Shape())) {
            final World world = trial.world;
            world.restartWithin(5_000);
            trial.load.go();
            for (int kill = 0; kill < kills; kill++) {
                world.awaitAll();
                Trial.pause(200 + world.random.nextInt(1_000));
                final int leader = world.leader();
                final boolean isDouble = kill % DOUBLE_EVERY == DOUBLE_EVERY - 1;
                final boolean isLeader = isDouble || kill % 2 == 0;
                final int victim = isLeader ? leader : (leader + 1 + world.random.nextInt(2)) % World.NODES;
                final long killNs = world.members[victim].kill();
                leaders += isLeader ? 1 : 0;
                if (isDouble) {
                    doubles++;
                    Trial.pause(world.random.nextInt(500));
                    world.members[(victim + 1 + world.random.nextInt(2)) % World.NODES].kill();
                }
                final long outageNs = trial.outageNs(killNs);
                if (isLeader) {
                    outagesNs.add(outageNs);
                }
                if (kill % Math.max(1, kills / CHECKPOINTS) == 0) {
                    trial.checkpoint();
                }
            }
            trial.judge(
                    kills + " kills, " + leaders + " of leaders, " + doubles + " double",
                    "nothing answered after a leader's death: " + TrackRecord.ms(outagesNs));
        }
        outagesNs.sort(Long::compare);
        assertThat(outagesNs.get(outagesNs.size() / 2) / 1_000_000)
                .as("median outage")
                .isLessThanOrEqualTo(3_000);
        assertThat(outagesNs.get(outagesNs.size() - 1) / 1_000_000)
                .as("longest outage")
                .isLessThanOrEqualTo(15_000);
    }
}
