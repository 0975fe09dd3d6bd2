package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines prove who they are in the handshake, and are who the file of principals says, as long as it says so. */
final class ClientCertificateTest {
    private static final String PRINCIPALS = """
            # name                                subject  roles
            dns:pump-1.north.example              pump-1   source
            uri:spiffe://north/board              board    source,operator  # two roles
            email:lab@north.example               lab      source
            ip:127.0.0.7                          lab      source
            """;

    @TempDir
    private static Path folder;

    private static Pki pki;
    private static Issuer issuer;
    private static ClientCertificates settings;
    private static Rig rig;

    @BeforeAll
    static void open() {
        pki = new Pki(folder);
        issuer = new Issuer();
        settings = new ClientCertificates(folder.resolve("clients.pem"), folder.resolve("principals"), false);
        Pki.write(settings.authorities(), pki.authority.getCertificatePEM());
        Pki.write(settings.principals(), PRINCIPALS);
        rig = launch(settings, true);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @ParameterizedTest(name = "{0} as {1} {2}: {3}")
    @CsvSource({
        "dns:pump-1.north.example, SOURCE,   pump-1,   welcome",
        "dns:PUMP-1.north.example, SOURCE,   pump-1/b, welcome",
        "uri:spiffe://north/board, OPERATOR, wall,     welcome",
        "email:lab@north.example,  SOURCE,   lab,      welcome",
        "ip:127.0.0.7,             SOURCE,   lab,      welcome",
        "dns:pump-1.north.example, SOURCE,   pump-2,   FORBIDDEN",
        "dns:pump-1.north.example, OPERATOR, wall,     FORBIDDEN",
        "dns:pump-2.north.example, SOURCE,   pump-2,   UNAUTHENTICATED",
        "uri:spiffe://north/BOARD, OPERATOR, wall,     UNAUTHENTICATED",
    })
    void shouldBeWhoTheFileSays(final String name, final Role as, final String client, final String what) {
        try (JdkPeer peer = connect(certified(name))) {
            peer.say(hello(as, client, ""));
            if ("welcome".equals(what)) {
                peer.welcome();
            } else {
                peer.error(ErrorCode.valueOf(what));
                peer.closedWith(CloseCode.valueOf(what));
            }
        }
    }

    @Test
    void shouldBeNobodyWithTheNamesOfTwo() {
        final X509Bundle both = Pki.build(
                new CertificateBuilder()
                        .ecp256()
                        .subject("CN=both")
                        .addSanDnsName("pump-1.north.example")
                        .addSanRfc822Name("lab@north.example"),
                pki.authority);
        try (JdkPeer peer = connect(both)) {
            peer.say(hello(Role.SOURCE, "lab", ""));
            peer.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    @Test
    void shouldTakeATokenInsteadWhereItIsShown() {
        try (JdkPeer person = connect(null)) {
            person.say(new ClientMessage.Hello(
                    Role.CLINICIAN, "ann", "phone", Set.of(), null, new Token(issuer.token("ann", "clinician"))));
            person.welcome();
        }
        try (JdkPeer person = connect(certified("dns:pump-1.north.example"))) {
            person.say(new ClientMessage.Hello(
                    Role.CLINICIAN, "ann", "phone", Set.of(), null, new Token(issuer.token("ann", "clinician"))));
            person.welcome();
        }
        try (JdkPeer nobody = connect(null)) {
            nobody.say(hello(Role.SOURCE, "pump-1", ""));
            nobody.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    @Test
    void shouldRaiseByHttpAsTheCertificateSays() throws Exception {
        assertThat(raise(certified("dns:pump-1.north.example"), "pump-1")).isEqualTo(201);
        assertThat(raise(certified("dns:pump-1.north.example"), "pump-2")).isEqualTo(403);
        assertThat(raise(null, "pump-1")).isEqualTo(401);
    }

    /** Of an authority of its own, ended, and for servers only. */
    @Test
    void shouldNotShakeHandsWithAStranger() throws InterruptedException {
        final long failures = rig.count(GatewayMetric.TLS_FAILURES);
        final X509Bundle stranger = new Pki(folder.resolve("nowhere")).authority;
        final CertificateBuilder pump =
                new CertificateBuilder().ecp256().subject("CN=pump-1").addSanDnsName("pump-1.north.example");
        final Instant now = Instant.now();
        for (final X509Bundle wrong : new X509Bundle[] {
            Pki.build(pump.copy(), stranger),
            Pki.build(pump.copy().setIsCertificateAuthority(true), null),
            Pki.build(pump.copy().notBefore(now.minusSeconds(7_200)).notAfter(now.minusSeconds(3_600)), pki.authority),
            Pki.build(pump.copy().addExtendedKeyUsageServerAuth(), pki.authority),
        }) {
            assertThat(status(wrong)).isNotEqualTo(201);
        }
        // The one that vouches for itself a client does not show to a router that names other authorities.
        await().untilAsserted(
                        () -> assertThat(rig.count(GatewayMetric.TLS_FAILURES)).isEqualTo(failures + 3));
    }

    @Test
    void shouldSendAwayWhoIsNoLongerInTheFile() {
        try (JdkPeer pump = connect(certified("dns:pump-1.north.example"));
                JdkPeer lab = connect(certified("email:lab@north.example"))) {
            pump.say(hello(Role.SOURCE, "pump-1", "")).welcome();
            lab.say(hello(Role.SOURCE, "lab", "")).welcome();
            Pki.write(settings.principals(), PRINCIPALS.replace("dns:pump-1", "# dns:pump-1"));
            pump.closedWith(CloseCode.FORBIDDEN);
            assertThat(lab.raise("still-here", Severity.URGENT).result().isOk()).isTrue();
        } finally {
            final long taken = rig.count(GatewayMetric.FILES_TAKEN);
            Pki.write(settings.principals(), PRINCIPALS);
            await().until(() -> rig.count(GatewayMetric.FILES_TAKEN) > taken);
        }
    }

    /** Where certificates are needed nobody without one comes as far as HTTP, and no token helps. */
    @Test
    void shouldAskEverybodyForACertificateIfItIsToldTo() throws Exception {
        try (Rig strict = launch(new ClientCertificates(settings.authorities(), settings.principals(), true), false)) {
            assertThat(raise(strict, certified("dns:pump-1.north.example"), "pump-1"))
                    .isEqualTo(201);
            assertThatThrownBy(() -> raise(strict, null, "pump-1")).isInstanceOf(IOException.class);
            try (JdkPeer pump = connect(strict, certified("dns:pump-1.north.example"))) {
                pump.say(hello(Role.SOURCE, "pump-1", issuer.token("pump-1", "source")));
                pump.closedWith(CloseCode.UNAUTHENTICATED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pump-1 pump-1 source",
                "cn:pump-1 pump-1 source",
                "dns:pump-1 pump-1",
                "dns:pump-1 pump-1 source operator",
                "dns:pump-1 pump-1 nurse",
                "dns:pump-1 a-subject-that-is-longer-than-36-bytes source",
                "dns:pump-1 pump-1 source\ndns:PUMP-1 pump-2 source",
            })
    void shouldSayWhichLineIsWrong(final String lines) {
        final int last = (int) lines.lines().count() + 1;
        assertThatThrownBy(() -> PrincipalMap.parse("principals", "# remark\n" + lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("principals:" + last + ": ");
    }

    private static Rig launch(final ClientCertificates clients, final boolean withTokens) {
        return Rig.launch(router -> {}, gateway -> {
            gateway.tls(pki.install(pki.router())).clientCertificates(clients).filesLook(Duration.ofMillis(20));
            if (withTokens) {
                gateway.jwt(issuer.settings(folder));
            }
        });
    }

    private static X509Bundle certified(final String name) {
        final int colon = name.indexOf(':');
        final String value = name.substring(colon + 1);
        // As makers of devices write it that shall hold for ever: RFC 5280, 4.1.2.5.
        final CertificateBuilder certificate =
                new CertificateBuilder().ecp256().subject("CN=client").notAfter(Instant.parse("9999-12-31T23:59:59Z"));
        switch (name.substring(0, colon)) {
            case "dns" -> certificate.addSanDnsName(value);
            case "email" -> certificate.addSanRfc822Name(value);
            case "ip" -> certificate.addSanIpAddress(value);
            default -> certificate.addSanUriName(URI.create(value));
        }
        return Pki.build(certificate.addExtendedKeyUsageClientAuth(), pki.authority);
    }

    /** Of a raise; 0 = there was no connection. */
    private static int status(final X509Bundle own) throws InterruptedException {
        try {
            return raise(own, "pump-1");
        } catch (final IOException noConnection) {
            return 0;
        }
    }

    private static int raise(final @Nullable X509Bundle own, final String source)
            throws IOException, InterruptedException {
        return raise(rig, own, source);
    }

    private static int raise(final Rig to, final @Nullable X509Bundle own, final String source)
            throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + to.port() + "/v1/alerts"))
                .header("Content-Type", "application/json")
                .header("Tocsin-Source", source)
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"purpose\":\"TEST\",\"alert\":{\"key\":\"k\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"patient\":\"p-17\"}}"))
                .build();
        return http(own).send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static JdkPeer connect(final @Nullable X509Bundle own) {
        return connect(rig, own);
    }

    private static JdkPeer connect(final Rig to, final @Nullable X509Bundle own) {
        return JdkPeer.connect(http(own), URI.create("wss://127.0.0.1:" + to.port() + "/ws"), HttpFront.SUBPROTOCOL);
    }

    private static HttpClient http(final @Nullable X509Bundle own) {
        return HttpClient.newBuilder().sslContext(pki.client(own)).build();
    }

    private static ClientMessage.Hello hello(final Role as, final String client, final String token) {
        return new ClientMessage.Hello(as, "", client, Set.of(), null, new Token(token));
    }
}
