package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has a token speaks as its subject, in its roles, and as long as it holds; whoever has none does not speak. */
final class IdentityTest {
    private static final Issuer ISSUER = new Issuer();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String RAISE =
            "{\"alert\":{\"key\":\"k\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"patient\":\"p-17\"}}";

    @TempDir
    private static Path folder;

    private static Rig rig;

    @BeforeAll
    static void open() {
        rig = launch(gateway -> gateway.jwt(ISSUER.settings(folder)));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @ParameterizedTest(name = "{0} {1} greets as {2}, {3}, {4}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "ann,   clinician, CLINICIAN, ann, phone,    -",
                "ann,   clinician, CLINICIAN, '',  phone,    -",
                "ann,   clinician, CLINICIAN, bob, phone,    person",
                "ann,   clinician, OPERATOR,  '',  board,    role",
                "ann,   clinician, SOURCE,    '',  ann,      role",
                "lab-1, source,    SOURCE,    '',  lab-1,    -",
                "lab-1, source,    SOURCE,    '',  lab-1/b,  -",
                "lab-1, source,    SOURCE,    '',  lab-2,    client",
                "lab-1, source,    SOURCE,    '',  lab-1/,   client",
                "lab-1, source,    SOURCE,    '',  lab-10,   client",
                "lab/a, source,    SOURCE,    '',  lab/a,    client",
                "lab-1, source,    CLINICIAN, ann, phone,    role",
                "olga,  operator,  OPERATOR,  '',  board,    -",
                "olga,  operator,  CLINICIAN, ann, phone,    role",
            })
    void shouldSpeakAsItsSubjectOnly(
            final String subject,
            final String role,
            final Role as,
            final String person,
            final String client,
            final @Nullable String wrong) {
        final long refused = rig.count(GatewayMetric.IDENTITIES_REFUSED);
        try (JdkPeer peer = rig.connect()) {
            peer.say(hello(as, person, client, ISSUER.token(subject, role)));
            if (wrong == null) {
                assertThat(peer.welcome().source()).isNotZero();
            } else {
                assertThat(peer.error(ErrorCode.FORBIDDEN).field()).isEqualTo(wrong);
                peer.closedWith(CloseCode.FORBIDDEN);
                assertThat(rig.count(GatewayMetric.IDENTITIES_REFUSED)).isEqualTo(refused + 1);
            }
        }
    }

    /** Whose commands are numbered how. */
    @Test
    void shouldTellOperatorsApartWhoCallTheirBoardsTheSame() {
        try (JdkPeer olga = greeted(Role.OPERATOR, "", "board", "olga", "operator");
                JdkPeer otto = greeted(Role.OPERATOR, "", "board", "otto", "operator")) {
            assertThat(olga.welcome().source()).isNotEqualTo(otto.welcome().source());
        }
    }

    @Test
    void shouldNotSpeakWithoutAToken() {
        try (JdkPeer peer = rig.connect()) {
            peer.say(hello(Role.CLINICIAN, "ann", "phone", ""));
            assertThat(peer.error(ErrorCode.UNAUTHENTICATED).message()).isEqualTo("a token is needed here");
            peer.closedWith(CloseCode.UNAUTHENTICATED);
        }
        try (JdkPeer peer = rig.connect()) {
            peer.say(JdkPeer.raiseOf(1, "k", Severity.CRITICAL));
            peer.error(ErrorCode.HELLO_FIRST);
        }
    }

