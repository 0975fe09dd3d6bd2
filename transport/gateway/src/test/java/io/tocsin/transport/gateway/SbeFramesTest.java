package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.wire.SbeCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The subprotocol alert.v1.sbe over real sockets: agreed on, in binary frames, and refused as JSON is. */
final class SbeFramesTest {
    private final Rig rig = Rig.launch().speaking(SbeCodec.INSTANCE);

    @AfterEach
    void tearDown() {
        assertThat(rig.source("witness").raise("still-there", Severity.CRITICAL).result())
                .as("others are not affected")
                .isEqualTo(AnswerResult.OK);
        rig.close();
    }

    @Test
    void shouldAgreeOnTheFirstOfTheClientsThatTheServerHas() {
        assertThat(agreed("alert.v1.sbe", "alert.v1.json")).isEqualTo("alert.v1.sbe");
        assertThat(agreed("alert.v1.json", "alert.v1.sbe")).isEqualTo("alert.v1.json");
        assertThat(agreed("graphql-ws", "alert.v1.sbe")).isEqualTo("alert.v1.sbe");
    }

    @Test
    void shouldTellPeopleOfOneAlertEachInTheirOwnWay() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer bob = rig.speaking(JsonCodec.INSTANCE).clinician("bob");
        rig.speaking(SbeCodec.INSTANCE).source("m3").raise("a", Severity.CRITICAL);

        final ServerMessage.Delivery toAnn = ann.delivery();
        final ServerMessage.Delivery toBob = bob.delivery();

        assertThat(toAnn.alert()).isEqualTo(toBob.alert());
        assertThat(toAnn.alert().key()).isEqualTo("a");
        assertThat(ann.accept(toAnn.alert().alertId()).result()).isEqualTo(AnswerResult.OK);
        assertThat(bob.delivery().owner()).isEqualTo("ann");
    }

    @Test
    void shouldCloseWhoSendsTextWhereFramesAreBinary() {
        final JdkPeer peer = rig.source("m3");
        peer.say("{\"type\":\"heartbeat\"}");
        peer.closedWith(CloseCode.WRONG_OPCODE);
    }

    @Test
    void shouldCloseWhoSendsBinaryWhereFramesAreText() {
        final JdkPeer peer = rig.speaking(JsonCodec.INSTANCE).source("m3");
        peer.sayBinary(SbeCodec.INSTANCE.write(new ClientMessage.Heartbeat()));
        peer.closedWith(CloseCode.WRONG_OPCODE);
        rig.speaking(SbeCodec.INSTANCE);
    }

    @Test
    void shouldAnswerWhatItCannotTakeAndGoOn() {
        final JdkPeer monitor = rig.source("m3");
        monitor.sayBinary(new byte[] {1, 2, 3});
        assertThat(monitor.error(ErrorCode.NOT_SBE).message()).isNotEmpty();
        final byte[] unknown = SbeCodec.INSTANCE.write(new ClientMessage.Heartbeat());
        unknown[2] = 50;
        monitor.sayBinary(unknown);
        assertThat(monitor.error(ErrorCode.UNKNOWN_TYPE).field()).isEqualTo("type");
        monitor.say(new ClientMessage.Clear(7, -1, ClientMessage.AlertName.id(5)));
        final ServerMessage.ProtocolError negative = monitor.error(ErrorCode.INVALID_FIELD);
        assertThat(negative.field()).isEqualTo("claimedNs");
        assertThat(negative.commandId()).isEqualTo(7);
        monitor.say(new ClientMessage.Accept(8, 0, 1));
        assertThat(monitor.error(ErrorCode.FORBIDDEN).commandId()).isEqualTo(8);
        assertThat(monitor.settle()).isEmpty();
        assertThat(rig.count(GatewayMetric.MESSAGES_REFUSED)).isEqualTo(4);
    }

    @Test
    void shouldSayOfWhichCommandARefusalIsThatItDoesNotKnow() {
        final JdkPeer monitor = rig.source("m3");
        final byte[] later = SbeCodec.INSTANCE.write(new ClientMessage.Resolve(17, 0, 5));
        later[2] = (byte) 170;
        monitor.sayBinary(later);
        assertThat(monitor.error(ErrorCode.UNKNOWN_TYPE).commandId()).isEqualTo(17);
    }

    @Test
    void shouldTakeAHelloInFragments() {
        final byte[] hello =
                SbeCodec.INSTANCE.write(new ClientMessage.Hello(Role.SOURCE, "", "m3", Set.of(), null, Token.NONE));
        final JdkPeer peer = rig.connect();
        peer.sayBinary(Arrays.copyOf(hello, 5), false);
        peer.sayBinary(Arrays.copyOfRange(hello, 5, 40), false);
        peer.sayBinary(Arrays.copyOfRange(hello, 40, hello.length), true);
        assertThat(peer.welcome().highestCommandId()).isZero();
        assertThat(peer.raise("a", Severity.CRITICAL).result()).isEqualTo(AnswerResult.OK);
    }

    @Test
    void shouldHearNothingBeforeTheHello() {
        final JdkPeer peer = rig.connect();
        peer.say(new ClientMessage.AlertsQuery("9", 1, 0));
        assertThat(peer.error(ErrorCode.HELLO_FIRST).ref()).isEqualTo("9");
    }

    @Test
    void shouldCloseOnAMessageThatIsTooLong() {
        final JdkPeer peer = rig.source("m3");
        peer.sayBinary(new byte[70_000]);
        peer.closedWith(CloseCode.TOO_BIG);
    }

    @Test
    void shouldCloseWhoSendsTooMuchThatCannotBeRead() {
        final JdkPeer peer = rig.source("m3");
        final byte[] raise = SbeCodec.INSTANCE.write(JdkPeer.raiseOf(1, "k", Severity.CRITICAL));
        final Random random = new Random(17);
        for (int i = 0; i < 40 && !peer.isClosed(); i++) {
            try {
                peer.sayBinary(Arrays.copyOf(raise, random.nextInt(raise.length)));
            } catch (final RuntimeException closed) {
                break;
            }
        }
        peer.closedWith(CloseCode.MALFORMED);
        assertThat(rig.router.openAlerts()).isEmpty();
    }

    private String agreed(final String first, final String... others) {
        final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(first, others)
                .buildAsync(URI.create("ws://127.0.0.1:" + rig.port() + "/ws"), new WebSocket.Listener() {})
                .join();
        socket.abort();
        return socket.getSubprotocol();
    }
}
