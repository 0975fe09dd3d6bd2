package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeProcessTest {
    private static final Pattern VOICE =
            Pattern.compile("would send VOICE to ann: CRITICAL alert 1 in icu icu-1, step 1");

    @TempDir
    private Path folder;

    @Test
    void shouldServeUntilItIsToldToStop() throws Exception {
        try (Child router = serve("memory", "port = 0, management-port = 0")) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).contains(Notice.TEXT);

            assertThat(Web.raise(ready.address(), "k1").body()).contains("\"alertId\":\"1\"");
            router.line(VOICE);
            try (Child terminal = Child.start(
                    "raise", "--url", ready.url(), "--bed", "icu-1", "--type", "stroke", "--severity", "urgent")) {
                assertThat(terminal.exitCode()).as(terminal.output()).isZero();
                assertThat(terminal.output()).isEqualTo("alert 2 is raised: URGENT stroke, kept at level MEMORY");
            }

            router.terminate();
            assertThat(router.exitCode()).as(router.output()).isZero();
            assertThat(router.output()).contains("closed in");
        }
    }

    @Test
    void shouldNameAPortThatIsTakenAndStartNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Child router = serve("memory", "management-port = 0, port = " + taken.getLocalPort())) {
            assertThat(router.exitCode()).isEqualTo(2);
            assertThat(router.output()).contains(String.valueOf(taken.getLocalPort()), "nothing was started");
        }
    }

    @Test
    void shouldTellEverythingThatIsWrongWithAConfiguration() throws Exception {
        try (Child router = serve("sometimes", "address = \"0.0.0.0\", prot = 1")) {
            assertThat(router.exitCode()).isEqualTo(2);
            assertThat(router.output())
                    .contains(
                            "router.conf:1: journal.level",
                            "router.conf:2: listen.address",
                            "router.conf:2: listen.prot",
                            "did you mean",
                            "3 problems with the configuration; nothing was started");
        }
    }

    private Child serve(final String level, final String listen) throws IOException {
        final Path file = folder.resolve("router.conf");
        Files.writeString(file, """
                journal { level = %s, folder = journal, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
                listen { %s }
                limits.preset = small
                site {
                  people { ann { reachable = always }, bob { reachable = always } }
                  desks = [ desk ]
                  units.icu.beds.icu-1.care = [ ann, bob ]
                  patients.p-17.bed = icu-1
                  policies.all {
                    steps = [
                      { target = care-team, delay = 100 ms, channels = [ websocket, push ] }
                      { target = care-team, delay = 10 minutes, channels = [ voice ] }
                    ]
                    fail-safe = desk
                  }
                }
                """.formatted(level, listen));
        return Child.start("serve", "--config", file.toString());
    }
}
