package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a gateway builds on: the view, the cycle, the raw commands and what events say of channels and capabilities. */
final class AlertViewTest {
    /** Takes down what it hears, and in which order. */
    private static final class Heard implements RouterListener {
        final List<String> calls = new ArrayList<>();
        final List<RouterEvent.AlertRaised> raised = new ArrayList<>();
        final List<Boolean> alreadyInView = new ArrayList<>();
        final List<Long> highest = new ArrayList<>();
        AlertView view = new AlertBook();

        @Override
        public void onView(final AlertView shown) {
            calls.add("view");
            view = shown;
        }

        @Override
        public void onEvent(final RouterEvent event) {
            calls.add("event");
            if (event instanceof RouterEvent.AlertRaised alert) {
                raised.add(alert);
                alreadyInView.add(view.alert(alert.alertId()) != null);
            }
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            calls.add("answer");
            final CommandAnsweredDecoder answer =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            assertThat(answer.result()).isEqualTo(Result.OK);
            highest.add(answer.highestCommandId());
        }

        @Override
        public void onCycleEnd(final int outputs) {
            calls.add("cycle");
        }
    }

    private static AlertRouter launch(final RouterListener listener) {
        return AlertRouter.launch(new AlertRouter.Context()
                .site(North.site())
                .threading(Pipeline.Threading.MANUAL)
                .listener(listener));
    }

    private static void settle(final AlertRouter router) {
        for (int idle = 0; idle < 2; idle++) {
            while (router.doWork() > 0) {
                idle = 0;
            }
        }
    }

    @Test
    void shouldShowTheViewOnceBeforeTheFirstEvent() {
        final Heard heard = new Heard();
        try (AlertRouter router = launch(heard)) {
            router.raise(North.arrest("a"));
            settle(router);

            assertThat(heard.calls).startsWith("view").containsOnlyOnce("view").contains("event", "cycle");
            assertThat(heard.view).isSameAs(router.view());
            assertThat(heard.alreadyInView).containsExactly(true);
        }
    }

    @Test
    void shouldEndACycleBehindWhatItDelivered() {
        final Heard heard = new Heard();
        try (AlertRouter router = launch(heard)) {
            heard.calls.clear();
            router.raise(North.arrest("a"));
            settle(router);

            assertThat(heard.calls.lastIndexOf("event")).isLessThan(heard.calls.lastIndexOf("cycle"));
            heard.calls.clear();
            router.doWork();
            assertThat(heard.calls).as("with nothing to deliver").containsExactly("cycle");
        }
    }

    @Test
    void shouldShowAnAlertWhileItIsOpenAndAfterwards() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final AlertView view = kit.router().view();
            final long id = kit.answer(kit.router().raise(North.arrest("a"))).alertId();

            assertThat(view.open()).extracting(AlertState::alertId).containsExactly(id);
            assertThat(view.alert(id)).isEqualTo(view.open().get(0));
            assertThat(view.outcome(id)).isEqualTo(Outcome.NULL_VAL);

            kit.answer(kit.router().cancel("a"));
            assertThat(view.open()).isEmpty();
            assertThat(view.alert(id))
                    .isNotNull()
                    .satisfies(alert -> assertThat(alert.condition()).isEqualTo(Condition.ACTIVE));
            assertThat(view.outcome(id)).isEqualTo(Outcome.CANCELLED);
            assertThat(view.alert(id + 1)).isNull();
            kit.events(RouterEvent.OutputDispatched.class)
                    .forEach(output -> assertThat(view.of(output)).isEqualTo(view.alert(id)));
        }
    }

    @Test
    void shouldSayWhatItIs() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final RouterEvent.EngineStarted started =
                    kit.events(RouterEvent.EngineStarted.class).get(0);

            assertThat(kit.router().level()).isEqualTo(Level.MEMORY);
            assertThat(kit.router().epochHigh()).isEqualTo(started.epochHigh()).isNotZero();
            assertThat(kit.router().epochLow()).isEqualTo(started.epochLow()).isNotZero();
            assertThat(kit.router().pipelineCounters().delivered()).isPositive();
        }
    }

    @Test
    void shouldTellTheChannelsOfAStepAndOfTheFailSafe() {
        final Policy policy = Policy.named("standard")
                .careTeam(Policy.seconds(10), Channel.PUSH, Channel.VOICE)
                .unitRole("charge-nurse", Policy.seconds(20))
                .failSafe("desk", Policy.seconds(60));
        final Site site = North.builder().policy(policy).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("ann", offer -> {});
            kit.router().connect("bob", offer -> {});
            kit.answer(kit.router().raise(North.arrest("a")));
            kit.advance(Policy.seconds(31));
            kit.answer(kit.router().cancel("a"));

            assertThat(kit.events(RouterEvent.OutputDispatched.class))
                    .filteredOn(output -> output.kind() == OutputKind.OFFER)
                    .extracting(RouterEvent.OutputDispatched::channels)
                    .containsExactly(
                            Set.of(Channel.PUSH, Channel.VOICE), Set.of(Channel.WEBSOCKET), Set.of(Channel.WEBSOCKET));
            assertThat(kit.events(RouterEvent.OutputDispatched.class))
                    .filteredOn(output -> output.kind() == OutputKind.CLOSED)
                    .allSatisfy(output -> assertThat(output.channels()).isEmpty());
        }
    }

    @Test
    void shouldTellTheCapabilitiesOfASession() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
            final SessionOpenedEncoder opened =
                    new SessionOpenedEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
            opened.sessionId(77)
                    .gatewayId(1)
                    .capabilities(Capability.bits(Set.of(Capability.SUPPORTS_PUSH)))
                    .scopes(0)
                    .patientScopes(0)
                    .personId("ann")
                    .putUnits(new byte[0], 0, 0);
            assertThat(kit.router().offer(command, 0, opened.limit())).isPositive();
            kit.settle();

            assertThat(kit.events(RouterEvent.SessionChanged.class))
                    .singleElement()
                    .satisfies(session -> {
                        assertThat(session.sessionId()).isEqualTo(77);
                        assertThat(session.capabilities()).containsExactly(Capability.SUPPORTS_PUSH);
                    });
        }
    }

    @Test
    void shouldTellASourceHowFarItHasCounted() {
        final Heard heard = new Heard();
        try (AlertRouter router = launch(heard)) {
            router.raise(North.arrest("a").from(9, 41));
            settle(router);
            for (final long source : new long[] {9, 10}) {
                final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
                final SourceQueryEncoder query =
                        new SourceQueryEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
                query.envelope().sourceId(source).commandId(41).correlation(5);
                assertThat(router.offer(command, 0, query.limit())).isPositive();
            }
            settle(router);

            assertThat(heard.highest).containsExactly(41L, 0L);
        }
    }

    /** Longer than a part of a configuration can be. */
    @Test
    void shouldConfigureTheLongestPolicy() {
        final Site.Builder site = Site.named("long").desk("desk");
        Policy policy = Policy.named("long").failSafe("desk", Policy.seconds(60));
        for (int i = 0; i < Policy.MAX_STEPS; i++) {
            final String person = "p%035d".formatted(i);
            site.person(person);
            policy = policy.person(person, Policy.seconds(10 + i), Channel.SMS);
        }
        try (RouterTestKit kit = RouterTestKit.launch(site.policy(policy).build())) {
            kit.router().connect("p%035d".formatted(19), offer -> {});
            kit.answer(kit.router()
                    .raise(Raise.alert("a")
                            .type(io.tocsin.codecs.sbe.EmergencyType.STROKE)
                            .severity(Severity.CRITICAL)));

            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.step()).isEqualTo(19));
        }
    }
}
