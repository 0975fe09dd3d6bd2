package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Severity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a gateway comes, lives and goes; what it does for its clients meanwhile is in {@link GatewayTest}. */
final class GatewayLifeTest {
    private final Rig rig = Rig.launch();

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldTellClientsThatItGoes() {
        final JdkPeer ann = rig.clinician("ann");
        rig.gateway.close();
        assertThat(ann.next(ServerMessage.Drain.class).retryAfterMs()).isBetween(200, 2_000);
        ann.closedWith(CloseCode.RESTART);
        assertThat(rig.gateway.ready().problem()).isNotNull();
        assertThat(rig.count(GatewayMetric.CONNECTIONS_OPEN)).isZero();
    }

    @Test
    void shouldAnswerWhatIsOnItsWayBeforeItGoes() {
        final JdkPeer monitor = rig.source("m3");
        for (int id = 1; id <= 40; id++) {
            monitor.say(JdkPeer.raiseOf(id, "key-" + id, Severity.URGENT));
        }
        await().until(() -> rig.count(GatewayMetric.COMMANDS_TAKEN) == 40);
        rig.gateway.close();
        monitor.closedWith(CloseCode.RESTART);
        assertThat(monitor.rest().stream()
                        .filter(message -> message instanceof ServerMessage.Answer)
                        .count())
                .isEqualTo(40);
    }

    @Test
    void shouldSayThatTheConnectionLivesAndGiveUpWhoIsSilent() {
        try (Rig quick = Rig.launch(router -> {}, gateway -> gateway.heartbeat(Duration.ofSeconds(1)));
                RawPeer ann = new RawPeer(quick.port()).greet("ann")) {
            final List<String> heard = new ArrayList<>();
            RawPeer.Frame frame = ann.anyFrame();
            while (frame.opcode() != RawPeer.CLOSE) {
                heard.add(
                        frame.opcode() == RawPeer.PING
                                ? "ping"
                                : frame.text().substring(0, "{\"type\":\"heartbeat\"".length()));
                frame = ann.anyFrame();
            }
            assertThat(frame.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
            assertThat(heard).contains("ping", "{\"type\":\"heartbeat\"");
            assertThat(quick.count(GatewayMetric.CLOSED_SILENT)).isEqualTo(1);
        }
    }

    @Test
    void shouldSayThatItsLoopsTurn() {
        assertThat(rig.gateway.live().problem()).isNull();
        assertThat(rig.gateway.ready().problem()).isNull();
    }

    @Test
    void shouldServeThisMachineOnly() throws UnknownHostException {
        final Gateway.Context context = new Gateway.Context()
                .router(rig.router)
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0));
        assertThatThrownBy(() -> Gateway.launch(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void shouldSayThatItsPortIsTaken() {
        final Gateway.Context context = new Gateway.Context().router(rig.router).bind(rig.gateway.address());
        assertThatThrownBy(() -> Gateway.launch(context))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("something listens there already");
    }
}
