package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.Raise;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.directory.ReadModelSettings;
import io.tocsin.transport.server.DirectorySettings;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.Wards;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is who, and what alerts there were, over a restart. */
@Timeout(60)
final class DirectoryCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhoIsWhoAndWhatWasOverARestart() throws Exception {
        final Path register = folder.resolve("register.csv");
        Files.writeString(register, "patient,name,contacts\np-17,Ada Example,Otto 030 1\np-99,Eve Example\n");
        final String past;
        try (Server server = Server.launch(config(register, true))) {
            raise(server, "k1");
            raise(server, "k2");
            awaitHistory(server, 2);
            assertThat(run(server, "patient", "p-17"))
                    .containsPattern("name +Ada Example")
                    .containsPattern("unit +icu")
                    .containsPattern("bed +icu-1")
                    .containsPattern("care +ann; bob")
                    .containsPattern("contacts +Otto 030 1");
            assertThat(run(server, "patient", "p-17", "--as", "ann")).isEqualTo(run(server, "patient", "p-17"));
            assertThat(run(server, "patient", "p-99", "--as", "ann")).contains("FORBIDDEN");
            assertThat(run(server, "patient", "p-1")).contains("UNKNOWN_PATIENT");
            assertThat(run(server, "alerts")).contains("p-17 Ada Example");
            past = run(server, "past-alerts", "--patient", "p-17", "--as", "ann");
            assertThat(past.lines()).hasSize(3);
            assertThat(past).containsPattern("(?s)2 +URGENT +stroke +icu icu-1 +p-17.* - +open.*1 +URGENT");
            assertThat(run(server, "past-alerts", "--as", "ann")).contains("FORBIDDEN");
            assertThat(server.metrics())
                    .contains(
                            "tocsin_directory_up 1.0",
                            "tocsin_directory_catching_up 0.0",
                            "tocsin_directory_patients 2.0",
                            "tocsin_directory_alerts 2.0",
                            "tocsin_gateway_directory_lookups_forbidden_total 2.0");
        }
        final FileTime made =
                (FileTime) Files.getAttribute(folder.resolve("data/directory/alerts.map"), "creationTime");
        // In files: not made again, and not read again. An operator is told nothing now.
        Files.delete(register);
        try (Server server = Server.launch(config(register, false))) {
            raise(server, "k3");
            awaitHistory(server, 3);
            assertThat(run(server, "past-alerts", "--patient", "p-17", "--before", "3", "--as", "ann"))
                    .isEqualTo(past);
            assertThat(run(server, "patient", "p-17", "--as", "ann")).contains("Ada Example");
            assertThat(run(server, "patient", "p-99")).contains("directory.operators = true", "FORBIDDEN");
            assertThat(run(server, "past-alerts")).contains("directory.operators = true", "FORBIDDEN");
            assertThat(run(server, "alerts")).contains("p-17").doesNotContain("Ada Example");
            assertThat((FileTime) Files.getAttribute(folder.resolve("data/directory/alerts.map"), "creationTime"))
                    .isEqualTo(made);
        }
    }

    private ServerConfig config(final Path register, final boolean operators) {
        return Wards.inMemory()
                .site(Wards.site().authority("ann", AuthorityRole.NURSE).build())
                .journal(JournalSettings.defaults().in(folder.resolve("data")))
                .directory(new DirectorySettings(ReadModelSettings.Kind.CHRONICLE, 1_000, 1_000, register, operators))
                .build();
    }

    private static void raise(final Server server, final String key) throws Exception {
        final Raise raise = Raise.alert(key).patient("p-17");
        raise.type(EmergencyType.STROKE).severity(Severity.URGENT);
        server.router().raise(raise).get(20, TimeUnit.SECONDS);
    }

    private static void awaitHistory(final Server server, final int alerts) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> server.metrics().contains("tocsin_directory_alerts " + alerts + ".0")
                        && server.metrics().contains("tocsin_directory_catching_up 0.0"));
    }

    private static String run(final Server server, final String... args) {
        final List<String> all = new ArrayList<>(List.of(args));
        all.add("--url");
        all.add(server.url().toString());
        final StringWriter out = new StringWriter();
        TerminalMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        return out.toString();
    }
}
