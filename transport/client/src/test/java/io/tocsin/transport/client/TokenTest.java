package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
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
}
