package io.tocsin.transport.client;

import static io.tocsin.transport.client.Says.nth;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client asks for happens once and is answered, whatever happens to its connections. */
@ParameterizedClass
@EnumSource(Spoken.class)
final class CommandTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    CommandTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @Test
    void shouldNumberCommandsBehindTheHighestThatTheRouterHas() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final CompletableFuture<ServerMessage.Answer> raised = client.raise(Says.arrest("a"));
            final Peer peer = server.greeted(16, ResumeResult.NEW, 0, 0);

            final ClientMessage.Raise raise = peer.hear(ClientMessage.Raise.class);
            assertThat(raise.commandId()).isEqualTo(nth(17));
            assertThat(raise.alert()).isEqualTo(Says.arrest("a"));
            peer.say(Says.ok(nth(17)));

            assertThat(raised.get(PATIENCE, SECONDS).alertId()).isEqualTo(5);
            assertThat(client.accept(5)).isNotDone();
            assertThat(peer.hear(ClientMessage.Accept.class).commandId()).isEqualTo(nth(18));
        }
    }

    @Test
    void shouldSayEveryCommand() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer peer = server.greeted();
            final ClientMessage.AlertName byKey = ClientMessage.AlertName.key("k");

            client.update(byKey, Severity.URGENT, "better");
            client.clear(byKey);
            client.cancel(ClientMessage.AlertName.id(5));
            client.accept(5);
            client.reject(5, RejectReason.TOO_FAR);
            client.resolve(5);
            client.command(id -> new ClientMessage.Raise(id, 1_234, Level.DISK, Purpose.TEST, Says.arrest("claimed")));

            assertThat(peer.hear(ClientMessage.Update.class))
                    .isEqualTo(new ClientMessage.Update(nth(1), 0, byKey, Severity.URGENT, "better"));
            assertThat(peer.hear(ClientMessage.Clear.class)).isEqualTo(new ClientMessage.Clear(nth(2), 0, byKey));
            assertThat(peer.hear(ClientMessage.Cancel.class).alert().alertId()).isEqualTo(5);
            assertThat(peer.hear(ClientMessage.Accept.class)).isEqualTo(new ClientMessage.Accept(nth(4), 0, 5));
            assertThat(peer.hear(ClientMessage.Reject.class).reason()).isEqualTo(RejectReason.TOO_FAR);
            assertThat(peer.hear(ClientMessage.Resolve.class).commandId()).isEqualTo(nth(6));
            assertThat(peer.hear(ClientMessage.Raise.class).claimedNs()).isEqualTo(1_234);
        }
    }

    @Test
    void shouldSendUnansweredCommandsAgainUnderTheirNumbers() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer first = server.greeted();
            final CompletableFuture<ServerMessage.Answer> one = client.raise(Says.arrest("a"));
            final CompletableFuture<ServerMessage.Answer> two = client.accept(9);
            final String raise = first.text();
            final String accept = first.text();
            first.say(Says.ok(nth(1)));
            one.get(PATIENCE, SECONDS);
            first.abort();

            // One more while there is no connection.
            final CompletableFuture<ServerMessage.Answer> three = client.raise(Says.arrest("b"));
            final Peer second = server.greeted(nth(2), ResumeResult.RESUMED, 0, 0);

            assertThat(raise).contains("\"commandId\":\"" + nth(1) + "\"");
            assertThat(second.text()).as("the same bytes, the answered one not").isEqualTo(accept);
            assertThat(second.hear(ClientMessage.Raise.class).commandId()).isEqualTo(nth(3));
            second.say(Says.ok(nth(3)), Says.ok(nth(2)));
            assertThat(two.get(PATIENCE, SECONDS).commandId()).isEqualTo(nth(2));
            assertThat(three.get(PATIENCE, SECONDS).commandId()).isEqualTo(nth(3));
        }
    }

    @Test
    void shouldAskAgainIfTheRouterIsBusy() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer peer = server.greeted();
            final CompletableFuture<ServerMessage.Answer> raised = client.raise(Says.arrest("a"));
            final String first = peer.text();
            peer.say(Says.answer(nth(1), AnswerResult.BUSY, 1));
            final String second = peer.text();
            peer.say(Says.answer(nth(1), AnswerResult.STORAGE_FULL, 1));
            final String third = peer.text();
            peer.say(Says.ok(nth(1)));

            assertThat(second).isEqualTo(first);
            assertThat(third).isEqualTo(first);
            assertThat(raised.get(PATIENCE, SECONDS).result()).isEqualTo(AnswerResult.OK);
        }
    }

    @Test
    void shouldFailWithTheRoutersReason() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer peer = server.greeted();
            final CompletableFuture<ServerMessage.Answer> owned = client.accept(5);
            final CompletableFuture<ServerMessage.Answer> forbidden = client.accept(6);
            // What is answered before it was sent belongs to no command.
            assertThat(peer.hear(ClientMessage.Accept.class).commandId()).isEqualTo(nth(1));
            assertThat(peer.hear(ClientMessage.Accept.class).commandId()).isEqualTo(nth(2));
            peer.say(Says.answer(nth(1), AnswerResult.ALREADY_OWNED, 0));
            peer.say(new ServerMessage.ProtocolError(ErrorCode.FORBIDDEN, "", "not yours", nth(2), "", 0));

            final CommandFailedException refused = Says.failure(owned);
            assertThat(refused.reason()).isEqualTo(CommandFailedException.Reason.REFUSED);
            assertThat(refused.answer()).isEqualTo(Says.answer(nth(1), AnswerResult.ALREADY_OWNED, 0));
            assertThat(refused).hasMessage("ALREADY_OWNED: somebody else has taken the alert");
            final CommandFailedException notTaken = Says.failure(forbidden);
            assertThat(notTaken.reason()).isEqualTo(CommandFailedException.Reason.NOT_TAKEN);
            assertThat(notTaken).hasMessage("FORBIDDEN: not yours");
        }
    }

    @Test
    void shouldSendReadingsNowOrNotAtAll() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer unheard = server.next();
            unheard.hello();
            assertThat(Says.failure(client.vitals(vitals())).reason())
                    .isEqualTo(CommandFailedException.Reason.DISCONNECTED);
            unheard.say(ScriptedServer.welcome(0, ResumeResult.NEW, 0, 0, 0));
            client.connected().get(PATIENCE, SECONDS);

            final CompletableFuture<ServerMessage.Answer> first = client.vitals(vitals());
            final ClientMessage.Vitals heard = unheard.hear(ClientMessage.Vitals.class);
            assertThat(heard.readings()).isEqualTo(vitals().readings());
            unheard.say(new ServerMessage.Answer(
                    0, heard.ref(), AnswerResult.DUPLICATE, 0, false, 0, false, 0, Level.OS, 0));
            assertThat(first.get(PATIENCE, SECONDS).result()).isEqualTo(AnswerResult.DUPLICATE);

            final CompletableFuture<ServerMessage.Answer> lost = client.vitals(vitals());
            unheard.hear(ClientMessage.Vitals.class);
            unheard.abort();
            assertThat(Says.failure(lost).reason()).isEqualTo(CommandFailedException.Reason.DISCONNECTED);
        }
    }

    @Test
    void shouldListAlerts() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer peer = server.greeted();
            client.connected().get(PATIENCE, SECONDS);
            final CompletableFuture<ServerMessage.Alerts> list = client.alerts(20, 4);
            final ClientMessage.AlertsQuery query = peer.hear(ClientMessage.AlertsQuery.class);
            peer.say(new ServerMessage.Alerts(query.ref(), 99, List.of(), true));

            assertThat(query.limit()).isEqualTo(20);
            assertThat(query.after()).isEqualTo(4);
            assertThat(list.get(PATIENCE, SECONDS).more()).isTrue();
        }
    }

    @Test
    void shouldSayGoodbyeAndFailWhatWaits() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec())) {
            final TocsinClient client = TocsinClient.connect(Says.ann(server));
            final Peer peer = server.greeted();
            final CompletableFuture<ServerMessage.Answer> waiting = client.accept(5);
            peer.hear(ClientMessage.Accept.class);
            client.close();

            assertThat(peer.closed()).isEqualTo(CloseCode.NORMAL.code());
            assertThat(Says.failure(waiting).reason()).isEqualTo(CommandFailedException.Reason.CLIENT_CLOSED);
            assertThat(Says.failure(client.accept(6)).reason()).isEqualTo(CommandFailedException.Reason.CLIENT_CLOSED);
            assertThat(client.isConnected()).isFalse();
            client.close();
        }
    }

    @Test
    void shouldRefuseAtOnceWhatNoRouterWouldTake() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(spoken.codec());
                TocsinClient client = TocsinClient.connect(Says.ann(server))) {
            final Peer peer = server.greeted();
            client.connected().get(PATIENCE, SECONDS);

            assertRefused(() -> client.snooze(5, Duration.ZERO), "time is PT0S: it is from PT0.001S to PT24H");
            assertRefused(() -> client.snooze(5, Duration.ofDays(2)), "time is PT48H: it is from PT0.001S to PT24H");
            assertRefused(
                    () -> client.snooze(5, Duration.ofSeconds(Long.MAX_VALUE)),
                    "time is PT2562047788015215H30M7S: it is from PT0.001S to PT24H");
            assertRefused(
                    () -> client.beginBreak(Duration.ofSeconds(59), "bob"), "atMost is PT59S: it is from PT1M to PT2H");
            assertRefused(
                    () -> client.beginBreak(Duration.ofDays(100), "bob"), "atMost is PT2400H: it is from PT1M to PT2H");
            assertRefused(() -> client.alerts(0, 0), "limit is 0: it is from 1 to 200");
            assertRefused(() -> client.silences(201, 0), "limit is 201: it is from 1 to 200");
            assertRefused(() -> client.duty(-1, null), "limit is -1: it is from 1 to 200");

            assertThat(client.unanswered()).isZero();
            client.snooze(5, Duration.ofMinutes(10));
            client.beginBreak(Duration.ofMinutes(20), "bob");
            assertThat(peer.hear(ClientMessage.Snooze.class))
                    .isEqualTo(new ClientMessage.Snooze(nth(1), 0, 5, 600_000));
            assertThat(peer.hear(ClientMessage.BeginBreak.class))
                    .isEqualTo(new ClientMessage.BeginBreak(nth(2), 0, 1_200_000, "bob"));
        }
    }

    private static void assertRefused(final ThrowingCallable call, final String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    private static ClientMessage.Vitals vitals() {
        return new ClientMessage.Vitals(
                "",
                0,
                991,
                "p-17",
                "",
                "m3",
                Acuity.CONTINUOUS,
                Purpose.PRODUCTION,
                ReadingQuality.UNSTATED,
                List.of(new ClientMessage.Reading(Parameter.HEART_RATE, 7_200)));
    }
}
