package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Raise;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What leaves in batches where there are many clients, over real sockets: above one connection here, in batches that no test waits for. Rule: {@code
 * core-engine/POLICIES.md}, strategy.
 */
@Timeout(60)
final class BatchTest {
    private static final int FULL = 64;

    private Rig rig = Rig.launch(router -> {}, BatchTest::batching);

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldTellWhatIsCriticalAtOnceWhileTheRestGathers() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer monitor = rig.source("m3");
        monitor.raiseMany("urgent", Severity.URGENT, 3);
        monitor.raise("critical", Severity.CRITICAL);

        assertThat(ann.delivery().lane()).isEqualTo(Lane.CRITICAL);
        assertThat(ann.settle()).as("what is not critical still waits").isEmpty();
        assertThat(rig.count(GatewayMetric.BATCHES)).isZero();

        // Who is told to go is told what was kept.
        rig.gateway.close();
        assertThat(take(ann, 0, 3)).isEqualTo(3);
        assertThat(rig.count(GatewayMetric.BATCHES)).isEqualTo(1);
        assertThat(rig.count(GatewayMetric.DELIVERIES_BATCHED)).isEqualTo(3);
    }

    @Test
    void shouldSendManyInFewWritesInTheirOrderAndLoseNone() {
        final JdkPeer ann = rig.clinician("ann");
        rig.operator();
        final long flushesBefore = rig.count(GatewayMetric.FLUSHES);
        final int alerts = 3 * FULL;
        for (int i = 0; i < alerts; i++) {
            raise("urgent-" + i, Severity.URGENT);
        }
        // Once this has come, everything before it was on its way to the client.
        raise("critical", Severity.CRITICAL);
        final int whole = take(ann, 0, Integer.MAX_VALUE);
        assertThat(rig.count(GatewayMetric.BATCHES))
                .as("as soon as one is full")
                .isPositive();

        rig.gateway.close();
        assertThat(take(ann, whole, alerts)).isEqualTo(alerts);
        assertThat(rig.count(GatewayMetric.DELIVERIES_OTHER)).isEqualTo(alerts);
        assertThat(rig.count(GatewayMetric.BATCHES)).isLessThanOrEqualTo(alerts / FULL + 1);
        // One for each batch, and a few for heartbeats.
        assertThat(rig.count(GatewayMetric.FLUSHES) - flushesBefore).isLessThan(FULL);
    }

    @Test
    void shouldKeepForTheNextConnectionWhatWaitedWhenOneWasCut() {
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer bob = rig.clinician("bob");
        final JdkPeer ann = rig.clinician("ann");
        monitor.raiseMany("urgent", Severity.URGENT, 5);
        assertThat(ann.settle()).isEmpty();
        assertThat(bob.settle()).isEmpty();
        ann.cut();

        final JdkPeer again = rig.clinician("ann");
        for (int seq = 1; seq <= 5; seq++) {
            assertThat(again.delivery().seq()).isEqualTo(seq);
        }
    }

    @Test
    void shouldLetABatchLeaveWhenItsWindowIsOver() {
        rig.close();
        rig = Rig.launch(router -> {}, gateway -> gateway.batch(1, Duration.ofMillis(1)));
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer monitor = rig.source("m3");
        monitor.raiseMany("urgent", Severity.URGENT, 20);

        for (int seq = 1; seq <= 20; seq++) {
            assertThat(ann.delivery().seq()).isEqualTo(seq);
        }
        assertThat(rig.count(GatewayMetric.BATCHES)).isPositive();
    }

    @ParameterizedTest(name = "of a lane of {0} deliveries, {1} bytes")
    @CsvSource({"1, 65536", "256, 1024"})
    void shouldNotWaitForMoreThanFindsRoom(final int entries, final int bytes) {
        rig.close();
        rig = Rig.launch(router -> {}, gateway -> {
            batching(gateway);
            gateway.laneBound(entries, bytes);
        });
        final JdkPeer ann = rig.clinician("ann");
        rig.operator();
        raise("urgent", Severity.URGENT);

        assertThat(ann.delivery().lane()).isEqualTo(Lane.OTHER);
    }

    @Test
    void shouldLetNothingWaitWhereThereAreFewConnections() {
        final JdkPeer ann = rig.clinician("ann");
        raise("urgent", Severity.URGENT);

        assertThat(ann.delivery().lane()).isEqualTo(Lane.OTHER);
        assertThat(rig.count(GatewayMetric.BATCHES)).isZero();
    }

    @Test
    void shouldRefuseABatchThatPeopleWouldNotice() {
        assertThatThrownBy(() -> new Gateway.Context().batch(1_000, Duration.ofMillis(1_001)))
                .hasMessageContaining("at most PT1S");
        assertThatThrownBy(() -> new Gateway.Context().batch(-1, Duration.ofMillis(5)))
                .hasMessageContaining("batch aboveConnections");
        assertThat(List.of(new Gateway.Context().describe().split("\n", -1))).contains("batchAbove = 0");
    }

    /** Takes deliveries of the lane OTHER, each behind the one before, until there are enough, or one comes that is critical; answers how many there are. */
    private static int take(final JdkPeer peer, final int first, final int enough) {
        int have = first;
        while (have < enough) {
            if (peer.next(ServerMessage.class) instanceof ServerMessage.Delivery delivery) {
                if (delivery.lane() == Lane.CRITICAL) {
                    return have;
                }
                assertThat(delivery.prev()).isEqualTo(have);
                have++;
                assertThat(delivery.seq()).isEqualTo(have);
            }
        }
        return have;
    }

    /** Not over a socket: nobody is answered there. */
    private void raise(final String key, final Severity severity) {
        rig.router
                .raise(Raise.alert(key)
                        .type(EmergencyType.STROKE)
                        .severity(severity)
                        .patient("p-17"))
                .join();
    }

    /** Above one connection, for ever. */
    private static void batching(final Gateway.Context gateway) {
        gateway.batch(1, Duration.ofSeconds(1)).otherWindowBytes(1 << 20);
        gateway.batchWindowNs = TimeUnit.HOURS.toNanos(1);
    }
}
