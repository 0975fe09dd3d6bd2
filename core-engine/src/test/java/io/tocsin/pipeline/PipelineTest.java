package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.NoJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipelineTest {
    private static final EngineOutput NOWHERE = new EngineOutput() {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    };

    private final ScriptedJournal journal = new ScriptedJournal();

    @Test
    void shouldBeginEveryLogWithItsGenesis() {
        final Pipeline pipeline = Pipeline.launch(manual().epoch(3, 4));

        assertThat(pipeline.state()).isEqualTo(Pipeline.State.RUNNING);
        assertThat(pipeline.counters().published()).isEqualTo(1);
        assertThat(pipeline.counters().journaled()).isEqualTo(1);
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> {
            final GenesisDecoder genesis =
                    new GenesisDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            assertThat(genesis.epochHigh()).isEqualTo(3);
            assertThat(genesis.epochLow()).isEqualTo(4);
            assertThat(genesis.maxAlerts()).isEqualTo(EngineLimits.small().maxAlerts());
            assertThat(length).isEqualTo(GenesisMessage.LENGTH);
        });
        pipeline.close();
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
    }

    @Test
    void shouldMintAnEpochWhenNoneIsGiven() {
        final Pipeline.Context context = manual();
        Pipeline.launch(context).close();

        assertThat(context.epochHigh).isNotZero();
        assertThat(context.epochLow).isNotZero();
    }

    @Test
    void shouldRefuseAContextThatWasUsedBefore() {
        final Pipeline.Context context = manual();
        Pipeline.launch(context).close();

        assertThatThrownBy(() -> Pipeline.launch(context)).hasMessageContaining("used before");
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        assertThatThrownBy(() -> Pipeline.launch(new Pipeline.Context())).hasMessageContaining("no journal");
        assertThatThrownBy(() -> Pipeline.launch(manual().ringCapacity(1_000)))
                .hasMessage("ringCapacity is 1000: it must be a power of two from 16 to 65536");
        assertThatThrownBy(() -> Pipeline.launch(manual().outputCapacityBytes(1 << 15)))
                .hasMessage("outputCapacityBytes is 32768: it must be a power of two from 65536 to 1073741824");
        assertThatThrownBy(() -> Pipeline.launch(manual().drainTimeoutNs(0))).hasMessageContaining("drainTimeoutNs");
    }

    @Test
    void shouldAnswerEachWayOfNotTakingACommand() {
        final Pipeline pipeline = Pipeline.launch(manual().ringCapacity(16));
        final UnsafeBuffer query = Commands.query(1);
        final UnsafeBuffer tooLong = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH + 1]);

        for (int i = 0; i < 4; i++) {
            assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(i + 2);
        }
        assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(Pipeline.BUSY);
        assertThat(pipeline.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .isEqualTo(6);
        assertThat(pipeline.tryPublish(tooLong, 0, tooLong.capacity())).isEqualTo(Pipeline.TOO_LONG);
        assertThat(pipeline.counters().refusedBusy(AdmissionClass.LOW)).isEqualTo(1);
        assertThat(pipeline.counters().refusedBusy(AdmissionClass.SYSTEM)).isZero();

        pipeline.close();
        assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(Pipeline.CLOSED);
        assertThat(journal.correlations()).as("what was published is drained").hasSize(6);
        assertThat(journal.closed).isTrue();
    }

    @Test
    void shouldKeepItsThreadsToItself() {
        final Pipeline pipeline = Pipeline.launch(threaded());

        assertThatThrownBy(pipeline::doWork).hasMessageContaining("threads of its own");
        assertThatThrownBy(pipeline::pollOutputs).hasMessageContaining("threads of its own");
        assertThatThrownBy(pipeline::engine).hasMessageContaining("close the pipeline first");
        pipeline.close();
        pipeline.close();
        assertThat(pipeline.engine()).isNotNull();
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
    }

    @Test
    void shouldRefuseToWorkOnceClosed() {
        final Pipeline pipeline = Pipeline.launch(manual());
        pipeline.close();

        assertThatThrownBy(pipeline::doWork).hasMessage("the pipeline is closed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLoseAndRepeatNothingOfTwoProducers(final long seed) throws InterruptedException {
        final ScriptedJournal slow = new ScriptedJournal(InMemoryJournal.slow(seed));
        final Pipeline pipeline = Pipeline.launch(threaded().journal(slow).ringCapacity(64));
        final int commands = 3_000;
        final Thread first = producer(pipeline, 1, commands);
        final Thread second = producer(pipeline, 1_000_001, commands);
        first.join();
        second.join();
        pipeline.close();

        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
        final List<Long> kept = slow.correlations();
        assertThat(kept.stream().filter(c -> c > 0 && c < 1_000_000))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, commands).boxed().toList());
        assertThat(kept.stream().filter(c -> c > 1_000_000))
                .containsExactlyElementsOf(LongStream.rangeClosed(1_000_001, 1_000_000 + commands)
                        .boxed()
                        .toList());
        assertThat(kept).hasSize(2 * commands + 1).startsWith(-1L);
        assertSameAsABareEngine(pipeline, slow);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldCarryOutWhateverGotATicketBeforeItClosed(final long seed) throws InterruptedException {
        final ScriptedJournal slow = new ScriptedJournal(InMemoryJournal.slow(seed));
        final Pipeline pipeline = Pipeline.launch(threaded().journal(slow).ringCapacity(64));
        final AtomicLong tickets = new AtomicLong();
        final CountDownLatch underWay = new CountDownLatch(100);
        final Thread producer = new Thread(() -> {
            final UnsafeBuffer query = Commands.query(7);
            long ticket = 0;
            while (ticket != Pipeline.CLOSED) {
                ticket = pipeline.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity());
                if (ticket > 0) {
                    tickets.incrementAndGet();
                    underWay.countDown();
                } else {
                    LockSupport.parkNanos(1_000);
                }
            }
        });
        producer.start();
        underWay.await();
        pipeline.close();
        producer.join();

        assertThat(slow.correlations().stream().filter(c -> c == 7)).hasSize((int) tickets.get());
        assertSameAsABareEngine(pipeline, slow);
    }

    @Test
    void shouldTellOfAFailureOnceAndStayFailed() throws InterruptedException {
        final List<Throwable> causes = new ArrayList<>();
        final CountDownLatch told = new CountDownLatch(1);
        final CompletableFuture<Pipeline> itself = new CompletableFuture<>();
        final JournalException failure = new JournalException("disk gone");
        journal.failure = failure;
        final Pipeline pipeline = Pipeline.launch(threaded().onFatal(cause -> {
            causes.add(cause);
            itself.join().close();
            told.countDown();
        }));
        itself.complete(pipeline);
        told.await();

        final UnsafeBuffer query = Commands.query(1);
        assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(Pipeline.CLOSED);
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(pipeline.failure()).isSameAs(failure);
        assertThat(journal.closed).isTrue();
        pipeline.close();
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(causes).containsExactly(failure);
    }

    @Test
    void shouldSayWhyToWhoeverDrivesAFailedPipeline() {
        final Pipeline pipeline = Pipeline.launch(manual().onFatal(cause -> {}));
        final UnsafeBuffer query = Commands.query(1);
        pipeline.tryPublish(query, 0, query.capacity());
        journal.failure = new JournalException("disk gone");

        assertThatThrownBy(pipeline::doWork).hasMessageContaining("has failed").hasCause(journal.failure);
        assertThatThrownBy(pipeline::doWork).hasMessageContaining("has failed").hasCause(journal.failure);
        pipeline.close();
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
    }

    @Test
    void shouldCloseInBoundedTimeThoughTheJournalNeverRecords() {
        final Pipeline pipeline = Pipeline.launch(manual().drainTimeoutNs(1_000_000));
        final UnsafeBuffer query = Commands.query(1);
        pipeline.tryPublish(query, 0, query.capacity());
        journal.holding = true;

        pipeline.close();

        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
        assertThat(journal.correlations()).hasSize(2);
    }

    @Test
    void shouldRunWithoutAJournalWhenAskedTo() {
        final Pipeline pipeline = Pipeline.launch(manual().journal(new NoJournal()));
        final UnsafeBuffer query = Commands.query(1);

        assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(2);
        assertThat(pipeline.doWork()).isPositive();
        assertThat(pipeline.counters().journaled()).isEqualTo(2);
        pipeline.close();
    }

    private Pipeline.Context manual() {
        return new Pipeline.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .threading(Pipeline.Threading.MANUAL);
    }

    private Pipeline.Context threaded() {
        return new Pipeline.Context().journal(journal).limits(EngineLimits.small());
    }

    private static Thread producer(final Pipeline pipeline, final long first, final int commands) {
        final Thread thread = new Thread(() -> {
            for (int i = 0; i < commands; i++) {
                final UnsafeBuffer query = Commands.query(first + i);
                while (pipeline.tryPublish(query, 0, query.capacity()) == Pipeline.BUSY) {
                    LockSupport.parkNanos(1_000);
                }
            }
        });
        thread.start();
        return thread;
    }

    private static void assertSameAsABareEngine(final Pipeline pipeline, final ScriptedJournal journal) {
        final AlertEngine bare = new AlertEngine(NOWHERE);
        assertThat(JournalReplay.into(journal, bare))
                .isEqualTo(pipeline.counters().journaled());
        assertThat(bare.commandSeq()).isEqualTo(pipeline.counters().engineCommandSeq());
        assertThat(bare.eventHash()).isEqualTo(pipeline.engine().eventHash());
        assertThat(bare.stateDigest()).isEqualTo(pipeline.engine().stateDigest());
    }
}
