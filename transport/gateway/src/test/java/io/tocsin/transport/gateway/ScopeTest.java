package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.ViewReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token permits what its scopes name, and never more than the role and the relationship do; who breaks the glass proves anew who they are. */
@Timeout(120)
final class ScopeTest {
    private static final Issuer ISSUER = new Issuer();
    private static final String EVERYTHING = "user/*.cruds alert:ack alert:escalate alert:silence alert:monitor"
            + " alert:limit alert:replay alert:break-glass alert:admin";
    private static final String RAISE =
            "{\"alert\":{\"key\":\"h\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"patient\":\"p-17\"}}";

    @TempDir
    private static Path folder;

    private static Rig required;
    private static Rig honoured;

    @BeforeAll
    static void open() {
        required = launch(ScopeMode.REQUIRED);
        honoured = launch(ScopeMode.HONOURED);
    }

    @AfterAll
    static void close() {
        required.close();
        honoured.close();
    }

    private static Rig launch(final ScopeMode mode) {
        return Rig.launch(
                router -> router.site(Rig.site()
                        .person("dan")
                        .person("pat")
                        .authority("dan", AuthorityRole.PHYSICIAN)
                        .authority("pat", AuthorityRole.PATIENT, "p-17")
                        .build()),
                gateway -> gateway.jwt(ISSUER.settings(folder))
                        .scopes(mode)
                        .freshProof(new FreshProof(Duration.ofMinutes(5), Set.of("mfa", "hwk"), Set.of()))
                        .helloTimeout(Duration.ofSeconds(30)));
    }

    private static String token(final String subject, final String role, final @Nullable String scope) {
        return token(subject, role, scope, Map.of());
    }

