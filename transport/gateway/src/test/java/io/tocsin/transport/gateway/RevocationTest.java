package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AlertRouter;
import io.tocsin.AlertView;
import io.tocsin.Revocation;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.RevocationReport;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.RevokeAccess;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.journal.InMemoryJournal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is revoked ends at every gateway of the engine, and lets nobody in at any of them. */
@Timeout(120)
final class RevocationTest {
    private static final Issuer ISSUER = new Issuer();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private InMemoryJournal journal = new InMemoryJournal();
    private AlertRouter router;
    private Gateway north;
    private Gateway south;

    @BeforeEach
    void open() {
        final Gateway.Context one = door(1);
        final Gateway.Context other = door(2);
        router = AlertRouter.launch(new AlertRouter.Context()
                .site(Rig.site().build())
                .journal(journal)
                .listener(new Both(one.listener(), other.listener())));
        north = Gateway.launch(one.router(router));
        south = Gateway.launch(other.router(router));
    }

    private static Gateway.Context door(final int number) {
        return new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .gatewayId(number)
                .drainTimeout(Duration.ofMillis(200))
                .helloTimeout(Duration.ofSeconds(30))
                .jwt(ISSUER.settings(folder));
    }

    @AfterEach
    void close() {
        north.close();
        south.close();
        router.close();
    }

    /** Two gateways of one router, each with its own answers. */
    private record Both(RouterListener one, RouterListener other) implements RouterListener {
        @Override
        public void onView(final AlertView view) {
            one.onView(view);
            other.onView(view);
        }

        @Override
        public void onEvent(final RouterEvent event) {
            one.onEvent(event);
            other.onEvent(event);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            final CommandAnsweredDecoder answer =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            (answer.replyGateway() == 1 ? one : other).onAnswer(buffer, offset, length);
        }

        @Override
        public void onCycleEnd(final int outputs) {
            one.onCycleEnd(outputs);
            other.onCycleEnd(outputs);
        }
    }

