package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertView;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.Site;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.CommandEncoder;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.ViewReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shows a token for some units is of those alone, as far as the engine decides by units; and the engine is told what the token permits, so that the log says why. */
@Timeout(120)
final class TokenUnitsTest {
    private static final Issuer ISSUER = new Issuer();

    @TempDir
    private static Path folder;

    private static final List<RouterEvent> TOLD = new CopyOnWriteArrayList<>();
    private static final BlockingQueue<AnswerResult> ANSWERS = new LinkedBlockingQueue<>();
    /** The source of commands that do not come by the gateway. */
    private static final long PAST = 1L << 62;

    private static Rig rig;

    @BeforeAll
    static void open() {
        TOLD.clear();
        final Gateway.Context[] door = new Gateway.Context[1];
        rig = Rig.launch(
                router -> router.listener(overhearing(door[0].listener())).site(site().build()),
                gateway -> door[0] = gateway.jwt(ISSUER.settings(folder))
                        .scopes(ScopeMode.HONOURED)
                        .helloTimeout(Duration.ofSeconds(30)));
    }

    private static Site.Builder site() {
        return Rig.site()
                .unit("surgery")
                // Whom no step asks.
                .person("dora")
                .role("icu", "coordinator", "dora")
                .role("surgery", "coordinator", "dora")
                .person("dan")
                .authority("dan", AuthorityRole.PHYSICIAN)
                .authority("dora", AuthorityRole.CHARGE_NURSE)
                .authority("ann", AuthorityRole.NURSE);
    }

