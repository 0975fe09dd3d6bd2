package io.tocsin.transport.gateway;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.codecs.json.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that change, and keys that cannot be had. */
final class KeyRingTest {
    private static final long SECOND = 1_000_000_000L;

    private final Issuer issuer = new Issuer();
    private final KeyPair rotated = Issuer.pair("EC", "secp256r1");
    private final String both =
            "{\"keys\":[" + Issuer.jwk(Issuer.EC, issuer.ec) + "," + Issuer.jwk("ec-2", rotated) + "]}";
    private final AtomicReference<CompletableFuture<KeySet>> source =
            new AtomicReference<>(completedFuture(KeySet.parse(issuer.jwks())));
    private final AtomicInteger fetches = new AtomicInteger();
    private final GatewayCounters counters = new GatewayCounters();
    private long nowNs = 77;

    private final KeyRing ring = new KeyRing(
            () -> {
                fetches.incrementAndGet();
                return source.get();
            },
            300 * SECOND,
            3_600 * SECOND,
            counters,
            () -> nowNs);
    private final JwtAuthenticator authenticator = new JwtAuthenticator(
            JwtSettings.of(Issuer.NAME, Issuer.AUDIENCE, URI.create("https://idp.north.example/jwks")),
            ring,
            SystemEpochNanoClock.INSTANCE);

    private final String old = issuer.token("ann", "clinician");
    private final String fresh = Issuer.signed(
            "SHA256withECDSAinP1363Format",
            rotated,
            Issuer.header("ES256", "ec-2"),
            Issuer.json(Issuer.claims("ann", "clinician")));