    private static String token(
            final String subject, final String role, final @Nullable String scope, final Map<String, String> more) {
        final Map<String, String> claims = Issuer.claims(subject, role);
        if (scope != null) {
            claims.put("scope", Issuer.text(scope));
        }
        claims.putAll(more);
        return ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims));
    }

    private static JdkPeer greeted(final Rig rig, final Role role, final String subject, final @Nullable String scope) {
        final JdkPeer peer = connected(rig, role, subject, token(subject, role.wireName(), scope));
        peer.welcome();
        return peer;
    }

    private static JdkPeer connected(final Rig rig, final Role role, final String subject, final String token) {
        final JdkPeer peer = rig.connect();
        peer.say(new ClientMessage.Hello(
                role, "", role == Role.SOURCE ? subject : "phone", Set.of(), null, new Token(token)));
        return peer;
    }

    /** The next of a kind: of what other tests have raised somebody may be told meanwhile. */
    private static <T extends ServerMessage> T heard(final JdkPeer peer, final Class<T> kind) {
        ServerMessage next = peer.next(ServerMessage.class);
        while (!kind.isInstance(next)) {
            next = peer.next(ServerMessage.class);
        }
        return kind.cast(next);
    }

    private static ServerMessage.ProtocolError error(final JdkPeer peer, final ErrorCode code) {
        final ServerMessage.ProtocolError error = heard(peer, ServerMessage.ProtocolError.class);
        assertThat(error.code()).isEqualTo(code);
        return error;
    }

    private static void missing(final JdkPeer peer, final String scope) {
        assertThat(error(peer, ErrorCode.SCOPE_MISSING).field()).isEqualTo(scope);
    }

    @Test
    void shouldLetAPatientBeOneOfTheirOwn() {
        try (JdkPeer pat = greeted(required, Role.CLINICIAN, "pat", "patient/Communication.rs")) {
            pat.say(new ClientMessage.AlertsQuery("q", 1, 0));
            assertThat(heard(pat, ServerMessage.Alerts.class).ref()).isEqualTo("q");
        }
        try (JdkPeer ann =
                connected(required, Role.CLINICIAN, "ann", token("ann", "clinician", "patient/Communication.rs"))) {
            missing(ann, "user/Communication.r");
            ann.closedWith(CloseCode.FORBIDDEN);
        }
    }

    @Test
    void shouldRefuseEachMessageThatTheTokenDoesNotPermit() {
        final long refused = required.count(GatewayMetric.SCOPES_REFUSED);
        try (JdkPeer source = greeted(required, Role.SOURCE, "lab-1", "system/Communication.c system/Observation.c");
                JdkPeer ann = greeted(required, Role.CLINICIAN, "ann", "user/Communication.r alert:ack")) {
            final long alert = source.raise("k", Severity.CRITICAL).alertId();
            ann.delivery();
            ann.say(new ClientMessage.Escalate(ann.nextCommandId(), 0, alert, 0, 0, 0));
            final ServerMessage.ProtocolError error = error(ann, ErrorCode.SCOPE_MISSING);
            assertThat(error.field()).isEqualTo("alert:escalate");
            assertThat(error.message()).isEqualTo("this needs the scope alert:escalate");
            assertThat(error.commandId()).isNotZero();
            ann.say(new ClientMessage.AlertsQuery("all", 1, 0));
            assertThat(error(ann, ErrorCode.SCOPE_MISSING).ref()).isEqualTo("all");
            source.say(new ClientMessage.Clear(source.nextCommandId(), 0, ClientMessage.AlertName.id(alert)));
            missing(source, "system/Communication.u");
            assertThat(required.router.openAlerts())
                    .filteredOn(open -> open.alertId() == alert)
                    .singleElement()
                    .extracting("owner")
                    .isNull();
            assertThat(required.count(GatewayMetric.SCOPES_REFUSED)).isEqualTo(refused + 3);
        }
    }

    /** Who asks for more than the token permits, however often, stays: an alert may come. */
    @Test
    void shouldEndNobodyForAskingTooMuch() {
        try (JdkPeer ann = greeted(required, Role.CLINICIAN, "ann", "user/Communication.r alert:ack")) {
            for (int i = 0; i < 40; i++) {
                ann.say(new ClientMessage.AlertsQuery("q", 1, 0));
                missing(ann, "user/Communication.s");
            }
            ann.say(new ClientMessage.DutyQuery("d", 1, null));
            missing(ann, "user/PractitionerRole.s");
        }
    }

    /** The role, then the relationship, then the scope: each takes away, none gives. */
    @Test
    void shouldPermitNoMoreThanRoleAndRelationship() {
        try (JdkPeer source = greeted(required, Role.SOURCE, "lab-1", "system/*.cruds alert:ack alert:admin");
                JdkPeer dan = greeted(required, Role.CLINICIAN, "dan", EVERYTHING)) {
            final long alert = source.raise("more", Severity.URGENT).alertId();
            source.say(new ClientMessage.Accept(source.nextCommandId(), 0, alert));
            assertThat(error(source, ErrorCode.FORBIDDEN).field()).as("role").isEqualTo("type");
            dan.say(new SessionsQuery("s", 1, 0));
            assertThat(error(dan, ErrorCode.FORBIDDEN).field()).as("role").isEqualTo("type");
            assertThat(accept(dan, alert)).as("relationship").isEqualTo(AnswerResult.FORBIDDEN);
        }
    }

    @Test
    void shouldTakeAwayAtOnceWhatANewerTokenDoesNotPermit() {
        try (JdkPeer ann = greeted(required, Role.CLINICIAN, "ann", EVERYTHING)) {
            ann.say(new ClientMessage.AlertsQuery("before", 1, 0));
            heard(ann, ServerMessage.Alerts.class);
            // As long as the one before: it permits less.
            ann.say(new ClientMessage.AuthRefresh(
                    new Token(token("ann", "clinician", "user/Communication.r alert:ack", Map.of("exp", exp(3_000))))));
            heard(ann, ServerMessage.AuthRefreshed.class);
            ann.say(new ClientMessage.AlertsQuery("after", 1, 0));
            missing(ann, "user/Communication.s");
            ann.say(new ClientMessage.AuthRefresh(
                    new Token(token("ann", "clinician", EVERYTHING, Map.of("exp", exp(2_000))))));
            assertThat(error(ann, ErrorCode.UNAUTHENTICATED).field())
                    .as("more, and for less time")
                    .isEqualTo("token");
            ann.say(new ClientMessage.AuthRefresh(
                    new Token(token("ann", "clinician", "user/Communication.r", Map.of("exp", exp(3_500))))));
            missing(ann, "alert:ack");
            ann.closedWith(CloseCode.FORBIDDEN);
        }
    }

    private static AnswerResult accept(final JdkPeer peer, final long alert) {
        peer.say(new ClientMessage.Accept(peer.nextCommandId(), 0, alert));
        return heard(peer, ServerMessage.Answer.class).result();
    }

    private static String exp(final long seconds) {
        return String.valueOf(Issuer.now() + seconds);
    }

    @Test
    void shouldPermitNothingWithoutAClaimWhereItIsRequired() {
        try (JdkPeer source = greeted(required, Role.SOURCE, "lab-1", null);
                JdkPeer ann = connected(required, Role.CLINICIAN, "ann", token("ann", "clinician", null))) {
            source.say(JdkPeer.raiseOf(source.nextCommandId(), "none", Severity.CRITICAL));
            missing(source, "system/Communication.c");
            missing(ann, "user/Communication.r");
            ann.closedWith(CloseCode.FORBIDDEN);
        }
    }

    @Test
    void shouldLimitOnlyWhoHasTheClaimWhereItIsHonoured() {
        try (JdkPeer free = greeted(honoured, Role.SOURCE, "lab-1", null);
                JdkPeer bound = greeted(honoured, Role.SOURCE, "lab-2", "openid")) {
            assertThat(free.raise("free", Severity.URGENT).result()).isEqualTo(AnswerResult.OK);
            bound.say(JdkPeer.raiseOf(bound.nextCommandId(), "bound", Severity.URGENT));
            missing(bound, "system/Communication.c");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"system/Communication.c, 201", "system/Communication.u, 403", "user/Communication.c, 403"})
    void shouldAskRequestsToo(final String scope, final int status) throws Exception {
        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + required.port() + "/v1/alerts"))
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Bearer " + token("lab-" + status + scope.charAt(0), "source", scope))
                                .POST(HttpRequest.BodyPublishers.ofString(RAISE))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).contains("\"SCOPE_MISSING\"", "\"field\":\"system/Communication.c\"");
        }
    }

    @Test
    void shouldAskWhoBreaksTheGlassToProveItAnew() {
        final long now = Issuer.now();
        final Map<String, String> old = Map.of("auth_time", String.valueOf(now - 3_600), "amr", "[\"pwd\",\"mfa\"]");
        final Map<String, String> weak =
                Map.of("auth_time", String.valueOf(now - 10), "amr", "[\"pwd\"]", "exp", exp(4_000));
        final Map<String, String> good =
                Map.of("auth_time", String.valueOf(now - 5), "amr", "[\"pwd\",\"mfa\"]", "exp", exp(3_000));
        try (JdkPeer dan = connected(required, Role.CLINICIAN, "dan", token("dan", "clinician", EVERYTHING, old))) {
            dan.welcome();
            breakGlass(dan);
            final ServerMessage.ProtocolError first = error(dan, ErrorCode.STEP_UP);
            assertThat(first.field()).isEqualTo("auth_time");
            assertThat(first.message()).contains("at most 300 s ago", "hwk mfa");
            refresh(dan, weak);
            breakGlass(dan);
            assertThat(error(dan, ErrorCode.STEP_UP).field()).isEqualTo("amr");
            assertThat(required.router.view().access().hasView("dan", "p-17")).isFalse();
            refresh(dan, good);
            breakGlass(dan);
            assertThat(heard(dan, ServerMessage.View.class).report().active()).isTrue();
            assertThat(heard(dan, ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            dan.say(new EndView(dan.nextCommandId(), 0, "p-17", ""));
            assertThat(heard(dan, ServerMessage.View.class).report().active()).isFalse();
        }
    }

    private static void breakGlass(final JdkPeer peer) {
        peer.say(new BreakGlass(peer.nextCommandId(), 0, "p-17", ViewReason.TREATMENT_EMERGENCY, "", 0));
    }

    private static void refresh(final JdkPeer peer, final Map<String, String> claims) {
        peer.say(new ClientMessage.AuthRefresh(new Token(token("dan", "clinician", EVERYTHING, claims))));
        heard(peer, ServerMessage.AuthRefreshed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "300, 299, mfa,     '',   ''",
        "300, 301, mfa,     '',   auth_time",
        "0,   301, mfa,     '',   ''",
        "300, 1,   pwd,     '',   amr",
        "300, 1,   'hwk',   '',   ''",
        "300, 1,   mfa,     gold, ''",
        "300, 1,   mfa,     iron, acr",
    })
    void shouldMeasureALoginByAllThatIsAskedFor(
            final long maxAgeS, final long agoS, final String method, final String level, final String missing) {
        final FreshProof asked = new FreshProof(
                Duration.ofSeconds(maxAgeS), Set.of("mfa", "hwk"), level.isEmpty() ? Set.of() : Set.of("gold"));
        final long nowNs = 1_000_000_000_000_000L;
        assertThat(asked.missing(new Login(nowNs - agoS * 1_000_000_000L, Set.of(method), level), nowNs))
                .isEqualTo(missing);
        assertThat(asked.missing(Login.UNKNOWN, nowNs)).isEqualTo(maxAgeS == 0 ? "amr" : "auth_time");
    }

    @Test
    void shouldReadScopesOfMachinesInTheFile() {
        final PrincipalMap map = PrincipalMap.parse(
                "principals",
                "dns:a.example pump-1 source system/Observation.c,system/Communication.cu\n"
                        + "dns:b.example pump-2 source");
        final Principal pump = requireNonNull(map.find(List.of("dns:a.example")));
        assertThat(pump.scopes(ScopeMode.REQUIRED).permits(Scope.OBSERVATION_CREATE, Role.SOURCE, false))
                .isTrue();
        assertThat(pump.scopes(ScopeMode.REQUIRED).permits(Scope.DIAGNOSTIC_REPORT_CREATE, Role.SOURCE, false))
                .isFalse();
        assertThat(pump.scopes(ScopeMode.OFF)).isEqualTo(Scopes.ALL);
        final Principal other = requireNonNull(map.find(List.of("dns:b.example")));
        assertThat(other.scopes(ScopeMode.REQUIRED)).isEqualTo(Scopes.NONE);
        assertThat(other.scopes(ScopeMode.HONOURED)).isEqualTo(Scopes.ALL);
        assertThatThrownBy(() -> PrincipalMap.parse("principals", "dns:a.example pump-1 source system/Observation.x"))
                .hasMessageContaining("principals:1: 'system/Observation.x' is no scope");
        assertThatThrownBy(() ->
                        PrincipalMap.parse("principals", "dns:a.example pump-1 source alert:ack\nuri:b pump-1 source"))
                .hasMessageContaining("principals:2: 'pump-1' has other scopes in another line");
        assertThatThrownBy(() -> PrincipalMap.parse("principals", "dns:a.example pump-1 source alert:ack more"))
                .hasMessageContaining("principals:1: a line has a name");
    }

    @Test
    void shouldTakeTokensOfItsOwnTenantOnly() {
        final JwtSettings plain = ISSUER.settings(folder);
        final JwtSettings north = new JwtSettings(
                plain.issuer(),
                plain.audiences(),
                plain.keys(),
                plain.type(),
                plain.skew(),
                plain.subjectClaim(),
                plain.rolesClaim(),
                plain.roles(),
                plain.scopeClaim(),
                plain.unitsClaim(),
                "tid",
                "north",
                plain.refresh(),
                plain.outage(),
                plain.longestLife());
        try (Rig rig = Rig.launch(router -> {}, gateway -> gateway.jwt(north).helloTimeout(Duration.ofSeconds(30)))) {
            for (final Map<String, String> wrong :
                    List.of(Map.<String, String>of(), Map.of("tid", "\"south\""), Map.of("tid", "[\"north\"]"))) {
                try (JdkPeer ann = connected(rig, Role.CLINICIAN, "ann", token("ann", "clinician", null, wrong))) {
                    assertThat(error(ann, ErrorCode.UNAUTHENTICATED).message())
                            .isEqualTo("the token " + TokenFault.TENANT.meaning());
                    ann.closedWith(CloseCode.UNAUTHENTICATED);
                }
            }
            try (JdkPeer ann = connected(
                    rig, Role.CLINICIAN, "ann", token("ann", "clinician", null, Map.of("tid", "\"north\"")))) {
                ann.welcome();
            }
        }
    }

    /** Claims that cannot be read keep nobody out where nobody asks for them, and permit nothing where somebody does. */
    @Test
    void shouldTakeWhatCannotBeReadForNothing() {
        final Map<String, String> odd =
                Map.of("scope", "7", "auth_time", "\"1700000000\"", "amr", "[1]", "acr", "[\"gold\"]");
        final JwtSettings jwt = ISSUER.settings(folder);
        try (Rig off = Rig.launch(router -> {}, gateway -> gateway.jwt(jwt).helloTimeout(Duration.ofSeconds(30)));
                JdkPeer ann = connected(off, Role.CLINICIAN, "ann", token("ann", "clinician", null, odd));
                JdkPeer bound = connected(honoured, Role.CLINICIAN, "ann", token("ann", "clinician", null, odd))) {
            ann.welcome();
            missing(bound, "user/Communication.r");
        }
    }

    @Test
    void shouldTakeNoLoginOfTheFutureForOne() {
        final Map<String, String> ahead = Map.of("auth_time", exp(3_000), "amr", "[\"mfa\"]");
        try (JdkPeer dan = connected(required, Role.CLINICIAN, "dan", token("dan", "clinician", EVERYTHING, ahead))) {
            dan.welcome();
            breakGlass(dan);
            assertThat(error(dan, ErrorCode.STEP_UP).field()).isEqualTo("auth_time");
        }
    }
}