    private static RouterListener overhearing(final RouterListener listener) {
        return new RouterListener() {
            private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();
            private final MessageHeaderDecoder header = new MessageHeaderDecoder();

            @Override
            public void onView(final AlertView view) {
                listener.onView(view);
            }

            @Override
            public void onEvent(final RouterEvent event) {
                TOLD.add(event);
                listener.onEvent(event);
            }

            @Override
            public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
                answered.wrapAndApplyHeader(buffer, offset, header);
                if (answered.sourceId() == PAST) {
                    ANSWERS.add(AnswerResult.of(answered.result()));
                } else {
                    listener.onAnswer(buffer, offset, length);
                }
            }

            @Override
            public void onCycleEnd(final int outputs) {
                listener.onCycleEnd(outputs);
            }
        };
    }

    private static <T extends RouterEvent> List<T> told(final Class<T> kind) {
        return TOLD.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How the engine answers what did not come by the gateway. */
    private static AnswerResult answered(final ClientMessage message, final long session) throws InterruptedException {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        final CommandEncoder.Origin origin = new CommandEncoder.Origin(
                PAST, 0, session, Long.MAX_VALUE, 0, rig.router.levels().level());
        final int length = new CommandEncoder().encode(message, origin, buffer, 0);
        assertThat(rig.router.offer(buffer, 0, length)).isPositive();
        return requireNonNull(ANSWERS.poll(30, TimeUnit.SECONDS), "answer");
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static String token(final String subject, final Map<String, String> more) {
        final Map<String, String> claims = Issuer.claims(subject, subject.startsWith("lab") ? "source" : "clinician");
        claims.putAll(more);
        return ISSUER.es256(Issuer.header("ES256", Issuer.EC), Issuer.json(claims));
    }

    private static String units(final List<String> units) {
        return units.stream().map(Issuer::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static JdkPeer connected(final String subject, final Map<String, String> more) {
        final JdkPeer peer = rig.connect();
        final Role role = subject.startsWith("lab") ? Role.SOURCE : Role.CLINICIAN;
        peer.say(new ClientMessage.Hello(
                role, "", role == Role.SOURCE ? subject : "phone", Set.of(), null, new Token(token(subject, more))));
        return peer;
    }

    private static JdkPeer greeted(final String subject, final Map<String, String> more) {
        final JdkPeer peer = connected(subject, more);
        peer.welcome();
        return peer;
    }

    private static <T extends ServerMessage> T heard(final JdkPeer peer, final Class<T> kind) {
        ServerMessage next = peer.next(ServerMessage.class);
        while (!kind.isInstance(next)) {
            next = peer.next(ServerMessage.class);
        }
        return kind.cast(next);
    }

    private static AnswerResult accept(final JdkPeer peer, final long alert) {
        peer.say(new ClientMessage.Accept(peer.nextCommandId(), 0, alert));
        return heard(peer, ServerMessage.Answer.class).result();
    }

    private static boolean isShown(final JdkPeer peer, final long alert) {
        peer.say(new ClientMessage.AlertsQuery("q", 24, 0));
        return heard(peer, ServerMessage.Alerts.class).alerts().stream().anyMatch(shown -> shown.alertId() == alert);
    }

    private static long raise(final String key) {
        return raise(key, "p-17");
    }

    private static long raise(final String key, final String patient) {
        try (JdkPeer lab = greeted("lab-1", Map.of())) {
            lab.say(new ClientMessage.Raise(
                    lab.nextCommandId(),
                    0,
                    null,
                    Purpose.PRODUCTION,
                    new AlertDeclaration(
                            key, EmergencyType.CARDIAC_ARREST, Severity.URGENT, patient, "", "", "", AlertText.NONE)));
            return heard(lab, ServerMessage.Answer.class).alertId();
        }
    }

    @Test
    void shouldHoldSomebodyToTheUnitsOfTheirToken() {
        final long alert = raise("units");
        try (JdkPeer dora = greeted("dora", Map.of("units", units(List.of("surgery"))))) {
            assertThat(isShown(dora, alert)).isFalse();
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.FORBIDDEN);
            assertThat(told(RouterEvent.AccessRefused.class)).anySatisfy(refused -> {
                assertThat(refused.person()).isEqualTo("dora");
                assertThat(refused.stamp().clauses()).containsExactly(Clause.UNIT_NOT_OF_SESSION);
            });
        }
        try (JdkPeer dora = greeted("dora", Map.of("units", Issuer.text("surgery icu")))) {
            assertThat(isShown(dora, alert)).isTrue();
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.OK);
        }
    }

    @Test
    void shouldLimitNobodyWithoutTheClaim() {
        final long alert = raise("free");
        try (JdkPeer dora = greeted("dora", Map.of())) {
            assertThat(isShown(dora, alert)).isTrue();
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.OK);
        }
    }

    /** Who cares for the patient is asked, and answers, wherever the patient lies. */
    @Test
    void shouldLetWhoeverIsAskedAnswer() {
        try (JdkPeer ann = greeted("ann", Map.of("units", units(List.of("surgery"))))) {
            final long alert = raise("asked");
            assertThat(heard(ann, ServerMessage.Delivery.class).alert().alertId())
                    .isEqualTo(alert);
            assertThat(accept(ann, alert)).isEqualTo(AnswerResult.OK);
        }
    }

    @Test
    void shouldGoByTheTokenThatWasShownLast() {
        final long alert = raise("newer");
        try (JdkPeer dora = greeted("dora", Map.of())) {
            assertThat(isShown(dora, alert)).isTrue();
            // It ends sooner, and is taken since it is for less.
            final String exp = String.valueOf(Issuer.now() + 3_000);
            dora.say(new ClientMessage.AuthRefresh(
                    new Token(token("dora", Map.of("units", units(List.of("surgery")), "exp", exp)))));
            heard(dora, ServerMessage.AuthRefreshed.class);
            assertThat(isShown(dora, alert)).isFalse();
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.FORBIDDEN);
        }
    }

    /** A ward that is opened while people are at work counts for those whose token was for it all along. */
    @Test
    void shouldCountAUnitThatIsConfiguredLater() throws Exception {
        try (JdkPeer dora = greeted("dora", Map.of("units", units(List.of("surge-1"))))) {
            rig.router
                    .configure(site().unit("surge-1")
                            .bed("surge-1-1", "surge-1")
                            .role("surge-1", "coordinator", "dora")
                            .patient("p-18", "surge-1-1")
                            .build())
                    .get(30, TimeUnit.SECONDS);
            final long alert = raise("surge", "p-18");
            await().untilAsserted(() -> assertThat(told(RouterEvent.SessionLimited.class))
                    .anyMatch(
                            limited -> Set.of("surge-1").equals(limited.permit().units())));
            assertThat(isShown(dora, alert)).isTrue();
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.OK);
        }
    }

    /** Who took an alert by their unit and has it no more is told what they have not received as somebody of no unit, where the token is for others. */
    @Test
    void shouldTellSomebodyNoMoreThanTheirTokenIsFor() {
        final long alert = raise("pushed");
        try (JdkPeer lab = greeted("lab-1", Map.of());
                JdkPeer dora = greeted("dora", Map.of("units", units(List.of("icu"))))) {
            assertThat(accept(dora, alert)).isEqualTo(AnswerResult.OK);
            lab.say(new ClientMessage.Update(
                    lab.nextCommandId(), 0, ClientMessage.AlertName.key("pushed"), Severity.EMERGENT, "worse"));
            assertThat(pushed(dora, alert).subject()).isNotNull();
            dora.say(new ClientMessage.Reject(dora.nextCommandId(), 0, alert, RejectReason.BUSY));
            assertThat(heard(dora, ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        }
        try (JdkPeer dora = greeted("dora", Map.of("units", units(List.of("icu"))))) {
            assertThat(pushed(dora, alert).subject()).as("of the unit").isNotNull();
        }
        try (JdkPeer dora = greeted("dora", Map.of("units", units(List.of("surgery"))))) {
            assertThat(pushed(dora, alert).subject()).isNull();
        }
    }

    private static AlertReport pushed(final JdkPeer peer, final long alert) {
        AlertReport next = heard(peer, ServerMessage.Delivery.class).alert();
        while (next.alertId() != alert) {
            next = heard(peer, ServerMessage.Delivery.class).alert();
        }
        return next;
    }

    @Test
    void shouldTellOfViewsThoseAloneWhoseTokenIsForTheUnit() {
        try (JdkPeer dan = greeted("dan", Map.of());
                JdkPeer elsewhere = greeted("dora", Map.of("units", units(List.of("surgery"))))) {
            dan.say(new BreakGlass(dan.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 0));
            assertThat(heard(dan, ServerMessage.View.class).report().active()).isTrue();
            elsewhere.say(new ViewsQuery("v", 24, 0));
            assertThat(elsewhere.next(ServerMessage.Views.class).views())
                    .as("and nothing was pushed before it")
                    .isEmpty();
            try (JdkPeer there = greeted("dora", Map.of("units", units(List.of("icu"))))) {
                assertThat(there.next(ServerMessage.View.class).report().person())
                        .as("behind the welcome")
                        .isEqualTo("dan");
                there.say(new ViewsQuery("v", 24, 0));
                assertThat(heard(there, ServerMessage.Views.class).views()).hasSize(1);
            }
        }
    }

    @Test
    void shouldTellTheEngineWhatATokenPermits() {
        try (JdkPeer dora = connected(
                "dora",
                Map.of(
                        "units",
                        units(List.of("surgery", "icu", "elsewhere")),
                        "scope",
                        Issuer.text("user/Communication.r patient/Observation.rs alert:ack")))) {
            dora.welcome();
            final RouterEvent.SessionLimited limited = told(RouterEvent.SessionLimited.class).stream()
                    .reduce((first, second) -> second)
                    .orElseThrow();
            assertThat(limited.person()).isEqualTo("dora");
            assertThat(limited.permit().scopes())
                    .isEqualTo(EnumSet.of(AccessScope.COMMUNICATION_READ, AccessScope.ACK));
            assertThat(limited.permit().ofPatient())
                    .isEqualTo(EnumSet.of(AccessScope.OBSERVATION_READ, AccessScope.OBSERVATION_SEARCH));
            assertThat(limited.permit().units()).as("that the site knows").isEqualTo(Set.of("icu", "surgery"));
        }
    }

    /** The second line: by whatever way a command comes, the engine refuses what the session's token does not permit. */
    @Test
    void shouldBeRefusedByTheEngineAlsoPastTheGateway() throws InterruptedException {
        final long alert = raise("past");
        try (JdkPeer dora = connected("dora", Map.of("scope", Issuer.text("user/Communication.r alert:ack")))) {
            final long session = dora.welcome().session();
            assertThat(answered(new ClientMessage.Escalate(1, 0, alert, 0, 0, 0), session))
                    .isEqualTo(AnswerResult.SCOPE_MISSING);
            assertThat(answered(new ClientMessage.Accept(2, 0, alert), session)).isEqualTo(AnswerResult.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[7]",
                "[\"icu\",null]",
                "[\"\"]",
                "\"icu  surgery\"",
                "{\"icu\":true}",
                "true",
                "[\"u\\u0000\"]",
                "[\"more-than-thirty-six-bytes-are-no-idid\"]"
            })
    void shouldLetNobodyInByUnitsThatAreNone(final String claim) {
        refused(Map.of("units", claim));
    }

    @Test
    void shouldTakeSixteenUnitsAndNoMore() {
        final List<String> most = new ArrayList<>(IntStream.range(0, Principal.MAX_UNITS)
                .mapToObj(i -> "unit-" + i)
                .toList());
        most.add("unit-0");
        try (JdkPeer dora = connected("dora", Map.of("units", units(most)))) {
            dora.welcome();
        }
        most.add("icu");
        refused(Map.of("units", units(most)));
        assertThatThrownBy(() -> new Principal(
                        "dora",
                        EnumSet.of(Role.CLINICIAN),
                        1,
                        0,
                        "",
                        Principal.Kind.TOKEN,
                        null,
                        Set.copyOf(most),
                        Login.UNKNOWN))
                .hasMessage("a proof is for at most 16 units, or for all");
    }

    private static void refused(final Map<String, String> claims) {
        try (JdkPeer dora = connected("dora", claims)) {
            final ServerMessage.ProtocolError error = heard(dora, ServerMessage.ProtocolError.class);
            assertThat(error.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(error.message()).isEqualTo("the token " + TokenFault.UNITS.meaning());
            dora.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }
}
