package io.tocsin.transport.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, real processes; nothing is asserted of how long anything takes but that it ends. */
final class WatchdogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of(".");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> terminal = new CopyOnWriteArrayList<>();

    @Test
    void shouldCallByAllWaysUntilItIsAcknowledgedAndTellThatItIsOver() throws Exception {
        final Path calls = folder.resolve("calls");
        final Path script = script("echo \"$TOCSIN_EVENT $TOCSIN_SITE\" >> " + calls);
        try (HttpPeer node = new HttpPeer(503);
                HttpPeer hook = new HttpPeer(204)) {
            final WatchSettings settings = Watched.settings(
                    folder.resolve("w"), List.of(node.url("/readyz")), List.of(script.toString()), hook.url("/hook"));
            assertThat(Watchdog.acknowledge(settings, "ann"))
                    .as("nothing is told")
                    .isNull();
            try (Watchdog watchdog = Watchdog.start(settings, log::add, terminal::add)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lines(calls)).startsWith("alarm north", "repeat north"));
                assertThat(hook.requests().get(0))
                        .startsWith("POST /hook {\"event\":\"alarm\"")
                        .contains("\"ready\":false", "status 503", "NO ROUTER IS READY");
                assertThat(Watchdog.acknowledge(settings, "ann")).contains("NO ROUTER IS READY");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lines(calls)).endsWith("acknowledged north"));
                final int rung = terminal.size();
                Thread.sleep(1_000);
                assertThat(lines(calls)).as("nobody is called again").endsWith("acknowledged north");
                assertThat(terminal).hasSize(rung).hasSizeGreaterThan(1).containsOnly("\u0007");
                node.status(200);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lines(calls)).endsWith("recovered north"));
                assertThat(Watchdog.acknowledge(settings, "bob")).isNull();
                node.status(500);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lines(calls)).endsWith("alarm north", "repeat north"));
                assertThat(watchdog.failure()).isNotDone();
            }
        }
        assertThat(log).anyMatch(line -> line.contains("ACKNOWLEDGED by ann"));
    }

    @Test
    void shouldCallNobodyWhileOneOfSeveralIsReady() throws Exception {
        try (HttpPeer up = new HttpPeer(200);
                HttpPeer down = new HttpPeer(503);
                HttpPeer hangs = new HttpPeer(HttpPeer.HANGS);
                HttpPeer hook = new HttpPeer(200)) {
            final List<URI> nodes = List.of(
                    up.url("/readyz"),
                    down.url("/readyz"),
                    hangs.url("/readyz"),
                    URI.create("http://no-such-host.invalid/readyz"),
                    URI.create("http://127.0.0.1:" + freePort() + "/readyz"));
            try (Watchdog watchdog = Watchdog.start(
                    Watched.settings(folder, nodes, List.of(), hook.url("/")), log::add, terminal::add)) {
                Thread.sleep(1_500);
                assertThat(hook.requests()).isEmpty();
                up.status(503);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(hook.requests()).isNotEmpty());
                assertThat(hook.requests().get(0)).contains("no-such-host.invalid", "no answer within 500 ms");
                assertThat(watchdog.failure()).isNotDone();
            }
        }
    }

    @Test
    void shouldGoOnCallingWhateverIsWrongWithItsWays() throws Exception {
        final Path numbers = folder.resolve("numbers");
        // Neither it nor what it starts listens to SIGTERM, and what it starts holds its output open.
        final Path script = script("trap '' TERM\n(trap '' TERM; echo $$ >> " + numbers + "; sh -c 'echo $$' >> "
                + numbers + "; sleep 300) &\necho $! >> " + numbers + "\nwait\n");
        try (HttpPeer node = new HttpPeer(500);
                HttpPeer hook = new HttpPeer(HttpPeer.HANGS);
                Watchdog watchdog = Watchdog.start(
                        Watched.settings(folder, List.of(node.url("/")), List.of(script.toString()), hook.url("/")),
                        log::add,
                        terminal::add)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(log).anyMatch(line -> line.contains("was killed: it took longer than 400 ms")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log)
                            .anyMatch(line -> line.contains("webhook")
                                    && line.contains(
                                            "FAILED to tell of alarm: no answer within 500 ms, after 3 attempts")));
            assertThat(watchdog.failure()).isNotDone();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lines(numbers))
                        .isNotEmpty()
                        .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid))
                                .map(ProcessHandle::isAlive)
                                .orElse(false)));
    }

    /** A terminal that was stopped with Ctrl-S, or a log whose disk hangs; and whoever hears the heartbeat is not told that all is well by a watchdog that does not watch. */
    @Test
    void shouldCallThoughNobodyReadsWhatItPrints() throws Exception {
        final CountDownLatch never = new CountDownLatch(1);
        final Consumer<String> blocked = line -> {
            try {
                never.await();
            } catch (final InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
        try (HttpPeer node = new HttpPeer(503);
                HttpPeer hook = new HttpPeer(200);
                Watchdog watchdog = Watchdog.start(
                        Watched.settings(folder, List.of(node.url("/")), List.of(), hook.url("/")), blocked, blocked)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hook.requests()).hasSizeGreaterThan(1));
            assertThat(watchdog.failure()).isNotDone();
        }
    }

    /** A page of somebody else at the address, such as a proxy's. */
    @Test
    void shouldBelieveNobodyButARouter() throws Exception {
        try (HttpPeer node = new HttpPeer(204)) {
            assertThat(Watchdog.askOnce(Watched.settings(folder, List.of(node.url("/")), List.of(), node.url("/"))))
                    .containsValue("what answers there is no router that is ready");
        }
    }

    @Test
    void shouldSayInATestWhichWayFails() throws Exception {
        try (HttpPeer hook = new HttpPeer(200)) {
            final WatchSettings good =
                    Watched.settings(folder, List.of(), List.of(script("exit 0").toString()), hook.url("/"));
            assertThat(Watchdog.callOnce(good, log::add, terminal::add)).isTrue();
            assertThat(hook.requests())
                    .singleElement()
                    .asString()
                    .contains("\"event\":\"test\"", "nothing is the matter");
            final WatchSettings bad = Watched.settings(
                    folder, List.of(), List.of(script("echo no modem; exit 3").toString()), hook.url("/"));
            assertThat(Watchdog.callOnce(bad, log::add, terminal::add)).isFalse();
            assertThat(log).anyMatch(line -> line.contains("exit code 3, and said: no modem"));
            final WatchSettings none = Watched.settings(folder, List.of(), List.of("/no/such/program"), null);
            assertThat(Watchdog.callOnce(none, log::add, terminal::add)).isFalse();
        }
    }

    @Test
    void shouldRefuseASecondOneInTheSameFolder() throws Exception {
        try (HttpPeer node = new HttpPeer(200)) {
            final WatchSettings settings = Watched.settings(folder, List.of(node.url("/")), List.of(), node.url("/"));
            try (Watchdog first = Watchdog.start(settings, log::add, terminal::add)) {
                assertThatThrownBy(() -> Watchdog.start(settings, log::add, terminal::add))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another watchdog");
                assertThat(first.failure()).isNotDone();
            }
            Watchdog.start(settings, log::add, terminal::add).close();
        }
    }

    @Test
    void shouldBeatWhileAllIsWellAndSayOnceThatNobodyHears() throws Exception {
        try (HttpPeer service = new HttpPeer(200)) {
            final HeartbeatSettings settings = new HeartbeatSettings(
                    service.url("/ping/secret"), List.of(), Duration.ofSeconds(1), Duration.ofMillis(500), null);
            final boolean[] isWell = {true};
            final Heartbeat heartbeat = new Heartbeat(settings, () -> isWell[0], log::add);
            heartbeat.beat();
            assertThat(service.requests()).containsExactly("GET /ping/secret ");
            isWell[0] = false;
            heartbeat.beat();
            assertThat(service.requests()).hasSize(1);
            isWell[0] = true;
            service.status(HttpPeer.HANGS);
            heartbeat.beat();
            heartbeat.beat();
            service.status(200);
            heartbeat.beat();
            assertThat(heartbeat.sent()).isEqualTo(2);
            assertThat(heartbeat.failed()).isEqualTo(2);
            assertThat(log).hasSize(2);
            assertThat(log.get(0)).contains("no answer within 500 ms").doesNotContain("secret");
            assertThat(log.get(1)).isEqualTo("the heartbeat is told again");
        }
    }

    private Path script(final String text) throws IOException {
        final Path script = folder.resolve("script-" + System.nanoTime() + ".sh");
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static List<String> lines(final Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
