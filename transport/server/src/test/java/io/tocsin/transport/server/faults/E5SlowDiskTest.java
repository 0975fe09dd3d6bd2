package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A disk that takes a megabyte a second, of a follower and then of the leader, at level DURABLE: the kernel holds back what these processes force to the disk (blkio of the
 * first kind of control groups). Only with {@code -Pfaults}, and only where this user may make such groups.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E5SlowDiskTest {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup/blkio");
    private static final long BYTES_PER_SECOND = Long.getLong("disk", 1_000_000);
    private static final long PHASE_MS = 20_000;

    private final String prefix = "tocsin-" + ProcessHandle.current().pid() + "-";

    @Test
    void shouldLoseNothingWhileADiskIsSlow() throws Exception {
        assumeTrue(
                Shell.isRoot() && Files.isWritable(GROUPS.resolve("cgroup.procs")),
                "E5 is left out: it takes root, and control groups of the first kind with blkio");
        final List<Path> groups = new ArrayList<>();
        try {
            final Shape shape = new Shape().durable().timing("calm");
            for (int id = 0; id < World.NODES; id++) {
                final Path group = Files.createDirectory(GROUPS.resolve(prefix + id));
                groups.add(group);
                shape.before(id, "sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "sh");
            }
            run(shape, groups);
        } finally {
            for (final Path group : groups) {
                // Not before the last process has left it.
                for (int look = 0; look < 100 && !Shell.can("rmdir", group.toString()); look++) {
                    Trial.pause(50);
                }
            }
        }
    }

    private void run(final Shape shape, final List<Path> groups) throws Exception {
        try (Trial trial = new Trial("E5", shape)) {
            final long phaseMs = Math.max(3_000, PHASE_MS * Trial.PERCENT / 100);
            trial.load.go();
            Trial.pause(3_000);
            final double usualMs = p99(trial, phaseMs);
            trial.checkpoint();
            final int follower = (trial.world.leader() + 1) % World.NODES;
            slow(trial, groups.get(follower), BYTES_PER_SECOND);
            final double followerMs = p99(trial, phaseMs);
            slow(trial, groups.get(follower), 0);
            trial.checkpoint();
            final int leader = trial.world.leader();
            final long beforeKb = residentKb(trial, leader);
            slow(trial, groups.get(leader), BYTES_PER_SECOND);
            final double leaderMs = p99(trial, phaseMs);
            final long afterKb = residentKb(trial, leader);
            slow(trial, groups.get(leader), 0);
            trial.judge(
                    "a disk of " + BYTES_PER_SECOND / 1_000 + " kB/s for " + phaseMs / 1_000 + " s each, DURABLE",
                    "p99 %.0f ms, of a slow follower %.0f, of a slow leader %.0f; memory of that %d to %d MB"
                            .formatted(usualMs, followerMs, leaderMs, beforeKb / 1_024, afterKb / 1_024));
            assertThat(followerMs)
                    .as("p99 while a follower's disk is slow, ms")
                    .isLessThanOrEqualTo(Math.max(50, 2 * usualMs));
            assertThat(afterKb).as("memory of the slow leader").isLessThan(beforeKb + 100_000);
        }
    }

    private static double p99(final Trial trial, final long ms) throws InterruptedException {
        final long fromNs = System.nanoTime();
        Trial.pause(ms);
        return TrackRecord.percentileMs(trial.history.answerNs(fromNs, System.nanoTime()), 99);
    }

    private static void slow(final Trial trial, final Path group, final long bytesPerSecond)
            throws IOException, InterruptedException {
        // The disk, not its partition: that is what is held back.
        final String device = Shell.run("stat", "-c", "%Hd:%Ld", trial.world.folder.toString());
        Files.writeString(group.resolve("blkio.throttle.write_bps_device"), device + " " + bytesPerSecond + "\n");
    }

    private static long residentKb(final Trial trial, final int id) throws InterruptedException {
        final String said = Shell.said(Path.of("/proc/" + trial.world.members[id].pid() + "/status"), "VmRSS:");
        return Long.parseLong(said.split(" ", -1)[0]);
    }
}