    @Test
    void shouldTakeTheTokenOfTheRequest() throws Exception {
        try (JdkPeer ann = upgraded("Bearer " + ISSUER.token("ann", "clinician"))) {
            ann.say(hello(Role.CLINICIAN, "", "phone", ISSUER.token("ann", "clinician")));
            assertThat(ann.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("token");
            ann.say(hello(Role.CLINICIAN, "ann", "phone", ""));
            assertThat(ann.welcome().session()).isPositive();
        }
        try (JdkPeer bob = upgraded("bearer " + ISSUER.token("bob", "clinician"))) {
            bob.say(hello(Role.CLINICIAN, "ann", "phone", ""));
            assertThat(bob.error(ErrorCode.FORBIDDEN).field()).isEqualTo("person");
        }
        for (final String wrong :
                List.of("Bearer x.y.z", "Basic YW5uOng=", "Bearer ", ISSUER.token("ann", "clinician"))) {
            assertThatThrownBy(() -> upgraded(wrong)).hasStackTraceContaining("401");
        }
    }

    @ParameterizedTest
    @CsvSource({"/ws?token=x", "/ws?access_token=x", "/ws?a=b&Token=x", "/v1/alerts?token=x"})
    void shouldRefuseATokenInAnAddress(final String path) {
        try (WireSocket wire = new WireSocket(rig.port())) {
            wire.send(
                    (path.startsWith("/ws") ? "GET " : "POST ") + path
                            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                            + WireSocket.KEY
                            + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: alert.v1.json\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @CsvSource({
        "lab-1, source,    '',      201",
        "lab-2, source,    lab-2,   201",
        "lab-3, source,    lab-3/b, 201",
        "lab-1, source,    lab-2,   403",
        "ann,   clinician, '',      403",
        "'',    '',        lab-1,   401",
    })
    void shouldRaiseByHttpAsItsSubjectOnly(
            final String subject, final String role, final String source, final int status) throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + rig.port() + "/v1/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RAISE.replace("\"k\"", '"' + subject + source + '"')));
        if (!subject.isEmpty()) {
            request.header("Authorization", "Bearer " + ISSUER.token(subject, role));
        }
        if (!source.isEmpty()) {
            request.header("Tocsin-Source", source);
        }
        final HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @Test
    void shouldRefreshAndEndWithItsToken() {
        final AtomicLong aheadNs = new AtomicLong();
        try (Rig timed = launch(gateway -> gateway.jwt(ISSUER.settings(folder))
                        .clock(() -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + aheadNs.get()));
                JdkPeer cora = timed.connect()) {
            cora.say(hello(Role.CLINICIAN, "", "phone", ISSUER.token("cora", "clinician", 300)));
            cora.welcome();
            aheadNs.set(TimeUnit.SECONDS.toNanos(245));
            assertThat(cora.next(ServerMessage.AuthExpiring.class).expiresNs() / 1_000_000_000L - Issuer.now())
                    .isBetween(295L, 300L);

            cora.say(new ClientMessage.AuthRefresh(new Token(ISSUER.token("bob", "clinician", 900))));
            assertThat(cora.error(ErrorCode.FORBIDDEN).message()).isEqualTo("the token is somebody else's");
            cora.say(new ClientMessage.AuthRefresh(new Token(ISSUER.token("cora", "clinician", 260))));
            assertThat(cora.error(ErrorCode.UNAUTHENTICATED).message()).contains("no later");
            cora.say(new ClientMessage.AuthRefresh(new Token("x.y.z")));
            cora.error(ErrorCode.UNAUTHENTICATED);
            cora.say(new ClientMessage.AuthRefresh(new Token(ISSUER.token("cora", "clinician", 900))));
            cora.next(ServerMessage.AuthRefreshed.class);

            aheadNs.set(TimeUnit.SECONDS.toNanos(500));
            assertThat(cora.settle()).isEmpty();
            aheadNs.set(TimeUnit.SECONDS.toNanos(902));
            cora.next(ServerMessage.AuthExpiring.class);
            assertThat(cora.isClosed()).as("two seconds behind the end").isFalse();
            aheadNs.set(TimeUnit.SECONDS.toNanos(906));
            cora.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    /** Within the difference of clocks a token is believed; but nobody is let in to be sent away at once. */
    @Test
    void shouldNotGreetWhomItWouldEndAtOnce() {
        try (JdkPeer late = rig.connect();
                JdkPeer later = rig.connect()) {
            late.say(hello(Role.SOURCE, "", "lab-9", ISSUER.token("lab-9", "source", -1)));
            late.welcome();
            later.say(hello(Role.SOURCE, "", "lab-9", ISSUER.token("lab-9", "source", -30)));
            assertThat(later.error(ErrorCode.UNAUTHENTICATED).message()).isEqualTo("the token has expired");
            later.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    @Test
    void shouldEndWhoLosesTheRole() {
        try (JdkPeer olga = greeted(Role.OPERATOR, "", "board", "olga", "operator")) {
            olga.say(new ClientMessage.AuthRefresh(new Token(ISSUER.token("olga", "clinician"))));
            olga.error(ErrorCode.FORBIDDEN);
            olga.closedWith(CloseCode.FORBIDDEN);
        }
    }

    /** One is verified, one waits: the third is told to come again, and let in then. */
    @Test
    void shouldRefuseMoreTokensThanItHasRoomFor() {
        final CompletableFuture<Principal> verdict = new CompletableFuture<>();
        try (Rig busy = launch(
                        gateway -> gateway.authenticator(token -> verdict).verification(1, 2));
                JdkPeer first = busy.connect();
                JdkPeer second = busy.connect();
                JdkPeer third = busy.connect()) {
            first.say(hello(Role.SOURCE, "", "m1", "t"));
            second.say(hello(Role.SOURCE, "", "m1", "t"));
            first.say(hello(Role.SOURCE, "", "m1", "t")).error(ErrorCode.ALREADY_GREETED);
            second.say(hello(Role.SOURCE, "", "m1", "t")).error(ErrorCode.ALREADY_GREETED);
            third.say(hello(Role.SOURCE, "", "m1", "t"));
            third.error(ErrorCode.UNAVAILABLE);
            third.closedWith(CloseCode.TRY_LATER);
            assertThat(busy.count(GatewayMetric.TOKENS_BUSY)).isEqualTo(1);

            verdict.complete(new Principal("m1", EnumSet.of(Role.SOURCE), Principal.NEVER));
            first.welcome();
            second.welcome();
        }
    }

    /** Whatever a host answers for a token that it does not know, nobody is let in. */
    @Test
    void shouldNotFailOpen() throws Exception {
        final List<Authenticator> careless = List.of(
                token -> CompletableFuture.completedFuture(null),
                token -> CompletableFuture.completedFuture(Principal.DEVELOPER),
                token -> {
                    throw new LinkageError("a test");
                });
        for (final Authenticator host : careless) {
            try (Rig open = launch(gateway -> gateway.authenticator(host).verification(1, 1))) {
                for (int i = 0; i < 2; i++) {
                    assertThat(raise(open, "Bearer x")).isIn(401, 503);
                }
                try (JdkPeer peer = open.connect()) {
                    peer.say(hello(Role.CLINICIAN, "ann", "phone", "x"));
                    assertThat(peer.next(ServerMessage.ProtocolError.class).field())
                            .isEqualTo("token");
                }
                assertThat(open.count(GatewayMetric.TOKENS_ACCEPTED) + open.count(GatewayMetric.TOKENS_BUSY))
                        .isZero();
            }
        }
        assertThatThrownBy(() -> new Principal("", EnumSet.of(Role.SOURCE), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int raise(final Rig at, final String authorization) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + at.port() + "/v1/alerts"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", authorization)
                                .POST(HttpRequest.BodyPublishers.ofString(RAISE))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void shouldRefuseWhoComesThroughAProxyWhereNobodyIsAsked() {
        try (Rig claimed = launch(gateway -> {})) {
            assertThat(status(claimed, "Host: localhost")).isEqualTo("200");
            assertThat(status(claimed, "Host: 127.0.0.1:8080\r\nX-Forwarded-For: 10.0.0.7"))
                    .isEqualTo("403");
        }
    }

    @Test
    void shouldLetDevelopersBeAnybodyWithThePrintedToken() {
        final PrintedToken printed = new PrintedToken();
        assertThat(printed.text()).hasSize(43).isNotEqualTo(new PrintedToken().text());
        try (Rig local = launch(gateway -> gateway.authenticator(printed));
                JdkPeer ann = local.connect();
                JdkPeer stranger = local.connect()) {
            ann.say(hello(Role.CLINICIAN, "ann", "phone", printed.text()));
            ann.welcome();
            final String other = printed.text().startsWith("A") ? "B" : "A";
            stranger.say(
                    hello(Role.CLINICIAN, "ann", "phone", other + printed.text().substring(1)));
            stranger.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    /** Each is told what is missing; the last listens, and takes requests under its name only. */
    @Test
    void shouldListenBeyondThisMachineWithProofAndTlsOnly(@TempDir final Path keys) {
        final Pki pki = new Pki(keys);
        final TlsFiles tls = pki.install(pki.router());
        final JwtSettings jwt = ISSUER.settings(folder);
        refused("prove it", gateway -> {});
        refused("prove it", gateway -> gateway.tls(tls).hosts(Set.of("router.example")));
        refused(
                "printed token",
                gateway -> gateway.authenticator(new PrintedToken()).tls(tls));
        refused("without TLS", gateway -> gateway.jwt(jwt).hosts(Set.of("router.example")));
        refused("by which names", gateway -> gateway.jwt(jwt).tls(tls));
        refused("by which names", gateway -> gateway.jwt(jwt).unencryptedBeyondThisMachine());

        try (Rig open = launch(gateway ->
                everywhere(gateway).jwt(jwt).unencryptedBeyondThisMachine().hosts(Set.of("router.example")))) {
            assertThat(status(open, "Host: router.example:8080")).isEqualTo("200");
            assertThat(status(open, "Host: evil.example")).isEqualTo("403");
            assertThat(status(open, "Host: router.example\r\nOrigin: https://router.example"))
                    .isEqualTo("200");
            assertThat(status(open, "Host: router.example\r\nOrigin: http://localhost:3000"))
                    .as("a page of the user's own machine is a stranger's here")
                    .isEqualTo("403");
        }
    }

    private static void refused(final String why, final Consumer<Gateway.Context> settings) {
        assertThatThrownBy(() -> launch(gateway -> settings.accept(everywhere(gateway))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot bind to '0.0.0.0'")
                .hasMessageContaining(why);
    }

    private static Gateway.Context everywhere(final Gateway.Context gateway) {
        return gateway.bind(new InetSocketAddress("0.0.0.0", 0));
    }

    private static String status(final Rig open, final String headers) {
        try (WireSocket wire = new WireSocket(open.port())) {
            wire.send("GET / HTTP/1.1\r\n" + headers + "\r\n\r\n");
            return wire.head().split(" ", -1)[1];
        }
    }

    private static Rig launch(final Consumer<Gateway.Context> settings) {
        return Rig.launch(router -> {}, settings.andThen(gateway -> gateway.helloTimeout(Duration.ofSeconds(30))));
    }

    private static JdkPeer greeted(
            final Role as, final String person, final String client, final String subject, final String role) {
        final JdkPeer peer = rig.connect();
        peer.say(hello(as, person, client, ISSUER.token(subject, role)));
        peer.welcome();
        return peer;
    }

    private static ClientMessage.Hello hello(
            final Role as, final String person, final String client, final String token) {
        return new ClientMessage.Hello(as, person, client, Set.of(), null, new Token(token));
    }

    private static JdkPeer upgraded(final String authorization) {
        return JdkPeer.connect(
                HTTP, URI.create("ws://127.0.0.1:" + rig.port() + "/ws"), HttpFront.SUBPROTOCOL, authorization);
    }
}
