package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.server.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of broken glass and of scopes is what a router that is served does, also when the file has changed. */
@Timeout(120)
final class BrokenGlassTest {
    private static final String STEPPED_UP = ",\"amr\":[\"mfa\"],\"auth_time\":";

    @TempDir
    private Path folder;

    private final SmallIssuer issuer = new SmallIssuer();

    private Server serve(final String identity) throws Exception {
        Files.writeString(folder.resolve("jwks.json"), issuer.jwks());
        return Server.launch(ConfigFile.read(Files.writeString(
                        folder.resolve("site.conf"), """
                            journal { level = os, folder = journal, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
                            listen { port = 0, management-port = 0 }
                            limits.preset = small
                            identity { %s, %s }
                            site {
                              people.dan.authority = physician
                              desks = [ desk ]
                              units { icu {} }
                              patients { p-17.unit = icu, p-18.unit = icu }
                              policies.all.fail-safe = desk
                            }
                            """.formatted(SmallIssuer.CONFIGURATION, identity)))
                .config());
    }

    private TocsinClient dan(final Server server, final String more) {
        final String token = issuer.token("dan", "clinician", more);
        return TocsinClient.connect(new TocsinClient.Context()
                .endpoints(server.url())
                .role(Role.CLINICIAN)
                .person("dan")
                .client("phone")
                .credentials(Credentials.none().token(() -> token)));
    }

    private static CompletableFuture<ServerMessage.Answer> breakGlass(final TocsinClient client, final String patient) {
        return client.access().breakGlass(patient, ViewReason.SAFETY, "", Duration.ZERO);
    }

    private static void refused(final CompletableFuture<?> answer, final String why) {
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasMessageContaining(why);
    }

    private static String now() {
        return String.valueOf(System.currentTimeMillis() / 1_000);
    }

    @Test
    void shouldDoAsTheFileSays() throws Exception {
        final String scope = ",\"scope\":\"user/*.cruds alert:ack";
        try (Server server = serve(
                "scopes = required, break-glass { most = 10 minutes, per-person = 1, fresh-proof.methods = [ mfa ]"
                        + " }")) {
            try (TocsinClient old = dan(server, scope + " alert:break-glass\",\"auth_time\":" + now())) {
                refused(breakGlass(old, "p-17"), "by one of mfa");
            }
            try (TocsinClient narrow = dan(server, scope + '"' + STEPPED_UP + now())) {
                refused(breakGlass(narrow, "p-17"), "alert:break-glass");
            }
            try (TocsinClient good = dan(server, scope + " alert:break-glass\"" + STEPPED_UP + now())) {
                breakGlass(good, "p-17").get(30, TimeUnit.SECONDS);
                refused(breakGlass(good, "p-18"), "FORBIDDEN");
                assertThat(server.router().view().access().views())
                        .singleElement()
                        .satisfies(view -> assertThat(view.untilNs() - view.sinceNs())
                                .isEqualTo(Duration.ofMinutes(10).toNanos()));
            }
        }
        // The same router, and a file that says nothing of it any more.
        try (Server server = serve("break-glass.fresh-proof.max-age = 0");
                TocsinClient good = dan(server, "")) {
            breakGlass(good, "p-18").get(30, TimeUnit.SECONDS);
            assertThat(server.router().view().access().viewLimits().most()).isEqualTo(Duration.ofHours(4));
        }
    }
}
