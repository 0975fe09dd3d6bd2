package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Revocation;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.Disconnect;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.Wards;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** Who is connected, whose access is revoked: the terminal of an operator. */
@Timeout(60)
final class AccessCommandsTest {
    private final Server server = Server.launch(Wards.inMemory().build());

    @AfterEach
    void close() {
        server.close();
    }

    private String run(final int code, final String... command) {
        final List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--url", server.url().toString()));
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line =
                TerminalMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final int exit = line.execute(args.toArray(String[]::new));
        assertThat(exit).as(out + "" + err).isEqualTo(code);
        return (code == 0 ? out : err).toString().stripTrailing();
    }

    @Test
    void shouldRevokeAndListAndTakeBack() {
        assertThat(run(0, "revoke", "--list")).isEqualTo("nothing is revoked");
        assertThat(run(0, "revoke", "--subject", "ann", "--issued-before", "2026-03-14T10:00:00Z", "--for", "24"))
                .isEqualTo("what was issued to ann is revoked, on every node");
        assertThat(run(0, "revoke", "--token", "4f1c")).isEqualTo("token 4f1c is revoked, on every node");
        assertThat(server.router().view().access().revocations())
                .extracting(Revocation::subject, Revocation::tokenId)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ann", ""),
                        org.assertj.core.api.Assertions.tuple("", "4f1c"));
        assertThat(run(0, "revoke", "--list").lines()).hasSize(3);

        assertThat(run(0, "revoke", "--subject", "ann", "--lift"))
                .isEqualTo("what was issued to ann is revoked no more");
        assertThat(run(0, "revoke", "--list").lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("token 4f1c");
    }

    @Test
    void shouldSayWhatCannotBe() {
        assertThat(run(1, "revoke", "--subject", "bob", "--as", "ann"))
                .isEqualTo("tocsin revoke: a person revokes their own, and others' with a role that may; nothing has"
                        + " changed [FORBIDDEN]");
        assertThat(run(1, "revoke", "--everybody", "--issued-before", "2099-01-01T00:00:00Z"))
                .contains("more than five minutes ahead");
        assertThat(run(2, "revoke", "--everybody", "--issued-before", "yesterday"))
                .contains("'yesterday' is no instant");
        assertThat(run(2, "revoke", "--everybody", "--for", "745")).contains("1 to 744 hours");
        assertThat(run(2, "sessions", "kill", "x")).contains("'x' is no number of a session");
    }

    @Test
    void shouldBreakTheGlassAndEndIt() {
        server.router()
                .configure(Wards.site().authority("cora", AuthorityRole.NURSE).build())
                .join();
        assertThat(run(0, "views")).isEqualTo("nobody has broken the glass during the last day");
        assertThat(run(0, "break-glass", "p-17", "--as", "cora", "--reason", "safety", "--for", "5"))
                .isEqualTo("cora sees p-17 from now on; it is told, and recorded");
        assertThat(run(0, "views").lines().skip(1))
                .singleElement()
                .asString()
                .contains("cora", "p-17", "sees", "safety");
        assertThat(run(1, "break-glass", "p-17", "--as", "ann", "--reason", "safety"))
                .contains("[FORBIDDEN]");
        assertThat(run(0, "end-view", "p-17", "--of", "cora")).startsWith("cora sees p-17 no more");
        assertThat(run(0, "views").lines().skip(1)).singleElement().asString().contains("over");
    }

    @Test
    void shouldListWhoIsConnectedAndEndOne() {
        final CompletableFuture<Disconnect> ended = new CompletableFuture<>();
        final TocsinClient.Context context = new TocsinClient.Context()
                .endpoints(server.url())
                .role(Role.CLINICIAN)
                .person("ann")
                .client("phone-of-ann")
                .listener(new ClientListener() {
                    @Override
                    public void onDisconnected(final Disconnect disconnect) {
                        ended.complete(disconnect);
                    }
                });
        try (TocsinClient ann = TocsinClient.connect(context)) {
            final long session = ann.connected().join().session();

            assertThat(run(0, "sessions").lines().filter(line -> line.contains("phone-of-ann")))
                    .singleElement()
                    .asString()
                    .startsWith(session + " ")
                    .contains("clinician", "ann", "127.0.0.1", "nobody asks");
            assertThat(run(0, "sessions", "kill", String.valueOf(session)))
                    .isEqualTo("session " + session + " is told to end, wherever it is");
            assertThat(ended.join().code()).isEqualTo(CloseCode.REVOKED.code());
        }
    }
}
