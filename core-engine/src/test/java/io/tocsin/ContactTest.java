package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people are told beside the WebSocket: one method after the other until they answer. */
final class ContactTest {
    /** Ann has her phone: push at once, a text message after ten seconds, a call after thirty. */
    private static final Site SITE = Site.named("north")
            .person("ann")
            .person("ben")
            .desk("central-desk")
            .unit("icu")
            .patientInUnit("p-17", "icu")
            .care("p-17", "ann")
            .contact(
                    "ann",
                    ContactMethod.atOnce(Channel.PUSH),
                    ContactMethod.after(Channel.SMS, seconds(10)).butNotIfReceived(),
                    ContactMethod.after(Channel.VOICE, seconds(30)))
            .policy(Policy.named("critical")
                    .careTeam(seconds(60), Channel.WEBSOCKET, Channel.PUSH, Channel.SMS, Channel.VOICE)
                    .severities(Severity.CRITICAL)
                    .failSafe("central-desk", seconds(60)))
            .policy(Policy.named("others")
                    .careTeam(seconds(60))
                    .severities(Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT)
                    .failSafe("central-desk", seconds(60)))
            .build();

    @Test
    void shouldCallHerWhoHasItAndDoesNotAnswer() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final long alertId = raise(kit, Severity.CRITICAL);
            kit.advance(seconds(29));
            assertThat(channels(kit))
                    .as("her client takes no push, and she has it: no text message")
                    .isEmpty();
            assertThat(noted(kit, ChannelState.NEEDLESS)).hasSize(1);

            kit.advance(seconds(1));
            assertThat(channels(kit)).containsExactly(Channel.VOICE);
            kit.answer(ann.accept(alertId));

