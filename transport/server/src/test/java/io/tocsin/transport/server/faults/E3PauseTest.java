package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A process that stands still for one, five and thirty seconds and goes on as if nothing had been: of the node that leads, and of one that follows, which is the gateway of
 * its clients as well. Only with {@code -Pfaults}.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E3PauseTest {
    private static final int[] PAUSES_MS = {1_000, 5_000, 30_000};

    private final List<Long> outagesNs = new ArrayList<>();

    @Test
    void shouldLoseNothingWhileProcessesStandStill() throws Exception {
        try (Trial trial = new Trial("E3", new Shape())) {
            trial.load.go();
            Trial.pause(3_000);
            final long beginNs = System.nanoTime();
            Trial.pause(100L * Trial.some(100));
            final double usualMs = TrackRecord.percentileMs(trial.history.answerNs(beginNs, System.nanoTime()), 99);
            int pauses = 0;
            double followerMs = 0;
            for (int round = 0; round < Trial.some(2); round++) {
                for (final int pauseMs : PAUSES_MS) {
                    trial.checkpoint();
                    Trial.pause(1_000);
                    final int leader = trial.world.leader();
                    final long stoppedNs = System.nanoTime();
                    trial.world.members[leader].signal("STOP");
                    Trial.pause(pauseMs);
                    trial.world.members[leader].signal("CONT");
                    outagesNs.add(trial.outageNs(stoppedNs));
                    trial.checkpoint();
                    Trial.pause(1_000);
                    final int follower = (trial.world.leader() + 1) % World.NODES;
                    final long fromNs = System.nanoTime();
                    trial.world.members[follower].signal("STOP");
                    Trial.pause(pauseMs);
                    trial.world.members[follower].signal("CONT");
                    // Of those who ask the two others.
                    followerMs = Math.max(
                            followerMs,
                            TrackRecord.percentileMs(
                                    trial.history.answerNsOfOthers(fromNs, System.nanoTime(), Load.pinned(follower)),
                                    99));
                    pauses += 2;
                }
            }
            trial.judge(
                    pauses + " pauses of 1, 5 and 30 s",
                    "nothing answered after a leader stood still: " + TrackRecord.ms(outagesNs)
                            + "; p99 %.1f ms, while a follower stands %.1f ms".formatted(usualMs, followerMs));
        }
        assertThat(outagesNs).isNotEmpty();
    }
}
