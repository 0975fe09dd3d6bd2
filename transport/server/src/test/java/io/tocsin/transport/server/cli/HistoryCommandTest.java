package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Readings;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.transport.client.CommandFailedException;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.Wards;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was measured, from the readings of a source to who may see it, over a restart. */
@Timeout(60)
final class HistoryCommandTest {
    private static final int BATCHES = 600;

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatWasMeasuredToWhomItIsFor() {
        try (Server server = Server.launch(config())) {
            for (int i = 1; i <= BATCHES; i++) {
                server.router()
                        .readings(Readings.ofPatient("p-17")
                                .device("mon-1", i)
                                .value(Parameter.SPO2, i == 300 ? 71.5 : 96)
                                .value(Parameter.HEART_RATE, 60 + i % 40));
            }
            awaitAll(server);
            assertShown(server);
        }
        try (Server server = Server.launch(config())) {
            awaitAll(server);
            assertShown(server);
            assertThat(server.metrics())
                    .contains(
                            "tocsin_history_up 1.0",
                            "tocsin_history_catching_up 0.0",
                            "tocsin_history_subjects 1.0",
                            "tocsin_history_readings_total " + 2.0 * BATCHES);
        }
    }

    private static void assertShown(final Server server) {
        final String shown = run(server, "history", "spo2", "--patient", "p-17", "--points", "1");
        assertThat(shown.lines()).hasSize(2);
        assertThat(shown).contains("LOWEST", "71.5  ", "96  ", " " + BATCHES);
        assertThat(run(server, "history", "spo2", "--patient", "p-17", "--points", "1", "--as", "ann"))
                .as("a nurse who cares for the patient")
                .isEqualTo(shown);
        assertThat(run(server, "history", "spo2", "--patient", "p-17", "--points", "1", "--as", "bob"))
                .as("somebody of the family, with consent")
                .isEqualTo(shown);
        assertThat(run(server, "history", "spo2", "--patient", "p-17", "--as", "cora"))
                .as("somebody of another family")
                .contains("[FORBIDDEN]");
        assertThat(run(server, "history", "spo2", "--device", "mon-1", "--as", "ann"))
                .contains("[FORBIDDEN]");
        assertThat(run(server, "history", "spo2", "--device", "mon-1")).isEqualTo("nothing was measured");
        assertThat(run(server, "history", "heart-rate", "--patient", "p-17", "--json"))
                .startsWith("{\"type\":\"history\",\"ref\":\"")
                .contains("\"catchingUp\":false", "\"lowest\":60,\"highest\":99,");
        assertThatThrownBy(() -> series(server, Role.SOURCE))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        refused -> assertThat(refused.error())
                                .extracting(ServerMessage.ProtocolError::code)
                                .isEqualTo(ErrorCode.FORBIDDEN));
    }

    /** Until the history holds every batch. */
    private static void awaitAll(final Server server) {
        while (series(server, Role.OPERATOR).points().stream()
                        .mapToLong(point -> point.count())
                        .sum()
                < BATCHES) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static ServerMessage.History series(final Server server, final Role role) {
        try (TocsinClient client = TocsinClient.connect(
                new TocsinClient.Context().endpoints(server.url()).role(role).client("board"))) {
            client.connected().join();
            return client.history(
                            new HistoryRange(new Subject(Subject.Kind.PATIENT, "p-17"), Parameter.HEART_RATE, 0, 0, 80))
                    .join();
        }
    }

    private static String run(final Server server, final String... command) {
        final List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--url", server.url().toString()));
        final StringWriter out = new StringWriter();
        TerminalMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(args.toArray(String[]::new));
        return out.toString().stripTrailing();
    }

    private ServerConfig config() {
        return Wards.inMemory()
                .site(Wards.site()
                        .patientInUnit("p-18", "icu")
                        .authority("ann", AuthorityRole.NURSE)
                        .authority("bob", AuthorityRole.FAMILY, "p-17")
                        .authority("cora", AuthorityRole.FAMILY, "p-18")
                        .build())
                .journal(JournalSettings.defaults().in(folder))
                .build();
    }
}
