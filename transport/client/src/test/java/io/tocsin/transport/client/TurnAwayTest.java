package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.GatewayMetric;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway whose router hears nothing sends people to another, and takes them again later. */
@Timeout(60)
final class TurnAwayTest {
    @Test
    void shouldSendClientsToAnotherGatewayAndTakeThemAgain() throws Exception {
        try (Node deaf = new Node();
                Node other = new Node();
                TocsinClient ann = TocsinClient.connect(new TocsinClient.Context()
                        .endpoints(deaf.uri(), other.uri())
                        .role(Role.CLINICIAN)
                        .person("ann")
                        .client("phone")
                        .backoff(1, 20))) {
            await().until(deaf::hasAnn);
            assertThat(deaf.gateway.ready().problem()).isNull();

            deaf.gateway.turnAway(true);
            await().until(() -> other.hasAnn() && !deaf.hasAnn());
            assertThat(deaf.gateway.ready().problem()).isEqualTo("clients are sent elsewhere");

            deaf.gateway.turnAway(false);
            other.gateway.turnAway(true);
            await().until(() -> deaf.hasAnn() && !other.hasAnn());
            assertThat(ann.isConnected()).isTrue();
        }
    }

    private static final class Node implements AutoCloseable {
        private final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .drainTimeout(Duration.ofMillis(100));
        private final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
                .listener(door.listener())
                .site(Site.named("north")
                        .person("ann")
                        .desk("desk")
                        .policy(Policy.named("all").failSafe("desk", Policy.seconds(60)))
                        .build()));
        private final Gateway gateway = Gateway.launch(door.router(router));

        URI uri() {
            return URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws");
        }

        /** Whether she is connected here. */
        boolean hasAnn() {
            return gateway.counters().value(GatewayMetric.CONNECTIONS_OPEN) > 0;
        }

        @Override
        public void close() {
            gateway.close();
            router.close();
        }
    }
}
