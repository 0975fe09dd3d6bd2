package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a disk that runs out of room. */
final class StorageTest {
    private static final String ALERT =
            "{\"alert\":{\"key\":\"h\",\"emergency\":\"STROKE\",\"severity\":\"%s\",\"patient\":\"p-17\"}}";

    private final HeldJournal journal = new HeldJournal(Level.OS);
    private final Rig rig =
            Rig.launch(router -> router.journal(journal), gateway -> gateway.helloTimeout(Duration.ofSeconds(30)));
    private final JdkPeer monitor = rig.source("m3");

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldTakeWhatIsCriticalWhileRoomIsLow() {
        final JdkPeer ann = rig.clinician("ann");
        final long urgent = monitor.raise("a", Severity.URGENT).alertId();
        room(StorageState.LOW);

        final ServerMessage.Answer refused = monitor.raise("b", Severity.URGENT);
        assertThat(refused.result()).isEqualTo(AnswerResult.STORAGE_FULL);
        assertThat(refused.retryAfterMs()).isPositive();
        assertThat(monitor.raise("c", Severity.CRITICAL).result()).isEqualTo(AnswerResult.OK);
        final JdkPeer newcomer = rig.source("m4");
        assertThat(newcomer.raise("d", Severity.CRITICAL).result()).isEqualTo(AnswerResult.OK);
        // What is told while room is low is received and answered as ever.
        assertThat(List.of(ann.delivery(), ann.delivery(), ann.delivery()))
                .extracting(delivery -> delivery.alert().key())
                .containsExactlyInAnyOrder("a", "c", "d");
        assertThat(ann.accept(urgent).result()).isEqualTo(AnswerResult.OK);
        assertThat(rig.count(GatewayMetric.COMMANDS_UNAVAILABLE)).isEqualTo(1);
    }

    @Test
    void shouldCarryOutTheSameCommandOnceThereIsRoomAgain() {
        room(StorageState.FULL);
        final ServerMessage.Answer refused = monitor.raise("a", Severity.CRITICAL);
        assertThat(refused.result()).isEqualTo(AnswerResult.STORAGE_FULL);

        room(StorageState.AMPLE);
        monitor.say(JdkPeer.raiseOf(refused.commandId(), "a", Severity.CRITICAL));
        final ServerMessage.Answer taken = monitor.next(ServerMessage.Answer.class);
        assertThat(taken.result()).isEqualTo(AnswerResult.OK);
        assertThat(taken.isNew()).isTrue();
        assertThat(taken.repeated()).isFalse();
    }

    @Test
    void shouldSaySoOverHttp() throws Exception {
        room(StorageState.LOW);
        final HttpResponse<String> refused = post("URGENT");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        final ServerMessage.Answer answer = (ServerMessage.Answer)
                ServerMessageReader.read(ByteBuffer.wrap(refused.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.result()).isEqualTo(AnswerResult.STORAGE_FULL);
        assertThat(answer.retryAfterMs()).isPositive();
        assertThat(post("CRITICAL").statusCode()).isEqualTo(201);

        room(StorageState.FULL);
        assertThat(post("CRITICAL").statusCode()).isEqualTo(503);
        room(StorageState.AMPLE);
        assertThat(post("CRITICAL").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldWelcomeWhoCameWhileThereWasNoRoomOnceThereIsSome() {
        room(StorageState.FULL);
        final RawPeer ann = new RawPeer(rig.port()).upgrade();
        ann.text("{\"type\":\"hello\",\"role\":\"clinician\",\"person\":\"ann\",\"client\":\"phone\"}");
        // The loop is not held up by one that waits.
        monitor.settle();
        assertThat(rig.router.openAlerts()).isEmpty();

        room(StorageState.AMPLE);
        assertThat(ann.frame().text()).startsWith("{\"type\":\"welcome\"");
        ann.close();
    }

    private void room(final StorageState state) {
        journal.room(state);
        await().until(() -> rig.router.storageState() == state);
    }

    private HttpResponse<String> post(final String severity) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.port() + "/v1/alerts"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(ALERT.formatted(severity)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
