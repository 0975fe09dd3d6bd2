package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another library than the JDK's says of the TLS of {@code serve}: {@code openssl s_client}, told to be as lax as it can. Skipped where there is none. */
final class OpenSslTest {
    private static final long PATIENCE_S = 20;

    @TempDir
    private static Path folder;

    private static boolean isThere;
    private static @Nullable Child router;
    private static String port = "";

    @BeforeAll
    static void open() throws Exception {
        isThere = isThere();
        if (!isThere) {
            System.out.println("skipped: there is no openssl");
            return;
        }
        final X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=router")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("router.pem"), own.getCertificatePEM());
        Files.writeString(folder.resolve("router.key"), own.getPrivateKeyPEM());
        final Path file = Files.writeString(folder.resolve("site.conf"), """
            journal.level = memory
            limits.preset = small
            site { desks = [ desk ], policies.all.fail-safe = desk }
            listen {
              port = 0
              management-port = 0
              tls { certificate-file = router.pem, key-file = router.key }
            }
            """);
        router = Child.start("serve", "--config", file.toString());
        port = router.line(Pattern.compile("wss://127\\.0\\.0\\.1:(\\d+)/ws")).group(1);
    }

    @AfterAll
    static void close() {
        if (router != null) {
            router.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // asked for | what is agreed on; nothing = no handshake
                "-tls1_3                                                              | TLSv1.3",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256                         | TLS_AES_128_GCM_SHA256",
                "-tls1_2                                                              | TLSv1.2",
                "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384                        | ECDHE-ECDSA-AES256-GCM-SHA384",
                "-tls1_1 -cipher ALL:@SECLEVEL=0                                      |",
                "-tls1   -cipher ALL:@SECLEVEL=0                                      |",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0                   |",
                "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0                |",
                "-tls1_2 -cipher kRSA:@SECLEVEL=0                                     |",
                "-tls1_2 -cipher aNULL:@SECLEVEL=0                                    |",
                "-tls1_2 -cipher eNULL:@SECLEVEL=0                                    |",
                "-tls1_2 -cipher DHE:@SECLEVEL=0                                      |",
            })
    void shouldSpeakTodaysTlsOnly(final String asked, final String agreed) throws Exception {
        assumeTrue(isThere, "there is no openssl");
        final String said = client(asked, "");
        if (agreed == null) {
            assertThat(said).containsPattern("Cipher is \\(NONE\\)|no ciphers available|no cipher match");
        } else {
            assertThat(said).contains(agreed).contains("Verify return code: 0 (ok)");
            assertThat(said).doesNotContain("Cipher is (NONE)");
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void shouldCompressNothing(final String version) throws Exception {
        assumeTrue(isThere, "there is no openssl");
        assertThat(client(version + " -comp", "")).contains("Compression: NONE");
    }

    /** A handshake of a client on a connection that has one: the first time it asks, its connection is over. */
    @ParameterizedTest
    @CsvSource("-tls1_2 -legacy_renegotiation")
    void shouldNotShakeHandsAgain(final String asked) throws Exception {
        assumeTrue(isThere, "there is no openssl");
        final String said = client(asked, "R\n");
        assertThat(said).contains("RENEGOTIATING");
        assertThat(said).as("what came of it").containsPattern("(?i)error|alert|closed|unexpected eof");
    }

    private static String client(final String asked, final String input) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                folder.resolve("router.pem").toString(),
                "-partial_chain"));
        command.addAll(List.of(asked.trim().split(" +")));
        final Process client =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = client.getInputStream()) {
            if (!input.isEmpty()) {
                client.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                client.waitFor(2, TimeUnit.SECONDS);
            }
            client.getOutputStream().close();
            assertThat(client.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            client.destroyForcibly();
        }
    }

    private static boolean isThere() {
        try {
            final Process version = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(PATIENCE_S, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (final IOException none) {
            return false;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
