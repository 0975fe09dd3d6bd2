package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client says nothing to a router that it has no reason to believe. */
final class TlsTest {
    private static final Site SITE = Site.named("north")
            .desk("desk")
            .unit("icu")
            .policy(Policy.named("all").failSafe("desk", Policy.seconds(60)))
            .build();

    @TempDir
    private Path folder;

    @Test
    void shouldTalkToWhomItsAuthoritiesVouchForUnderTheNameItDials() throws Exception {
        final X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=North")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        final X509Bundle router = new CertificateBuilder()
                .ecp256()
                .subject("CN=router")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        final Path trusted = Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
        final TlsFiles files = new TlsFiles(
                Files.writeString(folder.resolve("router.pem"), router.getCertificatePathPEM()),
                Files.writeString(folder.resolve("router.key"), router.getPrivateKeyPEM()));
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .drainTimeout(Duration.ofMillis(100))
                .tls(files);
        try (AlertRouter inside = AlertRouter.launch(
                        new AlertRouter.Context().listener(door.listener()).site(SITE));
                Gateway gateway = Gateway.launch(door.router(inside))) {
            final int port = gateway.address().getPort();
            final URI known = URI.create("wss://127.0.0.1:" + port + "/ws");
            final Credentials credentials = Credentials.none().authorities(trusted);
            try (TocsinClient client = connect(known, credentials, new Recorder())) {
                assertThat(client.connected().get(ScriptedServer.PATIENCE_SECONDS, SECONDS))
                        .isNotNull();
                assertThat(client.alerts(1, 0)
                                .get(ScriptedServer.PATIENCE_SECONDS, SECONDS)
                                .alerts())
                        .isEmpty();
            }
            assertThat(refusal(known, Credentials.none()))
                    .startsWith("no TLS with the router: ")
                    .contains("certification path");
            assertThat(refusal(URI.create("wss://localhost:" + port + "/ws"), credentials))
                    .as("the certificate is that of 127.0.0.1")
                    .startsWith("no TLS with the router: ")
                    .contains("localhost");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAuthorities() throws Exception {
        final Path file = folder.resolve("ca.pem");
        assertThatThrownBy(() -> Credentials.none().authorities(file)).hasMessageContaining("there is no file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Credentials.none().authorities(file))
                .hasMessageContaining("ca.pem holds no certificate");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> Credentials.none().authorities(file)).hasMessageContaining("ca.pem cannot be read");
    }

    /** Why there is no connection. */
    private static String refusal(final URI router, final Credentials credentials) throws InterruptedException {
        final Recorder recorder = new Recorder();
        try (TocsinClient client = connect(router, credentials, recorder)) {
            final Disconnect disconnect = Recorder.next(recorder.disconnects);
            assertThat(client.isConnected()).isFalse();
            return disconnect.reason();
        }
    }

    private static TocsinClient connect(final URI router, final Credentials credentials, final Recorder recorder) {
        return TocsinClient.connect(new TocsinClient.Context()
                .endpoints(router)
                .credentials(credentials)
                .client("m1")
                .listener(recorder));
    }
}
