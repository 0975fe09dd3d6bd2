package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ann, the nurse of patient p-17, puts them on telemetry; Bob, a physician, lets Cem, the patient's husband, look on, and is told of what the monitor measures. */
final class MonitoringTest {
    private static final Monitoring TELEMETRY = Monitoring.of(MonitoringType.TELEMETRY)
            .patient("p-17")
            .device(DeviceKind.EKG_MONITOR, "ekg-4")
            .device(DeviceKind.PULSE_OXIMETER, "oxi-4");

    private static Site site() {
        return North.builder()
                .rules(LimitRules.adult().news2(false))
                .person("cem")
                .role("icu", "physician", "bob")
                .authority("ann", AuthorityRole.NURSE)
                .authority("bob", AuthorityRole.PHYSICIAN)
                .authority("cem", AuthorityRole.FAMILY, "p-17")
                .build();
    }

    private static Readings of(final String device, final double heartRate) {
        return Readings.ofPatient("p-17").device(device, 0).value(Parameter.HEART_RATE, heartRate);
    }

    @Test
    void shouldMonitorWhileTheSessionIsActive() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final RecipientSession bob = kit.router().connect("bob", offer -> {});
            final long session = kit.answer(ann.monitoring().start(TELEMETRY)).monitoringId();
            kit.answer(bob.monitoring().name(session, MonitoringList.FAMILY, List.of("cem")));
            kit.answer(ann.monitoring().name(session, MonitoringList.RECIPIENTS, List.of("bob")));

            kit.answer(kit.router().readings(of("ekg-4", 150)));
            assertThat(kit.router().view().monitorings(0, 10))
                    .singleElement()
                    .extracting(RouterEvent.MonitoringChanged::state)
                    .satisfies(state -> {
                        assertThat(state.startedBy()).isEqualTo("ann");
                        assertThat(state.devices())
                                .extracting(MonitoringState.Device::id)
                                .containsExactly("ekg-4", "oxi-4");
                        assertThat(state.people(MonitoringList.FAMILY)).containsExactly("cem");
                        assertThat(state.people(MonitoringList.VIEWERS)).isEmpty();
                    });

            kit.answer(bob.monitoring().stop(session));
            assertThat(kit.router().view().monitorings(0, 10)).isEmpty();
            assertThat(kit.events(RouterEvent.MonitoringChanged.class)).last().satisfies(ended -> {
                assertThat(ended.state().status()).isEqualTo(MonitoringStatus.ENDED);
                assertThat(ended.state().people(MonitoringList.RECIPIENTS)).containsExactly("bob");
            });
            assertRefused(kit, kit.router().readings(of("ekg-4", 80)), Refusal.MONITORING_ENDED);
            kit.answer(kit.router().readings(of("ekg-5", 80)));
        }
    }

    @Test
    void shouldShowNoReadingsToWhoHasLostTheirRole() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.monitoring().start(TELEMETRY));
            final AlertView view = kit.router().view();
            final MonitoringState session = view.monitorings(0, 10).get(0).state();
            assertThat(view.mayWatch("ann", session)).isTrue();
            assertThat(view.mayWatch("bob", session)).as("not of the session").isFalse();

            kit.answer(kit.router()
                    .configure(North.builder()
                            .rules(LimitRules.adult().news2(false))
                            .person("cem")
                            .role("icu", "physician", "bob")
                            .authority("bob", AuthorityRole.PHYSICIAN)
                            .build()));

            assertThat(view.maySee("ann", session))
                    .as("that there is a session")
                    .isTrue();
            assertThat(view.mayWatch("ann", session)).isFalse();
        }
    }

    @Test
    void shouldRefuseWhatThePersonMayNotDo() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final RecipientSession cem = kit.router().connect("cem", offer -> {});
            assertRefused(kit, cem.monitoring().start(TELEMETRY), Refusal.FORBIDDEN);
            final long session = kit.answer(ann.monitoring().start(TELEMETRY)).monitoringId();

            assertRefused(kit, ann.monitoring().start(TELEMETRY), Refusal.DEVICE_IN_USE);
            assertRefused(
                    kit, ann.monitoring().name(session, MonitoringList.FAMILY, List.of("cem")), Refusal.FORBIDDEN);
            assertRefused(kit, ann.monitoring().stop(session + 1), Refusal.UNKNOWN_MONITORING);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldStillHoldThemAfterARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site());
        final RecipientSession ann = before.router().connect("ann", offer -> {});
        final long first = before.answer(ann.monitoring().start(TELEMETRY)).monitoringId();
        before.answer(ann.monitoring().name(first, MonitoringList.RECIPIENTS, List.of("bob", "ann")));
        final long second = before.answer(ann.monitoring()
                        .start(Monitoring.of(MonitoringType.CHRONIC_CONDITION)
                                .patient("p-17")
                                .device(DeviceKind.GLUCOSE_METER, "glu-1")))
                .monitoringId();
        before.answer(ann.monitoring().stop(second));
        final List<RouterEvent.MonitoringChanged> held = before.router().view().monitorings(0, 10);
        assertThat(held).hasSize(1);

        final RouterTestKit after = lives.relaunch(before, end, site());

        assertThat(after.router().view().monitorings(0, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("stamp")
                .isEqualTo(held);
        after.answer(after.router().connect("ann", offer -> {}).monitoring().stop(first));
        assertRefused(
                after,
                after.router()
                        .readings(Readings.ofPatient("p-17").device("glu-1", 0).value(Parameter.GLUCOSE, 100)),
                Refusal.MONITORING_ENDED);
    }

    private static void assertRefused(
            final RouterTestKit kit, final CompletableFuture<?> future, final Refusal refusal) {
        kit.settle();
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
