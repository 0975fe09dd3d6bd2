package io.tocsin;

import static io.tocsin.codecs.sbe.Parameter.SYSTOLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A site that follows how readings move: what is told, to whom, and that it goes on after a restart. */
final class TrendTest {
    private static Site.Builder site() {
        return North.builder()
                .rules(LimitRules.none().below(SYSTOLIC, 90, Severity.EMERGENT))
                .trends(TrendRules.hourly());
    }

    private static void pressures(final RouterTestKit kit, final double... values) {
        for (final double value : values) {
            kit.advance(Duration.ofHours(1));
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(SYSTOLIC, value)));
        }
    }

    @Test
    void shouldTellWhatFallsTowardsItsLimitAndWhen() {
        try (RouterTestKit kit = RouterTestKit.launch(site().build())) {
            final List<Long> offered = new ArrayList<>();
            kit.router().connect("ann", offer -> offered.add(offer.alertId()));

            pressures(kit, 130, 124, 117, 110, 103, 97);

            final List<RouterEvent.TrendNoted> noted = kit.events(RouterEvent.TrendNoted.class);
            final TrendState trend = noted.get(noted.size() - 1).trend();
            assertThat(trend.band()).isEqualTo(NewsBand.MEDIUM);
            assertThat(trend.calls()).singleElement().satisfies(call -> {
                assertThat(call.method()).isEqualTo(TrendMethod.CROSSING);
                assertThat(call.parameter()).isEqualTo(SYSTOLIC);
                assertThat(call.reference()).isEqualTo(9_000);
                assertThat(call.seconds()).isBetween(3_600L, 4 * 3_600L);
            });
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.cause().kind()).isEqualTo(Cause.TREND);
                assertThat(alert.severity()).isEqualTo(Severity.SEMI_URGENT);
            });
            assertThat(offered).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKnowAfterARestartHowReadingsMoved(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site().build());
        pressures(before, 130, 124, 117, 110, 103);
        assertThat(before.router().openAlerts()).isEmpty();

        final RouterTestKit after = lives.relaunch(before, end, site().build());
        assertThat(after.events(RouterEvent.ConfigApplied.class))
                .as("the site is as it was")
                .isEmpty();
        pressures(after, 97);

        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.cause().kind()).isEqualTo(Cause.TREND));
        after.answer(after.router().configure(site().trends(TrendRules.none()).build()));
        assertThat(after.router().openAlerts())
                .allSatisfy(alert -> assertThat(alert.condition()).isEqualTo(Condition.INACTIVE));
    }

    @Test
    void shouldRefuseWhatAnEngineWould() {
        final TrendRules rules = TrendRules.continuous();
        assertThatThrownBy(() -> rules.severity(Severity.EMERGENT)).hasMessageContaining("at most URGENT");
        assertThatThrownBy(() -> rules.following(Parameter.PAIN, 100)).hasMessageContaining("does not move");
        assertThatThrownBy(() -> rules.following(Parameter.ETCO2, 100)).hasMessageContaining("at most 5 parameters");
        assertThatThrownBy(() -> rules.bands(5, 4)).hasMessageContaining("high");
        assertThatThrownBy(() -> rules.gap(Duration.ZERO)).hasMessageContaining("gap");
        assertThatThrownBy(() -> AlertMatch.of(Severity.URGENT).cause(Cause.TREND))
                .hasMessageContaining("mutes nothing");
    }
}
