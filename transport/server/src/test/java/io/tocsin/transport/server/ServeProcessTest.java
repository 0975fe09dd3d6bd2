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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeProcessTest {
    private static final Pattern VOICE =
            Pattern.compile("would send VOICE to ann: CRITICAL alert 1 in icu icu-1, step 1");

    private static final Pattern DIRECTORY_OPEN =
            Pattern.compile("directory of . patients and history of alerts up to event .* open");

    private static final String ANY_PORTS = "port = 0, management-port = 0";

    @TempDir
    private Path folder;

    @Test
    void shouldServeUntilItIsToldToStop() throws Exception {
        try (Child router = serve("memory", ANY_PORTS)) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).contains(Notice.TEXT);

            assertThat(Web.raise(ready.address(), "k1").body()).contains("\"alertId\":\"1\"");
            router.line(VOICE);
            assertThat(terminal(
                            "raise",
                            "--url",
                            ready.url(),
                            "--bed",
                            "icu-1",
                            "--type",
                            "stroke",
                            "--severity",
                            "urgent"))
                    .isEqualTo("alert 2 is raised: URGENT stroke, kept at level MEMORY");

            router.terminate();
            assertThat(router.exitCode()).as(router.output()).isZero();
            assertThat(router.output()).contains("closed in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OS", "DISK"})
    void shouldComeBackAfterItWasKilledWithItsAlertsAndTheirOwners(final String level) throws Exception {
        // Once with a directory in files, which are good for nothing afterwards; once without Chronicle Map at all.
        final boolean hasDirectory = level.equals("OS");
        final String directory = hasDirectory ? "directory { patients = 1000, alerts = 1000, operators = true }" : "";
        try (Child router = serve(level, ANY_PORTS, directory)) {
            final Child.Ready ready = router.ready();
            assertThat(Web.raise(ready.address(), "k1").body())
                    .contains("\"alertId\":\"1\"", "\"level\":\"" + level + '"');
            assertThat(Web.raise(ready.address(), "k2").body()).contains("\"alertId\":\"2\"");
            router.line(VOICE);
            assertThat(terminal("accept", "1", "--as", "ann", "--url", ready.url()))
                    .isEqualTo("alert 1 is taken by ann");

            try (Child other = serve(level, ANY_PORTS)) {
                assertThat(other.exitCode()).isEqualTo(2);
                assertThat(other.output()).contains("is in use by process", "nothing was started");
            }
            if (hasDirectory) {
                router.line(DIRECTORY_OPEN);
            }
            router.kill();
        }

        try (Child router = serve(level, ANY_PORTS, directory)) {
            final Child.Ready ready = router.ready();
            assertThat(router.output()).contains("recovered: from the journal's beginning", "open alerts: 2");
            assertThat(router.output()).doesNotContain("would send");
            assertThat(terminal("alerts", "--url", ready.url()))
                    .containsPattern("1 +CRITICAL +cardiac arrest .* taken by ann")
                    .containsPattern("2 +CRITICAL +cardiac arrest .* offered to ann, bob");
            if (hasDirectory) {
                router.line(Pattern.compile("alerts.map was not left in order.* made again"));
                router.line(DIRECTORY_OPEN);
                assertThat(terminal("past-alerts", "--patient", "p-17", "--url", ready.url()))
                        .containsPattern("(?s)2 +CRITICAL.*\\n1 +CRITICAL +cardiac arrest .* \\d+ s, by ann");
            }
            // The source's key is known: the same again is no new alert.
            assertThat(Web.raise(ready.address(), "k2").body()).contains("\"alertId\":\"2\"", "\"isNew\":false");
            router.terminate();
            assertThat(router.exitCode()).as(router.output()).isZero();
        }

        try (Child router = serve(level, ANY_PORTS)) {
            router.ready();
            assertThat(router.output()).contains("recovered: from the snapshot at command", "open alerts: 2");
        }
    }

    @Test
    void shouldRefuseAFolderThatItCannotUse() throws Exception {
        Files.writeString(folder.resolve("journal"), "not a folder");
        try (Child router = serve("os", ANY_PORTS)) {
            assertThat(router.exitCode()).isEqualTo(2);
            assertThat(router.output()).contains("journal", "nothing was started");
        }
        assertThat(folder.resolve("journal")).hasContent("not a folder");
    }

    @Test
    void shouldNameAPortThatIsTakenAndStartNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Child router =
                        serve("memory", "management-port = 0, port = " + taken.getLocalPort(), "log.format = json")) {
            assertThat(router.exitCode()).isEqualTo(2);
            assertThat(router.output()).contains(String.valueOf(taken.getLocalPort()), "nothing was started");
            // What goes to the log is for programs here, and nothing else is beside it.
            assertThat(router.output())
                    .containsPattern(
                            "(?m)^\\{\"@timestamp\":.*\"log.level\":\"INFO\",\"message\":\"Tocsin .* starts as process")
                    .doesNotContainPattern("(?m)^20..-.* INFO ");
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

    private static String terminal(final String... args) throws Exception {
        try (Child terminal = Child.start(args)) {
            assertThat(terminal.exitCode()).as(terminal.output()).isZero();
            return terminal.output();
        }
    }

    private Child serve(final String level, final String listen) throws IOException {
        return serve(level, listen, "");
    }

    private Child serve(final String level, final String listen, final String further) throws IOException {
        final Path file = folder.resolve("router.conf");
        Files.writeString(file, """
                journal { level = %s, folder = journal, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
                listen { %s }
                %s
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
                """.formatted(level, listen, further));
        return further.startsWith("directory")
                ? Child.startWithMap("serve", "--config", file.toString())
                : Child.start("serve", "--config", file.toString());
    }
}
