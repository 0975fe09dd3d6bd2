package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How soon the next alert is received over a WebSocket when the node that leads is killed: by whoever is connected to a node that stays, and by whoever was connected to the
 * one that is gone. Only with {@code -Pfaults}; {@code -Dkills=50} for so many.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class NextAlertTest {
    private static final int KILLS = Integer.getInteger("kills", 50);

    @Test
    void shouldTellTheNextAlertWithinTwoSeconds() throws Exception {
        final List<Long> stayedNs = new ArrayList<>();
        final List<Long> goneNs = new ArrayList<>();
        final int kills = Trial.some(KILLS);
        try (Trial trial = new Trial("kill", new Shape())) {
            trial.load.among(2);
            trial.load.go();
            for (int kill = 0; kill < kills; kill++) {
                trial.world.awaitAll();
                final int leader = trial.world.leader();
                // The first at the node that goes, the second at one that stays; both know all three.
                trial.load.moveTo("s0", leader);
                trial.load.moveTo("s1", leader + 1);
                Trial.pause(1_500);
                final long killNs = trial.world.members[leader].kill();
                goneNs.add(awaitTold(trial, killNs, "s0"));
                stayedNs.add(awaitTold(trial, killNs, "s1"));
            }
            final Verdict verdict = trial.judge(
                    kills + " leaders killed",
                    "next alert received: at a node that stays " + TrackRecord.ms(stayedNs) + "; at the one killed "
                            + TrackRecord.ms(goneNs));
            assertThat(verdict.escalated).isNotNegative();
        }
        stayedNs.sort(Long::compare);
        goneNs.sort(Long::compare);
        assertThat(stayedNs.get(kills / 2) / 1_000_000)
                .as("median of who stays")
                .isLessThanOrEqualTo(1_000);
        assertThat(goneNs.get(kills / 2) / 1_000_000).as("median of who goes").isLessThanOrEqualTo(1_300);
        assertThat(Math.max(stayedNs.get(kills - 1), goneNs.get(kills - 1)) / 1_000_000)
                .as("the most")
                .isLessThanOrEqualTo(2_000);
    }

    private static long awaitTold(final Trial trial, final long killNs, final String person)
            throws InterruptedException {
        long toldNs = trial.history.firstToldOf(killNs, person);
        for (int look = 0; toldNs == History.NOT; look++) {
            assertThat(look).as("looks for the next alert").isLessThan(3_000);
            Trial.pause(10);
            toldNs = trial.history.firstToldOf(killNs, person);
        }
        return toldNs - killNs;
    }
}
