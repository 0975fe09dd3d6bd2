package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three networks and a switch between them, whose wires are cut: of the leader, of a follower, in one direction, between two of three, again and again; and messages that
 * get lost. Clients reach their nodes all the time. Only with {@code -Pfaults}, and only where this user may make networks.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E2PartitionTest {
    private static final long HEALED_MS = 10_000;
    private static final int FLAPS = 60;
    private static final long CUT_MS = 4_000;

    private final List<Long> outagesNs = new ArrayList<>();
    private final List<Long> healedNs = new ArrayList<>();
    private int cuts;

    @Test
    void shouldLoseNothingAndLeadOnceWhileWiresAreCut() throws Exception {
        assumeTrue(Wires.canBe(), "E2 is left out: networks of their own take root, ip netns, veth and a bridge");
        try (Trial trial = new Trial("E2", new Shape().wires())) {
            final Wires wires = trial.world.wires();
            trial.load.go();
            for (int round = 0; round < Trial.some(3); round++) {
                int leader = begin(trial);
                wires.pull(leader);
                final long pulledNs = System.nanoTime();
                Trial.pause(CUT_MS);
                final long pluggedNs = System.nanoTime();
                wires.plug(leader);
                outagesNs.add(trial.outageNs(pulledNs));
                assertThat(trial.history.answeredBetween(pulledNs, pluggedNs, Load.pinned(leader)))
                        .as("asked of a leader whom nobody hears, and answered")
                        .isZero();
                healed(trial, pluggedNs);

                leader = begin(trial);
                wires.pull((leader + 1) % World.NODES);
                Trial.pause(CUT_MS);
                wires.plug((leader + 1) % World.NODES);
                healed(trial, System.nanoTime());

                leader = begin(trial);
                oneWay(trial, leader, (leader + 1) % World.NODES);
                leader = begin(trial);
                oneWay(trial, (leader + 1) % World.NODES, leader);
                leader = begin(trial);
                deafAndDumb(trial, leader, true);
                leader = begin(trial);
                deafAndDumb(trial, leader, false);
                leader = begin(trial);
                betweenTwo(trial, leader, (leader + 1) % World.NODES);
                leader = begin(trial);
                betweenTwo(trial, (leader + 1) % World.NODES, (leader + 2) % World.NODES);
            }
            begin(trial);
            final int flaps = Trial.some(FLAPS);
            for (int flap = 0; flap < flaps; flap++) {
                final int one = trial.world.random.nextInt(World.NODES);
                wires.pull(one);
                Trial.pause(500);
                wires.plug(one);
                Trial.pause(500);
            }
            healed(trial, System.nanoTime());
            trial.judge(
                    cuts + " cuts of eight kinds, " + flaps + " flaps of half a second",
                    "nothing answered after the leader was cut off: " + TrackRecord.ms(outagesNs) + "; healed after "
                            + TrackRecord.ms(healedNs));
        }
        healedNs.sort(Long::compare);
        assertThat(healedNs.get(healedNs.size() - 1) / 1_000_000)
                .as("longest time to heal")
                .isLessThanOrEqualTo(HEALED_MS);
    }

    /** Aeron's own generator loses what a node receives of data: the kernel here has none. */
    @Test
    void shouldGoOnWhenMessagesGetLost() throws Exception {
        double whole = 0;
        for (final int percent : new int[] {0, 5, 20}) {
            final Shape shape = new Shape().timing("calm");
            if (percent > 0) {
                final String rate = String.valueOf(percent / 100.0);
                shape.option(
                                "-Daeron.ReceiveChannelEndpoint.supplier=io.aeron.driver.ext.DebugReceiveChannelEndpointSupplier")
                        .option(
                                "-Daeron.SendChannelEndpoint.supplier=io.aeron.driver.ext.DebugSendChannelEndpointSupplier")
                        .option("-Daeron.debug.receive.data.loss.rate=" + rate)
                        .option("-Daeron.debug.receive.data.loss.seed=" + Trial.SEED)
                        .option("-Daeron.debug.send.data.loss.rate=0")
                        .option("-Daeron.debug.receive.control.loss.rate=" + rate);
            }
            try (Trial trial = new Trial("E2", shape)) {
                trial.load.go();
                Trial.pause(2_000);
                final int before = trial.history.answeredCount();
                final long beginNs = System.nanoTime();
                Trial.pause(200L * Trial.some(100));
                final double perSecond = (trial.history.answeredCount() - before) * 1e9 / (System.nanoTime() - beginNs);
                final List<Long> took = trial.history.answerNs(beginNs, System.nanoTime());
                whole = percent == 0 ? perSecond : whole;
                trial.judge(
                        percent + " of 100 messages lost",
                        "%.0f answered a second, p50 %.1f, p99 %.1f ms"
                                .formatted(
                                        perSecond,
                                        TrackRecord.percentileMs(took, 50),
                                        TrackRecord.percentileMs(took, 99)));
                if (percent == 5) {
                    assertThat(perSecond).as("answered a second").isGreaterThanOrEqualTo(0.7 * whole);
                }
            }
        }
    }

    private int begin(final Trial trial) throws InterruptedException {
        trial.checkpoint();
        Trial.pause(1_000);
        cuts++;
        return trial.world.leader();
    }

    private void healed(final Trial trial, final long sinceNs) throws InterruptedException {
        trial.world.awaitAll();
        while (!takePart(trial)) {
            assertThat(System.nanoTime() - sinceNs)
                    .as("waits until all take part again; logs in " + trial.world.folder)
                    .isLessThan(TimeUnit.SECONDS.toNanos(60));
            Trial.pause(20);
        }
        healedNs.add(System.nanoTime() - sinceNs);
    }

    private static boolean takePart(final Trial trial) throws InterruptedException {
        for (final Member member : trial.world.members) {
            final Member.Stand stand = member.stand();
            if (stand == null || !stand.isTakingPart()) {
                return false;
            }
        }
        return true;
    }

    private void oneWay(final Trial trial, final int from, final int to) throws Exception {
        trial.world.wires().lose(from, to);
        Trial.pause(CUT_MS);
        trial.world.wires().find(from, to);
        healed(trial, System.nanoTime());
    }

    /** The leader is heard and hears nobody, or hears all and is heard by nobody. */
    private void deafAndDumb(final Trial trial, final int leader, final boolean isDeaf) throws Exception {
        final Wires wires = trial.world.wires();
        for (int i = 1; i < World.NODES; i++) {
            final int other = (leader + i) % World.NODES;
            wires.lose(isDeaf ? other : leader, isDeaf ? leader : other);
        }
        final long cutNs = System.nanoTime();
        Trial.pause(CUT_MS);
        final long foundNs = System.nanoTime();
        for (int i = 1; i < World.NODES; i++) {
            final int other = (leader + i) % World.NODES;
            wires.find(isDeaf ? other : leader, isDeaf ? leader : other);
        }
        outagesNs.add(trial.outageNs(cutNs));
        healed(trial, foundNs);
    }

    private void betweenTwo(final Trial trial, final int one, final int other) throws Exception {
        final Wires wires = trial.world.wires();
        wires.lose(one, other);
        wires.lose(other, one);
        final long cutNs = System.nanoTime();
        Trial.pause(CUT_MS);
        final long foundNs = System.nanoTime();
        wires.find(one, other);
        wires.find(other, one);
        outagesNs.add(trial.outageNs(cutNs));
        healed(trial, foundNs);
    }
}
