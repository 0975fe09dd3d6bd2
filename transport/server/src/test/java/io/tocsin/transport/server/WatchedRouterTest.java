package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.transport.server.watch.HttpPeer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both as processes of their own, the router killed with {@code kill -9} and started again. */
final class WatchedRouterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldCallWhenTheRouterIsKilledAndTellWhenItIsBack() throws Exception {
        final int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (HttpPeer service = new HttpPeer(200);
                HttpPeer hook = new HttpPeer(200)) {
            final Path calls = folder.resolve("calls");
            final Path script = folder.resolve("call.sh");
            Files.writeString(script, "#!/bin/sh\necho \"$TOCSIN_EVENT\" >> " + calls + "\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            final Path watched = folder.resolve("watchdog.conf");
            Files.writeString(watched, """
                watchdog {
                  site = north, nodes = [ "http://127.0.0.1:%d" ], every = 200 ms, poll-timeout = 1 s, patience = 1 s
                  command = [ ./call.sh ], webhook.url = "%s", repeat = 30 s, folder = w
                }
                """.formatted(port, hook.url("/hook")));
            try (Child router = serve(port, service)) {
                final Child.Ready ready = router.ready();
                assertThat(Web.get(ready.address(), "/readyz").body())
                        .as("for watchdogs on other machines")
                        .isEqualTo("ok\n");
                try (Child watchdog = Child.start("watchdog", "--config", watched.toString())) {
                    watchdog.line(Pattern.compile("1 of 1 nodes are ready"));
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(service.requests()).hasSizeGreaterThan(1));
                    router.kill();
                    final int beats = service.requests().size();
                    watchdog.line(Pattern.compile("ALARM: north: NO ROUTER IS READY"));
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(calls).exists().hasContent("alarm"));
                    assertThat(service.requests())
                            .as("the dead send no heartbeat")
                            .hasSize(beats);
                    try (Child again = serve(port, service)) {
                        again.ready();
                        watchdog.line(Pattern.compile("RECOVERED: north: a router is ready again"));
                        await().atMost(PATIENCE)
                                .untilAsserted(() ->
                                        assertThat(Files.readAllLines(calls)).isEqualTo(List.of("alarm", "recovered")));
                        await().atMost(PATIENCE)
                                .untilAsserted(() -> assertThat(hook.requests())
                                        .hasSize(2)
                                        .last()
                                        .asString()
                                        .contains("\"event\":\"recovered\"", "\"ready\":true"));
                        watchdog.terminate();
                        assertThat(watchdog.exitCode()).as(watchdog.output()).isZero();
                    }
                }
            }
        }
    }

    private Child serve(final int managementPort, final HttpPeer service) throws Exception {
        final Path file = folder.resolve("router.conf");
        Files.writeString(file, """
            journal.level = memory
            listen { port = 0, management-port = %d }
            heartbeat { url = "%s", every = 1 s, timeout = 1 s }
            site { desks = [ desk ], policies.all.fail-safe = desk }
            """.formatted(managementPort, service.url("/ping")));
        return Child.start("serve", "--config", file.toString());
    }
}
