package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipelineAgentTest {
    private final CommandRing ring = new CommandRing(512);
    private final List<Throwable> fatal = new ArrayList<>();
    private long clockNs = 1_000;

    @Test
    void shouldOfferARefusedCommandFirstAndOnceMoreEachCycle() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        journal.refusals = 3;
        publish(1, 4);

        agent.doWork();
        assertThat(journal.offered).containsExactly(1L);
        agent.doWork();
        agent.doWork();
        assertThat(journal.offered).containsExactly(1L, 1L, 1L);
        assertThat(agent.journaled()).isZero();

        agent.doWork();
        assertThat(journal.offered).containsExactly(1L, 1L, 1L, 1L, 2L, 3L, 4L);
        assertThat(journal.correlations()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldGoOnBehindACommandRefusedInTheMidst() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        publish(1, 2);
        agent.doWork();
        publish(3, 5);
        journal.refusals = 1;
        agent.doWork();
        publish(6, 7);
        agent.doWork();

        assertThat(journal.offered).containsExactly(1L, 2L, 3L, 3L, 4L, 5L, 6L, 7L);
        assertThat(journal.correlations()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void shouldKeepTheOrderHoweverMoodyTheJournalIs() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20; run++) {
            final ScriptedJournal journal = new ScriptedJournal(InMemoryJournal.slow(random.nextLong()));
            final CommandRing small = new CommandRing(16);
            final PipelineAgent agent = agent(small, journal);
            long published = 0;
            while (published < 500) {
                final UnsafeBuffer query = Commands.query(published + 1);
                if (random.nextInt(3) > 0 && small.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()) > 0) {
                    published++;
                } else {
                    agent.doWork();
                }
            }
            while (!agent.hasPassed(published - 1)) {
                agent.doWork();
            }
            assertThat(journal.correlations())
                    .as("again with -Dseed=%d", seed)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 500).boxed().toList());
        }
    }

    @Test
    void shouldAppendAtMostItsLimitInOneCycle() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        publish(1, 300);

        agent.doWork();
        assertThat(agent.journaled()).isEqualTo(PipelineAgent.LIMIT);
        agent.doWork();
        assertThat(agent.journaled()).isEqualTo(300);
    }

    @Test
    void shouldHoldProducersBackByTheEngineOnly() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        journal.holding = true;
        publish(1, 512);
        while (agent.doWork() > 0) {}

        assertThat(agent.journaled()).as("the journal has everything").isEqualTo(512);
        final UnsafeBuffer query = Commands.query(513);
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .as("but the engine has nothing yet")
                .isEqualTo(CommandRing.BUSY);

        journal.holding = false;
        agent.doWork();
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .isPositive();
    }

    @Test
    void shouldStampNeverBackwards() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        for (final long now : new long[] {50, 40, 60, 10}) {
            clockNs = now;
            publish(1, 1);
            agent.doWork();
        }

        final List<Long> timestamps = new ArrayList<>();
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> timestamps.add(timestampNs));
        assertThat(timestamps).containsExactly(50L, 50L, 60L, 60L);
    }

    @Test
    void shouldStopForGoodWhenTheJournalThrows() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = agent(journal);
        publish(1, 3);
        agent.doWork();
        publish(4, 5);
        final JournalException failure = new JournalException("disk gone");
        journal.failure = failure;

        assertThatThrownBy(agent::doWork)
                .isInstanceOf(AgentTerminationException.class)
                .hasCause(failure);
        assertThatThrownBy(agent::doWork)
                .isInstanceOf(AgentTerminationException.class)
                .hasCause(failure);

        assertThat(fatal).containsExactly(failure);
        assertThat(agent.failure()).isSameAs(failure);
        assertThat(agent.state()).isEqualTo(Pipeline.State.FAILED);
        assertThat(agent.hasPassed(2)).isTrue();
        assertThat(agent.hasPassed(3)).isFalse();
        final UnsafeBuffer query = Commands.query(6);
        assertThat(ring.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .isEqualTo(CommandRing.CLOSED);
    }

    @Test
    void shouldStopWhenTheClockThrows() {
        final IllegalStateException failure = new IllegalStateException("no time");
        final PipelineAgent agent = new PipelineAgent(
                ring,
                new ScriptedJournal(),
                new AlertEngine(new OutputStage(null, null, null)),
                new OutputStage(null, null, null),
                () -> {
                    throw failure;
                },
                null,
                fatal::add);
        publish(1, 1);

        assertThatThrownBy(agent::doWork).hasCause(failure);
        assertThat(fatal).containsExactly(failure);
    }

    @Test
    void shouldStayStoppedWhenTheCallbackThrowsAsWell() {
        final ScriptedJournal journal = new ScriptedJournal();
        final PipelineAgent agent = new PipelineAgent(
                ring,
                journal,
                new AlertEngine(new OutputStage(null, null, null)),
                new OutputStage(null, null, null),
                () -> clockNs,
                null,
                cause -> {
                    throw new IllegalStateException("and this");
                });
        publish(1, 1);
        journal.failure = new JournalException("disk gone");

        assertThatThrownBy(agent::doWork).hasCause(journal.failure);
        assertThat(agent.state()).isEqualTo(Pipeline.State.FAILED);
    }

    private PipelineAgent agent(final ScriptedJournal journal) {
        return agent(ring, journal);
    }

    private PipelineAgent agent(final CommandRing commands, final ScriptedJournal journal) {
        final OutputStage outputs = new OutputStage(null, null, null);
        return new PipelineAgent(commands, journal, new AlertEngine(outputs), outputs, () -> clockNs, null, fatal::add);
    }

    private void publish(final long first, final long last) {
        for (long correlation = first; correlation <= last; correlation++) {
            final UnsafeBuffer query = Commands.query(correlation);
            assertThat(ring.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                    .isPositive();
        }
    }
}
