package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.journal.EventLog;
import io.tocsin.journal.JournalException;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that comes back from a folder whose snapshots are not what they were. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SnapshotFallbackTest {
    private static final int RAISES_PER_LIFE = 20;

    @TempDir
    private Path folder = Path.of("unset");

    private long lastEventSeq;

    @BeforeEach
    void liveTwice() {
        for (int life = 0; life < 2; life++) {
            try (ArchiveStore store = ArchiveStore.open(Stores.context(folder));
                    Pipeline pipeline = launch(store)) {
                if (life == 0) {
                    for (final UnsafeBuffer command : House.configuration()) {
                        publish(pipeline, command);
                    }
                }
                for (int i = 1; i <= RAISES_PER_LIFE; i++) {
                    publish(pipeline, House.raise(life * RAISES_PER_LIFE + i));
                }
                while (pipeline.engine().commandSeq() < 4 + (life + 1) * RAISES_PER_LIFE) {
                    pipeline.doWork();
                }
                lastEventSeq = pipeline.engine().eventSeq();
            }
        }
    }

    @Test
    void shouldComeBackFromTheNewest() throws IOException {
        assertThat(snapshots()).hasSize(2);
        final Recovery recovery = recover();
        assertThat(recovery.warnings()).isEmpty();
        assertThat(recovery.commandsReplayed()).isZero();
    }

    @Test
    void shouldFallBackToTheOlderOneLoudly() throws IOException {
        final Path newest = snapshots().get(1);
        flip(newest, (int) Files.size(newest) / 2);

        final Recovery recovery = recover();

        assertThat(recovery.warnings()).hasSize(1);
        assertThat(recovery.warnings().get(0)).contains(newest.toString()).contains("is damaged");
        assertThat(recovery.snapshot()).isNotNull();
        assertThat(recovery.commandsReplayed()).isEqualTo(RAISES_PER_LIFE);
        assertThat(newest).exists();
    }

    @Test
    void shouldFallBackToTheJournalsStartLoudly() throws IOException {
        final List<Path> snapshots = snapshots();
        flip(snapshots.get(0), 40);
        final byte[] whole = Files.readAllBytes(snapshots.get(1));
        Files.write(snapshots.get(1), Arrays.copyOf(whole, whole.length / 3));

        final Recovery recovery = recover();

        assertThat(recovery.warnings()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(recovery.warnings().get(recovery.warnings().size() - 1))
                .isEqualTo("no snapshot is usable: the journal is replayed from its start");
        assertThat(recovery.snapshot()).isNull();
        assertThat(recovery.commandsReplayed()).isEqualTo(4 + 2 * RAISES_PER_LIFE);
    }

    @Test
    void shouldNotStartWithoutAValidBase() throws IOException {
        // The mark says how far the journal went: without its files there is none to go on with.
        try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        final List<Path> before = snapshots();

        assertThatThrownBy(this::recover)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("its files are gone")
                .hasMessageContaining("nothing was changed");
        Files.delete(folder.resolve("durable.mark"));
        assertThatThrownBy(this::recover)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal ends at position 0, but ")
                .hasMessageContaining("nothing was changed");
        assertThat(snapshots()).isEqualTo(before);
    }

    private Recovery recover() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder));
                Pipeline pipeline = launch(store)) {
            final EventLog eventLog = store.eventLog();
            assertThat(pipeline.engine().eventSeq()).isEqualTo(lastEventSeq);
            assertThat(eventLog.lastEventSeq()).isEqualTo(lastEventSeq);
            return Objects.requireNonNull(pipeline.recovery());
        }
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
            return files.sorted().toList();
        }
    }

    private static Pipeline launch(final ArchiveStore store) {
        return Pipeline.launch(new Pipeline.Context()
                .journal(store.journal())
                .eventLog(store.eventLog())
                .snapshots(store.snapshots())
                .limits(House.limits())
                .clock(() -> 1_800_000_000_000_000_000L)
                .threading(Pipeline.Threading.MANUAL));
    }

    private static void publish(final Pipeline pipeline, final UnsafeBuffer command) {
        assertThat(pipeline.tryPublish(command, 0, command.capacity())).isPositive();
    }

    private static void flip(final Path file, final int at) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 4;
        Files.write(file, bytes);
    }
}
