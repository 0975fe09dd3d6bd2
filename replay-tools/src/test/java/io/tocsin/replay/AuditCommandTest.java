package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RecipientSession;
import io.tocsin.Site;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a router that was served leaves of its audit: whole, as FHIR, and found out if somebody changed it. */
@Timeout(120)
final class AuditCommandTest {
    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int tocsin(final String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final CommandLine line =
                ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(words);
    }

    private ServerConfig config() {
        final Duration minute = Duration.ofMinutes(1);
        return ServerConfig.builder()
                .journal(JournalSettings.defaults().in(temp.resolve("data")).at(Level.OS))
                .listen(ListenSettings.anyFreePorts())
                .limits(EngineLimits.small())
                .site(Site.named("north")
                        .person("ann")
                        .person("dan")
                        .authority("dan", AuthorityRole.PHYSICIAN)
                        .desk("desk")
                        .unit("icu")
                        .bed("icu-1", "icu")
                        .patient("p-17", "icu-1")
                        .patient("p-18", "icu-1")
                        .care("p-17", "ann")
                        .policy(Policy.named("all").careTeam(minute).failSafe("desk", minute))
                        .build())
                .audit(new AuditSettings(
                        temp.resolve("data").resolve("audit"),
                        temp.resolve("key"),
                        AuditSettings.FILE_BYTES,
                        AuditSettings.SIX_YEARS,
                        false))
                .build();
    }

    private void live() throws Exception {
        try (Server server = Server.launch(config())) {
            for (final String patient : List.of("p-17", "p-18")) {
                server.router()
                        .raise(Raise.alert("of-" + patient)
                                .type(EmergencyType.CARDIAC_ARREST)
                                .severity(Severity.CRITICAL)
                                .patient(patient)
                                .description("no pulse"))
                        .get(30, TimeUnit.SECONDS);
            }
            try (RecipientSession ann = server.router().connect("ann", offer -> {})) {
                ann.accept(1).get(30, TimeUnit.SECONDS);
            }
            assertThat(ask(
                            server,
                            "{\"type\":\"hello\",\"role\":\"operator\",\"client\":\"board\"}",
                            "{\"type\":\"alerts\",\"ref\":\"r\",\"limit\":10}",
                            "alerts"))
                    .contains("of-p-17");
            assertThat(ask(
                            server,
                            "{\"type\":\"hello\",\"role\":\"clinician\",\"person\":\"dan\",\"client\":\"phone\"}",
                            "{\"type\":\"breakGlass\",\"commandId\":\"1\",\"patient\":\"p-18\",\"reason\":\"SAFETY\",\"comment\":\"found"
                                    + " her on the floor\"}",
                            "answer"))
                    .contains("\"OK\"");
            assertThat(server.metrics()).contains("tocsin_audit_up 1.0", "tocsin_gateway_reads_recorded_total 1.0");
        }
    }

