package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertRouter;
import io.tocsin.AlertView;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.Site;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.MessageKind;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.OverrideReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Spoken.class)
final class GatewayTest {
    private final Rig rig;

    GatewayTest(final Spoken spoken) {
        rig = Rig.launch().speaking(spoken.codec());
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void shouldWelcomeASource() {
        final ServerMessage.Welcome welcome = rig.source("m3").welcome();
        assertThat(welcome.session()).isZero();
        assertThat(welcome.source()).isNegative();
        assertThat(welcome.highestCommandId()).isZero();
        assertThat(welcome.epoch()).isEqualTo(new Epoch(rig.router.epochHigh(), rig.router.epochLow()));
        assertThat(welcome.level()).isEqualTo(Level.MEMORY);
        assertThat(welcome.resume()).isEqualTo(ResumeResult.NEW);
        assertThat(welcome.heartbeatMs()).isEqualTo(5_000);
        assertThat(welcome.notice()).isEqualTo(Notice.TEXT);
    }

    @Test
    void shouldBringAnAlertFromASourceToAPersonAndBack() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer bob = rig.clinician("bob");
        final JdkPeer monitor = rig.source("m3");

        final ServerMessage.Answer raised = monitor.raise("asystole", Severity.CRITICAL);
        assertThat(raised.result()).isEqualTo(AnswerResult.OK);
        assertThat(raised.commandId()).isEqualTo(1);
        assertThat(raised.isNew()).isTrue();
        assertThat(raised.occurrence()).isEqualTo(1);
        assertThat(raised.level()).isEqualTo(Level.MEMORY);

        final ServerMessage.Delivery offer = ann.delivery();
        assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
        assertThat(offer.message()).isEqualTo(MessageKind.EMERGENCY_ALERT);
        assertThat(offer.lane()).isEqualTo(Lane.CRITICAL);
        assertThat(offer.seq()).isEqualTo(1);
        assertThat(offer.prev()).isZero();
        assertThat(offer.alert().alertId()).isEqualTo(raised.alertId());
        assertThat(offer.alert().key()).isEqualTo("asystole");
        assertThat(offer.alert().source()).isEqualTo(monitor.welcome().source());
        assertThat(offer.alert().unit()).isEqualTo("icu");
        assertThat(offer.deadlineNs()).isPositive();
        assertThat(bob.delivery().alert().alertId()).isEqualTo(raised.alertId());
        ann.confirm(offer);

        assertThat(ann.accept(raised.alertId()).result()).isEqualTo(AnswerResult.OK);
        final ServerMessage.Delivery taken = bob.delivery();
        assertThat(taken.kind()).isEqualTo(OutputKind.TAKEN);
        assertThat(taken.message()).isEqualTo(MessageKind.NOTIFICATION);
        assertThat(taken.owner()).isEqualTo("ann");
        assertThat(taken.seq()).isEqualTo(2);

        ann.say(new ClientMessage.Resolve(ann.nextCommandId(), 0, raised.alertId()));
        ServerMessage next = ann.next(ServerMessage.class);
        if (next instanceof ServerMessage.Delivery) {
            next = ann.next(ServerMessage.class);
        }
        assertThat(((ServerMessage.Answer) next).result()).isEqualTo(AnswerResult.OK);
        assertThat(rig.router.openAlerts()).isEmpty();
    }

    @Test
    void shouldTellThoseWhoWereAskedHowItEnded() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer monitor = rig.source("m3");
        final long alertId = monitor.raise("a", Severity.URGENT).alertId();
        assertThat(ann.delivery().lane()).isEqualTo(Lane.OTHER);
        monitor.say(new ClientMessage.Cancel(2, 0, ClientMessage.AlertName.id(alertId)));
        final ServerMessage.Delivery closed = ann.delivery();
        assertThat(closed.kind()).isEqualTo(OutputKind.CLOSED);
        assertThat(closed.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(closed.alert().key()).isEqualTo("a");
    }

