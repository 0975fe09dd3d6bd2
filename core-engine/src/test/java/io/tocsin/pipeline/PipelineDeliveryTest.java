package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.LangUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipelineDeliveryTest {
    private final ScriptedJournal journal = new ScriptedJournal();

    @Test
    void shouldHoldTheEngineWhileItsOutputsHaveNoRoomAndLoseNone() {
        final Heard handler = new Heard();
        final Pipeline pipeline =
                Pipeline.launch(manual().outputHandler(handler).outputCapacityBytes(1 << 16));
        long published = 0;
        while (published < 2_000) {
            publish(pipeline, ++published);
            if (published % 100 == 0) {
                pipeline.doWork();
            }
        }
        while (pipeline.doWork() > 0) {}
        final long carriedOut = pipeline.counters().engineCommandSeq();
        assertThat(carriedOut).isLessThan(1_000);
        assertThat(pipeline.counters().journaled()).as("recorded, and waiting").isEqualTo(published + 1);
        while (pipeline.pollOutputs() > 0) {}
        assertThat(handler.answers.size())
                .as("outside the output ring waits what one command said, no more")
                .isGreaterThanOrEqualTo((int) carriedOut - 2);

        pipeline.doWork();
        while (handler.answers.size() < published) {
            assertThat(pipeline.pollOutputs()).isPositive();
            pipeline.doWork();
        }
        assertThat(handler.answers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, published).boxed().toList());
        assertThat(handler.events)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, handler.events.size()).boxed().toList());
    }

    @Test
    void shouldTellTheHandlerThatACycleHasEndedAndOutliveWhatItThrows() {
        final List<Integer> cycles = new ArrayList<>();
        final List<Throwable> errors = new ArrayList<>();
        final IllegalStateException thrown = new IllegalStateException("mine");
        final Pipeline pipeline = Pipeline.launch(manual().outputHandler(new OutputHandler() {
                    @Override
                    public void onEvent(
                            final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

                    @Override
                    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}

                    @Override
                    public void onCycleEnd(final int outputs) {
                        cycles.add(outputs);
                        throw thrown;
                    }
                })
                .deliveryErrorHandler(errors::add));
        final int outputs = pipeline.pollOutputs();
        assertThat(outputs).isPositive();
        assertThat(pipeline.pollOutputs()).isZero();

        assertThat(cycles).containsExactly(outputs, 0);
        assertThat(errors).containsExactly(thrown, thrown);
        assertThat(pipeline.counters().deliveryErrors()).isEqualTo(2);
        pipeline.close();
    }

    @Test
    void shouldCountWhatTheHandlerThrowsAndGoOn() {
        final List<Throwable> errors = new ArrayList<>();
        final Heard handler = new Heard();
        final IllegalStateException thrown = new IllegalStateException("mine");
        handler.onAnswer = correlation -> {
            if (correlation % 2 == 0) {
                throw thrown;
            }
        };
        final Pipeline pipeline =
                Pipeline.launch(manual().outputHandler(handler).deliveryErrorHandler(errors::add));
        for (int i = 1; i <= 10; i++) {
            publish(pipeline, i);
        }
        pipeline.doWork();
        while (pipeline.pollOutputs() > 0) {}

        assertThat(handler.answers).hasSize(10);
        assertThat(errors).hasSize(5).containsOnly(thrown);
        assertThat(pipeline.counters().deliveryErrors()).isEqualTo(5);
        assertThat(pipeline.counters().delivered()).isEqualTo(handler.events.size() + 10L);
        assertThat(pipeline.state()).isEqualTo(Pipeline.State.RUNNING);
        pipeline.close();
    }

    @Test
    void shouldGoOnThoughWhoeverIsToldOfErrorsThrowsThem() {
        final Heard handler = new Heard();
        handler.onAnswer = correlation -> {
            throw new IllegalStateException("mine");
        };
        final Pipeline pipeline =
                Pipeline.launch(manual().outputHandler(handler).deliveryErrorHandler(LangUtil::rethrowUnchecked));
        publish(pipeline, 1);
        publish(pipeline, 2);
        pipeline.doWork();
        while (pipeline.pollOutputs() > 0) {}

        assertThat(handler.answers).containsExactly(1L, 2L);
        assertThat(pipeline.counters().deliveryErrors()).isEqualTo(2);
    }

    @Test
    void shouldDeliverEverythingBeforeItHasClosed() {
        final Heard handler = new Heard();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(new ScriptedJournal(InMemoryJournal.slow(7)))
                .limits(EngineLimits.small())
                .outputHandler(handler));
        for (int i = 1; i <= 500; i++) {
            publish(pipeline, i);
        }
        pipeline.close();

        assertThat(handler.answers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(pipeline.counters().delivered()).isEqualTo(handler.events.size() + 500L);
    }

    @Test
    void shouldCloseInBoundedTimeThoughTheHandlerNeverReturns() throws InterruptedException {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final Heard handler = new Heard();
        handler.onAnswer = correlation -> {
            inside.countDown();
            awaitQuietly(release);
        };
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .drainTimeoutNs(50_000_000)
                .outputHandler(handler));
        publish(pipeline, 1);
        inside.await();

        pipeline.close();

        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
        assertThat(journal.closed).isTrue();
        release.countDown();
    }

    @Test
    void shouldCloseFromItsOwnHandler() throws InterruptedException {
        final CountDownLatch closed = new CountDownLatch(1);
        final CountDownLatch launched = new CountDownLatch(1);
        final List<Pipeline> itself = new ArrayList<>();
        final Heard handler = new Heard();
        handler.onAnswer = correlation -> {
            awaitQuietly(launched);
            itself.get(0).close();
            closed.countDown();
        };
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .limits(EngineLimits.small())
                .outputHandler(handler));
        itself.add(pipeline);
        launched.countDown();
        publish(pipeline, 1);
        closed.await();

        assertThat(pipeline.state()).isEqualTo(Pipeline.State.CLOSED);
        assertThat(pipeline.engine().commandSeq()).isEqualTo(2);
    }

    private Pipeline.Context manual() {
        return threaded().threading(Pipeline.Threading.MANUAL);
    }

    private Pipeline.Context threaded() {
        return new Pipeline.Context().journal(journal).limits(EngineLimits.small());
    }

    private static void publish(final Pipeline pipeline, final long correlation) {
        final UnsafeBuffer query = Commands.query(correlation);
        assertThat(pipeline.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .isPositive();
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
