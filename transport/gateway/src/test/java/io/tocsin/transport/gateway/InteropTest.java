package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.sbe.Severity;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.Test;

/** Another independent stack beside the JDK's and the bare socket: Java-WebSocket. */
final class InteropTest {
    @Test
    void shouldTalkToJavaWebSocket() throws InterruptedException {
        try (Rig rig = Rig.launch()) {
            final Peer ann = new Peer(rig.port());
            assertThat(ann.connectBlocking(JdkPeer.PATIENCE_S, TimeUnit.SECONDS))
                    .isTrue();
            ann.send("{\"type\":\"hello\",\"role\":\"clinician\",\"person\":\"ann\",\"client\":\"java-websocket\"}");
            assertThat(ann.next()).contains("\"type\":\"welcome\"");
            rig.source("m3").raise("a", Severity.CRITICAL);
            assertThat(ann.next()).contains("\"type\":\"delivery\"").contains("\"key\":\"a\"");
            ann.send("{\"type\":\"accept\",\"commandId\":\"1\",\"alertId\":\"1\"}");
            assertThat(ann.next()).contains("\"result\":\"OK\"");
            ann.sendPing();
            rig.gateway.close();
            assertThat(ann.closed
                            .orTimeout(JdkPeer.PATIENCE_S, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(CloseCode.RESTART.code());
        }
    }

    private static final class Peer extends WebSocketClient {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        Peer(final int port) {
            super(
                    URI.create("ws://127.0.0.1:" + port + "/ws"),
                    new Draft_6455(List.of(), List.of(new Protocol(HttpFront.SUBPROTOCOL))));
        }

        String next() throws InterruptedException {
            return String.valueOf(messages.poll(JdkPeer.PATIENCE_S, TimeUnit.SECONDS));
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {}

        @Override
        public void onMessage(final String message) {
            messages.add(message);
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
            closed.complete(code);
        }

        @Override
        public void onError(final Exception error) {
            closed.completeExceptionally(error);
        }
    }
}
