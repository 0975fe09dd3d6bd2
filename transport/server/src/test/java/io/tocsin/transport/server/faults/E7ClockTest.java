package io.tocsin.transport.server.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Wall clocks that are set an hour ahead and behind, go wrong by half a minute a minute, and are wrong already when a node starts that comes to lead; one process has a
 * monotonic clock of its own as well, where this user may make one. Only with {@code -Pfaults}.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E7ClockTest {
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
    private static final long DRIFT_MS = 30_000;

    /** Beyond that long without a leader nobody is asked. */
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    @Test
    void shouldAskNobodyEarlyOrLateWhateverTheWallClocksSay() throws Exception {
        final Shape shape = new Shape();
        final boolean hasOwn =
                Shell.isRoot() && Shell.can("unshare", "--time", "--monotonic", "3600", "--fork", "true");
        if (hasOwn) {
            shape.before(1, "unshare", "--time", "--monotonic", "3600", "--fork", "--kill-child");
        }
        long longestNs = 0;
        int changes = 0;
        try (Trial trial = new Trial("E7", shape)) {
            if (!hasOwn) {
                trial.tell("no monotonic clock of its own: unshare --time is not to be had");
            }
            trial.load.go();
            for (int round = 0; round < Trial.some(3); round++) {
                // While they run.
                final int leader = trial.world.leader();
                for (final long ms : List.of(HOUR_MS, -HOUR_MS, 0L)) {
                    trial.world.members[leader].ask("ahead " + ms + " 0");
                    trial.world.members[(leader + 1) % World.NODES].ask("ahead " + -ms + " " + DRIFT_MS);
                    Trial.pause(4_000);
                    changes += 2;
                }
                trial.checkpoint();
                // Behind at their start, and then they lead.
                for (int id = 0; id < World.NODES; id++) {
                    trial.world.startsAhead(id, -HOUR_MS * id);
                }
                for (int kill = 0; kill < 3; kill++) {
                    trial.world.awaitAll();
                    // Some have to wait for their second step over the takeover.
                    Trial.pause(World.STEP_MS + 1_000);
                    final long killNs = trial.world.members[trial.world.leader()].kill();
                    longestNs = Math.max(longestNs, trial.outageNs(killNs));
                    changes++;
                }
                trial.checkpoint();
            }
            // Who is asked second in the last seconds is to be seen as well.
            Trial.pause(World.STEP_MS + 2_000);
            final Verdict verdict = trial.judge(
                    changes + " wall clocks wrong by an hour or 30 s a minute"
                            + (hasOwn ? ", one monotonic clock" : ""),
                    "longest without an answer " + TimeUnit.NANOSECONDS.toMillis(longestNs) + " ms");
            assertThat(verdict.escalated).as("steps that were seen").isPositive();
            assertThat(verdict.latestNs).as("latest step, ns").isLessThanOrEqualTo(longestNs + LATE_NS);
        }
    }

    /**
     * A limit that is known: a node whose clock is an hour ahead when it starts, and that comes to lead, takes the log's clock there, and every deadline comes early. It says
     * so before, while it follows. Once the expectation that somebody is asked too early fails, that is mended.
     */
    @Test
    void shouldSayOfAClockThatIsAheadBeforeItLeads() throws Exception {
        try (Trial trial = new Trial("E7", new Shape())) {
            trial.load.go();
            Trial.pause(2_000);
            final int leader = trial.world.leader();
            for (int i = 1; i < World.NODES; i++) {
                final int follower = (leader + i) % World.NODES;
                trial.world.startsAhead(follower, HOUR_MS);
                trial.world.members[follower].kill();
                Trial.pause(2_500);
                trial.world.awaitAll();
            }
            Trial.pause(2_000);
            for (int i = 1; i < World.NODES; i++) {
                final Member.Stand stand = trial.world.members[(leader + i) % World.NODES].stand();
                assertThat(TimeUnit.NANOSECONDS.toSeconds(requireNonNull(stand).clockApartNs()))
                        .as("how far it says that its clock is ahead, s")
                        .isBetween(3_598L, 3_600L);
            }
            Trial.pause(1_000);
            trial.world.members[leader].kill();
            Trial.pause(World.STEP_MS + 2_000);
            final Verdict verdict = trial.judgeButEarly(
                    "the next leader's clock is an hour ahead since its start: a limit that is known", "");
            assertThat(verdict.early).as("asked too early").isPositive();
        }
    }
}
