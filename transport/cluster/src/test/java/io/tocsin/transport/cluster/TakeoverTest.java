package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Offer;
import io.tocsin.Raised;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers on three nodes, and people who are connected to them, while a machine dies. */
final class TakeoverTest {
    private static final int NOBODY = -1;
    private static final long STEP_NS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder = Path.of(".");

    private final List<TestRouter> routers = new ArrayList<>();
    /** The node whose engine goes on while the others stand still. */
    private volatile int held = NOBODY;

    private TestCluster cluster = new TestCluster(folder, 0);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 3);
        final List<ClusterNode> nodes = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            nodes.add(ClusterNode.launch(cluster.context(id).tap(new Gate(id))));
        }
        Waiting.until("somebody leads", () -> nodes.stream().anyMatch(ClusterNode::isLeader));
        // The leader first: it puts the site in force, the others find it so.
        nodes.sort((one, other) -> Boolean.compare(other.isLeader(), one.isLeader()));
        nodes.forEach(node -> routers.add(new TestRouter(node)));
    }

    @AfterEach
    void end() {
        held = NOBODY;
        CloseHelper.closeAll(routers);
        cluster.close();
    }

    @Test
    void shouldLoseNothingAndTellNobodyTwiceWhenTheLeaderDiesInTheMidstOfIt() throws Exception {
        final TestRouter leader = routers.get(0);
        final TestRouter near = routers.get(1);
        final TestRouter far = routers.get(2);
        final Queue<Offer> ann = new ConcurrentLinkedQueue<>();
        final Queue<Offer> bob = new ConcurrentLinkedQueue<>();
        // What she leaves to the next step stays below the offers that one person is given at once.
        far.router.connect("ann", offer -> {
            ann.add(offer);
            if (offer.alertId() % 5 != 0) {
                offer.accept();
            }
        });
        near.router.connect("bob", bob::add);
        leader.router.connect("desk", offer -> {});

        Waiting.until(
                "all are known everywhere",
                () -> routers.stream()
                        .allMatch(each ->
                                each.events(RouterEvent.SessionChanged.class).size() >= 3));

        // Asked of one node, told at another, and answered on the node that was asked.
        final Raised first = near.router.raise(TestRouter.arrest("first")).get(10, TimeUnit.SECONDS);
        Waiting.until("Ann is told", () -> !ann.isEmpty());
        Waiting.until(
                "every node says that it is hers",
                () -> routers.stream()
                        .allMatch(each -> each.router.openAlerts().stream()
                                .anyMatch(alert -> alert.alertId() == first.alertId() && "ann".equals(alert.owner()))));

        final Map<String, CompletableFuture<Raised>> asked = new LinkedHashMap<>();
        for (int number = 0; number < 120; number++) {
            final String key = "stream-" + number;
            asked.put(key, near.router.raise(TestRouter.arrest(key)));
            if (number == 60) {
                Objects.requireNonNull(asked.get("stream-30")).get(10, TimeUnit.SECONDS);
                leader.node.close();
            }
        }
        final Map<String, Long> answered = new LinkedHashMap<>();
        for (final Map.Entry<String, CompletableFuture<Raised>> each : asked.entrySet()) {
            final Raised raised = each.getValue().get(30, TimeUnit.SECONDS);
            assertThat(raised.isNew()).as(each.getKey()).isTrue();
            assertThat(raised.repeated()).as(each.getKey()).isFalse();
            answered.put(each.getKey(), raised.alertId());
        }
        assertThat(answered.values()).doesNotHaveDuplicates();
        Waiting.until("it stands still", () -> leader.router.state() != Pipeline.State.RUNNING);

        final Raised next = far.router.raise(TestRouter.arrest("next")).get(10, TimeUnit.SECONDS);
        Waiting.until(
                "the next alert is received", () -> ann.stream().anyMatch(offer -> offer.alertId() == next.alertId()));
        Waiting.until(
                "nobody's second is lost",
                () -> stepsBegun(far, 1)
                        .containsAll(answered.values().stream()
                                .filter(id -> id % 5 == 0)
                                .toList()));

        // Whoever was connected to the node that is gone is not any more, once one of the others says so.
        assertThat(far.router.operation().closeSessionsOf(leader.node.memberId()))
                .isOne();
        Waiting.until(
                "every survivor knows",
                () -> Stream.of(near, far)
                        .allMatch(each -> each.events(RouterEvent.SessionChanged.class).stream()
                                .anyMatch(changed ->
                                        !changed.open() && changed.person().equals("desk"))));
        assertThat(far.router.operation().closeSessionsOf(leader.node.memberId()))
                .isZero();
        assertThatThrownBy(() -> far.router.operation().closeSessionsOf(far.node.memberId()))
                .hasMessageContaining("own");

        for (final TestRouter survivor : List.of(near, far)) {
            final Map<String, Long> open = new LinkedHashMap<>();
            survivor.router.openAlerts().forEach(alert -> open.put(alert.alertKey(), alert.alertId()));
            assertThat(open).containsAllEntriesOf(answered).hasSize(answered.size() + 2);
            assertThat(survivor.errors).isEmpty();
        }
        assertThat(ann.stream().map(Offer::alertId)).as("told once each").doesNotHaveDuplicates();
        requireNoStepEarly(far);
        assertThat(near.node.eventHash())
                .satisfies(hash -> Waiting.until(
                        "both have said the same",
                        () -> near.node.commandSeq() == far.node.commandSeq()
                                && near.node.eventHash() == far.node.eventHash()));
    }

    /** The followers have what is raised in their logs, and their engines stand still. */
    @Test
    void shouldAnswerAtAppliedOnceAnotherEngineHasCarriedItOutAndKeepNoAlertWaitingForThat() throws Exception {
        final TestRouter leader = routers.get(0);
        Waiting.until("it leads", () -> leader.node.isLeader());
        leader.router.raise(TestRouter.arrest("warm")).get(10, TimeUnit.SECONDS);
        held = leader.node.memberId();
        final CompletableFuture<Raised> asked =
                leader.router.raise(TestRouter.arrest("asked").level(Level.APPLIED));
        final List<CompletableFuture<Raised>> others = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            others.add(leader.router.raise(TestRouter.arrest("other-" + number)));
        }

        Waiting.until(
                "everybody is shown all of it", () -> leader.router.openAlerts().size() == 42);
        assertThat(leader.node.heldAnswerBytes()).isPositive();
        for (final CompletableFuture<Raised> other : others) {
            assertThat(other.get(10, TimeUnit.SECONDS).isNew()).isTrue();
        }
        assertThat(leader.node.answersNotAwaited()).isEqualTo(40);
        assertThat(asked).as("it wants this or nothing").isNotDone();

        held = NOBODY;
        assertThat(asked.get(10, TimeUnit.SECONDS).isNew()).isTrue();
        assertThat(leader.router
                        .raise(TestRouter.arrest("last"))
                        .get(10, TimeUnit.SECONDS)
                        .isNew())
                .isTrue();
        assertThat(leader.node.answersNotAwaited()).isEqualTo(40);
        assertThat(leader.node.heldAnswerBytes()).isZero();
    }

    /** The alerts whose step of this number has begun, as this node has heard. */
    private static List<Long> stepsBegun(final TestRouter router, final int step) {
        return router.events(RouterEvent.StepStarted.class).stream()
                .filter(started -> started.step() == step)
                .map(RouterEvent.StepStarted::alertId)
                .toList();
    }

    /** Stands in front of the engine of a node, while those of all but one are held. */
    private final class Gate implements EngineTap {
        private final int id;

        Gate(final int id) {
            this.id = id;
        }

        @Override
        public void onCommand(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            while (held != NOBODY && held != id) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static void requireNoStepEarly(final TestRouter router) {
        final Map<Long, Long> begun = new LinkedHashMap<>();
        for (final RouterEvent.StepStarted started : router.events(RouterEvent.StepStarted.class)) {
            if (started.step() == 0) {
                begun.put(started.alertId(), started.stamp().timestampNs());
            } else if (started.step() == 1 && begun.containsKey(started.alertId())) {
                assertThat(started.stamp().timestampNs() - begun.get(started.alertId()))
                        .as("alert %d", started.alertId())
                        .isGreaterThanOrEqualTo(STEP_NS);
            }
        }
    }
}
