package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.NoJournal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipelineEngineTest {
    private final ScriptedJournal journal = new ScriptedJournal();
    private long clockNs = 1_800_000_000_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryOutOnlyWhatIsRecorded(final long seed) {
        final ScriptedJournal slow = new ScriptedJournal(InMemoryJournal.slow(seed));
        final Heard heard = new Heard();
        heard.onCommandSeq = commandSeq ->
                assertThat(slow.positions.get((int) commandSeq - 1)).isLessThanOrEqualTo(slow.told());
        final Pipeline pipeline = Pipeline.launch(manual().journal(slow).tap(heard));
        for (int i = 1; i <= 300; i++) {
            publish(pipeline, i);
            pipeline.doWork();
        }
        pipeline.close();

        assertThat(heard.answers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
        assertThat(heard.reported).as("commands at which the rule was checked").isEqualTo(300);
    }

    @Test
    void shouldNotCarryOutWhatIsAppendedButNotRecorded() {
        final Heard heard = new Heard();
        final Pipeline pipeline = Pipeline.launch(manual().tap(heard));
        journal.holding = true;
        publish(pipeline, 1);
        while (pipeline.doWork() > 0) {}
        assertThat(journal.correlations()).contains(1L);
        assertThat(heard.answers).isEmpty();

        journal.holding = false;
        pipeline.doWork();
        assertThat(heard.answers).containsExactly(1L);
    }

    @Test
    void shouldStopBeforeTheCommandThatThrewAndLetNothingOfItLeave() {
        final List<Throwable> fatal = new ArrayList<>();
        final Heard tap = new Heard();
        final Heard handler = new Heard();
        final IllegalStateException poison = new IllegalStateException("poison");
        tap.onAnswer = correlation -> {
            if (correlation == 3) {
                throw poison;
            }
        };
        final Pipeline pipeline =
                Pipeline.launch(manual().tap(tap).outputHandler(handler).onFatal(fatal::add));
        for (int i = 1; i <= 5; i++) {
            publish(pipeline, i);
        }
        assertThatThrownBy(pipeline::doWork).hasCause(poison);
        assertThatThrownBy(pipeline::doWork).hasCause(poison);

        assertThat(fatal).containsExactly(poison);
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(pipeline.counters().engineCommandSeq())
                .as("Genesis and two queries")
                .isEqualTo(3);
        assertThat(journal.correlations()).as("the poison is on record").containsExactly(-1L, 1L, 2L, 3L, 4L, 5L);
        while (pipeline.pollOutputs() > 0) {}
        assertThat(handler.answers).containsExactly(1L, 2L);
        assertThat(handler.reported)
                .as("the event before the answer does not leave either")
                .isEqualTo(2);
        final UnsafeBuffer query = Commands.query(6);
        assertThat(pipeline.tryPublish(query, 0, query.capacity())).isEqualTo(Pipeline.CLOSED);
        pipeline.close();
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
    }

    @Test
    void shouldStopItsThreadsWhenTheEngineThrows() throws InterruptedException {
        final List<Throwable> fatal = new ArrayList<>();
        final CountDownLatch told = new CountDownLatch(1);
        final IllegalStateException poison = new IllegalStateException("poison");
        final Heard tap = new Heard();
        tap.onAnswer = correlation -> {
            throw poison;
        };
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .tap(tap)
                .onFatal(cause -> {
                    fatal.add(cause);
                    told.countDown();
                }));
        publish(pipeline, 1);
        told.await();
        pipeline.close();

        assertThat(fatal).containsExactly(poison);
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(pipeline.engine().commandSeq()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldPublishOneTickWhenTheNextDeadlineHasCome() {
        final Pipeline pipeline = Pipeline.launch(manual());
        raiseWithoutPolicy(pipeline);
        final long deadlineNs = pipeline.engine().nextDeadlineNs();
        assertThat(deadlineNs).isNotEqualTo(AlertEngine.NO_DEADLINE).isGreaterThan(clockNs);
        final long journaled = pipeline.counters().journaled();

        clockNs = deadlineNs - 1;
        while (pipeline.doWork() > 0) {}
        assertThat(pipeline.counters().journaled()).isEqualTo(journaled);

        clockNs = deadlineNs;
        while (pipeline.doWork() > 0) {}
        assertThat(pipeline.counters().journaled()).isEqualTo(journaled + 1);
        assertThat(pipeline.engine().nextDeadlineNs()).isGreaterThan(deadlineNs);
        assertThat(ticks()).isEqualTo(1);
    }

    @Test
    void shouldNeverHaveTwoTicksUnderWay() {
        final Pipeline pipeline = Pipeline.launch(manual());
        raiseWithoutPolicy(pipeline);
        journal.holding = true;
        clockNs = pipeline.engine().nextDeadlineNs() + 1;
        for (int i = 0; i < 10; i++) {
            pipeline.doWork();
        }
        assertThat(ticks()).isEqualTo(1);

        journal.holding = false;
        while (pipeline.doWork() > 0) {}
        assertThat(ticks()).isEqualTo(1);
    }

    @Test
    void shouldTickAgainInALaterCycleWhenTheRingIsFull() {
        final Pipeline pipeline = Pipeline.launch(manual().ringCapacity(16));
        raiseWithoutPolicy(pipeline);
        journal.holding = true;
        for (int i = 0; i < 16; i++) {
            publish(pipeline, i);
        }
        clockNs = pipeline.engine().nextDeadlineNs();
        // Appended with a stamp before the deadline they would not fire it: the tick is still needed.
        for (int i = 0; i < 5; i++) {
            pipeline.doWork();
        }
        assertThat(ticks()).isZero();
        assertThat(pipeline.counters().refusedBusy(AdmissionClass.SYSTEM)).isPositive();

        journal.holding = false;
        while (pipeline.doWork() > 0) {}
        clockNs = pipeline.engine().nextDeadlineNs();
        while (pipeline.doWork() > 0) {}
        assertThat(ticks()).isEqualTo(1);
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Counting handler = new Counting();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(new NoJournal())
                .limits(EngineLimits.small())
                .threading(Pipeline.Threading.MANUAL)
                .outputHandler(handler));
        final UnsafeBuffer query = Commands.query(7);
        long allocatedBytes = Long.MAX_VALUE;
        // What is interpreted may allocate what compiled code does not: the least of several rounds counts.
        for (int round = 0; round < 20 && allocatedBytes > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int cycle = 0; cycle < 200; cycle++) {
                for (int i = 0; i < 20; i++) {
                    pipeline.tryPublish(query, 0, query.capacity());
                }
                pipeline.doWork();
                pipeline.pollOutputs();
            }
            // Until it is refused: refusals are in the measure.
            while (pipeline.tryPublish(query, 0, query.capacity()) > 0) {}
            while (pipeline.doWork() + pipeline.pollOutputs() > 0) {}
            allocatedBytes = Math.min(allocatedBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(handler.outputs).isPositive();
        assertThat(pipeline.counters().refusedBusy(AdmissionClass.LOW)).isPositive();
        assertThat(allocatedBytes).isZero();
    }

    private Pipeline.Context manual() {
        return new Pipeline.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL);
    }

    /** An alert without a policy looks for one again every second: a deadline without any configuration. */
    private static void raiseWithoutPolicy(final Pipeline pipeline) {
        final UnsafeBuffer raise = Commands.raise("key", Severity.CRITICAL);
        assertThat(pipeline.tryPublish(raise, 0, raise.capacity())).isPositive();
        while (pipeline.doWork() > 0) {}
    }

    private static void publish(final Pipeline pipeline, final long correlation) {
        final UnsafeBuffer query = Commands.query(correlation);
        assertThat(pipeline.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .isPositive();
    }

    private long ticks() {
        final long[] ticks = new long[1];
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> {
            if (new MessageHeaderDecoder().wrap(buffer, offset).templateId() == TickDecoder.TEMPLATE_ID) {
                ticks[0]++;
            }
        });
        return ticks[0];
    }

    /** Counts and allocates nothing. */
    private static final class Counting implements OutputHandler {
        long outputs;

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            outputs++;
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            outputs++;
        }
    }
}
