package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.LimitRules;
import io.tocsin.PatientLimit;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RouterEvent;
import io.tocsin.Silence;
import io.tocsin.Site;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.DoseContent;
import io.tocsin.codecs.text.DoseNote;
import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.cli.TerminalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A patient who is forgotten from the terminal, of a router that is not sealed otherwise: what its tools say before and afterwards. */
@Timeout(180)
final class ForgottenToolsTest {
    private static final String TYPED = "Jane Doe has no pulse";
    /** Of a silence, of a limit, of a dose and of what became of it. */
    private static final String[] TYPED_ELSEWHERE = {
        "Jane is washed", "Jane's oximeter", "Jane's antibiotic", "Jane said no"
    };

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldForgetWhatWasTypedAndVerifyReplayAnswerAndGoOnAsBefore() throws Exception {
        AtRestKeys.makeFirst(temp.resolve("keys"));
        assertThat(terminal("keys", "patients", folder("patients"), "--keys", folder("keys")))
                .as("%s", err)
                .isZero();
        final String url;
        try (Server server = Server.launch(config())) {
            url = server.url().toString();
            raise(server, "k-1");
            typeElsewhere(server);
            assertThat(forget(url)).isOne();
            assertThat(err.toString()).contains("has an open alert", "nothing is forgotten [PROTECTED]");
        }
        assertThat(printed("--patients", folder("patients"))).contains(TYPED).contains(TYPED_ELSEWHERE);
        assertThat(printed()).contains("[sealed]").doesNotContain("Jane");

        try (Server server = Server.launch(config())) {
            server.router().cancel("k-1").get(30, TimeUnit.SECONDS);
            assertThat(forget(server.url().toString())).as("%s", err).isZero();
            assertThat(out.toString()).contains("what was sealed with the key of p-17 until now is forgotten");
            assertThat(server.metrics())
                    .contains(
                            "tocsin_patient_keys 0.0",
                            "tocsin_patient_keys_destroyed 1.0",
                            "tocsin_patient_keys_to_destroy 0.0");
            assertThat(server.router().view().silences())
                    .singleElement()
                    .extracting(RouterEvent.SilenceChanged::comment)
                    .isEqualTo("[forgotten]");
            assertThat(server.router().view().patientLimits())
                    .singleElement()
                    .extracting(changed -> changed.limit().comment())
                    .isEqualTo("[forgotten]");
            raise(server, "k-2");
        }
        assertThat(printed("--patients", folder("patients")))
                .contains("[forgotten]", TYPED, "PatientForgotten")
                .doesNotContain(TYPED_ELSEWHERE);
        final String data = folder("data");
        assertThat(tools("journal", "verify", data)).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains(": whole").contains("snapshot");
        assertThat(tools("journal", "replay", data)).as("%s%s", out, err).isZero();
        for (final int alert : new int[] {1, 2}) {
            assertThat(tools(
                            "why",
                            "--data",
                            data,
                            "--alert",
                            String.valueOf(alert),
                            "--personal",
                            "--keys",
                            folder("keys"),
                            "--patients",
                            folder("patients")))
                    .as("%s%s", out, err)
                    .isZero();
            assertThat(out.toString()).as("alert %d", alert).contains("ann");
        }
        assertThat(tools("audit", "verify", data, "--key", folder("key")))
                .as("%s%s", out, err)
                .isZero();
        assertThat(tools("audit", "export", data)).isZero();
        assertThat(out.toString()).contains("\"code\":\"ForgetPatient\"", "Patient/p-17");
        assertThat(readable("Jane")).as("in any file").isZero();

        try (Server server = Server.launch(config())) {
            assertThat(server.router().openAlerts())
                    .singleElement()
                    .satisfies(
                            alert -> assertThat(alert.details().description()).isEqualTo(TYPED));
        }
    }

    private String folder(final String name) {
        return temp.resolve(name).toString();
    }

    private String printed(final String... further) {
        final String[] words = Stream.concat(
                        Stream.of("journal", "print", folder("data"), "--personal", "--keys", folder("keys")),
                        Stream.of(further))
                .toArray(String[]::new);
        assertThat(tools(words)).as("%s", err).isZero();
        return out.toString();
    }

    private long readable(final String text) throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (final IOException gone) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private ServerConfig config() {
        final Duration minute = Duration.ofMinutes(1);
        final AtRestKeys site = AtRestKeys.in(temp.resolve("keys"));
        return ServerConfig.builder()
                .journal(JournalSettings.defaults().in(temp.resolve("data")).at(Level.OS))
                .listen(ListenSettings.anyFreePorts())
                .limits(EngineLimits.small())
                .site(Site.named("north")
                        .person("ann")
                        .desk("desk")
                        .unit("icu")
                        .bed("icu-1", "icu")
                        .patient("p-17", "icu-1")
                        .care("p-17", "ann")
                        .rules(LimitRules.adult().news2(false))
                        .policy(Policy.named("all").careTeam(minute).failSafe("desk", minute))
                        .build())
                .atRest(new AtRest(site, false, temp.resolve("patients"), 0))
                .audit(new AuditSettings(
                        temp.resolve("data").resolve("audit"),
                        temp.resolve("key"),
                        AuditSettings.FILE_BYTES,
                        AuditSettings.SIX_YEARS,
                        false))
                .build();
    }

    private static void raise(final Server server, final String key) throws Exception {
        server.router()
                .raise(Raise.alert(key)
                        .type(EmergencyType.CARDIAC_ARREST)
                        .severity(Severity.CRITICAL)
                        .patient("p-17")
                        .description(TYPED)
                        .address("12 Elm Street, at Jane's"))
                .get(30, TimeUnit.SECONDS);
    }

    private static void typeElsewhere(final Server server) throws Exception {
        final AlertRouter router = server.router();
        router.silence(Silence.until(Instant.now().plusSeconds(1_800), TYPED_ELSEWHERE[0])
                        .patient("p-17"))
                .get(30, TimeUnit.SECONDS);
        router.connect("ann", offer -> {})
                .limit(PatientLimit.below(Parameter.SPO2, 87)
                        .patient("p-17")
                        .because(LimitReason.OTHER, TYPED_ELSEWHERE[1]))
                .get(30, TimeUnit.SECONDS);
        final long nowNs = Instant.now().getEpochSecond() * 1_000_000_000L;
        router.doses()
                .schedule(new DoseContent("d-1", "p-17", TYPED_ELSEWHERE[2], nowNs, Duration.ofHours(1), false))
                .get(30, TimeUnit.SECONDS);
        router.doses()
                .told(new DoseNote("d-1", "p-17", DoseOutcome.REFUSED, 0, TYPED_ELSEWHERE[3]))
                .get(30, TimeUnit.SECONDS);
    }

    private int forget(final String url) {
        return terminal("patient", "forget", "p-17", "--reason", "asked-for", "--url", url);
    }

    private int terminal(final String... words) {
        return run(TerminalMain.commandLine(), words);
    }

    private int tools(final String... words) {
        return run(ReplayTools.commandLine(), words);
    }

    private int run(final CommandLine line, final String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    }
}
