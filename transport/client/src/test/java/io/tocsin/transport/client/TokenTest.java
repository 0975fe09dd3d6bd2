package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.ViewReason;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A client proves who it is with the newest token it can get, at each beginning and before each end. */
final class TokenTest {
    @Test
    void shouldSendNothingInClearThatIsNotMeantTo() {
        final URI clear = URI.create("ws://router.example:8080/ws");
        final URI encrypted = URI.create("wss://router.example:8443/ws");
        final Credentials token = Credentials.none().token(() -> "t");
        assertThatThrownBy(() -> TocsinClient.connect(context(clear).credentials(token)))
                .hasMessageContaining("in clear");
        assertThatThrownBy(() -> TocsinClient.connect(context(encrypted, clear)))
                .hasMessageContaining("in clear");
    }

    private static TocsinClient.Context context(final URI... endpoints) {
        return new TocsinClient.Context().endpoints(endpoints).client("m1");
    }

    @Test
    void shouldShowTheNewestTokenWhenItIsNeeded() throws Exception {
        final Iterator<String> tokens = List.of("first", "second").iterator();
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(Says.ann(server)
                        .credentials(Credentials.none().token(tokens::next))
                        .errorHandler(failed -> {}))) {
            final Peer peer = server.next();
            assertThat(peer.hello().token().text()).isEqualTo("first");
            peer.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 0));
            peer.say(new ServerMessage.AuthExpiring(1));
            assertThat(peer.hear(ClientMessage.AuthRefresh.class).token().text())
                    .isEqualTo("second");
            peer.say(new ServerMessage.AuthRefreshed(2));
            peer.say(new ServerMessage.AuthExpiring(2));
            peer.close(CloseCode.UNAUTHENTICATED);
            assertThat(server.next().hello().token().isNone())
                    .as("whoever has the tokens fails, and the client says so and goes on without")
                    .isTrue();
            assertThat(client.isConnected()).isFalse();
        }
    }

    /** Whoever is asked to log in again does, and says the same again. */
    @Test
    void shouldSayItAgainByANewerTokenWhenItIsToBeProvedAnew() throws Exception {
        final AtomicReference<String> token = new AtomicReference<>("first");
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(
                        Says.ann(server).credentials(Credentials.none().token(token::get)))) {
            final Peer peer = server.next();
            peer.hello();
            peer.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 0));
            final CompletableFuture<ServerMessage.Answer> old = breakGlass(client);
            peer.say(stepUp(peer.hear(BreakGlass.class)));
            assertThatThrownBy(() -> old.get(30, TimeUnit.SECONDS)).hasMessageContaining("log in again");
            token.set("second");
            final CompletableFuture<ServerMessage.Answer> next = breakGlass(client);
            final BreakGlass said = peer.hear(BreakGlass.class);
            peer.say(stepUp(said));
            assertThat(peer.hear(ClientMessage.AuthRefresh.class).token().text())
                    .isEqualTo("second");
            peer.say(new ServerMessage.AuthRefreshed(2));
            assertThat(peer.hear(BreakGlass.class)).isEqualTo(said);
            peer.say(new ServerMessage.Answer(
                    said.commandId(), "", AnswerResult.OK, 0, false, 0, false, 0, Level.OS, 0));
            assertThat(next.get(30, TimeUnit.SECONDS).result()).isEqualTo(AnswerResult.OK);
        }
    }

    /** An issuer that hands out another token each time, of the same old login, is no reason to ask for ever. */
    @Test
    void shouldSayItAgainOnce() throws Exception {
        final AtomicLong tokens = new AtomicLong();
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(
                        Says.ann(server).credentials(Credentials.none().token(() -> "t" + tokens.incrementAndGet())))) {
            final Peer peer = server.next();
            peer.hello();
            peer.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 0));
            final CompletableFuture<ServerMessage.Answer> answer = breakGlass(client);
            peer.say(stepUp(peer.hear(BreakGlass.class)));
            peer.hear(ClientMessage.AuthRefresh.class);
            peer.say(stepUp(peer.hear(BreakGlass.class)));
            assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasMessageContaining("log in again");
        }
    }

    private static CompletableFuture<ServerMessage.Answer> breakGlass(final TocsinClient client) {
        return client.access().breakGlass("p-17", ViewReason.SAFETY, "", Duration.ZERO);
    }

    private static ServerMessage.ProtocolError stepUp(final BreakGlass said) {
        return new ServerMessage.ProtocolError(ErrorCode.STEP_UP, "auth_time", "log in again", said.commandId(), "", 0);
    }
}
