package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.gateway.Gateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A device that sends ten thousand readings at once over a real socket, where a client may say five hundred things a second: what is too much is refused by name and
 * counted, what is taken is counted, and neither the neighbour's readings nor the alert about them are the worse for it.
 */
final class FloodingDeviceTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;
    private static final int READINGS = 10_000;

    private final Gateway.Context door = new Gateway.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .messagesPerSecond(500)
            .drainTimeout(Duration.ofMillis(100));
    private final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
            .listener(door.listener())
            .site(Site.named("north")
                    .person("ann")
                    .desk("desk")
                    .unit("icu")
                    .bed("icu-1", "icu")
                    .bed("icu-2", "icu")
                    .patient("p-17", "icu-1")
                    .patient("p-18", "icu-2")
                    .care("p-17", "ann")
                    .care("p-18", "ann")
                    .rules(LimitRules.none().below(Parameter.SPO2, 88, Severity.CRITICAL))
                    .policy(Policy.named("all").careTeam(Policy.seconds(600)).failSafe("desk", Policy.seconds(600)))
                    .build()));
    private final Gateway gateway = Gateway.launch(door.router(router));
    private final ClientGroup group = ClientGroup.threads(2);
    private final Recorder heard = new Recorder();

    @AfterEach
    void tearDown() {
        gateway.close();
        router.close();
        group.close();
    }

    @Test
    void shouldRefuseAndCountWhatIsTooMuchAndLeaveItsNeighbourAlone() throws Exception {
        try (TocsinClient ann = TocsinClient.connect(client("phone-of-ann")
                        .role(Role.CLINICIAN)
                        .person("ann")
                        .capabilities(Capability.EMERGENCY_RESPONSE_CAPABLE)
                        .listener(heard));
                TocsinClient flooding = TocsinClient.connect(client("m-17"));
                TocsinClient neighbour = TocsinClient.connect(client("m-18"))) {
            ann.connected().get(PATIENCE, SECONDS);
            flooding.connected().get(PATIENCE, SECONDS);
            neighbour.connected().get(PATIENCE, SECONDS);

            final List<CompletableFuture<ServerMessage.Answer>> flood = new ArrayList<>();
            for (int i = 0; i < READINGS; i++) {
                flood.add(flooding.vitals(spo2("p-17", 97)));
                if (i == READINGS / 2) {
                    flood.get(0).get(PATIENCE, SECONDS);
                    assertThat(neighbour
                                    .vitals(spo2("p-18", 80))
                                    .get(PATIENCE, SECONDS)
                                    .result())
                            .isEqualTo(AnswerResult.OK);
                }
            }

            final ServerMessage.Delivery offer = Recorder.next(heard.deliveries);
            assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
            assertThat(offer.alert().bed()).isEqualTo("icu-2");
            int taken = 0;
            int limited = 0;
            int busy = 0;
            for (final CompletableFuture<ServerMessage.Answer> each : flood) {
                try {
                    assertThat(each.get(PATIENCE, SECONDS).result()).isEqualTo(AnswerResult.OK);
                    taken++;
                } catch (final ExecutionException tooMuch) {
                    // The client, or the router, may be the first to have no room; of what the router has none for the
                    // newest is kept and tried again.
                    final String why = String.valueOf(tooMuch.getMessage());
                    assertThat(why).containsPattern("RATE_LIMITED|BUSY|does not read or answer fast enough");
                    limited += why.contains("RATE_LIMITED") ? 1 : 0;
                    busy += why.contains("RATE_LIMITED") ? 0 : 1;
                }
            }
            assertThat(taken).isPositive();
            assertThat(limited).isPositive();
            assertThat(taken + limited + busy).isEqualTo(READINGS);
            assertThat(router.counters().get(PATIENCE, SECONDS).readings().get(Parameter.SPO2))
                    .as("what was taken was counted, and the neighbour's one")
                    .isBetween(taken + 1L, taken + 1L + busy);
            // The device itself is still connected, and heard once it says less.
            SECONDS.sleep(1);
            assertThat(flooding.vitals(spo2("p-17", 96)).get(PATIENCE, SECONDS).result())
                    .isEqualTo(AnswerResult.OK);
        }
    }

    private static ClientMessage.Vitals spo2(final String patient, final int percent) {
        return new ClientMessage.Vitals(
                "r",
                0,
                0,
                patient,
                "",
                "",
                Acuity.CONTINUOUS,
                Purpose.PRODUCTION,
                ReadingQuality.UNSTATED,
                List.of(new ClientMessage.Reading(Parameter.SPO2, percent * 100)));
    }

    private TocsinClient.Context client(final String name) {
        return new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws"))
                .client(name)
                .backoff(1, 20)
                .group(group);
    }
}
