package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.Offer;
import io.tocsin.OfferListener;
import io.tocsin.Raised;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.EngineVersionNotedDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.transport.aeron.ArchiveStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One script, in which people answer what they are told, through every host: a pipeline in memory, one with an archive, a cluster of one, a cluster of three. Each must say
 * the same at the same instants. And a bare engine, fed what the hosts of a cluster fed theirs, must be in the same state.
 */
final class HostEquivalenceTest {
    private static final long BEGIN_NS =
            TimeUnit.MILLISECONDS.toNanos(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    private static final long SCRIPT_NS = BEGIN_NS + TimeUnit.HOURS.toNanos(1);

    /** The clock leaps: what is measured with it must not take that for the death of the leader. */
    private static final ClusterTiming PATIENT = new ClusterTiming(
            TimeUnit.DAYS.toNanos(1),
            TimeUnit.MILLISECONDS.toNanos(100),
            TimeUnit.MILLISECONDS.toNanos(200),
            TimeUnit.MILLISECONDS.toNanos(20),
            TimeUnit.SECONDS.toNanos(2));

    @TempDir
    private Path folder = Path.of(".");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void shouldSayTheSameOnEveryHost() {
        final List<String> inMemory = played(pipeline(new AlertRouter.Context().journal(new InMemoryJournal())));
        assertThat(inMemory)
                .as("the script reaches the fail-safe destination, and people answer")
                .anyMatch(line -> line.contains("StepStarted") && line.contains("step=2"))
                .anyMatch(line -> line.contains("response=ACCEPTED") || line.contains("to=ACCEPTED"));
        assertThat(played(pipeline(archived()))).as("with an archive").isEqualTo(inMemory);
        assertThat(played(cluster(1))).as("one node").isEqualTo(inMemory);
        assertThat(played(cluster(3))).as("three nodes").isEqualTo(inMemory);
    }

    private AlertRouter.Context archived() {
        final ArchiveStore store = ArchiveStore.open(new ArchiveStore.Context()
                .folder(folder.resolve("archive"))
                .termLength(1 << 18)
                .segmentLength(1 << 19)
                .lowWaterBytes(1 << 20)
                .fullWaterBytes(1 << 20));
        opened.add(store);
        return new AlertRouter.Context().journal(store.journal()).eventLog(store.eventLog());
    }

    private Stage pipeline(final AlertRouter.Context context) {
        final ManualStage stage = new ManualStage(context);
        opened.add(stage.router());
        return stage;
    }

    private Stage cluster(final int size) {
        final SteppedClock clock = new SteppedClock(BEGIN_NS);
        final TestCluster cluster = new TestCluster(folder.resolve("cluster" + size), size);
        opened.add(cluster);
        final List<ClusterNode> nodes = new ArrayList<>();
        final List<Captured> captured = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            captured.add(new Captured());
            final ClusterNode node = ClusterNode.launch(cluster.context(id)
                    .timing(PATIENT)
                    .startupCanvass(Duration.ofDays(3))
                    .clock(clock)
                    .tap(captured.get(id)));
            nodes.add(node);
            opened.add(node);
        }
        Waiting.until("somebody leads", () -> nodes.stream().anyMatch(ClusterNode::isLeader));
        if (size > 1) {
            // It puts the site in force.
            final ClusterNode leader =
                    nodes.stream().filter(ClusterNode::isLeader).findFirst().orElseThrow();
            opened.add(new TestRouter(leader).router);
        }
        // At one that does not lead, if there is one: the way is longer.
        final ClusterNode at = nodes.stream()
                .filter(node -> size == 1 || !node.isLeader())
                .findFirst()
                .orElseThrow();
        final TestRouter router = new TestRouter(at);
        opened.add(router.router);
        return new ClusterStage(clock, router, captured.get(at.memberId()), () -> {
            final Captured.Mark bare =
                    Captured.replayed(captured.get(at.memberId()).entrances());
            for (final Captured each : captured) {
                Waiting.until(
                        "every node has come so far", () -> each.eventHashes().containsKey(bare.commandSeq()));
                assertThat(each.eventHashes()).containsEntry(bare.commandSeq(), bare.eventHash());
            }
        });
    }