    @Test
    void shouldAnswerTheSameCommandTheSameAndAStaleOneNotAtAll() {
        final JdkPeer monitor = rig.source("m3");
        final ServerMessage.Answer first = monitor.raise("a", Severity.URGENT);
        monitor.say(JdkPeer.raiseOf(1, "a", Severity.URGENT));
        final ServerMessage.Answer again = monitor.next(ServerMessage.Answer.class);
        assertThat(again.repeated()).isTrue();
        assertThat(again.alertId()).isEqualTo(first.alertId());
        assertThat(again.isNew()).isTrue();

        monitor.say(JdkPeer.raiseOf(1_000, "b", Severity.URGENT));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        monitor.say(JdkPeer.raiseOf(2, "c", Severity.URGENT));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.STALE_KEY);
        assertThat(rig.router.openAlerts()).hasSize(2);
        assertThat(rig.source("m3").welcome().highestCommandId()).isEqualTo(1_000);
    }

    @Test
    void shouldRefuseMoreThanTheRouterHasBeforeTheRing() {
        final JdkPeer monitor = rig.source("m3");
        final long before = rig.router.pipelineCounters().published();
        final ClientMessage.Raise raise = JdkPeer.raiseOf(1, "a", Severity.CRITICAL);
        monitor.say(new ClientMessage.Raise(1, 0, Level.DISK, raise.purpose(), raise.alert()));
        final ServerMessage.Answer answer = monitor.next(ServerMessage.Answer.class);
        assertThat(answer.result()).isEqualTo(AnswerResult.LEVEL_UNAVAILABLE);
        assertThat(answer.level()).isNull();
        assertThat(rig.router.pipelineCounters().published()).isEqualTo(before);
    }

    @Test
    void shouldAnswerUpdateClearCancelAndUnknownAlerts() {
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer stranger = rig.source("m4");
        final long alertId = monitor.raise("a", Severity.URGENT).alertId();

        stranger.say(new ClientMessage.Cancel(1, 0, ClientMessage.AlertName.id(alertId)));
        assertThat(stranger.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.UNKNOWN_ALERT);
        monitor.say(new ClientMessage.Update(2, 0, ClientMessage.AlertName.key("a"), Severity.EMERGENT, "worse"));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        monitor.say(new ClientMessage.Cancel(3, 0, ClientMessage.AlertName.id(99)));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.UNKNOWN_ALERT);
        monitor.say(new ClientMessage.Cancel(4, 0, ClientMessage.AlertName.id(alertId)));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        monitor.say(new ClientMessage.Clear(5, 0, ClientMessage.AlertName.key("a")));
        assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.UNKNOWN_ALERT);
    }

    @Test
    void shouldRefuseAnAcceptBySomebodyNotOffered() {
        final JdkPeer cora = rig.clinician("cora");
        final JdkPeer ann = rig.clinician("ann");
        final long alertId = rig.source("m3").raise("a", Severity.CRITICAL).alertId();
        ann.delivery();
        assertThat(cora.accept(alertId).result()).isEqualTo(AnswerResult.NOT_OFFERED);
        assertThat(cora.accept(4_711).result()).isEqualTo(AnswerResult.UNKNOWN_ALERT);
        assertThat(ann.accept(alertId).result()).isEqualTo(AnswerResult.OK);
    }

    @Test
    void shouldGoOnAtOnceWhenSomebodyRejects() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer bob = rig.clinician("bob");
        final JdkPeer cora = rig.clinician("cora");
        final long alertId = rig.source("m3").raise("a", Severity.CRITICAL).alertId();
        bob.delivery();
        ann.delivery();
        ann.say(new ClientMessage.Reject(1, 0, alertId, RejectReason.BUSY));
        assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        assertThat(cora.delivery().step()).isEqualTo(1);
    }

    @Test
    void shouldCountAPersonUnreachableOnceTheConnectionIsClosed() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer bob = rig.clinician("bob");
        final JdkPeer cora = rig.clinician("cora");
        ann.close();
        bob.cut();
        await().until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == 1);
        rig.source("m3").raise("a", Severity.CRITICAL);
        assertThat(cora.delivery().step()).isEqualTo(1);
    }

    @Test
    void shouldSayThatAPersonIsNotKnown() {
        final JdkPeer peer = rig.connect();
        peer.say(new ClientMessage.Hello(Role.CLINICIAN, "nobody", "phone", Set.of(), null, Token.NONE));
        assertThat(peer.error(ErrorCode.UNKNOWN_PERSON).field()).isEqualTo("person");
        peer.closedWith(CloseCode.FORBIDDEN);
    }

    @Test
    void shouldTellEveryClientOfAPersonOnce() {
        final JdkPeer phone = rig.clinician("ann");
        final JdkPeer desk = rig.clinician("ann");
        rig.source("m3").raise("a", Severity.CRITICAL);
        assertThat(phone.delivery().seq()).isEqualTo(1);
        assertThat(desk.delivery().seq()).isEqualTo(1);
        final JdkPeer third = rig.clinician("ann");
        assertThat(third.delivery().redelivery()).isTrue();
        assertThat(phone.settle()).isEmpty();
        assertThat(desk.settle()).isEmpty();
        assertThat(third.settle()).isEmpty();
    }

    @Test
    void shouldAnswerReadingsThatAskForIt() {
        final JdkPeer monitor = rig.source("m3");
        monitor.sayAsIn("{\"type\":\"vitals\",\"patient\":\"p-17\",\"device\":\"m3\",\"deviceSequence\":\"7\","
                + "\"readings\":[{\"parameter\":\"HEART_RATE\",\"value\":72}]}");
        monitor.sayAsIn(
                "{\"type\":\"vitals\",\"ref\":\"r\",\"patient\":\"p-17\",\"device\":\"m3\",\"deviceSequence\":\"7\","
                        + "\"readings\":[{\"parameter\":\"HEART_RATE\",\"value\":73}]}");
        final ServerMessage.Answer answer = monitor.next(ServerMessage.Answer.class);
        assertThat(answer.ref()).isEqualTo("r");
        assertThat(answer.result()).isEqualTo(AnswerResult.DUPLICATE);
    }

    @Test
    void shouldShowEachClientTheAlertsThatItMaySee() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer cora = rig.clinician("cora");
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer other = rig.source("m4");
        final long first = monitor.raise("a", Severity.CRITICAL).alertId();
        final long second = other.raise("b", Severity.URGENT).alertId();
        ann.delivery();
        ann.delivery();

        assertThat(alerts(monitor)).containsExactly(first);
        assertThat(alerts(other)).containsExactly(second);
        assertThat(alerts(ann)).containsExactly(first, second);
        assertThat(alerts(cora)).isEmpty();
        assertThat(alerts(rig.operator())).containsExactly(first, second);
    }

    @Test
    void shouldAnswerManyAlertsInPages() {
        final JdkPeer monitor = rig.source("m3");
        monitor.raiseMany("key", Severity.NON_URGENT, 60);
        final JdkPeer board = rig.operator();
        long after = 0;
        int seen = 0;
        ServerMessage.Alerts page;
        do {
            board.say(new ClientMessage.AlertsQuery("p", 200, after));
            page = board.next(ServerMessage.Alerts.class);
            seen += page.alerts().size();
            after = page.alerts().get(page.alerts().size() - 1).alertId();
        } while (page.more());
        assertThat(seen).isEqualTo(60);
        assertThat(page.asOfEventSeq()).isPositive();
    }

    @Test
    void shouldRefuseWhatTheRoleMayNotDo() {
        final JdkPeer monitor = rig.source("m3");
        monitor.say(new ClientMessage.Accept(9, 0, 1));
        assertThat(monitor.error(ErrorCode.FORBIDDEN).commandId()).isEqualTo(9);
        monitor.say(new ClientMessage.Receipts(1, 0, List.of()));
        monitor.error(ErrorCode.FORBIDDEN);
        final JdkPeer ann = rig.clinician("ann");
        assertThat(ann.raise("by-hand", Severity.URGENT).result()).isEqualTo(AnswerResult.OK);
    }

    @Test
    void shouldLetANurseTakeWhatSheWasNotAskedForInAnEmergencyOnly() {
        final Site roles = Rig.site()
                .person("nora")
                .authority("nora", AuthorityRole.NURSE)
                .person("olga")
                .authority("olga", AuthorityRole.AUDITOR)
                .build();
        try (Rig strict = Rig.launch(router -> router.site(roles), gateway -> {})) {
            final JdkPeer nora = strict.clinician("nora");
            final JdkPeer olga = strict.clinician("olga");
            strict.source("m3").raise("asystole", Severity.CRITICAL);

            assertThat(nora.accept(1).result()).isEqualTo(AnswerResult.FORBIDDEN);
            olga.say(new ClientMessage.Accept(1, 0, 1, OverrideReason.SAFETY, "", 0));
            assertThat(olga.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.FORBIDDEN);
            nora.say(new ClientMessage.Accept(99, 0, 1, OverrideReason.TREATMENT, "", 0));
            assertThat(nora.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        }
    }

    @Test
    void shouldTellTheEngineWhoseClientItIsAndWhatItCan() {
        final List<RouterEvent.SessionChanged> told = new CopyOnWriteArrayList<>();
        final Gateway.Context door =
                new Gateway.Context().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        final RouterListener both = new RouterListener() {
            @Override
            public void onView(final AlertView view) {
                door.listener().onView(view);
            }

            @Override
            public void onEvent(final RouterEvent event) {
                door.listener().onEvent(event);
                if (event instanceof RouterEvent.SessionChanged changed) {
                    told.add(changed);
                }
            }

            @Override
            public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
                door.listener().onAnswer(buffer, offset, length);
            }

            @Override
            public void onCycleEnd(final int outputs) {
                door.listener().onCycleEnd(outputs);
            }
        };
        try (AlertRouter router = AlertRouter.launch(
                        new AlertRouter.Context().site(Rig.site().build()).listener(both));
                Gateway gateway = Gateway.launch(door.router(router).gatewayId(3))) {
            final JdkPeer ann = JdkPeer.connect(gateway.address().getPort());
            ann.say(new ClientMessage.Hello(
                    Role.CLINICIAN, "ann", "phone", Set.of(Capability.SUPPORTS_PUSH), null, Token.NONE));
            assertThat(told.isEmpty() || told.get(0).open()).isTrue();
            final long session = ann.welcome().session();
            ann.close();
            await().until(() -> told.size() == 2);
            assertThat(told).extracting(RouterEvent.SessionChanged::open).containsExactly(true, false);
            assertThat(told.get(0).sessionId()).isEqualTo(session);
            assertThat(told.get(0).person()).isEqualTo("ann");
            assertThat(told.get(0).gatewayId()).isEqualTo(3);
            assertThat(told.get(0).capabilities()).containsExactly(io.tocsin.Capability.SUPPORTS_PUSH);
        }
    }

    private static List<Long> alerts(final JdkPeer peer) {
        peer.say(new ClientMessage.AlertsQuery("q", 200, 0));
        return peer.next(ServerMessage.Alerts.class).alerts().stream()
                .map(alert -> alert.alertId())
                .toList();
    }
}
