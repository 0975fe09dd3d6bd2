package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a gateway with a certificate is encrypted, as today's rules have it, and its certificate may be renewed while everybody stays. */
final class TlsTest {
    private static final int PATIENCE_MS = 20_000;

    @TempDir
    private static Path folder;

    private static Pki pki;
    private static X509Bundle first;
    private static Rig rig;

    @BeforeAll
    static void open() {
        pki = new Pki(folder);
        first = pki.router();
        rig = launch(pki.install(first));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @BeforeEach
    void beAsAtFirst() {
        if (!shown().equals(first.getCertificate())) {
            pki.install(first);
            await().until(() -> shown().equals(first.getCertificate()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    })
    void shouldSpeak(final String protocol, final String suite) throws IOException {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    /** Without authenticated encryption. */
    @ParameterizedTest
    @CsvSource("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")
    void shouldNotSpeakTheSuite(final String suite) throws IOException {
        final long before = rig.count(GatewayMetric.TLS_FAILURES);
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        await().untilAsserted(
                        () -> assertThat(rig.count(GatewayMetric.TLS_FAILURES)).isGreaterThan(before));
    }

    /** A ClientHello of TLS 1.1, in bytes, since no JDK of today sends one: RFC 5246, 7.4.1.2 and appendix E. */
    @Test
    void shouldNotSpeakTls11() throws IOException {
        final byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1;
        hello[8] = (byte) (hello.length - 9);
        hello[9] = 3;
        hello[10] = 2;
        hello[45] = 2; // one suite, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        hello[46] = (byte) 0xC0;
        hello[47] = 9;
        hello[48] = 1;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(hello);
            final byte[] alert = socket.getInputStream().readNBytes(7);
            assertThat(alert).as("fatal, protocol_version").startsWith(21).endsWith(2, 70);
        }
    }

    @Test
    void shouldEndWhoSpeaksNoTls() throws IOException {
        final long before = rig.count(GatewayMetric.TLS_FAILURES);
        final long errors = rig.count(GatewayMetric.INTERNAL_ERRORS);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            final InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
        await().untilAsserted(
                        () -> assertThat(rig.count(GatewayMetric.TLS_FAILURES)).isEqualTo(before + 1));
        assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).isEqualTo(errors);
    }

    @Test
    void shouldTakeARaiseAndAnswer() throws Exception {
        final HttpResponse<String> answer = pki.http()
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + rig.port() + "/v1/alerts"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"commandId\":\"1\",\"alert\":{\"key\":\"tls\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"patient\":\"p-17\"}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void shouldSayWhyItClosesHere() {
        try (JdkPeer peer = greeted("m-closes")) {
            peer.sayBinary(new byte[] {1});
            peer.closedWith(CloseCode.WRONG_OPCODE);
        }
    }

    @Test
    void shouldShowANewCertificateToNewConnectionsAndKeepTheOthers() {
        final long taken = rig.count(GatewayMetric.FILES_TAKEN);
        final X509Bundle second = pki.router();
        try (JdkPeer old = greeted("m-old")) {
            pki.install(second);
            await().until(() -> rig.count(GatewayMetric.FILES_TAKEN) > taken);

            assertThat(shown()).isEqualTo(second.getCertificate()).isNotEqualTo(first.getCertificate());
            old.raise("after-the-renewal", Severity.URGENT);
            try (JdkPeer fresh = greeted("m-new")) {
                fresh.raise("with-the-new-one", Severity.URGENT);
            }
            assertThat(old.isClosed()).isFalse();
        }
    }

    @Test
    void shouldKeepWhatItHasWhileFilesDoNotBelongTogether() {
        final long refused = rig.count(GatewayMetric.FILES_REFUSED);
        final X509Bundle second = pki.router();
        Pki.write(pki.files().certificates(), second.getCertificatePathPEM());
        await().until(() -> rig.count(GatewayMetric.FILES_REFUSED) > refused);
        assertThat(shown()).isEqualTo(first.getCertificate());

        Pki.write(pki.files().key(), second.getPrivateKeyPEM());
        await().until(() -> shown().equals(second.getCertificate()));
    }

    @Test
    void shouldNotGiveUpACertificateThatHoldsForOneThatDoesNot() {
        final long refused = rig.count(GatewayMetric.FILES_REFUSED);
        final Instant now = Instant.now();
        pki.install(pki.router(now.minusSeconds(7_200), now.minusSeconds(3_600)));
        await().until(() -> rig.count(GatewayMetric.FILES_REFUSED) == refused + 1);
        assertThat(shown()).isEqualTo(first.getCertificate());

        final X509Bundle early = pki.router(now.plusSeconds(2), now.plusSeconds(3_600));
        pki.install(early);
        await().until(() -> shown().equals(early.getCertificate()));
        assertThat(rig.count(GatewayMetric.FILES_REFUSED)).as("told once each").isEqualTo(refused + 2);
    }

    /** Cut anywhere in the second certificate, and between both. */
    @Test
    void shouldNotTakeHalfAFile() {
        final String whole = first.getCertificatePEM() + "\n" + pki.authority.getCertificatePEM();
        for (final int length : new int[] {whole.length() - 5, whole.length() - 40, whole.indexOf("BEGIN", 40) + 40}) {
            final byte[] cut = whole.substring(0, length).getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> Pem.certificates("router.pem", cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("router.pem");
        }
        assertThat(Pem.certificates("router.pem", whole.getBytes(StandardCharsets.US_ASCII)))
                .hasSize(2);
    }

    @Test
    void shouldOfferForwardSecrecyOnly() throws Exception {
        final GatewayCounters counters = new GatewayCounters();
        try (ServerTls tls = new ServerTls(pki.files(), null, counters, 1_000, 1)) {
            final SSLEngine engine = tls.newHandler(new EmbeddedChannel()).engine();
            assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
            assertThat(engine.getEnabledCipherSuites())
                    .allMatch(suite -> suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_"))
                    .noneMatch(suite -> suite.contains("_CBC_"));
        }
    }

    @Test
    void shouldEndWhoBeginsNoHandshake() throws IOException {
        try (Rig impatient = Rig.launch(
                        router -> {}, gateway -> gateway.tls(pki.files()).helloTimeout(Duration.ofMillis(100)));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.setSoTimeout(3_000);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithFiles(@TempDir final Path other) throws IOException {
        final Pki wrong = new Pki(other);
        final TlsFiles files = wrong.files();
        assertThat(files.problem()).contains("there is no file").contains("router.pem");
        wrong.install(first);
        assertThat(files.problem()).isNull();
        Files.writeString(files.certificates(), "");
        assertThat(files.problem()).contains("router.pem holds no certificate");
        Files.writeString(files.certificates(), pki.router().getCertificatePathPEM());
        assertThat(files.problem()).contains("router.key is not the key of the first certificate");
        Files.writeString(
                files.key(),
                first.getPrivateKeyPEM()
                        .replace("BEGIN PRIVATE", "BEGIN EC PRIVATE")
                        .replace("END PRIVATE", "END EC PRIVATE"));
        assertThat(files.problem()).contains("openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(files.key(), first.getCertificatePEM());
        assertThat(files.problem()).contains("holds no private key");
        assertThatThrownBy(() -> launch(files)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Rig launch(final TlsFiles files) {
        return Rig.launch(router -> {}, gateway -> gateway.tls(files).filesLook(Duration.ofMillis(20)));
    }

    private static JdkPeer greeted(final String client) {
        final JdkPeer peer =
                JdkPeer.connect(pki.http(), URI.create("wss://127.0.0.1:" + rig.port() + "/ws"), HttpFront.SUBPROTOCOL);
        peer.say(new ClientMessage.Hello(Role.SOURCE, "", client, Set.of(), null, Token.NONE));
        peer.welcome();
        return peer;
    }

    private static SSLSocket socket() throws IOException {
        return (SSLSocket)
                pki.client(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), rig.port());
    }

    /** What a new connection is shown. */
    private static X509Certificate shown() {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
