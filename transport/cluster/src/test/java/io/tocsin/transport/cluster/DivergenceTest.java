package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes, and a fault that is planted in the engine of one of them: it is given something that is not in the log. */
final class DivergenceTest {
    private static final long SEED = 63;
    private static final int COMPARE_EVERY = 64;
    private static final int FAULT_AT = 150;

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 3);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** It neither serves nor counts any more, and does not come back with what it had come to. */
    @Test
    void shouldStopTheNodeWhoseEngineIsOtherThanTheMajoritys() {
        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 900);
        final AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
        final int faulty = 2;
        start(0);
        start(1);
        cluster.start(faulty, settings -> {
            settings.compareEvery = COMPARE_EVERY;
            return settings.onFatal(told::set).tap(new Fault(commands.get(7)));
        });
        cluster.awaitLeader();
        final TestCluster.Node sender = cluster.node(0);
        final TestCluster.Node wrong = cluster.node(faulty);
        commands.subList(0, 600).forEach(sender::send);

        Waiting.until("it has stopped itself", () -> told.get() != null);
        assertThat(told.get())
                .isInstanceOfSatisfying(
                        DivergedException.class,
                        diverged -> assertThat(diverged.isMinority()).isTrue());
        assertThat(wrong.cluster.isTakingPart()).isFalse();
        assertThat(wrong.cluster.isLeader()).isFalse();
        assertThat(wrong.cluster.takeSnapshot()).as("of what it has come to").isFalse();
        assertThat(folder.resolve("node" + faulty).resolve(DivergedFile.NAME))
                .content()
                .contains("DIVERGED");
        cluster.stop(faulty);

        commands.subList(600, 900).forEach(sender::send);
        sender.settle();
        Waiting.until("the others agree", () -> sender.cluster.agreedCommandSeq() > 800);
        assertThat(sender.cluster.differing()).as("it was noticed here, too").isPositive();
        assertThat(sender.cluster.failure()).isNull();
        assertThat(cluster.node(1).cluster.failure()).isNull();
        assertThatThrownBy(() -> start(faulty))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is kept for examination")
                .hasMessageContaining("DIVERGED");
        assertThat(Files.exists(folder.resolve("node" + faulty).resolve("archive")))
                .as("its files")
                .isTrue();

        emptyFolder(faulty);
        final TestCluster.Node back = start(faulty);
        Waiting.until(
                "it comes to what the others have",
                () -> back.cluster.commandSeq() == sender.cluster.commandSeq()
                        && back.cluster.eventHash() == sender.cluster.eventHash());
    }

    private TestCluster.Node start(final int id) {
        return cluster.start(id, settings -> {
            settings.compareEvery = COMPARE_EVERY;
            return settings;
        });
    }

    private void emptyFolder(final int id) {
        TestCluster.delete(folder.resolve("node" + id));
    }

    /** Gives the engine a command once that the log does not have at this place. */
    private static final class Fault implements EngineTap {
        private final UnsafeBuffer command;

        Fault(final UnsafeBuffer command) {
            this.command = command;
        }

        @Override
        public void onEntered(final AlertEngine engine) {
            if (engine.commandSeq() == FAULT_AT) {
                engine.onCommand(engine.nowNs(), Objects.requireNonNull(command), 0, command.capacity());
            }
        }
    }
}
