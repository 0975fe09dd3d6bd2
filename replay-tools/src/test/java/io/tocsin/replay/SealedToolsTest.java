package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.RecipientSession;
import io.tocsin.Site;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.audit.AuditSettings;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools on what a router has sealed: with its keys as on any other, over two keys and two lives; without them a sentence that says which. */
@Timeout(180)
final class SealedToolsTest {
    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldVerifyPrintReplayAnswerAndExportWithItsKeys() throws Exception {
        final Path keys = temp.resolve("keys");
        final String first = AtRestKeys.makeFirst(keys).name();
        live(keys, "k-1");
        AtRestKeys.makeNext(keys);
        live(keys, "k-2");
        final String data = temp.resolve("data").toString();
        final String with = keys.toString();

        assertThat(tocsin("journal", "verify", data, "--keys", with))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString()).contains(": whole").contains("snapshot");
        assertThat(tocsin("journal", "print", data, "--keys", with, "--personal"))
                .isZero();
        assertThat(out.toString()).contains("no pulse", "p-17");
        assertThat(tocsin("journal", "replay", data, "--keys", with)).isZero();
        assertThat(tocsin("why", "--data", data, "--alert", "1", "--keys", with))
                .isZero();
        assertThat(out.toString()).contains("ann");
        assertThat(tocsin(
                        "audit",
                        "verify",
                        data,
                        "--keys",
                        with,
                        "--key",
                        temp.resolve("key").toString()))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString()).contains(": whole");
        assertThat(tocsin("audit", "export", data, "--keys", with)).isZero();
        assertThat(out.toString()).contains("\"code\":\"AcceptAlert\"", "Patient/p-17");
        final String grown = temp.resolve("grown").toString();
        assertThat(tocsin("journal", "grow", data, "--keys", with, "--commands", "500", "--into", grown))
                .isZero();
        assertThat(tocsin("journal", "verify", grown))
                .as("sealed as what it was made of")
                .isOne();
        assertThat(tocsin("journal", "verify", grown, "--keys", with))
                .as("%s%s", out, err)
                .isZero();

        for (final List<String> command : List.of(
                List.of("journal", "print", data),
                List.of("journal", "verify", data),
                List.of("journal", "replay", data),
                List.of("why", "--data", data, "--alert", "1"),
                List.of("audit", "verify", data),
                List.of("audit", "export", data))) {
            assertThat(tocsin(command.toArray(new String[0]))).as("%s", command).isNotZero();
            assertThat(out + err.toString())
                    .as("%s", command)
                    .contains("is sealed with key", "no keys were given", "--keys")
                    .doesNotContain("p-17", "no pulse");
        }
        // Of the first life, whose key is gone.
        Files.delete(keys.resolve("0001-" + first + ".key"));
        assertThat(tocsin("journal", "print", data, "--keys", with)).isOne();
        assertThat(err.toString())
                .contains("position 0")
                .contains("sealed with key " + first)
                .contains("not among the keys");
        assertThat(tocsin(
                        "journal", "print", data, "--keys", temp.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no folder of keys");
    }

    private void live(final Path keys, final String key) throws Exception {
        final Duration minute = Duration.ofMinutes(1);
        final AtRest atRest = AtRest.sealed(AtRestKeys.in(keys));
        final ServerConfig config = ServerConfig.builder()
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
                        .policy(Policy.named("all").careTeam(minute).failSafe("desk", minute))
                        .build())
                .atRest(atRest)
                .audit(new AuditSettings(
                                temp.resolve("data").resolve("audit"),
                                temp.resolve("key"),
                                AuditSettings.FILE_BYTES,
                                AuditSettings.SIX_YEARS,
                                false)
                        .atRest(atRest))
                .build();
        try (Server server = Server.launch(config)) {
            final long alert = server.router()
                    .raise(Raise.alert(key)
                            .type(EmergencyType.CARDIAC_ARREST)
                            .severity(Severity.CRITICAL)
                            .patient("p-17")
                            .description("no pulse"))
                    .get(30, TimeUnit.SECONDS)
                    .alertId();
            try (RecipientSession ann = server.router().connect("ann", offer -> {})) {
                ann.accept(alert).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private int tocsin(final String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return ReplayTools.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}