    /** Says hello and one thing more, and answers the first message of a type behind the welcome. */
    private static String ask(final Server server, final String hello, final String question, final String type)
            throws Exception {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("alert.v1.json")
                .buildAsync(URI.create(server.url().toString()), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                            final WebSocket from, final CharSequence data, final boolean last) {
                        heard.add(data.toString());
                        from.request(1);
                        return null;
                    }
                })
                .get(30, TimeUnit.SECONDS);
        socket.sendText(hello, true);
        String answer = String.valueOf(heard.poll(30, TimeUnit.SECONDS));
        assertThat(answer).contains("welcome");
        socket.sendText(question, true);
        while (!answer.contains("\"type\":\"" + type + '"')) {
            answer = String.valueOf(heard.poll(30, TimeUnit.SECONDS));
            assertThat(answer).isNotEqualTo("null");
        }
        socket.abort();
        return answer;
    }

    @Test
    void shouldVerifyAndExportWhatARouterLeaves() throws Exception {
        live();
        // A second life goes on with the same chain.
        try (Server again = Server.launch(config())) {
            assertThat(again.isReady()).isTrue();
        }
        final String data = temp.resolve("data").toString();
        final String key = temp.resolve("key").toString();

        assertThat(tocsin("audit", "verify", data, "--key", key))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString())
                .contains("by keys that were given", ": whole")
                .doesNotContain("BAD");

        assertThat(tocsin("audit", "export", data, "--key", key)).isZero();
        final Path accepted = temp.resolve("accepted.json");
        Files.writeString(
                accepted,
                out.toString()
                        .lines()
                        .filter(each -> each.contains("\"code\":\"AcceptAlert\""))
                        .findFirst()
                        .orElseThrow());
        assertThat(Json.read(accepted))
                .containsEntry("/type/code", "110110")
                .containsEntry("/action", "U")
                .containsEntry("/agent/0/who/reference", "Practitioner/ann")
                .containsEntry("/agent/0/requestor", "true")
                .containsEntry("/entity/0/what/reference", "Patient/p-17")
                .containsEntry("/entity/1/what/identifier/value", "1");
        assertThat(out.toString())
                .contains(
                        "\"resourceType\":\"AuditEvent\"",
                        "\"code\":\"110107\"",
                        "\"reference\":\"Practitioner/ann\"",
                        "\"reference\":\"Patient/p-17\"",
                        "\"code\":\"AcceptAlert\"",
                        "\"code\":\"110121\"")
                .doesNotContain("no pulse");

        for (final String what : List.of("BreakGlass", "ViewGranted")) {
            final Path broken = temp.resolve(what + ".json");
            Files.writeString(
                    broken,
                    out.toString()
                            .lines()
                            .filter(each -> each.contains("\"code\":\"" + what + '"'))
                            .findFirst()
                            .orElseThrow());
            assertThat(Json.read(broken))
                    .as(what)
                    .containsEntry("/purposeOfEvent/0/coding/0/code", "BTG")
                    .containsEntry(
                            "/purposeOfEvent/0/coding/0/system", "http://terminology.hl7.org/CodeSystem/v3-ActReason")
                    .containsEntry("/agent/0/purposeOfUse/0/coding/0/code", "BTG")
                    .containsEntry("/agent/0/who/reference", "Practitioner/dan")
                    .containsEntry("/entity/0/what/reference", "Patient/p-18")
                    .containsEntry("/entity/0/detail/0/valueString", "found her on the floor");
        }

        assertThat(tocsin("audit", "export", data, "--patient", "p-17")).isZero();
        assertThat(out.toString().lines())
                .allMatch(line -> line.contains("Patient/p-17") || line.contains("\"code\":\"RecordRead\""))
                .anyMatch(line -> line.contains("\"code\":\"AcceptAlert\""))
                .as("who was shown the alert of the patient")
                .anyMatch(line -> line.contains("\"name\":\"board\""))
                .anyMatch(line -> line.contains("\"code\":\"open-alerts\""));
        assertThat(tocsin("audit", "export", data, "--to", "2020-01-01T00:00:00Z"))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(tocsin("audit", "export", data, "--from", "yesterday")).isEqualTo(2);

        final Path file;
        try (var files = Files.list(temp.resolve("data").resolve("audit"))) {
            file = files.sorted().findFirst().orElseThrow();
        }
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(tocsin("audit", "verify", data)).isOne();
        assertThat(out.toString()).containsPattern("BAD +record \\d+: ").contains(": NOT whole");
        assertThat(tocsin("audit", "export", data)).isOne();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("not whole at record");
        assertThat(tocsin("audit", "verify", temp.toString())).isEqualTo(2);

        // Whoever takes all of it away is found out by the log.
        try (var files = Files.list(file.getParent())) {
            for (final Path each : files.toList()) {
                Files.delete(each);
            }
        }
        assertThat(tocsin("audit", "verify", data)).isOne();
        assertThat(out.toString()).contains("whose files are not here");
    }
}
