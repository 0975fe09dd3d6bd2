package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a connection, the client says so and comes back. */
@ParameterizedClass
@EnumSource(Spoken.class)
final class ReconnectTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    private final Recorder recorder = new Recorder();

    ReconnectTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @Test
    void shouldGreet() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.next();
            final ClientMessage.Hello hello = peer.hello();
            assertThat(hello.role()).isEqualTo(Role.CLINICIAN);
            assertThat(hello.person()).isEqualTo("ann");
            assertThat(hello.client()).isEqualTo("phone");
            assertThat(hello.resume()).isNull();
            assertThat(client.isConnected()).isFalse();

            peer.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 0));
            assertThat(client.connected().get(PATIENCE, SECONDS).session()).isEqualTo(3);
            assertThat(client.isConnected()).isTrue();
            peer.say(new ServerMessage.Heartbeat(9));
            assertThat(Recorder.next(recorder.heartbeats).serverTimeNs()).isEqualTo(9);
        }
    }

    @Test
    void shouldComeBackIfTheRouterDiesInTheMiddleOfAFrame() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.say(Says.offer(Lane.CRITICAL, 1, 0));
            first.hear(ClientMessage.Receipts.class);
            // A text frame of 100 bytes, of which six come.
            first.sayRaw(new byte[] {(byte) 0x81, 100, '{', '"', 't', 'y'});
            first.abort();

            final Peer second = server.greeted(0, ResumeResult.RESUMED, 1, 0);
            second.say(Says.offer(Lane.CRITICAL, 2, 1));
            assertThat(second.hear(ClientMessage.Receipts.class).critical()).isEqualTo(2);
            final Disconnect disconnect = Recorder.next(recorder.disconnects);
            assertThat(disconnect.code()).isZero();
            assertThat(disconnect.welcomed()).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"type\":\"delivery\"}",
                "{\"type\":\"answer\",\"commandId\":\"1\",\"result\":\"PERHAPS\"}",
                "{\"type\":\"answer\",\"commandId\":1}"
            })
    void shouldLeaveARouterThatCannotBeUnderstood(final String garbage) throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.greeted();
            first.say(garbage);

            assertThat(first.closed()).isEqualTo(CloseCode.MALFORMED.code());
            server.greeted();
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("cannot be read");
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldLeaveARouterThatSpeaksInBinary() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            server.greeted().sayInBinary(new byte[] {1, 2, 3});

            server.greeted();
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("no text");
            assertThat(client.connected()).isCompleted();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Reserved bits, a reserved opcode, a masked frame, a control frame of two, bytes that are not UTF-8.
                "F101" + "7B",
                "8B00",
                "818100000000" + "7B",
                "0900",
                "8102C328"
            })
    void shouldLeaveARouterThatBreaksTheWebSocket(final String frame) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            server.greeted().sayRaw(java.util.HexFormat.of().parseHex(frame));

            server.greeted();
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldLeaveARouterWhoseMessageDoesNotEnd() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            server.greeted().say("{\"x\":\"" + "a".repeat(70_000) + "\"}");

            server.greeted();
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldPassOverMessagesOfLaterVersions() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say("{\"type\":\"weather\",\"sky\":\"blue\"}");
            peer.say(new ServerMessage.Heartbeat(9));

            Recorder.next(recorder.heartbeats);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "\0\0\0\0\0\0\0\0",
                ""
            })
    void shouldComeBackToWhatAnswersWithGarbage(final String answer) throws Exception {
        try (ServerSocket garbage = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TocsinClient client = TocsinClient.connect(new TocsinClient.Context()
                        .endpoints(URI.create("ws://127.0.0.1:" + garbage.getLocalPort() + "/ws"))
                        .client("c")
                        .backoff(1, 20)
                        .timeoutMs(2_000)
                        .listener(recorder))) {
            for (int attempt = 0; attempt < 3; attempt++) {
                answerOnce(garbage, answer);
                final Disconnect disconnect = Recorder.next(recorder.disconnects);
                assertThat(disconnect.welcomed()).isFalse();
                assertThat(disconnect.reason()).isNotEmpty();
            }
            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void shouldNotTalkToARouterWithoutItsSubprotocol() throws Exception {
        try (ScriptedServer server = ScriptedServer.startWithoutSubprotocol();
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            assertThat(Recorder.next(recorder.disconnects).reason()).contains("subprotocol");
            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void shouldComeBackIfTheRouterDoesNotGreetBack() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client =
                        TocsinClient.connect(Says.ann(server).listener(recorder).timeoutMs(100))) {
            server.next().hello();

            server.next().hello();
            assertThat(Recorder.next(recorder.disconnects).reason()).isEqualTo("no welcome in time");
            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void shouldLeaveARouterThatFallsSilent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer first = server.next();
            first.hello();
            first.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 20));

            assertThat(first.closed()).isEqualTo(CloseCode.GOING_AWAY.code());
            server.greeted();
            assertThat(Recorder.next(recorder.disconnects).reason()).isEqualTo("the router is silent");
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldWaitForARouterThatIsNotThereYet() throws Exception {
        final int port = freePort();
        try (TocsinClient client = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + port + "/ws"))
                .client("c")
                .backoff(1, 20)
                .listener(recorder))) {
            assertThat(Recorder.next(recorder.disconnects).welcomed()).isFalse();
            Recorder.next(recorder.disconnects);
            try (ScriptedServer server = ScriptedServer.startOn(port)) {
                server.greeted();
                assertThat(client.connected().get(PATIENCE, SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void shouldTryTheNextEndpoint() throws Exception {
        final int nobody = freePort();
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(
                        Says.ann(server).endpoints(URI.create("ws://127.0.0.1:" + nobody + "/ws"), server.uri()))) {
            server.greeted().close(CloseCode.RESTART);
            server.greeted();
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldNotComeBackBeforeADrainingRouterSaid() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.greeted();
            peer.say(new ServerMessage.Drain(150));
            peer.close(CloseCode.RESTART);

            final Disconnect disconnect = Recorder.next(recorder.disconnects);
            assertThat(disconnect.closeCode()).isEqualTo(CloseCode.RESTART);
            assertThat(disconnect.retryMs()).as("its own would be below 20").isEqualTo(150);
            server.greeted();
            assertThat(client.connected()).isCompleted();
        }
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void shouldComeBackSlowlyIfItsOwnFaultEndedTheConnection(final CloseCode code) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client =
                        TocsinClient.connect(Says.ann(server).listener(recorder).backoff(1, 100_000))) {
            server.greeted().close(code);

            final Disconnect disconnect = Recorder.next(recorder.disconnects);
            assertThat(disconnect.closeCode()).isEqualTo(code);
            assertThat(disconnect.reason()).isEqualTo(code.reason());
            if (code.isFaultOfClient()) {
                assertThat(disconnect.retryMs()).isBetween(50_000L, 100_000L);
            } else {
                assertThat(disconnect.retryMs()).isBetween(0L, 1L);
            }
            assertThat(client.connected()).isCompleted();
        }
    }

    @Test
    void shouldTellWhyARouterDoesNotWantIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server).listener(recorder))) {
            final Peer peer = server.next();
            peer.hello();
            peer.say(new ServerMessage.ProtocolError(ErrorCode.UNKNOWN_PERSON, "person", "who is ann?", 0, "", 0));
            peer.close(CloseCode.FORBIDDEN);

            assertThat(Recorder.next(recorder.errors).code()).isEqualTo(ErrorCode.UNKNOWN_PERSON);
            assertThat(Recorder.next(recorder.disconnects).closeCode()).isEqualTo(CloseCode.FORBIDDEN);
            assertThat(client.connected()).isNotDone();
        }
    }

    @Test
    void shouldCloseAtAnyMoment() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                ClientGroup group = ClientGroup.threads(1)) {
            final TocsinClient dialling = TocsinClient.connect(Says.ann(server).group(group));
            dialling.close();
            assertThat(dialling.connected()).isCompletedExceptionally();

            final TocsinClient greeting = TocsinClient.connect(Says.ann(server).group(group));
            Peer peer = server.next();
            while (peer.isSilent() && !peer.isOpen()) {
                peer = server.next();
            }
            greeting.close();
            assertThat(greeting.connected()).isCompletedExceptionally();

            final TocsinClient waiting = TocsinClient.connect(
                    Says.ann(server).group(group).backoff(60_000, 60_000).listener(recorder));
            server.greeted().abort();
            Recorder.next(recorder.disconnects);
            waiting.close();
            assertThat(waiting.isConnected()).isFalse();
        }
    }

    @Test
    void shouldShareThreads() throws Exception {
        final int clients = 500;
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                ClientGroup group = ClientGroup.threads(1)) {
            final List<TocsinClient> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(TocsinClient.connect(
                        Says.ann(server).client("c-" + i).group(group).backoff(50, 500)));
            }
            for (int i = 0; i < clients; i++) {
                server.greeted();
            }
            for (final TocsinClient client : all) {
                client.connected().get(PATIENCE, SECONDS);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("tocsin-client"))
                    .hasSize(1);
            all.forEach(TocsinClient::close);
        }
    }

    @Test
    void shouldSayWhatItLacks() {
        assertThatThrownBy(() -> TocsinClient.connect(new TocsinClient.Context()))
                .hasMessageContaining("no endpoint");
        final TocsinClient.Context context = new TocsinClient.Context().endpoints(URI.create("ws://127.0.0.1:1/ws"));
        assertThatThrownBy(() -> TocsinClient.connect(context)).hasMessageContaining("no client");
        assertThatThrownBy(() -> TocsinClient.connect(context.client("c").role(Role.CLINICIAN)))
                .hasMessageContaining("no person");
        assertThatThrownBy(() -> context.endpoints(URI.create("wss://router/ws")))
                .hasMessageContaining("wss://HOST:PORT/ws");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void answerOnce(final ServerSocket listening, final String answer) throws IOException {
        try (Socket socket = listening.accept()) {
            final byte[] request = new byte[4_096];
            int length = 0;
            while (!new String(request, 0, length, StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
                final int read = socket.getInputStream().read(request, length, request.length - length);
                if (read < 0) {
                    return;
                }
                length += read;
            }
            final OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
