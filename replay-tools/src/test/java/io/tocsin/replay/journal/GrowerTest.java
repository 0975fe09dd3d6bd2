package io.tocsin.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.StoredSnapshot;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.Psv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grows a run in which every alert is resolved by its number and every delivery is received. */
final class GrowerTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldRepeatARunSoThatEachRoundDoesWhatTheFirstDid() throws IOException {
        try (KeptLog log = keptRun()) {
            final Counts first = counts(log);
            final long length = first.commands();
            // Genesis and configuration are not repeated.
            final long repeated = length - 4;
            final MemoryTarget grown = new MemoryTarget();
            assertThat(new Grower(grown).grow(log, length + (ROUNDS - 1) * repeated))
                    .isEqualTo(ROUNDS);
            final Counts all = counts(grown);
            assertThat(all.commands()).isEqualTo(length + (ROUNDS - 1) * repeated);
            assertThat(first.raised()).isPositive();
            assertThat(all.raised()).isEqualTo(ROUNDS * first.raised());
            assertThat(all.closed()).isEqualTo(ROUNDS * first.closed());
            assertThat(all.received()).isEqualTo(ROUNDS * first.received());
            assertThat(all.open()).isEqualTo(first.open());
        }
    }

    @Test
    void shouldStopAtTheCountAndLeaveALogThatIsWhole() throws IOException {
        try (KeptLog log = keptRun()) {
            final MemoryTarget grown = new MemoryTarget();
            new Grower(grown).grow(log, 333);
            assertThat(counts(grown).commands()).isEqualTo(333);
            assertThat(new Verification(grown).run()).noneMatch(Finding::isBad);
        }
    }

    @Test
    void shouldRefuseALogThatHasNothingToRepeat() {
        assertThatThrownBy(() -> new Grower(new MemoryTarget()).grow(new MemoryTarget(), 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private KeptLog keptRun() throws IOException {
        final Psv psv = new Psv();
        for (int hour = 1; hour <= 12; hour++) {
            for (int patient = 1; patient <= 3; patient++) {
                psv.add("p-" + patient, hour, "HR=80", "O2Sat=" + (hour % 3 == 0 ? 84 : 97));
            }
        }
        final Path folder = temp.resolve("kept");
        assertThat(ReplayTools.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute(
                                "evaluate",
                                "--format",
                                "physionet2019",
                                "--input",
                                psv.writeTo(temp.resolve("in.psv")).toString(),
                                "--rules",
                                "reference",
                                "--journal",
                                folder.toString()))
                .isZero();
        return EvaluationLog.open(folder);
    }

    private static Counts counts(final KeptLog log) {
        final List<String> names = new ArrayList<>();
        log.events(
                1,
                (eventSeq, buffer, offset, length) ->
                        names.add(Schema.current().name(MessageReader.templateId(buffer, offset, length))));
        final Replay replay = new Replay(log);
        replay.run();
        return new Counts(
                replay.commands(),
                names.stream().filter("AlertRaised"::equals).count(),
                names.stream().filter("AlertClosed"::equals).count(),
                names.stream().filter("ReceiptNoted"::equals).count(),
                OpenAlerts.of(replay.engine()).size());
    }

    private record Counts(long commands, long raised, long closed, long received, long open) {}

    /** Keeps what it is given. */
    private static final class MemoryTarget implements Grower.Target, KeptLog {
        private final InMemoryJournal commands = new InMemoryJournal();
        private final List<UnsafeBuffer> events = new ArrayList<>();

        @Override
        public void command(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            assertThat(length).isLessThanOrEqualTo(AlertEngine.MAX_COMMAND_LENGTH);
            commands.append(timestampNs, buffer, offset, length);
        }

        @Override
        public void event(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            final UnsafeBuffer event = new UnsafeBuffer(new byte[length]);
            event.putBytes(0, buffer, offset, length);
            events.add(event);
            assertThat(eventSeq).isEqualTo(events.size());
        }

        @Override
        public void commands(final long fromPosition, final JournalReader reader) {
            commands.replay(fromPosition, reader);
        }

        @Override
        public void events(final long fromEventSeq, final EventLogReader reader) {
            for (long seq = fromEventSeq; seq <= events.size(); seq++) {
                final UnsafeBuffer event = events.get((int) seq - 1);
                reader.onEvent(seq, event, 0, event.capacity());
            }
        }

        @Override
        public List<StoredSnapshot> snapshots() {
            return List.of();
        }

        @Override
        public List<String> problems() {
            return List.of();
        }

        @Override
        public void close() {
            commands.close();
        }
    }
}
