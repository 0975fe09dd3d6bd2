package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.ServiceLevel.LoadLimit;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SlaState;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a site promises, and what the router does when it cannot be kept. */
final class ServiceLevelTest {
    private static final ServiceLevel PROMISE = ServiceLevel.standard()
            .administrators("chief")
            .load(new LoadLimit(0, 250, 800), new LoadLimit(0, 500, 0))
            .leavingBelow(80, seconds(30))
            .puttingOff(seconds(60));

    private static final Site SITE = Site.named("north")
            .person("ann")
            .person("chief")
            .desk("central-desk")
            .patientInUnit("p-17", "icu")
            .unit("icu")
            .care("p-17", "ann")
            .policy(Policy.named("all")
                    .careTeam(seconds(30), Channel.WEBSOCKET, Channel.SMS)
                    .failSafe("central-desk", seconds(60)))
            .serviceLevel(PROMISE)
            .build();

    @Test
    void shouldMeetItsPromiseWhenTheNurseIsConnected() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            kit.answer(kit.router().raise(asystole("a")));
            kit.advance(seconds(20));

            assertThat(kit.events(RouterEvent.SlaNoted.class)).singleElement().satisfies(noted -> {
                assertThat(noted.state()).isEqualTo(SlaState.MET);
                assertThat(noted.person()).isEqualTo("ann");
            });
            final ServiceCounts counts = kit.answer(kit.router().operation().service());
            assertThat(List.of(counts.met(), counts.late(), counts.breached(), counts.running()))
                    .containsExactly(1L, 0L, 0L, 0L);
        }
    }

    @Test
    void shouldBeLateWhenTheDeskConnectsAfterTheTarget() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.answer(kit.router().raise(asystole("a")));
            kit.advance(seconds(3));
            kit.router().connect("central-desk", offer -> {});
            kit.advance(seconds(20));

            assertThat(kit.events(RouterEvent.SlaNoted.class)).singleElement().satisfies(noted -> {
                assertThat(noted.state()).isEqualTo(SlaState.LATE);
                assertThat(noted.waitedNs()).isEqualTo(seconds(3).toNanos());
                assertThat(noted.delayNs()).isZero();
            });
        }
    }

    @Test
    void shouldTellAdministratorsAtTheBreachLineWhenNobodyReceives() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.answer(kit.router().raise(asystole("a")));
            kit.answer(kit.router().raise(asystole("b")));
            kit.advance(Duration.ofMillis(4_999));
            assertThat(kit.events(RouterEvent.SlaNoted.class)).isEmpty();
            kit.advance(Duration.ofMillis(1));

            assertThat(kit.events(RouterEvent.SlaNoted.class))
                    .extracting(RouterEvent.SlaNoted::state)
                    .containsExactly(SlaState.BREACHED, SlaState.BREACHED);
            assertThat(technical(kit))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.cause())
                            .isEqualTo(new AlertCause(
                                    Cause.TECHNICAL, null, TechnicalCondition.DELIVERY_LATE.value(), 5_000, 0)));
            kit.router().connect("chief", offer -> {});
            kit.settle();
            assertThat(offersTo(kit, "chief")).isEqualTo(1);
        }
    }

    @Test
    void shouldNotRaiseABreachOfABreach() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.answer(kit.router().raise(asystole("a")));
            kit.advance(seconds(600));

            assertThat(technical(kit)).hasSize(1);
            assertThat(kit.events(RouterEvent.SlaNoted.class)).hasSize(2);
        }
    }

    @Test
    void shouldSayOnceMoreHowLongABreachLasted() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.answer(kit.router().raise(asystole("a")));
            kit.advance(seconds(9));
            kit.router().connect("central-desk", offer -> {});
            kit.settle();

            assertThat(kit.events(RouterEvent.SlaNoted.class))
                    .filteredOn(noted -> noted.alertId() == 1)
                    .extracting(
                            RouterEvent.SlaNoted::state, RouterEvent.SlaNoted::person, RouterEvent.SlaNoted::waitedNs)
                    .containsExactly(
                            tuple(SlaState.BREACHED, "", seconds(5).toNanos()),
                            tuple(SlaState.BREACHED, "central-desk", seconds(9).toNanos()));
        }
    }

    @Test
    void shouldPutOffOtherChannelsOfRoutineAlertsOnly() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            kit.answer(kit.router().operation().reportLoad(10, 300, 0));
            kit.answer(kit.router().raise(asystole("critical")));
            kit.answer(kit.router().raise(asystole("urgent").severity(Severity.URGENT)));

            assertThat(kit.events(RouterEvent.ModeChanged.class))
                    .singleElement()
                    .satisfies(changed -> {
                        assertThat(changed.to()).isEqualTo(Mode.ELEVATED);
                        assertThat(changed.backlogPermille()).isEqualTo(300);
                    });
            assertThat(kit.events(RouterEvent.ChannelsPutOff.class))
                    .singleElement()
                    .satisfies(putOff -> {
                        assertThat(putOff.channels()).containsExactly(Channel.SMS);
                        assertThat(putOff.notBeforeNs())
                                .isEqualTo(kit.nowNs() + seconds(60).toNanos());
                    });
            assertThat(offersTo(kit, "ann")).isEqualTo(2);
        }
    }

    @Test
    void shouldFallOnlyWhenEveryFigureWasLowForTheWholeHold() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.answer(kit.router().operation().reportLoad(10, 500, 0));
            report(kit, 399, 10);
            report(kit, 399, 29);
            report(kit, 400, 1);
            report(kit, 399, 1);
            report(kit, 399, 29);
            assertThat(modes(kit)).containsExactly(Mode.EMERGENCY);
            report(kit, 399, 1);
            report(kit, 199, 1);
            report(kit, 199, 30);

            assertThat(modes(kit)).containsExactly(Mode.EMERGENCY, Mode.ELEVATED, Mode.NORMAL);
            assertThat(technical(kit)).hasSize(1);
        }
    }

    @Test
    void shouldTellUpdatesOfLeastSeverityOnceWhenTheEmergencyIsOver() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            kit.answer(kit.router().raise(asystole("a").severity(Severity.NON_URGENT)));
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            for (int i = 0; i < 5; i++) {
                kit.answer(kit.router()
                        .raise(asystole("a").severity(Severity.NON_URGENT).description("again " + i)));
            }
            assertThat(updates(kit)).isZero();
            assertThat(kit.events(RouterEvent.NoticeDropped.class)).hasSize(5);
            kit.answer(kit.router().operation().orderMode(Mode.NORMAL));

            assertThat(updates(kit)).isEqualTo(1);
            assertThat(kit.answer(kit.router().operation().service()).dropped()).isEqualTo(5);
        }
    }

    @Test
    void shouldTakeOrdersOfAdministratorsOnly() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final RecipientSession chief = kit.router().connect("chief", offer -> {});

            assertThatThrownBy(() -> kit.answer(ann.orderMode(Mode.EMERGENCY)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_ADMINISTRATOR));
            kit.answer(chief.orderMode(Mode.EMERGENCY));
            assertThat(kit.events(RouterEvent.ModeChanged.class))
                    .extracting(RouterEvent.ModeChanged::person)
                    .containsExactly("chief");
        }
    }

    @Test
    void shouldCallTheHookOffTheThreadsOfTheRouter() throws InterruptedException {
        final AtomicReference<String> thread = new AtomicReference<>();
        final CountDownLatch called = new CountDownLatch(1);
        final AlertRouter.Context context = new AlertRouter.Context().site(SITE).scaleUpHook(changed -> {
            thread.set(Thread.currentThread().getName());
            called.countDown();
        });
        try (RouterTestKit kit = RouterTestKit.launch(context)) {
            kit.answer(kit.router().operation().reportLoad(10, 600, 0));

            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(thread.get()).isEqualTo("tocsin-scale-up");
        }
    }

    @Test
    void shouldRefuseAPromiseThatMakesNoSense() {
        assertThatThrownBy(() -> ServiceLevel.standard().received(seconds(5), seconds(5)))
                .hasMessageContaining("longer than the target");
        assertThatThrownBy(() -> ServiceLevel.standard().load(new LoadLimit(10, 0, 0), new LoadLimit(9, 0, 0)))
                .hasMessageContaining("below that of ELEVATED");
        assertThatThrownBy(() -> SITE.toBuilder()
                        .serviceLevel(ServiceLevel.standard().administrators("cheif"))
                        .build())
                .hasMessageContaining("did you mean 'chief'");
    }

    private static void report(final RouterTestKit kit, final int backlogPermille, final int afterSeconds) {
        kit.advance(seconds(afterSeconds));
        kit.answer(kit.router().operation().reportLoad(10, backlogPermille, 0));
    }

    private static List<Mode> modes(final RouterTestKit kit) {
        return kit.events(RouterEvent.ModeChanged.class).stream()
                .map(RouterEvent.ModeChanged::to)
                .toList();
    }

    private static List<RouterEvent.AlertRaised> technical(final RouterTestKit kit) {
        return kit.events(RouterEvent.AlertRaised.class).stream()
                .filter(raised -> raised.cause().kind() == Cause.TECHNICAL)
                .toList();
    }

    private static long offersTo(final RouterTestKit kit, final String person) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.kind() == OutputKind.OFFER && !output.redelivery())
                .flatMap(output -> output.recipients().stream())
                .filter(recipient -> recipient.person().equals(person))
                .count();
    }

    private static long updates(final RouterTestKit kit) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.kind() == OutputKind.UPDATE)
                .count();
    }

    private static Raise asystole(final String key) {
        return Raise.alert(key).type(CARDIAC_ARREST).severity(Severity.CRITICAL).patient("p-17");
    }
}
