package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.codecs.sbe.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ALERT =
            "{\"alert\":{\"key\":\"k\",\"emergency\":\"STROKE\",\"severity\":\"NON_URGENT\",\"patient\":\"p-17\"}}";

    private final HeldJournal journal = new HeldJournal(io.tocsin.journal.Level.OS);
    private final Rig rig = Rig.launch(
            router -> router.journal(journal).ringCapacity(16),
            gateway -> gateway.sources(Map.of("lab", 4_711L)).httpAnswerTimeout(Duration.ofMillis(300)));

    @AfterEach
    void tearDown() {
        journal.release();
        rig.close();
    }

    @Test
    void shouldRaiseAndAnswerAtTheRoutersLevel() throws ProtocolException {
        final HttpResponse<String> created = post(ALERT, "Tocsin-Source", "lab", "Tocsin-Command-Id", "17");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(created.headers().firstValue("x-content-type-options")).contains("nosniff");
        final ServerMessage.Answer answer = answer(created);
        assertThat(answer.commandId()).isEqualTo(17);
        assertThat(answer.isNew()).isTrue();
        assertThat(answer.occurrence()).isEqualTo(1);
        assertThat(answer.level()).isEqualTo(Level.OS);
        assertThat(rig.router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.alertId()).isEqualTo(answer.alertId());
            assertThat(alert.sourceId()).isEqualTo(4_711);
        });

        final HttpResponse<String> again = post(ALERT, "Tocsin-Source", "lab", "Tocsin-Command-Id", "17");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(answer(again).repeated()).isTrue();
        final HttpResponse<String> known = post(ALERT, "Tocsin-Source", "lab");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(answer(known).occurrence()).isEqualTo(2);
        assertThat(answer(known).isNew()).isFalse();
    }

    @Test
    void shouldNotAnswerBeforeItHolds() {
        journal.hold();
        final CompletableFuture<HttpResponse<String>> waiting =
                HTTP.sendAsync(request(ALERT).build(), HttpResponse.BodyHandlers.ofString());
        final HttpResponse<String> late = waiting.join();
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.body()).contains("same commandId");
        assertThat(rig.count(GatewayMetric.HTTP_TIMEOUTS)).isEqualTo(1);
        journal.release();
        assertThat(post(ALERT).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayWhenToComeAgainIfTheRingIsFull() throws ProtocolException {
        journal.hold();
        HttpResponse<String> response = post(ALERT);
        for (int i = 0; i < 32 && response.statusCode() == 504; i++) {
            response = post(ALERT);
        }
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        assertThat(answer(response).result()).isEqualTo(AnswerResult.BUSY);
        assertThat(answer(response).retryAfterMs()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                        | 400 | NOT_JSON",
                "{\"alert\":{\"key\":\"k\"}}              | 400 | MISSING_FIELD",
                "{\"level\":\"EXTREME\",\"alert\":{}}     | 400 | INVALID_FIELD",
                "{\"commandId\":\"x\",\"alert\":{}}       | 400 | INVALID_FIELD",
            })
    void shouldSayWhatIsWrong(final String body, final int status, final ErrorCode code) throws ProtocolException {
        final HttpResponse<String> response = post(body.strip());
        assertThat(response.statusCode()).isEqualTo(status);
        final ServerMessage message = message(response);
        assertThat(message)
                .isInstanceOfSatisfying(
                        ServerMessage.ProtocolError.class,
                        error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void shouldRefuseMoreThanTheRouterHas() throws ProtocolException {
        final HttpResponse<String> response = post(ALERT.replace("{\"alert\"", "{\"level\":\"DISK\",\"alert\""));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(answer(response).result()).isEqualTo(AnswerResult.LEVEL_UNAVAILABLE);
        assertThat(rig.router.openAlerts()).isEmpty();
    }

    @Test
    void shouldRefuseHeadersThatContradictTheBody() {
        assertThat(post(ALERT.replace("{\"alert\"", "{\"commandId\":\"1\",\"alert\""), "Tocsin-Command-Id", "2")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(ALERT.replace("{\"alert\"", "{\"source\":\"a\",\"alert\""), "Tocsin-Source", "b")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(ALERT, "Tocsin-Command-Id", "0").statusCode()).isEqualTo(400);
        assertThat(post(ALERT, "Tocsin-Source", "s".repeat(37)).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldAnswerTrafficForTestsWithoutTellingAnybody() {
        final JdkPeer ann = rig.clinician("ann");
        assertThat(post(ALERT.replace("{\"alert\"", "{\"purpose\":\"TEST\",\"alert\""))
                        .statusCode())
                .isEqualTo(201);
        assertThat(ann.settle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1~Host: localhost                                  | 200",
                "GET /nothing HTTP/1.1~Host: localhost                           | 404",
                "GET /readyz HTTP/1.1~Host: localhost                            | 404",
                "GET /v1/alerts HTTP/1.1~Host: localhost                         | 405",
                "DELETE /v1/alerts HTTP/1.1~Host: localhost                      | 405",
                "POST /ws HTTP/1.1~Host: localhost                               | 405",
                "GET /ws HTTP/1.1~Host: localhost                                | 426",
                "GET /ws HTTP/1.1~Host: localhost~Upgrade: websocket             | 426",
                "GET /ws HTTP/1.1~Host: localhost~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13 |"
                        + " 400",
                "GET / HTTP/1.1~Host: evil.example                               | 403",
                "GET / HTTP/1.1                                                  | 403",
                "GET / HTTP/1.1~Host: localhost~Host: localhost                  | 4",
                "GET /ws HTTP/1.1~Host: localhost~Origin: https://evil.example   | 403",
                "GET / HTTP/1.1~Host: 127.0.0.1:1~Origin: http://localhost:3000  | 200",
                "POST /v1/alerts HTTP/1.1~Host: localhost~Content-Type: text/plain~Content-Length: 0 | 415",
                "POST /v1/alerts HTTP/1.1~Host: localhost~Content-Length: 70000  | 413",
                "POST /v1/alerts HTTP/1.1~Host: localhost~Content-Length: 5~Transfer-Encoding: chunked | 400",
                "POST /v1/alerts HTTP/1.1~Host: localhost~Content-Length: 5~Content-Length: 6 | 400",
                "NONSENSE                                                        | 400",
                "GET / HTTP/1.1~Host: localhost~Bad Header: x                    | 400",
            })
    void shouldAnswerEveryRequest(final String request, final String status) {
        try (RawPeer peer = new RawPeer(rig.port())) {
            peer.send(request.strip().replace("~", "\r\n") + "\r\n\r\n");
            final String response = peer.response();
            assertThat(response).startsWith("HTTP/1.1 " + status);
            // Netty's own 413 has no body, and says so.
            if (!response.contains("content-length: 0\r\n")) {
                assertThat(response.toLowerCase(Locale.ROOT))
                        .containsPattern("content-type: (text/plain|application/json); charset=utf-8\r\n")
                        .contains("x-content-type-options: nosniff", "content-security-policy: default-src 'none'");
            }
        }
    }

    /** Without the reasons: nobody has said who they are. */
    @Test
    void shouldSayWhetherItIsReadyWhereItIsToldThat() {
        final AtomicBoolean isReady = new AtomicBoolean(true);
        try (Rig told = Rig.launch(router -> {}, gateway -> gateway.readiness(isReady::get))) {
            assertThat(first(told, "GET")).startsWith("HTTP/1.1 200").endsWith("ok\n");
            isReady.set(false);
            assertThat(first(told, "GET")).startsWith("HTTP/1.1 503").endsWith("\r\n\r\nnot ready\n");
            assertThat(first(told, "HEAD")).startsWith("HTTP/1.1 503").endsWith("\r\n\r\n");
            assertThat(first(told, "POST")).startsWith("HTTP/1.1 405");
        }
    }

    private static String first(final Rig told, final String method) {
        try (RawPeer peer = new RawPeer(told.port())) {
            peer.send(method + " /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return peer.response();
        }
    }

    @Test
    void shouldAnswerTooLongLinesAndHeaders() {
        try (RawPeer line = new RawPeer(rig.port());
                RawPeer header = new RawPeer(rig.port())) {
            line.send("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(line.response()).startsWith("HTTP/1.1 414");
            assertThat(line.isEnded()).isTrue();
            header.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9_000) + "\r\n\r\n");
            assertThat(header.response()).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void shouldKeepAConnectionForTheNextRequest() {
        try (RawPeer peer = new RawPeer(rig.port())) {
            for (int i = 0; i < 3; i++) {
                peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(peer.response()).startsWith("HTTP/1.1 200").contains(Notice.TEXT);
            }
            peer.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(peer.response()).startsWith("HTTP/1.1 200");
            assertThat(peer.isEnded()).isTrue();
        }
    }

    private HttpResponse<String> post(final String body, final String... headers) {
        final HttpRequest.Builder request = request(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private HttpRequest.Builder request(final String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.port() + "/v1/alerts"))
                .timeout(Duration.ofSeconds(JdkPeer.PATIENCE_S))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static ServerMessage.Answer answer(final HttpResponse<String> response) throws ProtocolException {
        return (ServerMessage.Answer) message(response);
    }

    private static ServerMessage message(final HttpResponse<String> response) throws ProtocolException {
        return ServerMessageReader.read(ByteBuffer.wrap(response.body().getBytes(StandardCharsets.UTF_8)));
    }
}
