package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a configuration with a certificate to a terminal that trusts it. */
final class EncryptedTest {
    @TempDir
    private Path folder;

    @Test
    void shouldServeAndBeReachedEncrypted() throws Exception {
        final X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=router")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("router.pem"), own.getCertificatePEM());
        Files.writeString(folder.resolve("router.key"), own.getPrivateKeyPEM());
        final ConfigFile file = ConfigFile.read(Files.writeString(folder.resolve("site.conf"), """
                journal.level = memory
                limits.preset = small
                site { desks = [ desk ], policies.all.fail-safe = desk }
                listen {
                  port = 0
                  management-port = 0
                  files-look = 2 s
                  tls { certificate-file = router.pem, key-file = router.key }
                }
                """));

        assertThat(file.config().listen().filesLook()).isEqualTo(Duration.ofSeconds(2));
        assertThat(file.effective()).contains("key-file = \"router.key\"");
        try (Server server = Server.launch(file.config())) {
            assertThat(server.url().toString()).startsWith("wss://127.0.0.1:").endsWith("/ws");
            final String url = " --url " + server.url();
            assertThat(run("alerts --ca " + folder.resolve("router.pem") + url)).isEqualTo("0 no open alerts\n");
            assertThat(run("alerts" + url))
                    .startsWith("3 tocsin alerts: nobody answers at wss:")
                    .contains("no TLS with the router");
            assertThat(run("alerts --ca nowhere.pem" + url)).startsWith("2 ").contains("there is no file nowhere.pem");
        }
    }

    /** The same certificate is the router's, the client's and its own authority. */
    @Test
    void shouldKnowAMachineByItsCertificate() throws Exception {
        final X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=both")
                .addSanIpAddress("127.0.0.1")
                .addSanDnsName("board.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        final Path certificate = Files.writeString(folder.resolve("both.pem"), own.getCertificatePEM());
        final Path key = Files.writeString(folder.resolve("both.key"), own.getPrivateKeyPEM());
        Files.writeString(folder.resolve("principals"), "dns:board.example board operator,source\n");
        final ConfigFile file = ConfigFile.read(Files.writeString(folder.resolve("machines.conf"), """
                journal.level = memory
                limits.preset = small
                site { desks = [ desk ], policies.all.fail-safe = desk }
                listen {
                  port = 0
                  management-port = 0
                  tls {
                    certificate-file = both.pem, key-file = both.key
                    client-authority-file = both.pem, client-principals-file = principals, clients = required
                  }
                }
                identity.mode = certificate
                """));
        try (Server server = Server.launch(file.config())) {
            final String router = " --ca " + certificate + " --url " + server.url();
            final String client = " --cert " + certificate + " --cert-key " + key;
            assertThat(run("alerts" + client + router)).isEqualTo("0 no open alerts\n");
            assertThat(run("raise --bed b --type OTHER --severity urgent --source board" + client + router))
                    .startsWith("0 ");
            assertThat(run("raise --bed b --type OTHER --severity urgent --source pump" + client + router))
                    .startsWith("1 ")
                    .contains("FORBIDDEN");
            assertThat(run("alerts" + router)).startsWith("3 ");
            assertThat(run("alerts --cert " + certificate + router)).contains("--cert and --cert-key belong together");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTls() throws Exception {
        assertThat(problem("tls.key-file = router.key")).contains("listen.tls.key-file: is of no use alone");
        assertThat(problem("tls.certificate-file = router.pem"))
                .contains("listen.tls.certificate-file: is of no use alone");
        assertThat(problem("tls { certificate-file = router.pem, key-file = router.key }"))
                .contains("listen.tls.certificate-file: there is no file ")
                .contains("router.pem");
    }

    /** Beyond this machine each of three is needed; the rest is the file's. */
    @Test
    void shouldListenBeyondThisMachineWithEverythingThatItTakes() throws Exception {
        final String jwt =
                "0.0.0.0\nidentity { mode = jwt, jwt { issuer = i, audience = [ a ], jwks-url = \"https://i/j\" } }\n";
        assertThat(problem("address = " + jwt))
                .contains("listen.address: '0.0.0.0'")
                .contains("without TLS");
        assertThat(problem("address = " + jwt + "listen.allow-unencrypted = true"))
                .contains("listen.hosts");
        assertThat(
                        problem(
                                "address = 0.0.0.0\nlisten { allow-unencrypted = true, hosts = [ a ] }\nidentity.mode = printed-token"))
                .contains("identity.mode = jwt");
    }

    @Test
    void shouldAskForTheTokenThatItPrints() throws Exception {
        final ConfigFile file = ConfigFile.read(Files.writeString(folder.resolve("dev.conf"), """
                journal.level = memory
                limits.preset = small
                site { desks = [ desk ], policies.all.fail-safe = desk }
                listen { port = 0, management-port = 0 }
                identity.mode = printed-token
                """));
        try (Server server = Server.launch(file.config())) {
            final Path token = Files.writeString(folder.resolve("token"), server.printedToken() + "\n");
            final String url = " --url " + server.url();
            assertThat(run("alerts --token-file " + token + url)).isEqualTo("0 no open alerts\n");
            assertThat(run("alerts" + url))
                    .startsWith("1 ")
                    .contains("a token is needed here")
                    .contains("UNAUTHENTICATED");
            assertThat(run("alerts --token-file nowhere" + url))
                    .startsWith("2 ")
                    .contains("--token-file nowhere");
        }
    }

    private String problem(final String listen) throws Exception {
        final Path file = Files.writeString(
                folder.resolve("wrong.conf"),
                "site { desks = [ desk ], policies.all.fail-safe = desk }\nlisten." + listen + "\n");
        try {
            ConfigFile.read(file);
        } catch (final ConfigProblemsException wrong) {
            assertThat(wrong.problems()).hasSize(1);
            return wrong.problems().get(0).toString();
        }
        throw new AssertionError("nothing was wrong with " + listen);
    }

    /** The exit code, and what was printed. */
    private static String run(final String command) {
        final StringWriter printed = new StringWriter();
        final int code = TerminalMain.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(command.split(" ", -1));
        return code + " " + printed;
    }
}