    /** Issued so many seconds ago. */
    private static String token(final String subject, final String role, final String jti, final long secondsAgo) {
        final Map<String, String> claims = Issuer.claims(subject, role);
        claims.put("iat", String.valueOf(Issuer.now() - secondsAgo));
        claims.put("jti", Issuer.text(jti));
        return ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims));
    }

    private static JdkPeer say(final Gateway gateway, final Role role, final String client, final String token) {
        final JdkPeer peer = JdkPeer.connect(gateway.address().getPort());
        peer.say(new ClientMessage.Hello(role, "", client, Set.of(), null, new Token(token)));
        return peer;
    }

    private static JdkPeer welcomed(final Gateway gateway, final Role role, final String client, final String token) {
        final JdkPeer peer = say(gateway, role, client, token);
        peer.welcome();
        return peer;
    }

    private static void assertEnded(final JdkPeer peer) {
        peer.error(ErrorCode.REVOKED);
        peer.closedWith(CloseCode.REVOKED);
    }

    private static void assertNotLetIn(final Gateway gateway, final Role role, final String token) {
        try (JdkPeer peer = say(gateway, role, "again", token)) {
            assertEnded(peer);
        }
    }

    @Test
    void shouldEndWhoeverUsesWhatWasIssuedToASubjectAtEveryGateway() {
        final String before = token("ann", "clinician", "t1", 300);
        try (JdkPeer here = welcomed(north, Role.CLINICIAN, "phone", before);
                JdkPeer there = welcomed(south, Role.CLINICIAN, "tablet", before);
                JdkPeer bob = welcomed(south, Role.CLINICIAN, "phone", token("bob", "clinician", "t2", 300))) {
            router.operation().access().revoke(Revocation.ofSubject("ann")).join();

            assertEnded(here);
            assertEnded(there);
            assertNotLetIn(north, Role.CLINICIAN, before);
            assertNotLetIn(south, Role.CLINICIAN, token("ann", "clinician", "t3", 1));
            assertThat(bob.settle()).isEmpty();
            assertThat(north.counters().value(GatewayMetric.CLOSED_REVOKED)).isEqualTo(1);
            assertThat(south.counters().value(GatewayMetric.REVOKED_REFUSED)).isEqualTo(1);
        }
        // Whoever proves it anew comes in: by the issuer's clock, which is two seconds ahead here.
        welcomed(north, Role.CLINICIAN, "phone", token("ann", "clinician", "t4", -2))
                .close();
        router.operation()
                .access()
                .revoke(Revocation.ofSubject("cora").issuedBefore((Issuer.now() - 100) * 1_000_000_000L))
                .join();
        assertNotLetIn(south, Role.CLINICIAN, token("cora", "clinician", "t5", 101));
        welcomed(south, Role.CLINICIAN, "phone", token("cora", "clinician", "t6", 99))
                .close();
    }

    @Test
    void shouldEndOneTokenAndNoOtherOfItsSubject() {
        final String lost = token("ann", "clinician", "lost/" + "x".repeat(60), 300);
        try (JdkPeer phone = welcomed(north, Role.CLINICIAN, "phone", lost);
                JdkPeer tablet = welcomed(north, Role.CLINICIAN, "tablet", token("ann", "clinician", "kept", 300))) {
            router.operation()
                    .access()
                    .revoke(Revocation.ofToken("lost/" + "x".repeat(60)))
                    .join();

            assertEnded(phone);
            assertNotLetIn(south, Role.CLINICIAN, lost);
            tablet.say(new ClientMessage.AuthRefresh(new Token(lost)));
            tablet.error(ErrorCode.REVOKED);
            final Map<String, String> renewed = Issuer.claims("ann", "clinician");
            renewed.put("exp", String.valueOf(Issuer.now() + 7_200));
            renewed.put("jti", Issuer.text("renewed"));
            tablet.say(new ClientMessage.AuthRefresh(
                    new Token(ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(renewed)))));
            tablet.next(ServerMessage.AuthRefreshed.class);
            try (JdkPeer olga = welcomed(north, Role.OPERATOR, "board", token("olga", "operator", "t9", 300))) {
                olga.say(new SessionsQuery("who", 200, 0));
                assertThat(olga.next(ServerMessage.Sessions.class).sessions())
                        .extracting(SessionReport::token)
                        .as("the token that counts now")
                        .containsExactly("renewed", "t9");
            }
            assertThat(tablet.settle()).isEmpty();
        }
    }

    @Test
    void shouldLetNobodyInByARequestEither() throws Exception {
        final String lab = token("lab-1", "source", "t1", 300);
        assertThat(raise(lab)).isEqualTo(201);
        router.operation().access().revoke(Revocation.ofSubject("lab-1")).join();

        assertThat(raise(lab)).isEqualTo(401);
        assertThatThrownBy(() -> JdkPeer.connect(
                        HTTP,
                        URI.create("ws://127.0.0.1:" + north.address().getPort() + "/ws"),
                        HttpFront.SUBPROTOCOL,
                        "Bearer " + lab))
                .hasStackTraceContaining("401");
    }

    private int raise(final String token) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + north.address().getPort() + "/v1/alerts"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .header("Tocsin-Source", "lab-1")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"alert\":{\"key\":\"k\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"patient\":\"p-17\"}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Who is rid of all is rid of themselves as well, and hears that it was done. */
    @Test
    void shouldAnswerWhoRevokesEverythingAndThenEndThemToo() {
        try (JdkPeer olga = welcomed(north, Role.OPERATOR, "board", token("olga", "operator", "t1", 300));
                JdkPeer lab = welcomed(south, Role.SOURCE, "lab-1", token("lab-1", "source", "t2", 300))) {
            olga.say(new RevokeAccess(olga.nextCommandId(), 0, RevocationKind.EVERYBODY, "", "", 0, 0, 0));

            assertThat(olga.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            assertEnded(olga);
            assertEnded(lab);
        }
        final AlertView view = router.view();
        final Principal token =
                new Principal("pump", EnumSet.of(Role.SOURCE), Principal.NEVER, 1, "", Principal.Kind.TOKEN);
        final Principal certificate =
                new Principal("pump", EnumSet.of(Role.SOURCE), Principal.NEVER, 1, "", Principal.Kind.CERTIFICATE);
        assertThat(Revoked.is(token, view)).isTrue();
        assertThat(Revoked.is(certificate, view)).as("of another issuer").isFalse();
        assertThat(Revoked.is(Principal.DEVELOPER, view)).isFalse();

        router.operation().access().lift(Revocation.ofEverybody()).join();
        router.operation().access().revoke(Revocation.ofSubject("pump")).join();
        assertThat(Revoked.is(certificate, view)).isTrue();
    }

    @Test
    void shouldListWhoIsConnectedAndEndOneOfThem() {
        try (JdkPeer olga = welcomed(north, Role.OPERATOR, "board", token("olga", "operator", "t1", 300));
                JdkPeer ann = welcomed(north, Role.CLINICIAN, "phone", token("ann", "clinician", "t2", 300));
                JdkPeer elsewhere = welcomed(south, Role.CLINICIAN, "phone", token("bob", "clinician", "t3", 300))) {
            olga.say(new SessionsQuery("who", 200, 0));
            final List<SessionReport> sessions =
                    olga.next(ServerMessage.Sessions.class).sessions();

            assertThat(sessions).extracting(SessionReport::person).containsExactly("olga", "ann");
            final SessionReport report = sessions.get(1);
            assertThat(report.session()).isEqualTo(ann.welcome().session());
            assertThat(report.address()).isEqualTo("127.0.0.1");
            assertThat(report.token()).isEqualTo("t2");
            assertThat(report.proof()).isEqualTo(SessionReport.Proof.TOKEN);
            assertThat(report.issuedNs()).isPositive().isLessThan(report.sinceNs());
            assertThat(report.expiresNs()).isGreaterThan(report.sinceNs());

            // Of a session at another gateway as well.
            for (final JdkPeer peer : List.of(ann, elsewhere)) {
                olga.say(new RevokeAccess(
                        olga.nextCommandId(),
                        0,
                        RevocationKind.SESSION,
                        "",
                        "",
                        peer.welcome().session(),
                        0,
                        0));
                assertThat(olga.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
                assertEnded(peer);
            }
            welcomed(south, Role.CLINICIAN, "phone", token("ann", "clinician", "t2", 300))
                    .close();
        }
    }

    @Test
    void shouldLetAPersonRevokeTheirOwnAndNobodyElses() {
        try (JdkPeer ann = welcomed(north, Role.CLINICIAN, "phone", token("ann", "clinician", "t1", 300));
                JdkPeer lost = welcomed(south, Role.CLINICIAN, "lost", token("ann", "clinician", "t2", 300))) {
            ann.say(new RevokeAccess(ann.nextCommandId(), 0, RevocationKind.SUBJECT, "bob", "", 0, 0, 0));
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.FORBIDDEN);
            ann.say(new SessionsQuery("who", 200, 0));
            ann.error(ErrorCode.FORBIDDEN);
            ann.say(new RevokeAccess(ann.nextCommandId(), 0, RevocationKind.SUBJECT, "ann", "", 0, 0, 0));
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            assertEnded(lost);
            assertEnded(ann);
        }
    }

    @Test
    void shouldRememberOverARestart() {
        router.operation().access().revoke(Revocation.ofSubject("ann")).join();
        close();
        journal = journal.copy(Long.MAX_VALUE);
        open();

        assertNotLetIn(north, Role.CLINICIAN, token("ann", "clinician", "t1", 300));
        try (JdkPeer olga = welcomed(north, Role.OPERATOR, "board", token("olga", "operator", "t2", 300))) {
            olga.say(new RevocationsQuery("what", 200, 0));
            assertThat(olga.next(ServerMessage.Revocations.class).revocations())
                    .extracting(RevocationReport::of, RevocationReport::subject)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(RevocationKind.SUBJECT, "ann"));
        }
    }

    /** Nobody could say whether it is older than what was revoked of its subject. */
    @Test
    void shouldTakeNoTokenThatDoesNotSayWhenItWasIssued() {
        for (final long seconds : new long[] {3_600, 365 * 86_400}) {
            final Map<String, String> claims = Issuer.claims("ann", "clinician");
            claims.remove("iat");
            claims.put("exp", String.valueOf(Issuer.now() + seconds));
            try (JdkPeer peer = say(
                    north,
                    Role.CLINICIAN,
                    "phone",
                    ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims)))) {
                peer.error(ErrorCode.UNAUTHENTICATED);
                peer.closedWith(CloseCode.UNAUTHENTICATED);
            }
        }
    }

    /** What outlives every revocation would be good again after it. */
    @Test
    void shouldTakeNoTokenThatIsGoodForLongerThanARevocationIsKept() {
        final Map<String, String> claims = Issuer.claims("ann", "clinician");
        claims.put("exp", String.valueOf(Issuer.now() + 40 * 86_400));
        try (JdkPeer peer = say(
                north, Role.CLINICIAN, "phone", ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims)))) {
            assertThat(peer.error(ErrorCode.UNAUTHENTICATED).message()).contains("good for longer");
            peer.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }
}
