package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.codecs.json.ServerMessageWriter;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlowClientTest {
    private static final int ALERTS = 400;
    private static final int SMALL_BUFFER = 16_384;

    private Rig rig = Rig.launch();

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldCloseWhoReadsNothingAndLeaveTheOthersAlone() {
        launch(Duration.ofSeconds(2));
        try (RawPeer ann = new RawPeer(rig.port(), SMALL_BUFFER).greet("ann")) {
            final JdkPeer bob = rig.clinician("bob");
            raise(Severity.CRITICAL, ALERTS);
            for (int seq = 1; seq <= ALERTS; seq++) {
                final ServerMessage.Delivery delivery = bob.delivery();
                assertThat(delivery.seq()).isEqualTo(seq);
                bob.confirm(delivery);
            }
            assertThat(rig.count(GatewayMetric.DELIVERIES_OVERFLOWED)).isPositive();
            await().atMost(Duration.ofSeconds(JdkPeer.PATIENCE_S))
                    .until(() -> rig.count(GatewayMetric.CLOSED_TOO_SLOW) == 1);
            await().atMost(Duration.ofSeconds(JdkPeer.PATIENCE_S))
                    .until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == 1);
            assertThat(ann.isEnded()).isTrue();
        }
        final JdkPeer ann = rig.clinician("ann");
        for (int seq = 1; seq <= ALERTS; seq++) {
            final ServerMessage.Delivery delivery = ann.delivery();
            assertThat(delivery.seq()).isEqualTo(seq);
            ann.confirm(delivery);
        }
    }

    @Test
    void shouldTellEverythingToWhoReadsAgain() throws ProtocolException {
        launch(Duration.ofSeconds(JdkPeer.PATIENCE_S));
        try (RawPeer ann = new RawPeer(rig.port(), SMALL_BUFFER).greet("ann")) {
            raise(Severity.CRITICAL, ALERTS);
            await().until(() -> rig.count(GatewayMetric.DELIVERIES_OVERFLOWED) > 0);
            long bytes = 0;
            for (int seq = 1; seq <= ALERTS; seq++) {
                final String text = ann.frame().text();
                final ServerMessage.Delivery delivery = delivery(text);
                assertThat(delivery.seq()).isEqualTo(seq);
                assertThat(delivery.prev()).isEqualTo(seq - 1);
                bytes += text.length();
            }
            assertThat(bytes).as("more than what may pile up").isGreaterThan(8L * SMALL_BUFFER);
            assertThat(rig.count(GatewayMetric.REDELIVERIES_ASKED)).isPositive();
            assertThat(rig.count(GatewayMetric.CLOSED_TOO_SLOW)).isZero();
        }
    }

    @Test
    void shouldLetCriticalOvertakeWhatTheClientHasNotConfirmed() {
        final JdkPeer ann = rig.clinician("ann");
        raise(Severity.NON_URGENT, 60);
        final JdkPeer monitor = rig.source("other");
        monitor.raise("arrest", Severity.CRITICAL);

        long others = 0;
        long lastOther = 0;
        ServerMessage.Delivery next = ann.delivery();
        while (next.lane() == Lane.OTHER) {
            others += ServerMessageWriter.write(next).length;
            lastOther = next.seq();
            next = ann.delivery();
        }
        assertThat(next.alert().key()).isEqualTo("arrest");
        assertThat(others).isBetween(8_192L, 16_384L);
        assertThat(lastOther).isLessThan(60);
        assertThat(ann.settle()).isEmpty();

        for (long seq = lastOther; seq < 60; seq++) {
            ann.say(new ClientMessage.Receipts(0, seq, List.of()));
            assertThat(ann.delivery().seq()).isGreaterThan(seq);
            ann.rest();
            ann.settle();
            seq = Math.max(seq, rig.count(GatewayMetric.DELIVERIES_OTHER) - 1);
        }
        assertThat(rig.count(GatewayMetric.DELIVERIES_OTHER)).isEqualTo(60);
    }

    @Test
    void shouldCloseWhoConfirmsNothingThoughThereIsMore() {
        launch(Duration.ofSeconds(2));
        final JdkPeer ann = rig.clinician("ann");
        raise(Severity.NON_URGENT, 60);
        ann.closedWith(CloseCode.TOO_SLOW);
    }

    private void launch(final Duration stallTimeout) {
        rig.close();
        rig = Rig.launch(router -> {}, gateway -> {
            gateway.stallTimeout(stallTimeout).laneBound(16, 65_536);
            gateway.highWaterBytes = SMALL_BUFFER;
            gateway.sendBufferBytes = SMALL_BUFFER;
        });
    }

    private void raise(final Severity severity, final int count) {
        rig.source("m3").raiseMany(severity.name(), severity, count);
    }

    private static ServerMessage.Delivery delivery(final String text) throws ProtocolException {
        return (ServerMessage.Delivery)
                ServerMessageReader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
