package io.tocsin.testkit;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.OutputKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouterTestKitTest {
    private static final Policy STANDARD = Policy.named("standard")
            .careTeam(seconds(10))
            .unitRole("charge-nurse", seconds(20))
            .failSafe("central-desk", seconds(60));

    private static final Site SITE = Site.named("north")
            .person("ann")
            .person("bob")
            .desk("central-desk")
            .unit("icu")
            .bed("icu-1", "icu")
            .role("icu", "charge-nurse", "bob")
            .patient("p-17", "icu-1")
            .care("p-17", "ann")
            .policy(STANDARD)
            .build();

    @Test
    void shouldWalkTheLadderWhenNobodyAnswers() {
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            for (final String person : List.of("ann", "bob", "central-desk")) {
                kit.router().connect(person, offer -> told.add(offer.step() + " " + person + " " + secondsOf(kit)));
            }
            kit.answer(kit.router().raise(asystole()));

            kit.advance(seconds(9));
            assertThat(told).containsExactly("0 ann 0");
            kit.advance(seconds(1));
            assertThat(told).containsExactly("0 ann 0", "1 bob 10");
            kit.advance(seconds(20));
            assertThat(told).containsExactly("0 ann 0", "1 bob 10", "2 central-desk 30");
            kit.advance(seconds(120));
            assertThat(told).endsWith("2 central-desk 30", "2 central-desk 90", "2 central-desk 150");
        }
    }

    @Test
    void shouldStopWhenSomebodyAccepts() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            kit.router().connect("bob", offer -> offer.accept());
            kit.answer(kit.router().raise(asystole()));
            kit.advance(seconds(3_600));

            assertThat(kit.events(RouterEvent.OutputDispatched.class))
                    .filteredOn(output -> output.kind() == OutputKind.OFFER)
                    .hasSize(2);
            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.owner()).isEqualTo("bob"));
        }
    }

    @Test
    void shouldFireEveryStepAtItsInstantHoweverFarTimeMoves() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {});
            kit.router().connect("bob", offer -> {});
            final long raisedNs = kit.nowNs();
            kit.answer(kit.router().raise(asystole()));
            kit.advance(seconds(600));

            assertThat(kit.events(RouterEvent.StepEnded.class))
                    .extracting(ended -> (ended.stamp().timestampNs() - raisedNs) / 1e9)
                    .startsWith(10.0, 30.0, 90.0, 150.0)
                    .hasSize(11);
        }
    }

    @Test
    void shouldGiveTheSameEventsForTheSameTest() {
        assertThat(eventsOfARun()).isEqualTo(eventsOfARun()).isNotEmpty();
    }

    @Test
    void shouldThrowWhatAListenerThrew() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("ann", offer -> {
                throw new AssertionError("not this one");
            });
            kit.router().raise(asystole());

            assertThatThrownBy(kit::settle).isInstanceOf(AssertionError.class).hasMessage("not this one");
        }
    }

    @Test
    void shouldThrowWhatTheRouterRefused() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            assertThatThrownBy(() -> kit.answer(kit.router().clear("nothing")))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_ALERT));
        }
    }

    private static List<RouterEvent> eventsOfARun() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            kit.router().connect("bob", offer -> offer.accept());
            kit.router().raise(asystole());
            kit.advance(seconds(100));
            // The engine's identity is minted at launch.
            return kit.events().stream()
                    .filter(event -> !(event instanceof RouterEvent.EngineStarted))
                    .toList();
        }
    }

    private static Raise asystole() {
        return Raise.alert("monitor-3/asystole")
                .type(CARDIAC_ARREST)
                .severity(CRITICAL)
                .patient("p-17")
                .description("asystole");
    }

    private static long secondsOf(final RouterTestKit kit) {
        return (kit.nowNs() - RouterTestKit.START.getEpochSecond() * 1_000_000_000L) / 1_000_000_000L;
    }
}