            assertThat(noted(kit, ChannelState.CANCELLED))
                    .as("the phone need not ring any longer")
                    .singleElement()
                    .satisfies(stopped -> assertThat(stopped.channels()).containsExactly(Channel.VOICE));
        }
    }

    @Test
    void shouldNotCallHerWhoHasAnswered() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.accept(raise(kit, Severity.CRITICAL)));
            kit.advance(seconds(120));

            assertThat(channels(kit)).isEmpty();
            assertThat(noted(kit, ChannelState.CANCELLED))
                    .singleElement()
                    .satisfies(stopped ->
                            assertThat(stopped.channels()).containsExactlyInAnyOrder(Channel.SMS, Channel.VOICE));
        }
    }

    @Test
    void shouldUseTheNextMethodAtOnceWhenNothingUsedCanReachHer() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final long alertId = raise(kit, Severity.CRITICAL);
            assertThat(channels(kit)).as("she is not connected").containsExactly(Channel.PUSH);

            report(kit, alertId, Channel.PUSH, ChannelState.UNDELIVERABLE);
            kit.advance(seconds(0));
            assertThat(channels(kit)).containsExactly(Channel.PUSH, Channel.SMS);
            report(kit, alertId, Channel.SMS, ChannelState.FAILED);
            kit.advance(seconds(0));
            assertThat(channels(kit)).containsExactly(Channel.PUSH, Channel.SMS, Channel.VOICE);
            report(kit, alertId, Channel.VOICE, ChannelState.FAILED);

            assertThat(noted(kit, ChannelState.NONE_LEFT)).singleElement().satisfies(left -> {
                assertThat(left.person()).isEqualTo("ann");
                assertThat(left.stamp().clauses()).containsExactly(Clause.NO_CHANNEL_LEFT);
            });
        }
    }

    @Test
    void shouldCountTheFirstReportOfAChannelAndNoneOfARunThatIsOver() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final long alertId = raise(kit, Severity.CRITICAL);
            report(kit, alertId, Channel.PUSH, ChannelState.DELIVERED);
            report(kit, alertId, Channel.PUSH, ChannelState.FAILED);
            kit.advance(seconds(61));
            report(kit, alertId, Channel.VOICE, ChannelState.FAILED);

            assertThat(noted(kit, ChannelState.DELIVERED)).hasSize(1);
            assertThat(noted(kit, ChannelState.FAILED)).isEmpty();
            assertThat(channels(kit))
                    .as("no text message to her who has it")
                    .containsExactly(Channel.PUSH, Channel.VOICE);
        }
    }

    @Test
    void shouldCallHerWhoWasAskedOverTheWebSocketWhenItBecomesCritical() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            raise(kit, Severity.URGENT);
            kit.advance(seconds(20));
            raise(kit, Severity.CRITICAL);
            kit.advance(seconds(29));
            assertThat(channels(kit)).isEmpty();
            kit.advance(seconds(1));

            assertThat(channels(kit)).containsExactly(Channel.VOICE);
        }
    }

    @Test
    void shouldPassPushOverWhenHerClientTakesNone() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            raise(kit, Severity.CRITICAL);

            assertThat(channels(kit)).isEmpty();
            assertThat(noted(kit, ChannelState.UNSUPPORTED)).hasSize(1);
        }
    }

    @Test
    void shouldUseNoMethodThatTheStepDoesNotName() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            raise(kit, Severity.URGENT);
            kit.advance(seconds(59));

            assertThat(channels(kit)).isEmpty();
            assertThat(kit.events(RouterEvent.ChannelNoted.class)).isEmpty();
        }
    }

    @Test
    void shouldWaitForHerWhoCanOnlyBeCalled() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            raise(kit, Severity.CRITICAL);
            kit.advance(seconds(59));
            assertThat(kit.events(RouterEvent.StepEnded.class)).isEmpty();
            kit.advance(seconds(2));

            assertThat(kit.events(RouterEvent.StepEnded.class))
                    .singleElement()
                    .satisfies(ended -> assertThat(ended.stamp().clauses()).containsExactly(Clause.STEP_TIMED_OUT));
        }
    }

    @Test
    void shouldShowWhoeverSendsWhatIsOnItsWay() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            final long alertId = raise(kit, Severity.CRITICAL);
            assertThat(kit.router().view().onTheirWay())
                    .singleElement()
                    .satisfies(send -> assertThat(send.channel()).isEqualTo(Channel.PUSH));

            report(kit, alertId, Channel.PUSH, ChannelState.DELIVERED);

            assertThat(kit.router().view().onTheirWay()).isEmpty();
        }
    }

    @Test
    void shouldSendTogetherWhatComesRightAfterAMessage() {
        final Site site = SITE.toBuilder()
                .bundle("ann", Duration.ofMinutes(2))
                .policy(Policy.named("others")
                        .careTeam(Duration.ofMinutes(5), Channel.WEBSOCKET, Channel.PUSH)
                        .severities(Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT)
                        .failSafe("central-desk", seconds(60)))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final long first = raise(kit, "a", Severity.URGENT);
            final long second = raise(kit, "b", Severity.URGENT);
            final long third = raise(kit, "c", Severity.URGENT);
            final long critical = raise(kit, "d", Severity.CRITICAL);
            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .as("the first page is never delayed, and what is critical never waits")
                    .extracting(RouterEvent.ChannelChosen::alertId)
                    .containsExactly(first, critical);
            assertThat(noted(kit, ChannelState.BUNDLED)).hasSize(2).allSatisfy(waits -> {
                assertThat(waits.bundle()).isEqualTo(1);
                assertThat(waits.dueNs()).isEqualTo(waits.stamp().timestampNs() + 120_000_000_000L);
            });

            kit.advance(seconds(120));
            final RouterEvent.BundleChosen message =
                    kit.events(RouterEvent.BundleChosen.class).get(0);
            assertThat(message.channel()).isEqualTo(Channel.PUSH);
            assertThat(message.members())
                    .extracting(RouterEvent.ChannelChosen::alertId)
                    .containsExactly(second, third);
            assertThat(kit.router().view().onTheirWay()).containsAll(message.members());

            message.members()
                    .forEach(member -> kit.answer(kit.router()
                            .operation()
                            .reportChannel(member.alertId(), member.run(), Channel.PUSH, ChannelState.DELIVERED)));
            assertThat(kit.router().view().onTheirWay()).doesNotContainAnyElementsOf(message.members());
        }
    }

    @Test
    void shouldRefuseBundlesOfNothing() {
        final Site.Builder site = SITE.toBuilder();
        assertThatThrownBy(() -> site.bundle("ann", Duration.ofMinutes(11))).hasMessageContaining("within");
        assertThatThrownBy(() ->
                        SITE.toBuilder().bundle("ben", Duration.ofMinutes(2)).build())
                .hasMessageContaining("no contact methods");
    }

    @Test
    void shouldRefuseMethodsThatContradictThemselves() {
        final Site.Builder site = SITE.toBuilder();
        assertThatThrownBy(() -> ContactMethod.atOnce(Channel.WEBSOCKET)).hasMessageContaining("no contact method");
        assertThatThrownBy(
                        () -> site.contact("ann", ContactMethod.atOnce(Channel.SMS), ContactMethod.atOnce(Channel.SMS)))
                .hasMessageContaining("SMS twice");
        assertThatThrownBy(() -> site.contact(
                        "ann", ContactMethod.after(Channel.SMS, seconds(9)), ContactMethod.atOnce(Channel.VOICE)))
                .hasMessageContaining("in their order");
        assertThatThrownBy(() -> SITE.toBuilder()
                        .contact("anm", ContactMethod.atOnce(Channel.SMS))
                        .build())
                .hasMessageContaining("did you mean 'ann'");
    }

    private static long raise(final RouterTestKit kit, final Severity severity) {
        return raise(kit, "a", severity);
    }

    private static long raise(final RouterTestKit kit, final String key, final Severity severity) {
        final long alertId = kit.answer(kit.router()
                        .raise(Raise.alert(key)
                                .type(EmergencyType.STROKE)
                                .severity(severity)
                                .patient("p-17")))
                .alertId();
        kit.advance(seconds(0));
        return alertId;
    }

    private static void report(
            final RouterTestKit kit, final long alertId, final Channel channel, final ChannelState state) {
        final long run = kit.events(RouterEvent.ChannelChosen.class).get(0).run();
        kit.answer(kit.router().operation().reportChannel(alertId, run, channel, state));
    }

    private static List<Channel> channels(final RouterTestKit kit) {
        return kit.events(RouterEvent.ChannelChosen.class).stream()
                .map(RouterEvent.ChannelChosen::channel)
                .toList();
    }

    private static List<RouterEvent.ChannelNoted> noted(final RouterTestKit kit, final ChannelState state) {
        return kit.events(RouterEvent.ChannelNoted.class).stream()
                .filter(noted -> noted.state() == state)
                .toList();
    }
}
