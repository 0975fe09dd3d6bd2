package io.tocsin.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.EngineStartedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.SnapshotMark;
import io.tocsin.journal.StorageState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RecoveryTest {
    private InMemoryJournal journal = new InMemoryJournal();
    private InMemoryEventLog events = new InMemoryEventLog();
    private final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private long clockNs = 1_800_000_000_000_000_000L;
    private long correlation;

    @Test
    void shouldGoOnWhereACleanCloseLeftOff() {
        final Pipeline first = Pipeline.launch(context());
        assertThat(first.recovery()).isNull();
        run(first, 100);
        first.close();
        final long digest = first.engine().stateDigest();
        reopen(Long.MAX_VALUE, Long.MAX_VALUE);

        final Pipeline second = Pipeline.launch(context());
        final Recovery recovery = requireNonNull(second.recovery());
        assertThat(recovery.commandsReplayed())
                .as("the snapshot of the close holds all")
                .isZero();
        assertThat(recovery.journalRecords()).isEqualTo(journal.recordCount());
        assertThat(recovery.warnings()).isEmpty();
        assertThat(second.state()).isEqualTo(Pipeline.State.RUNNING);
        assertThat(second.engine().stateDigest()).isEqualTo(digest);

        run(second, 50);
        second.close();
        assertSameAsOneRun(second);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldEqualOneRunWhateverWasLostAtEachDeath(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        Pipeline pipeline = Pipeline.launch(context().snapshotIntervalCommands(37));
        for (int life = 0; life < 12; life++) {
            run(pipeline, 20 + random.nextInt(100));
            // It dies here: nothing is closed. What was answered is recorded; the events behind it may not be.
            final long oldest = snapshots.list().isEmpty() || random.nextInt(4) == 0
                    ? 0
                    : snapshots.list().get(snapshots.list().size() - 1).mark().eventSeq();
            reopen(Long.MAX_VALUE, random.nextLong(oldest, events.lastEventSeq() + 1));
            pipeline = Pipeline.launch(context().snapshotIntervalCommands(37));
            assertThat(pipeline.recovery()).isNotNull();
        }
        pipeline.close();

        assertSameAsOneRun(pipeline);
    }

    @Test
    void shouldFallBackToTheOlderSnapshotWhenTheEventLogLacksTheNewer() {
        final Pipeline first = Pipeline.launch(context().snapshotIntervalCommands(50));
        run(first, 120);
        final List<SnapshotMark> marks =
                snapshots.list().stream().map(stored -> stored.mark()).toList();
        assertThat(marks).hasSize(2);
        reopen(Long.MAX_VALUE, marks.get(0).eventSeq() - 1);

        final Recovery recovery = requireNonNull(Pipeline.launch(context()).recovery());
        assertThat(recovery.snapshot()).isEqualTo(marks.get(1));
        assertThat(recovery.commandsReplayed())
                .isEqualTo(journal.recordCount() - marks.get(1).journalRecords());
        assertThat(recovery.warnings()).hasSize(1);
        assertThat(recovery.warnings().get(0)).contains("is not used: it was taken after event");
    }

    @Test
    void shouldGoBackToTheStartWhenNoSnapshotServes() {
        final Pipeline first = Pipeline.launch(context().snapshotIntervalCommands(50));
        run(first, 120);
        reopen(Long.MAX_VALUE, 0);

        final Pipeline second = Pipeline.launch(context());
        final Recovery recovery = requireNonNull(second.recovery());
        assertThat(recovery.snapshot()).isNull();
        assertThat(recovery.commandsReplayed()).isEqualTo(journal.recordCount());
        assertThat(recovery.eventsAppended()).isEqualTo(second.engine().eventSeq());
        assertThat(recovery.warnings()).hasSize(3);
        second.close();
        assertSameAsOneRun(second);
    }

    @Test
    void shouldKeepTheCapacitiesOfTheLogAndSayThatOthersWereAsked() {
        final Pipeline first = Pipeline.launch(context());
        run(first, 10);
        reopen(Long.MAX_VALUE, Long.MAX_VALUE);

        final Pipeline second = Pipeline.launch(
                context().limits(EngineLimits.small().toBuilder().maxPeople(77).build()));
        assertThat(second.engine().limits()).isEqualTo(EngineLimits.small());
        assertThat(requireNonNull(second.recovery()).warnings())
                .singleElement()
                .asString()
                .contains(
                        "capacities asked for are not those",
                        "maxPeople=" + EngineLimits.small().maxPeople());
    }

    @Test
    void shouldNotStartOnAJournalThatEndsBeforeASnapshot() {
        final Pipeline first = Pipeline.launch(context());
        run(first, 100);
        first.close();
        final InMemoryJournal whole = journal;
        reopen(whole.copy(Long.MAX_VALUE).recordedPosition() - 1, Long.MAX_VALUE);

        assertThatThrownBy(() -> Pipeline.launch(context()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal has lost its end")
                .hasMessageContaining("nothing was changed");
        assertThat(journal.recordCount()).isEqualTo(whole.recordCount() - 1);
    }

    @Test
    void shouldNotStartOnAnEmptyJournalBesideEvents() {
        final Pipeline first = Pipeline.launch(context().snapshotIntervalCommands(Long.MAX_VALUE));
        run(first, 10);
        reopen(0, Long.MAX_VALUE);

        assertThatThrownBy(() -> Pipeline.launch(context()))
                .hasMessageContaining("the journal is empty, but the event log holds");
    }

    @Test
    void shouldNotStartOnAJournalThatLostCommandsWhoseEventsAreKept() {
        final Pipeline first = Pipeline.launch(context().snapshotIntervalCommands(Long.MAX_VALUE));
        run(first, 10);
        reopen(journal.copy(Long.MAX_VALUE).recordedPosition() - 1, Long.MAX_VALUE);

        assertThatThrownBy(() -> Pipeline.launch(context()))
                .hasMessageContaining("the event log holds")
                .hasMessageContaining("lost its end");
    }

    @Test
    void shouldNotStartOnAJournalWithoutGenesis() {
        journal.append(1, Commands.query(1), 0, Commands.QUERY_LENGTH);

        assertThatThrownBy(() -> Pipeline.launch(context())).hasMessageContaining("does not begin with a Genesis");
    }

    @Test
    void shouldFireWhatIsOverdueAtOnce() {
        final Pipeline first = Pipeline.launch(context());
        publish(first, Commands.raise("key", Severity.CRITICAL));
        drive(first);
        final long deadlineNs = first.engine().nextDeadlineNs();
        reopen(Long.MAX_VALUE, Long.MAX_VALUE);
        clockNs = deadlineNs + 3_600_000_000_000L;

        final Pipeline second = Pipeline.launch(context());
        assertThat(second.engine().nextDeadlineNs()).isEqualTo(deadlineNs);
        drive(second);
        assertThat(second.engine().nextDeadlineNs()).isGreaterThan(clockNs);
    }

    @Test
    void shouldNeverStampBeforeWhatIsRecorded() {
        final Pipeline first = Pipeline.launch(context());
        run(first, 3);
        reopen(Long.MAX_VALUE, Long.MAX_VALUE);
        final long recordedNs = clockNs;
        clockNs -= 1_000_000;
        final Pipeline second = Pipeline.launch(context());
        run(second, 1);

        assertThat(second.engine().nowNs()).isEqualTo(recordedNs);
        journal.replay(
                0,
                (position, timestampNs, buffer, offset, length) ->
                        assertThat(timestampNs).isLessThanOrEqualTo(recordedNs));
    }

    @Test
    void shouldTakeASnapshotAfterATimeOnlyIfAnythingHasChanged() {
        final Pipeline pipeline = Pipeline.launch(context().snapshotIntervalNs(1_000_000));
        run(pipeline, 1);
        assertThat(snapshots.list()).isEmpty();
        clockNs += 1_000_000;
        drive(pipeline);
        assertThat(snapshots.list()).hasSize(1);
        clockNs += 10_000_000;
        drive(pipeline);
        assertThat(snapshots.list()).hasSize(1);
        run(pipeline, 1);
        assertThat(snapshots.list()).hasSize(2);
    }

    @Test
    void shouldCommitASnapshotOnlyOnceItsEventsAreRecorded() {
        final HeldEventLog held = new HeldEventLog();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .eventLog(held)
                .snapshots(snapshots)
                .snapshotIntervalCommands(10)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL));
        run(pipeline, 30);
        assertThat(snapshots.list()).isEmpty();

        held.holding = false;
        pipeline.doWork();
        assertThat(snapshots.list()).hasSize(1);
    }

    @Test
    void shouldHoldTheEngineWhileTheEventLogHasNoRoom() {
        final HeldEventLog full = new HeldEventLog();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .eventLog(full)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL));
        run(pipeline, 3);
        full.isFull = true;
        final long before = pipeline.counters().engineCommandSeq();
        for (int i = 0; i < 5; i++) {
            publish(pipeline, Commands.query(++correlation));
            pipeline.doWork();
        }
        assertThat(pipeline.counters().engineCommandSeq()).isEqualTo(before + 1);
        assertThat(pipeline.counters().journaled()).isEqualTo(before + 5);

        full.isFull = false;
        drive(pipeline);
        assertThat(full.kept.lastEventSeq()).isEqualTo(pipeline.engine().eventSeq());
    }

    @Test
    void shouldTellTheHandlerWhatItHoldsBeforeAnythingElse() {
        final Pipeline first = Pipeline.launch(context());
        run(first, 30);
        first.close();
        reopen(Long.MAX_VALUE, Long.MAX_VALUE);
        final List<Integer> templates = new ArrayList<>();
        final Heard heard = new Heard() {
            @Override
            public void onState(final DirectBuffer buffer, final int offset, final int length) {
                assertThat(events).isEmpty();
                templates.add(new MessageHeaderDecoder().wrap(buffer, offset).templateId());
            }
        };

        final Pipeline second = Pipeline.launch(context().outputHandler(heard));
        assertThat(templates).startsWith(EngineStartedDecoder.TEMPLATE_ID).contains(AlertReportedDecoder.TEMPLATE_ID);
        while (second.pollOutputs() > 0) {}
        assertThat(heard.events).as("the past is not told again").isEmpty();
        final long before = second.engine().eventSeq();
        run(second, 1);
        while (second.pollOutputs() > 0) {}
        assertThat(heard.events).startsWith(before + 1);
    }

    @Test
    void shouldRefuseTheRestAsRoomRunsOut() {
        final ScriptedJournal scripted = new ScriptedJournal();
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(scripted)
                .limits(EngineLimits.small())
                .threading(Pipeline.Threading.MANUAL));
        final UnsafeBuffer critical = Commands.raise("a", Severity.CRITICAL);
        final UnsafeBuffer emergent = Commands.raise("b", Severity.EMERGENT);
        assertThat(pipeline.tryPublish(emergent, 0, emergent.capacity())).isPositive();

        scripted.storageState = StorageState.LOW;
        pipeline.doWork();
        assertThat(pipeline.tryPublish(emergent, 0, emergent.capacity())).isEqualTo(Pipeline.STORAGE_FULL);
        assertThat(pipeline.tryPublish(critical, 0, critical.capacity())).isPositive();

        scripted.storageState = StorageState.FULL;
        pipeline.doWork();
        assertThat(pipeline.storageState()).isEqualTo(StorageState.FULL);
        assertThat(pipeline.tryPublish(critical, 0, critical.capacity())).isEqualTo(Pipeline.STORAGE_FULL);
        final UnsafeBuffer query = Commands.query(1);
        assertThat(pipeline.tryPublish(AdmissionClass.SYSTEM, query, 0, query.capacity()))
                .as("time still passes")
                .isPositive();

        scripted.storageState = StorageState.AMPLE;
        pipeline.doWork();
        assertThat(pipeline.tryPublish(emergent, 0, emergent.capacity())).isPositive();
    }

    private void run(final Pipeline pipeline, final int commands) {
        for (int i = 0; i < commands; i++) {
            clockNs += 1_000;
            correlation++;
            publish(
                    pipeline,
                    correlation % 3 == 0
                            ? Commands.raise("key" + correlation % 20, Severity.CRITICAL)
                            : Commands.query(correlation));
            pipeline.doWork();
        }
        drive(pipeline);
    }

    private static void publish(final Pipeline pipeline, final UnsafeBuffer command) {
        assertThat(pipeline.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity()))
                .isPositive();
    }

    private static void drive(final Pipeline pipeline) {
        while (pipeline.doWork() > 0) {}
    }

    private void reopen(final long journalUpTo, final long eventsUpTo) {
        journal = journal.copy(journalUpTo);
        events = events.copy(eventsUpTo);
    }

    private Pipeline.Context context() {
        return new Pipeline.Context()
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots)
                .limits(EngineLimits.small())
                .clock(() -> clockNs)
                .threading(Pipeline.Threading.MANUAL);
    }

    /** The journal of all lives, given to an engine that never died, makes the events that were kept, and the state. */
    private void assertSameAsOneRun(final Pipeline last) {
        final InMemoryEventLog expected = new InMemoryEventLog();
        final AlertEngine bare = new AlertEngine(new EngineOutput() {
            @Override
            public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
                expected.append(eventSeq, buffer, offset, length);
            }

            @Override
            public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
        });
        JournalReplay.into(journal, bare);
        assertThat(last.engine().stateDigest()).isEqualTo(bare.stateDigest());
        assertThat(last.engine().eventHash()).isEqualTo(bare.eventHash());
        assertThat(events.firstDifference(expected)).isNull();
    }
}
