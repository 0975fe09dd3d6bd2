package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another independent stack beside the JDK's and the bare socket: Java-WebSocket. The JDK's is the one of every test with a {@link JdkPeer}; those of other languages are in
 * {@link InteropScriptsTest}.
 */
final class InteropTest {
    @ParameterizedTest
    @ValueSource(strings = {"alert.v1.json", "alert.v1.sbe"})
    void shouldTalkToJavaWebSocket(final String subprotocol) throws InterruptedException {
        final MessageCodec codec = Subprotocols.of(subprotocol);
        try (Rig rig = Rig.launch()) {
            final Peer first = Peer.open(rig.port(), codec, null);
            final ServerMessage.Welcome welcome = first.next(ServerMessage.Welcome.class);
            rig.source("m3").raise("a", Severity.CRITICAL);
            final ServerMessage.Delivery delivery = first.next(ServerMessage.Delivery.class);
            assertThat(delivery.alert().key()).isEqualTo("a");
            first.say(new ClientMessage.Receipts(delivery.seq(), 0, List.of()));
            first.say(new ClientMessage.Accept(1, 0, delivery.alert().alertId()));
            assertThat(first.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            first.getConnection().closeConnection(1006, "cut");
            rig.source("m4").raise("b", Severity.CRITICAL);

            final Peer ann = Peer.open(rig.port(), codec, new ClientMessage.Resume(welcome.epoch(), delivery.seq(), 0));
            assertThat(ann.next(ServerMessage.Welcome.class).resume()).isEqualTo(ResumeResult.RESUMED);
            final ServerMessage.Delivery missed = ann.next(ServerMessage.Delivery.class);
            assertThat(missed.prev()).isEqualTo(delivery.seq());
            assertThat(missed.alert().key()).isEqualTo("b");
            ann.sendPing();
            rig.gateway.close();
            assertThat(ann.closed
                            .orTimeout(JdkPeer.PATIENCE_S, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(CloseCode.RESTART.code());
        }
    }

    private static final class Peer extends WebSocketClient {
        final BlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final MessageCodec codec;

        private Peer(final int port, final MessageCodec codec) {
            super(
                    URI.create("ws://127.0.0.1:" + port + "/ws"),
                    new Draft_6455(List.of(), List.of(new Protocol(codec.subprotocol()))));
            this.codec = codec;
        }

        /** Ann's. */
        static Peer open(final int port, final MessageCodec codec, final ClientMessage.@Nullable Resume resume)
                throws InterruptedException {
            final Peer peer = new Peer(port, codec);
            assertThat(peer.connectBlocking(JdkPeer.PATIENCE_S, TimeUnit.SECONDS))
                    .isTrue();
            peer.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "java-websocket", Set.of(), resume, Token.NONE));
            return peer;
        }

        void say(final ClientMessage message) {
            final byte[] bytes = codec.write(message);
            if (codec.isBinary()) {
                send(bytes);
            } else {
                send(new String(bytes, StandardCharsets.UTF_8));
            }
        }

        <T extends ServerMessage> T next(final Class<T> kind) throws InterruptedException {
            final ServerMessage message = messages.poll(JdkPeer.PATIENCE_S, TimeUnit.SECONDS);
            assertThat(message).isInstanceOf(kind);
            return kind.cast(message);
        }

        private void heard(final ByteBuffer bytes) {
            try {
                final ServerMessage message = codec.readServer(bytes);
                if (!(message instanceof ServerMessage.Heartbeat)) {
                    messages.add(message);
                }
            } catch (final ProtocolException unreadable) {
                closed.completeExceptionally(unreadable);
            }
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {}

        @Override
        public void onMessage(final String message) {
            heard(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void onMessage(final ByteBuffer bytes) {
            heard(bytes);
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
