package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The files of a node that was killed are damaged, a hundred times: it starts and comes to the same as the others, or it does not start, and does with an empty folder. Only
 * with {@code -Pfaults}.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E6CorruptionTest {
    private static final List<Damage> KINDS = List.of(Damage.values());
    private static final int RUNS = 100;
    private static final int WIPE_EVERY = 5;

    /** A start takes seconds; who neither comes nor says why by then is believed to hang. */
    private static final long PATIENCE_MS = 45_000;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void shouldNotBelieveWhatIsDamaged() throws Exception {
        final int runs = Trial.some(RUNS);
        // Short files of the log, so that there are many, and snapshots that make most of them needless.
        try (Trial trial = new Trial("E6", new Shape().snapshotEveryS(5))) {
            trial.load.go();
            Trial.pause(6_000);
            for (int run = 0; run < runs; run++) {
                trial.world.awaitAll();
                final Damage damage = KINDS.get(run % KINDS.size());
                final int id = trial.world.random.nextInt(World.NODES);
                final Member member = trial.world.members[id];
                trial.world.wants(id, false);
                member.kill();
                final String done = damage.on(trial.world.data(id), trial.world.random);
                if (done.isEmpty()) {
                    trial.world.wants(id, true);
                    continue;
                }
                final boolean hasCome = start(trial, member);
                trial.tell(run + ": node " + id + ", " + done + ": " + (hasCome ? "came" : "refused") + " "
                        + member.complaint());
                outcomes.merge(damage + (hasCome ? " came" : " refused"), 1, Integer::sum);
                if (!hasCome) {
                    anew(trial, member, run);
                }
                trial.world.wants(id, true);
                trial.checkpoint();
                if (run % WIPE_EVERY == WIPE_EVERY - 1) {
                    final Member other = trial.world.members[(trial.world.leader() + 1) % World.NODES];
                    trial.world.wants(other.id, false);
                    other.kill();
                    anew(trial, other, 1_000 + run);
                    trial.world.wants(other.id, true);
                    trial.checkpoint();
                }
            }
            trial.judge(runs + " damages of " + KINDS.size() + " kinds", outcomes.toString());
        }
    }

    /** Whether it takes part; false: it has ended and said why. Neither is a failure. */
    private static boolean start(final Trial trial, final Member member) throws Exception {
        member.start();
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (System.nanoTime() < untilNs) {
            if (!member.isAlive()) {
                return false;
            }
            final Member.Stand stand = member.isReady() ? member.stand() : null;
            if (stand != null && stand.isTakingPart()) {
                return true;
            }
            Trial.pause(50);
        }
        assertThat(member.isAlive())
                .as(
                        "node %d of seed %d neither comes nor says why; logs in %s",
                        member.id, Trial.SEED, trial.world.folder)
                .isFalse();
        return false;
    }

    /** With an empty folder, as the log says to do. */
    private static void anew(final Trial trial, final Member member, final int run) throws Exception {
        final Path data = trial.world.data(member.id);
        Files.move(data, data.resolveSibling("damaged-" + run));
        member.start();
        trial.world.awaitReady(member);
        World.delete(data.resolveSibling("damaged-" + run));
    }
}
