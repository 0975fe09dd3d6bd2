package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes, and a command at which each of them throws. */
final class PoisonTest {
    private static final long SEED = 64;
    private static final int POISONED = 40;

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);
    private final List<UnsafeBuffer> commands = Scripts.commands(SEED, 200);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 3);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void shouldStopEveryNodeUntilEachPassesTheSameCommandOver() {
        for (int id = 0; id < 3; id++) {
            start(id);
        }
        cluster.awaitLeader();
        commands.subList(0, 60).forEach(cluster.node(0)::send);
        for (int id = 0; id < 3; id++) {
            final TestCluster.Node node = cluster.node(id);
            Waiting.until("it has stopped itself", () -> node.cluster.failure() != null);
            final Path its = nodeFolder(id);
            Waiting.until("and left a note", () -> Quarantine.noted(its) != null);
        }
        for (int id = 0; id < 3; id++) {
            assertThat(cluster.node(id).cluster.commandSeq())
                    .as("what came before")
                    .isEqualTo(seqBefore());
            cluster.stop(id);
        }
        final Poison first = Objects.requireNonNull(Quarantine.noted(nodeFolder(0)));
        for (int id = 0; id < 3; id++) {
            final Poison noted = Objects.requireNonNull(Quarantine.noted(nodeFolder(id)));
            assertThat(noted.position()).isEqualTo(first.position());
            assertThat(noted.sha256()).isEqualTo(first.sha256());
            assertThat(noted.isOfTime()).isFalse();
            assertThat(noted.reason()).contains("NullPointerException");
            if (id < 2) {
                Quarantine.decide(nodeFolder(id), noted.position(), "decided on machine " + id);
            }
        }

        final TestCluster.Node one = start(0);
        final TestCluster.Node two = start(1);
        final TestCluster.Node undecided = start(2);
        Waiting.until("nobody has decided there", () -> undecided.cluster.failure() != null);
        cluster.stop(2);
        commands.subList(100, 200).forEach(one::send);
        one.settle();
        awaitSame(one, two);
        assertThat(one.captured.messages()).doesNotContain(commands.get(POISONED));

        Quarantine.decide(nodeFolder(2), first.position(), "and on the last");
        final TestCluster.Node three = start(2);
        awaitSame(one, three);
        assertThat(one.cluster.failure()).isNull();
    }

    private long seqBefore() {
        return Objects.requireNonNull(Quarantine.noted(nodeFolder(0))).commandSeq();
    }

    private Path nodeFolder(final int id) {
        return folder.resolve("node" + id);
    }

    private TestCluster.Node start(final int id) {
        return cluster.start(id, settings -> settings.tap(new Thrower(settings.tap, commands.get(POISONED))));
    }

    private static void awaitSame(final TestCluster.Node one, final TestCluster.Node other) {
        Waiting.until(
                "both have said the same",
                () -> one.cluster.commandSeq() == other.cluster.commandSeq()
                        && one.cluster.eventHash() == other.cluster.eventHash());
    }

    /** Breaks the engine inside where it is given one command, on every node and at every start: it throws when it comes to carry that out, half way through. */
    private static final class Thrower implements EngineTap {
        private final EngineTap other;
        private final UnsafeBuffer poison;
        private @Nullable AlertEngine engine;

        Thrower(final EngineTap other, final UnsafeBuffer poison) {
            this.other = other;
            this.poison = poison;
        }

        @Override
        public void onCommand(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            if (new UnsafeBuffer(message).equals(poison)) {
                breakIt();
            }
            other.onCommand(timestampNs, buffer, offset, length);
        }

        private void breakIt() {
            try {
                final Field commands = AlertEngine.class.getDeclaredField("commands");
                commands.setAccessible(true);
                commands.set(Objects.requireNonNull(engine), null);
            } catch (final ReflectiveOperationException other) {
                throw new IllegalStateException(other);
            }
        }

        @Override
        public void onTick(final long timestampNs) {
            other.onTick(timestampNs);
        }

        @Override
        public void onEntered(final AlertEngine entered) {
            engine = entered;
            other.onEntered(entered);
        }
    }
}
