package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.RouterEvent;
import io.tocsin.engine.semantics.UnknownSemanticsException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes that are replaced one after the other by ones whose engines know a newer version. */
final class MixedVersionsTest {
    private static final int OLD = 1;
    private static final int NEW = 2;

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);
    private final TestRouter[] routers = new TestRouter[3];
    private int raised;

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 3);
    }

    @AfterEach
    void end() {
        for (final TestRouter router : routers) {
            if (router != null) {
                router.close();
            }
        }
        cluster.close();
    }

    @Test
    void shouldGoOnInTheOldVersionUntilAllKnowTheNewOneAndSomebodySwitches() throws Exception {
        final ClusterNode[] begun = {launch(0, OLD), launch(1, OLD), launch(2, OLD)};
        for (int id = 0; id < 3; id++) {
            routers[id] = new TestRouter(begun[id]);
        }
        raise(0);
        for (int id = 0; id < 3; id++) {
            routers[id].close();
            final int other = (id + 1) % 3;
            raise(other);
            assertThatThrownBy(() -> routers[other]
                            .router
                            .operation()
                            .switchEngineVersion(NEW)
                            .get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("VERSION_NOT_KNOWN");
            routers[id] = new TestRouter(launch(id, NEW));
            raise(id);
            awaitSame(OLD);
        }

        final LocalNode local = Objects.requireNonNull(LocalNode.find(folder.resolve("node1")));
        assertThat(local.status(java.time.Duration.ofSeconds(2)).knownEngineVersion())
                .isEqualTo(NEW);
        Waiting.until("the last has said that it knows it", () -> {
            final var answer = routers[1].router.operation().switchEngineVersion(NEW);
            return answer.handle((done, refused) -> refused == null).join();
        });
        awaitSame(NEW);
        raise(2);
        awaitSame(NEW);
        assertThat(routers[0].events(RouterEvent.EngineVersionSwitched.class))
                .singleElement()
                .satisfies(switched -> {
                    assertThat(switched.formerVersion()).isEqualTo(OLD);
                    assertThat(switched.engineVersion()).isEqualTo(NEW);
                });

        routers[2].close();
        final ClusterNode older = launch(2, OLD);
        try {
            Waiting.until("older code does not go on", () -> older.failure() != null);
            assertThat(older.failure()).isInstanceOf(UnknownSemanticsException.class);
        } finally {
            older.close();
        }
        raise(0);
        routers[2] = new TestRouter(launch(2, NEW));
        awaitSame(NEW);
    }

    private ClusterNode launch(final int id, final int knownVersion) {
        final ClusterNode.Context settings = cluster.context(id);
        settings.knownEngineVersion = knownVersion;
        settings.compareEvery = 4;
        return ClusterNode.launch(settings);
    }

    private void raise(final int id) throws Exception {
        raised++;
        routers[id].router.raise(TestRouter.arrest("alert " + raised)).get(20, TimeUnit.SECONDS);
    }

    /** All engines have said the same, and say that the log is of this version. */
    private void awaitSame(final int version) {
        Waiting.until("all are the same", () -> {
            final ClusterNode first = routers[0].node;
            for (final TestRouter router : routers) {
                if (router.node.engineVersion() != version
                        || router.node.commandSeq() != first.commandSeq()
                        || router.node.eventHash() != first.eventHash()) {
                    return false;
                }
            }
            return true;
        });
    }
}
