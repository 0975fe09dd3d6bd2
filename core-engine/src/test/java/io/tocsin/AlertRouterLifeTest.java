package io.tocsin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.RuntimeFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Launching, threads, being full, failing and closing. */
@Timeout(60)
final class AlertRouterLifeTest {
    private static final int PRODUCERS = 4;
    private static final int RAISES = 250;

    @Test
    void shouldAnswerManyThreads() throws Exception {
        final CountDownLatch told = new CountDownLatch(PRODUCERS * RAISES);
        final ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
        try (AlertRouter router = AlertRouter.launch(new AlertRouter.Context().site(North.site()))) {
            router.connect("ann", offer -> {
                told.countDown();
                offer.accept();
            });
            final List<CompletableFuture<Raised>> answers = new ArrayList<>();
            final List<java.util.concurrent.Future<List<CompletableFuture<Raised>>>> work = new ArrayList<>();
            for (int producer = 0; producer < PRODUCERS; producer++) {
                final String prefix = "producer-" + producer + '/';
                work.add(producers.submit(() -> {
                    final List<CompletableFuture<Raised>> raised = new ArrayList<>();
                    for (int i = 0; i < RAISES; i++) {
                        raised.add(router.raise(North.arrest(prefix + i)));
                    }
                    return raised;
                }));
            }
            for (final var each : work) {
                answers.addAll(each.get());
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, SECONDS);

            // Ann has credit for a few offers; each answer makes room for the next.
            assertThat(told.await(30, SECONDS)).isTrue();
            // None was stale: the router's own numbers reach the engine in order, whatever the threads do.
            assertThat(answers.stream().map(answer -> answer.join().alertId()).distinct())
                    .hasSize(PRODUCERS * RAISES);
            final Counters counters = router.counters().get(5, SECONDS);
            assertThat(counters.refused()).isZero();
            assertThat(counters.alertsRaised()).isEqualTo(PRODUCERS * RAISES);
        } finally {
            producers.shutdown();
        }
    }

