package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's own WebSocket: an independent reading of RFC 6455. Heartbeats are left out; everything else is kept in order. */
final class JdkPeer implements WebSocket.Listener, AutoCloseable {
    static final long PATIENCE_S = 60;
    private static final int AT_ONCE = 50;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final MessageCodec codec;
    private @Nullable WebSocket socket;
    private ServerMessage.@Nullable Welcome welcome;
    private long lastCommandId;

    private JdkPeer(final MessageCodec codec) {
        this.codec = codec;
    }

    static JdkPeer connect(final int port) {
        return connect(port, HttpFront.SUBPROTOCOL);
    }

    static JdkPeer connect(final int port, final String subprotocol) {
        return connect(HTTP, URI.create("ws://127.0.0.1:" + port + "/ws"), subprotocol);
    }

    static JdkPeer connect(final HttpClient http, final URI router, final String subprotocol) {
        return connect(http, router, subprotocol, "");
    }

    static JdkPeer connect(
            final HttpClient http, final URI router, final String subprotocol, final String authorization) {
        final JdkPeer peer = new JdkPeer(Subprotocols.of(subprotocol));
        final WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(PATIENCE_S));
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        if (!subprotocol.isEmpty()) {
            builder.subprotocols(subprotocol);
        }
        peer.socket = builder.buildAsync(router, peer)
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
        return peer;
    }

    JdkPeer say(final ClientMessage message) {
        final byte[] written = codec.write(message);
        if (codec.isBinary()) {
            sayBinary(written);
            return this;
        }
        return say(new String(written, StandardCharsets.UTF_8));
    }

    /** Says what this JSON means, in whatever is spoken here. */
    JdkPeer sayAsIn(final String json) {
        try {
            return say(JsonCodec.INSTANCE.readClient(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
        } catch (final ProtocolException wrong) {
            throw new AssertionError(json, wrong);
        }
    }

    JdkPeer say(final String json) {
        socket().sendText(json, true).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        return this;
    }

    void sayBinary(final byte[] bytes) {
        sayBinary(bytes, true);
    }

    /** A fragment of a message. */
    void sayBinary(final byte[] bytes, final boolean isLast) {
        socket().sendBinary(ByteBuffer.wrap(bytes), isLast).join();
    }

    ServerMessage.Welcome welcome() {
        if (welcome == null) {
            welcome = next(ServerMessage.Welcome.class);
            lastCommandId = welcome.highestCommandId();
        }
        return welcome;
    }

    long nextCommandId() {
        return ++lastCommandId;
    }

    /** Raises and waits for the answer. */
    ServerMessage.Answer raise(final String key, final Severity severity) {
        say(raiseOf(nextCommandId(), key, severity));
        return next(ServerMessage.Answer.class);
    }

    /** Raises many, as many at once as a connection may have in flight, and waits for their answers. */
    void raiseMany(final String prefix, final Severity severity, final int count) {
        for (int done = 0; done < count; done += AT_ONCE) {
            final int now = Math.min(AT_ONCE, count - done);
            for (int i = 0; i < now; i++) {
                say(raiseOf(nextCommandId(), prefix + "-" + (done + i), severity));
            }
            for (int i = 0; i < now; i++) {
                assertThat(next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            }
        }
    }

    static ClientMessage.Raise raiseOf(final long commandId, final String key, final Severity severity) {
        return new ClientMessage.Raise(
                commandId,
                0,
                null,
                Purpose.PRODUCTION,
                new AlertDeclaration(key, EmergencyType.CARDIAC_ARREST, severity, "p-17", "", "", "", AlertText.NONE));
    }

    ServerMessage.Answer accept(final long alertId) {
        say(new ClientMessage.Accept(nextCommandId(), 0, alertId));
        return next(ServerMessage.Answer.class);
    }

    /** Confirms a delivery. */
    void confirm(final ServerMessage.Delivery delivery) {
        final boolean isCritical = delivery.lane() == Lane.CRITICAL;
        say(new ClientMessage.Receipts(isCritical ? delivery.seq() : 0, isCritical ? 0 : delivery.seq(), List.of()));
    }

    /** What it has, to resume from. */
    ClientMessage.Resume resume(final long critical, final long other) {
        return new ClientMessage.Resume(welcome().epoch(), critical, other);
    }

    /** The next message, which must be of this kind. */
    <T extends ServerMessage> T next(final Class<T> kind) {
        try {
            final ServerMessage message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(message).isInstanceOf(kind);
            return kind.cast(message);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    ServerMessage.Delivery delivery() {
        return next(ServerMessage.Delivery.class);
    }

    /** The next message, which must be this error. */
    ServerMessage.ProtocolError error(final ErrorCode code) {
        final ServerMessage.ProtocolError error = next(ServerMessage.ProtocolError.class);
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        return error;
    }

    private WebSocket socket() {
        return requireNonNull(socket);
    }

    /** Everything that has come and was not looked at. */
    List<ServerMessage> rest() {
        final List<ServerMessage> rest = new ArrayList<>();
        messages.drainTo(rest);
        return rest;
    }

    /** Waits for an answer to something harmless, so that whatever was on its way before has come. */
    List<ServerMessage> settle() {
        final String ref = "settle-" + nextCommandId();
        say(new ClientMessage.AlertsQuery(ref, 1, 0));
        final List<ServerMessage> before = new ArrayList<>();
        ServerMessage message = next(ServerMessage.class);
        while (!(message instanceof ServerMessage.Alerts alerts && alerts.ref().equals(ref))) {
            before.add(message);
            message = next(ServerMessage.class);
        }
        return before;
    }

    /** Waits until the server has closed with this code. */
    void closedWith(final CloseCode code) {
        assertThat(closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join()).isEqualTo(code.code());
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Cuts the connection without a word. */
    void cut() {
        socket().abort();
    }

    @Override
    public void close() {
        socket().sendClose(WebSocket.NORMAL_CLOSURE, "")
                .exceptionally(gone -> socket())
                .join();
        socket().abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(final WebSocket from, final CharSequence part, final boolean isLast) {
        text.append(part);
        if (isLast) {
            heard(text.toString().getBytes(StandardCharsets.UTF_8), false);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(final WebSocket from, final ByteBuffer part, final boolean isLast) {
        final byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        binary.writeBytes(bytes);
        if (isLast) {
            heard(binary.toByteArray(), true);
            binary.reset();
        }
        from.request(1);
        return null;
    }

    private void heard(final byte[] bytes, final boolean isBinary) {
        try {
            assertThat(isBinary).as("frames of %s", codec.subprotocol()).isEqualTo(codec.isBinary());
            final ServerMessage message = codec.readServer(ByteBuffer.wrap(bytes));
            if (!(message instanceof ServerMessage.Heartbeat)) {
                messages.add(message);
            }
        } catch (final ProtocolException | AssertionError unreadable) {
            closed.completeExceptionally(unreadable);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(final WebSocket from, final Throwable error) {
        closed.completeExceptionally(error);
    }
}