    /** Plays the script; what was said, and answered, without the numbers that count how a host works. */
    private static List<String> played(final Stage stage) {
        stage.begin(SCRIPT_NS);
        final List<String> told = new ArrayList<>();
        final OfferListener ann = offer -> answer(offer, told, "ann");
        stage.router().connect("ann", ann);
        stage.router().connect("bob", offer -> answer(offer, told, "bob"));
        stage.settle();
        final List<CompletableFuture<Raised>> raised = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            raised.add(stage.router().raise(TestRouter.arrest("key-" + number % 9)));
            stage.settle();
            stage.advance(Duration.ofMillis(300 + 137L * number));
        }
        stage.advance(Duration.ofSeconds(90));
        stage.check();
        final List<String> lines = new ArrayList<>();
        stage.said().stream()
                .filter(event -> event.stamp().timestampNs() >= SCRIPT_NS)
                // Which engine version a node's code knows is said once all hear each other, whenever that is.
                .filter(event -> !(event instanceof RouterEvent.Unknown unknown)
                        || unknown.templateId() != EngineVersionNotedDecoder.TEMPLATE_ID)
                .map(event -> event.toString()
                        .replaceAll("eventSeq=\\d+, ", "")
                        .replaceAll("commandSeq=\\d+, ", "")
                        .replaceAll("(sessionId|gatewayId|sourceId)=\\d+", "$1"))
                .forEach(lines::add);
        raised.forEach(answer -> lines.add(answer.join().toString()));
        synchronized (told) {
            lines.addAll(told);
        }
        return lines;
    }

    private static void answer(final Offer offer, final List<String> told, final String person) {
        synchronized (told) {
            told.add(person + " hears of " + offer.alertId() + ' ' + offer.kind() + " step " + offer.step() + " at "
                    + offer.toldAtNs());
        }
        if (offer.alertId() % 3 == 0) {
            offer.accept();
        } else if (offer.alertId() % 3 == 1) {
            offer.reject(RejectReason.BUSY);
        }
    }

    /** A router whose time is in the test's hand. */
    private interface Stage {
        AlertRouter router();

        List<RouterEvent> said();

        /** Stops the clock at an instant. */
        void begin(long instantNs);

        /** Has everything carried out that can be without time passing. */
        void settle();

        /** Lets time pass, from deadline to deadline. */
        void advance(Duration time);

        /** What else must hold at the end. */
        default void check() {}
    }

    private static final class ManualStage implements Stage {
        private final SteppedClock clock = new SteppedClock(BEGIN_NS);
        private final List<RouterEvent> said = new ArrayList<>();
        private final AlertRouter router;

        ManualStage(final AlertRouter.Context context) {
            router = AlertRouter.launch(context.site(TestRouter.site())
                    .limits(TestRouter.limits())
                    .threading(Pipeline.Threading.MANUAL)
                    .clock(clock)
                    .listener(said::add));
        }

        @Override
        public AlertRouter router() {
            return router;
        }

        @Override
        public List<RouterEvent> said() {
            return said;
        }

        @Override
        public void begin(final long instantNs) {
            clock.stopAt(instantNs);
            settle();
        }

        @Override
        public void settle() {
            // An archive records a moment later.
            final long[] idle = {0};
            Waiting.until("the router has come to rest", () -> {
                final boolean isIdle = router.doWork() == 0
                        && router.pipelineCounters().published()
                                == router.pipelineCounters().engineCommandSeq();
                idle[0] = isIdle ? idle[0] + 1 : 0;
                return idle[0] > 3;
            });
        }

        @Override
        public void advance(final Duration time) {
            final long targetNs = clock.nanoTime() + time.toNanos();
            while (router.nextDeadlineNs() <= targetNs) {
                clock.stopAt(Math.max(router.nextDeadlineNs(), clock.nanoTime()));
                settle();
            }
            clock.stopAt(targetNs);
            settle();
        }
    }

    private record ClusterStage(SteppedClock clock, TestRouter host, Captured captured, Runnable last)
            implements Stage {
        @Override
        public AlertRouter router() {
            return host.router;
        }

        @Override
        public List<RouterEvent> said() {
            return host.events(RouterEvent.class);
        }

        @Override
        public void begin(final long instantNs) {
            clock.stopAt(instantNs);
            settle();
        }

        @Override
        public void settle() {
            final long[] seen = {-1, 0};
            Waiting.until("the router has come to rest", () -> {
                final long published = host.router.pipelineCounters().published();
                final long delivered = host.router.pipelineCounters().delivered();
                if (seen[0] != published + delivered || !host.isAtRest()) {
                    seen[0] = published + delivered;
                    seen[1] = host.cycles();
                    return false;
                }
                // What is answered in one cycle leaves in the next.
                return host.cycles() > seen[1] + 3;
            });
        }

        @Override
        public void advance(final Duration time) {
            final long targetNs = clock.nanoTime() + time.toNanos();
            while (captured.nextDeadlineNs() <= targetNs) {
                clock.stopAt(Math.max(captured.nextDeadlineNs(), clock.nanoTime()));
                Waiting.until("what is due is done", () -> captured.nextDeadlineNs() > clock.nanoTime());
                settle();
            }
            clock.stopAt(targetNs);
            settle();
        }

        @Override
        public void check() {
            last.run();
        }
    }
}