    @Test
    void shouldUseAContextOnce() {
        final AlertRouter.Context context = manual();
        AlertRouter.launch(context).close();

        assertThatThrownBy(() -> AlertRouter.launch(context))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used before");
        assertThatThrownBy(() ->
                        new AlertRouter.Context().site(North.site()).conclude().conclude())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNeedASite() {
        assertThatThrownBy(() -> AlertRouter.launch(new AlertRouter.Context()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no site was given");
    }

    @Test
    void shouldDescribeItsSettings() {
        assertThat(new AlertRouter.Context().site(North.site()).sourceId(9).describe())
                .contains("site 'north' with", "journal: NoJournal, level MEMORY", "source: 9", "threads: THREADED");
    }

    @Test
    void shouldRefuseToStartWithMoreThanTheJournalGives() {
        assertThatThrownBy(() -> AlertRouter.launch(manual().level(Level.DISK)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LEVEL_UNAVAILABLE))
                .hasMessageContaining("level DISK is asked, the journal gives MEMORY");
    }

    @Test
    void shouldRefuseToStartWithASiteThatDoesNotFit() {
        final io.tocsin.engine.EngineLimits tiny =
                RouterDefaults.limits().toBuilder().maxPeople(2).build();

        assertThatThrownBy(() -> AlertRouter.launch(manual().limits(tiny)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("entry 3 (person/desk): TABLE_FULL");
    }

    @Test
    void shouldKeepRoomForWhatIsCriticalWhenFull() {
        try (AlertRouter router = AlertRouter.launch(manual().ringCapacity(16))) {
            final List<CompletableFuture<Raised>> answers = new ArrayList<>();
            CompletableFuture<Raised> last = router.raise(North.raise("n0", Severity.NON_URGENT));
            while (!last.isDone()) {
                answers.add(last);
                last = router.raise(North.raise("n" + answers.size(), Severity.NON_URGENT));
            }
            assertRefused(last, Refusal.BUSY);
            final CompletableFuture<Raised> critical = router.raise(North.arrest("c"));
            assertThat(critical).isNotDone();

            settle(router);
            assertThat(answers).isNotEmpty().allMatch(answer -> answer.join().isNew());
            assertThat(critical.join().isNew()).isTrue();
            // A refused command took no number with it.
            assertThat(router.raise(North.arrest("d"))).isNotCompletedExceptionally();
        }
    }

    @Test
    void shouldConnectEvenWhenFull() {
        try (AlertRouter router = AlertRouter.launch(manual().ringCapacity(16))) {
            int i = 0;
            while (!router.raise(North.arrest("c" + i)).isDone()) {
                i++;
            }
            final RecipientSession session = router.connect("ann", offer -> {});
            assertThat(session.opened()).isNotDone();
            settle(router);
            assertThat(session.opened()).isCompleted();
        }
    }

    @Test
    void shouldNotLetAListenerHarmTheOthers() {
        final List<Throwable> errors = new ArrayList<>();
        final List<Offer> told = new ArrayList<>();
        final AlertRouter.Context context = manual().errorHandler(errors::add).listener(event -> {
            throw new IllegalArgumentException("the board failed");
        });
        try (AlertRouter router = AlertRouter.launch(context)) {
            router.connect("ann", told::add);
            final CompletableFuture<Raised> raised = router.raise(North.arrest("a"));
            settle(router);

            assertThat(raised).isCompleted();
            assertThat(told).hasSize(1);
            assertThat(errors).isNotEmpty().allMatch(error -> "the board failed".equals(error.getMessage()));
        }
    }

    @Test
    void shouldGiveTheListenerTheAnswersOfEncodedCommands() {
        final List<Long> correlations = new ArrayList<>();
        final AlertRouter.Context context = manual().listener(new RouterListener() {
            @Override
            public void onEvent(final RouterEvent event) {}

            @Override
            public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
                correlations.add(new CommandAnsweredDecoder()
                        .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                        .correlation());
            }
        });
        try (AlertRouter router = AlertRouter.launch(context)) {
            final OutgoingCommand command = CommandEncoding.raise(North.arrest("a"));
            command.envelope().sourceId(7).commandId(1).correlation(42);
            assertThat(router.offer(command.buffer(), 0, command.length())).isPositive();
            settle(router);

            assertThat(correlations).containsExactly(42L);
        }
    }

    @Test
    void shouldRefuseEverythingOnceClosed() {
        final AlertRouter router = AlertRouter.launch(manual());
        final RecipientSession session = router.connect("ann", offer -> {});
        router.close();
        router.close();

        assertRefused(router.raise(North.arrest("a")), Refusal.CLOSED);
        assertRefused(router.configure(North.builder().person("eve").build()), Refusal.CLOSED);
        assertRefused(router.counters(), Refusal.CLOSED);
        assertRefused(session.accept(1), Refusal.CLOSED);
        assertRefused(router.connect("bob", offer -> {}).opened(), Refusal.CLOSED);
        assertThat(router.state()).isEqualTo(Pipeline.State.CLOSED);
    }

    @Test
    void shouldCarryOutWhatWasTakenBeforeItCloses() {
        final AlertRouter router = AlertRouter.launch(manual());
        final CompletableFuture<Raised> raised = router.raise(North.arrest("a"));
        router.close();

        assertThat(raised).isCompletedWithValue(new Raised(1, true, 1, false, false));
    }

    @Test
    void shouldCompleteWhatWasNeverRecordedAsClosed() {
        final BreakableJournal journal = new BreakableJournal();
        final AlertRouter router = AlertRouter.launch(manual().journal(journal).drainTimeout(Duration.ofMillis(1)));
        journal.records = false;
        final CompletableFuture<Raised> raised = router.raise(North.arrest("a"));
        final CompletableFuture<Configured> configured =
                router.configure(North.builder().person("eve").build());
        router.doWork();
        assertThat(raised).isNotDone();
        router.close();

        assertRefused(raised, Refusal.CLOSED);
        assertRefused(configured, Refusal.CLOSED);
    }

    @Test
    void shouldTellOfAFailureOnceAndAnswerEverybody() throws Exception {
        final BreakableJournal journal = new BreakableJournal();
        final AtomicReference<Throwable> fatal = new AtomicReference<>();
        final CountDownLatch failed = new CountDownLatch(1);
        final AlertRouter.Context context = new AlertRouter.Context()
                .site(North.site())
                .journal(journal)
                .onFatal(cause -> {
                    fatal.set(cause);
                    failed.countDown();
                });
        try (AlertRouter router = AlertRouter.launch(context)) {
            journal.fails = true;
            final CompletableFuture<Raised> raised = router.raise(North.arrest("a"));

            assertThatThrownBy(() -> raised.get(30, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RefusedException.class);
            assertThat(failed.await(30, SECONDS)).isTrue();
            assertThat(fatal.get()).isInstanceOf(JournalException.class);
            assertThat(router.state()).isEqualTo(Pipeline.State.FAILED);
            assertRefused(router.raise(North.arrest("b")), Refusal.CLOSED);
        }
    }

    @Test
    void shouldRunWithAJournal() {
        final InMemoryJournal journal = new InMemoryJournal();
        try (AlertRouter router = AlertRouter.launch(manual().journal(journal))) {
            final CompletableFuture<Raised> raised = router.raise(North.arrest("a"));
            settle(router);
            assertThat(raised).isCompleted();
            assertThat(journal.recordedPosition()).isPositive();
        }
    }

    @Test
    void shouldOfferWithoutAllocating() {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        final OutgoingCommand command = CommandEncoding.raise(North.arrest("a"));
        try (AlertRouter router = AlertRouter.launch(manual())) {
            long leastBytes = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                offerABatch(router, command);
                // The JVM's own linking and compiling may allocate in some rounds; a path that allocates does in all.
                leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
                settle(router);
            }
            assertThat(leastBytes).isZero();
        }
    }

    @Test
    void shouldNameTheMissingFlagInOneLine() throws IOException, InterruptedException {
        final Process bare = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bare.class.getName())
                .redirectErrorStream(true)
                .start();
        final String said = new String(bare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bare.waitFor()).as(said).isEqualTo(3);
        assertThat(said.strip().lines()).singleElement().asString().contains(RuntimeFlags.REQUIRED);
    }

    private static void offerABatch(final AlertRouter router, final OutgoingCommand command) {
        for (int i = 0; i < 1_000; i++) {
            if (router.offer(command.buffer(), 0, command.length()) < 0) {
                throw new IllegalStateException("the ring holds 8,192");
            }
        }
    }

    private static AlertRouter.Context manual() {
        return new AlertRouter.Context().site(North.site()).threading(Pipeline.Threading.MANUAL);
    }

    private static void settle(final AlertRouter router) {
        for (int idle = 0; idle < 2; ) {
            idle = router.doWork() == 0 ? idle + 1 : 0;
        }
    }

    private static void assertRefused(final CompletableFuture<?> future, final Refusal refusal) {
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(future::join)
                .hasCauseInstanceOf(RefusedException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /** Keeps nothing; stops recording, or breaks, when the test says so. */
    private static final class BreakableJournal implements Journal {
        private final NoJournal journal = new NoJournal();
        private volatile boolean fails;
        private volatile boolean records = true;
        private long recorded;

        @Override
        public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            if (fails) {
                throw new JournalException("the disk is gone");
            }
            return journal.append(timestampNs, buffer, offset, length);
        }

        @Override
        public long recordedPosition() {
            if (records) {
                recorded = journal.recordedPosition();
            }
            return recorded;
        }

        @Override
        public void replay(final long fromPosition, final JournalReader reader) {
            journal.replay(fromPosition, reader);
        }

        @Override
        public io.tocsin.journal.Level level() {
            return journal.level();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    /** A program started without the flag that does what every embedder does first. */
    static final class Bare {
        private Bare() {}

        public static void main(final String[] args) {
            try {
                AlertRouter.launch(new AlertRouter.Context().site(North.site()));
            } catch (final IllegalStateException expected) {
                System.out.println(expected.getMessage());
                System.exit(3);
            }
        }
    }
}