    @Test
    void shouldTakeANewKeyWithTheFirstTokenThatNamesIt() {
        assertThat(fault(old)).as("there are no keys yet, and they are fetched").isNull();
        source.set(completedFuture(KeySet.parse(both)));
        assertThat(fault(fresh))
                .as("tried less than 30 s ago: nobody knows yet")
                .isEqualTo(TokenFault.UNAVAILABLE);
        nowNs += 30 * SECOND;
        assertThat(fault(fresh)).isNull();
        assertThat(fault(old)).as("both are good while both are in the set").isNull();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void shouldAskOnceInThirtySecondsWhateverTokensName() {
        ring.fetch();
        for (int i = 0; i < 100; i++) {
            assertThat(fault(fresh)).isEqualTo(TokenFault.UNAVAILABLE);
        }
        nowNs += 30 * SECOND;
        assertThat(fault(fresh)).isEqualTo(TokenFault.KEY);
        for (int i = 0; i < 100; i++) {
            assertThat(fault(fresh)).isEqualTo(TokenFault.UNAVAILABLE);
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void shouldHaveAllWaitForOneFetch() {
        final CompletableFuture<KeySet> late = new CompletableFuture<>();
        source.set(late);
        final CompletableFuture<Principal> first =
                authenticator.authenticate(old).toCompletableFuture();
        final CompletableFuture<Principal> second =
                authenticator.authenticate(old).toCompletableFuture();
        assertThat(first).isNotDone();
        late.complete(KeySet.parse(issuer.jwks()));
        assertThat(first.join().roles()).containsExactly(Role.CLINICIAN);
        assertThat(second).isCompleted();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void shouldBelieveKeysThroughAnOutageAndNotForEver() {
        ring.look();
        source.set(failedFuture(new IllegalStateException("the issuer is down")));
        nowNs += 300 * SECOND;
        ring.look();
        assertThat(fault(old)).isNull();
        assertThat(counters.value(GatewayMetric.KEYS_FAILED)).isEqualTo(1);
        ring.look();
        assertThat(fetches).as("not again at once").hasValue(2);
        nowNs += 3_301 * SECOND;
        assertThat(fault(old)).as("an hour without the issuer").isEqualTo(TokenFault.UNAVAILABLE);

        source.set(completedFuture(KeySet.parse(issuer.jwks())));
        nowNs += 30 * SECOND;
        ring.look();
        assertThat(fault(old)).isNull();
    }

    @Test
    void shouldFetchAgainFromTimeToTime() {
        ring.look();
        ring.look();
        nowNs += 299 * SECOND;
        ring.look();
        assertThat(fetches).hasValue(1);
        nowNs += SECOND;
        ring.look();
        assertThat(fetches).hasValue(2);
        source.set(completedFuture(KeySet.parse(both.replace(Issuer.EC, "gone"))));
        nowNs += 300 * SECOND;
        ring.look();
        nowNs += 30 * SECOND;
        assertThat(fault(old)).as("a key that was taken back").isEqualTo(TokenFault.KEY);
    }

    @Test
    void shouldFetchOverHttpWithinBounds() throws Exception {
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        final AtomicReference<String> body = new AtomicReference<>(issuer.jwks());
        final AtomicInteger status = new AtomicInteger(200);
        server.createContext("/", exchange -> {
            final byte[] bytes = String.valueOf(body.get()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try {
            final KeyFetch fetch = new KeyFetch(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"), thread);
            assertThat(fetch.get().get(10, TimeUnit.SECONDS).find(Issuer.ED)).isNotNull();
            body.set("{\"keys\":[" + " ".repeat(300_000) + "]}");
            failsWith(fetch, "longer than 256 KiB");
            body.set("<html>");
            failsWith(fetch, "no JWK set");
            body.set(issuer.jwks());
            status.set(302);
            failsWith(fetch, "status is 302");
            status.set(500);
            failsWith(fetch, "status is 500");
            server.stop(0);
            failsWith(fetch, "ConnectException");
        } finally {
            server.stop(0);
            thread.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"keys\":[]}",
                "[]",
                "not JSON",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
            })
    void shouldRefuseASetWithoutAKeyThatItCouldUse(final String json) {
        assertThatThrownBy(() -> KeySet.parse(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseASetThatIsNotToBeTrusted() throws Exception {
        final String key = Issuer.jwk("a", issuer.ec);
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[" + key + "," + key + "]}"))
                .hasMessageContaining("two keys of one name");
        final PublicJsonWebKey whole = PublicJsonWebKey.Factory.newPublicJwk(issuer.ec.getPublic());
        whole.setPrivateKey(issuer.ec.getPrivate());
        whole.setKeyId("a");
        assertThatThrownBy(() -> KeySet.parse(
                        "{\"keys\":[" + whole.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "]}"))
                .hasMessageContaining("private key");
        for (final String other : new String[] {"\"use\":\"enc\"", "\"alg\":\"ES384\""}) {
            assertThatThrownBy(() -> KeySet.parse("{\"keys\":[" + key.replace("{", "{" + other + ",") + "]}"))
                    .hasMessageContaining("no named key");
        }
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[" + Issuer.jwk("", issuer.ec) + "]}"))
                .hasMessageContaining("no named key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://idp.example/jwks", "ftp://idp.example/jwks", "jwks.json", "https:/jwks"})
    void shouldFetchKeysWhereNobodyElseCanSayThemOnly(final String keys) {
        assertThatThrownBy(() -> JwtSettings.of("i", "a", URI.create(keys)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeTokensThatAreRightInOtherWords() {
        ring.fetch();
        final Map<String, String> claims = Issuer.claims("ann", "clinician");
        claims.put("roles", "\"openid clinician operator\"");
        claims.put("aud", "[\"billing\",\"tocsin\"]");
        claims.put("exp", String.valueOf(Issuer.now() - 50));
        claims.put("nbf", String.valueOf(Issuer.now() - 60));
        claims.put("iat", claims.get("nbf"));
        final String header =
                "{\"typ\":\"application/at+jwt\",\"jku\":\"https://evil.example/\",\"kid\":\"ed-1\",\"alg\":\"EdDSA\"}";
        final Principal principal = authenticator
                .authenticate(Issuer.signed("Ed25519", issuer.ed, header, Issuer.json(claims)))
                .toCompletableFuture()
                .join();
        assertThat(principal.subject()).isEqualTo("ann");
        assertThat(principal.roles()).containsExactlyInAnyOrder(Role.CLINICIAN, Role.OPERATOR);
        assertThat(Duration.ofNanos(principal.expiresNs()).toSeconds()).isLessThan(Issuer.now());
    }

    private static void failsWith(final KeyFetch fetch, final String why) {
        assertThatThrownBy(() -> fetch.get().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining(why);
    }

    private @Nullable TokenFault fault(final String token) {
        final CompletableFuture<Principal> answer =
                authenticator.authenticate(token).toCompletableFuture();
        assertThat(answer).isDone();
        return answer.handle((principal, thrown) -> faultOf(thrown)).join();
    }

    private static @Nullable TokenFault faultOf(final @Nullable Throwable thrown) {
        if (thrown instanceof CompletionException wrapped) {
            return faultOf(wrapped.getCause());
        }
        return thrown instanceof TokenRefusedException refused ? refused.fault() : null;
    }
}
