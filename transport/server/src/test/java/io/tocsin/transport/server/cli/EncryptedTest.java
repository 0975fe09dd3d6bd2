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

    @Test
    void shouldSayWhatIsWrongWithTls() throws Exception {
        assertThat(problem("tls.key-file = router.key")).contains("listen.tls.key-file: is of no use alone");
        assertThat(problem("tls.certificate-file = router.pem"))
                .contains("listen.tls.certificate-file: is of no use alone");
        assertThat(problem("tls { certificate-file = router.pem, key-file = router.key }"))
                .contains("listen.tls.certificate-file: there is no file ")
                .contains("router.pem");
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
