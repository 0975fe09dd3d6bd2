package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.transport.gateway.Gateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The client and the real router, over real sockets: what one says, the other understands; and no broken cable loses or doubles anything. */
@Timeout(180)
@ParameterizedClass
@EnumSource(Spoken.class)
final class RealRouterTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    private final Gateway.Context door = new Gateway.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .heartbeat(Duration.ofMillis(1_000))
            .drainTimeout(Duration.ofMillis(100));
    private final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
            .listener(door.listener())
            .site(Site.named("north")
                    .person("ann")
                    .person("bob")
                    .desk("desk")
                    .unit("icu")
                    .bed("icu-1", "icu")
                    .patient("p-17", "icu-1")
                    .care("p-17", "ann", "bob")
                    .offersPerPerson(10_000, 10_000)
                    .policy(Policy.named("all").careTeam(Policy.seconds(600)).failSafe("desk", Policy.seconds(600)))
                    .build()));
    private final Gateway gateway = Gateway.launch(door.router(router));
    private final ClientGroup group = ClientGroup.threads(1);
    private final Recorder heard = new Recorder();

    RealRouterTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @AfterEach
    void tearDown() {
        gateway.close();
        router.close();
        group.close();
    }

    @Test
    void shouldRaiseBeToldAcceptAndResolve() throws Exception {
        try (TocsinClient ann = TocsinClient.connect(clinician("ann", uri()).listener(heard));
                TocsinClient monitor = TocsinClient.connect(source("m3", uri()))) {
            assertThat(ann.connected().get(PATIENCE, SECONDS).session()).isNotZero();
            final ServerMessage.Answer raised = monitor.raise(Says.arrest("a")).get(PATIENCE, SECONDS);
            final ServerMessage.Delivery offer = Recorder.next(heard.deliveries);
            assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
            assertThat(offer.alert().alertId()).isEqualTo(raised.alertId());
            assertThat(offer.alert().key()).isEqualTo("a");
            ann.displayed(offer);

            assertThat(ann.accept(raised.alertId()).get(PATIENCE, SECONDS).result())
                    .isEqualTo(AnswerResult.OK);
            assertThat(ann.alerts(10, 0).get(PATIENCE, SECONDS).alerts().get(0).owner())
                    .isEqualTo("ann");
            assertThat(monitor.clear(ClientMessage.AlertName.key("a"))
                            .get(PATIENCE, SECONDS)
                            .result())
                    .isEqualTo(AnswerResult.OK);
            assertThat(Recorder.next(heard.deliveries).kind()).isIn(OutputKind.CONDITION_ENDED, OutputKind.CLOSED);
        }
    }

    @Test
    void shouldBeToldTheEnd() throws Exception {
        try (TocsinClient ann = TocsinClient.connect(clinician("ann", uri()).listener(heard));
                TocsinClient monitor = TocsinClient.connect(source("m3", uri()))) {
            ann.connected().get(PATIENCE, SECONDS);
            final long alertId =
                    monitor.raise(Says.arrest("a")).get(PATIENCE, SECONDS).alertId();
            Recorder.next(heard.deliveries);
            monitor.cancel(ClientMessage.AlertName.id(alertId)).get(PATIENCE, SECONDS);

            final ServerMessage.Delivery closed = Recorder.next(heard.deliveries);
            assertThat(closed.kind()).isEqualTo(OutputKind.CLOSED);
            assertThat(closed.outcome()).isEqualTo(Outcome.CANCELLED);
        }
    }

    @Test
    void shouldSendReadingsAndHeartbeats() throws Exception {
        try (TocsinClient monitor = TocsinClient.connect(source("m3", uri()).listener(heard))) {
            monitor.connected().get(PATIENCE, SECONDS);
            final ClientMessage.Vitals vitals = new ClientMessage.Vitals(
                    "",
                    0,
                    1,
                    "p-17",
                    "",
                    "m3",
                    Acuity.CONTINUOUS,
                    Purpose.PRODUCTION,
                    ReadingQuality.UNSTATED,
                    List.of(new ClientMessage.Reading(Parameter.HEART_RATE, 7_200)));
            assertThat(monitor.vitals(vitals).get(PATIENCE, SECONDS).result()).isEqualTo(AnswerResult.OK);
            assertThat(monitor.vitals(vitals).get(PATIENCE, SECONDS).result()).isEqualTo(AnswerResult.DUPLICATE);
            Recorder.next(heard.heartbeats);
        }
    }

    @Test
    void shouldHearWhyItIsNotWelcome() throws Exception {
        try (TocsinClient nobody =
                TocsinClient.connect(clinician("nobody", uri()).listener(heard))) {
            assertThat(Recorder.next(heard.errors).code()).isEqualTo(ErrorCode.UNKNOWN_PERSON);
            assertThat(Recorder.next(heard.disconnects).closeCode()).isEqualTo(CloseCode.FORBIDDEN);
            assertThat(nobody.isConnected()).isFalse();
        }
    }

    @Test
    void shouldFailWithWhatTheRouterSays() throws Exception {
        try (TocsinClient ann = TocsinClient.connect(clinician("ann", uri()));
                TocsinClient monitor = TocsinClient.connect(source("m3", uri()))) {
            assertThat(Says.failure(ann.accept(99)).answer())
                    .extracting(ServerMessage.Answer::result)
                    .isEqualTo(AnswerResult.UNKNOWN_ALERT);
            assertThat(Says.failure(monitor.accept(99)).error())
                    .extracting(ServerMessage.ProtocolError::code)
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void shouldNumberAboveAllThatAnEarlierProcessMayHaveSent() throws Exception {
        try (TocsinClient first = TocsinClient.connect(source("m3", uri()))) {
            for (int i = 0; i < 5; i++) {
                first.raise(Says.arrest("a" + i)).get(PATIENCE, SECONDS);
            }
        }
        try (TocsinClient second = TocsinClient.connect(source("m3", uri()))) {
            assertThat(second.connected().get(PATIENCE, SECONDS).highestCommandId())
                    .isEqualTo(Says.nth(5));
            assertThat(second.raise(Says.arrest("b")).get(PATIENCE, SECONDS).commandId())
                    .isEqualTo(2 * PendingCommands.LIFE + 6);
        }
    }

    @Test
    void shouldResumeWhereItWas() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(gateway.address().getPort());
                TocsinClient ann =
                        TocsinClient.connect(clinician("ann", proxy.uri()).listener(heard));
                TocsinClient monitor = TocsinClient.connect(source("m3", uri()))) {
            ann.connected().get(PATIENCE, SECONDS);
            monitor.raise(Says.arrest("a")).get(PATIENCE, SECONDS);
            Recorder.next(heard.deliveries);
            proxy.cut();
            monitor.raise(Says.arrest("b")).get(PATIENCE, SECONDS);

            assertThat(Recorder.next(heard.deliveries).alert().key()).isEqualTo("b");
            assertThat(Recorder.next(heard.welcomes).resume()).isEqualTo(ResumeResult.NEW);
            assertThat(Recorder.next(heard.welcomes).resume()).isEqualTo(ResumeResult.RESUMED);
        }
    }

    @Test
    void shouldLoseAndDoubleNothingHoweverOftenTheCableBreaks() throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        final int alerts = 400;
        final Recorder bobHeard = new Recorder();
        try (CuttingProxy proxy = new CuttingProxy(gateway.address().getPort());
                TocsinClient ann =
                        TocsinClient.connect(clinician("ann", proxy.uri()).listener(heard));
                TocsinClient bob = TocsinClient.connect(clinician("bob", uri()).listener(bobHeard));
                TocsinClient monitor = TocsinClient.connect(source("m3", proxy.uri()))) {
            ann.connected().get(PATIENCE, SECONDS);
            bob.connected().get(PATIENCE, SECONDS);
            monitor.connected().get(PATIENCE, SECONDS);
            final List<CompletableFuture<ServerMessage.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < alerts; i++) {
                if (i % 10 == 0) {
                    // More than a handshake and a greeting take, and less than all of it.
                    proxy.cutAfter(6_000 + random.nextInt(12_000));
                }
                answers.add(monitor.raise(Says.arrest("a" + i)));
            }
            final List<Long> alertIds = new ArrayList<>();
            for (final CompletableFuture<ServerMessage.Answer> answer : answers) {
                alertIds.add(answer.get(60, SECONDS).alertId());
            }
            assertThat(alertIds).as("-Dseed=%d", seed).doesNotHaveDuplicates();

            await().atMost(60, SECONDS).until(() -> heard.deliveries.size() >= alerts);
            await().atMost(60, SECONDS).until(() -> bobHeard.deliveries.size() >= alerts);
            assertThat(heard.deliveries)
                    .as("each once, -Dseed=%d", seed)
                    .extracting(delivery -> delivery.alert().alertId())
                    .containsExactlyInAnyOrderElementsOf(alertIds);
            assertThat(bobHeard.deliveries).hasSize(alerts);
            assertThat(router.counters().get(PATIENCE, SECONDS).alertsRaised()).isEqualTo(alerts);
            assertThat(proxy.cuts()).as("or this tests nothing").isGreaterThan(3);
            assertThat(monitor.unanswered()).isZero();
        }
    }

    @Test
    void shouldComeBackToARouterThatDrains() throws Exception {
        final TocsinClient ann = TocsinClient.connect(clinician("ann", uri()).listener(heard));
        try {
            ann.connected().get(PATIENCE, SECONDS);
            gateway.close();
            final Disconnect disconnect = Recorder.next(heard.disconnects);
            assertThat(disconnect.closeCode()).isEqualTo(CloseCode.RESTART);
            assertThat(disconnect.retryMs()).as("as the drain said").isGreaterThanOrEqualTo(200);
        } finally {
            ann.close();
        }
    }

    private URI uri() {
        return URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws");
    }

    private TocsinClient.Context clinician(final String person, final URI endpoint) {
        return new TocsinClient.Context()
                .endpoints(endpoint)
                .codec(spoken.codec())
                .role(Role.CLINICIAN)
                .person(person)
                .client("phone-of-" + person)
                .capabilities(Capability.EMERGENCY_RESPONSE_CAPABLE)
                .backoff(1, 20)
                .group(group);
    }

    private TocsinClient.Context source(final String name, final URI endpoint) {
        return new TocsinClient.Context()
                .endpoints(endpoint)
                .codec(spoken.codec())
                .client(name)
                .backoff(1, 20)
                .group(group);
    }
}
