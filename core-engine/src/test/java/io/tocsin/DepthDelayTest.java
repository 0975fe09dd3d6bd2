package io.tocsin;

import static io.tocsin.codecs.sbe.Parameter.SPO2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A site whose limits wait for depth times time: it stays so, and what has added up is known after a restart. */
final class DepthDelayTest {
    private static final LimitTiming DEEP = LimitTiming.AT_ONCE.area(30);

    private static Site site() {
        return North.builder()
                .rules(LimitRules.none().below(SPO2, 90, Severity.URGENT).timed(DEEP))
                .build();
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKnowAfterARestartHowMuchHasAddedUp(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site());
        before.answer(before.router().readings(Readings.ofPatient("p-17").value(SPO2, 88)));
        before.advance(Duration.ofSeconds(10));
        before.answer(before.router().readings(Readings.ofPatient("p-17").value(SPO2, 88)));

        final RouterTestKit after = lives.relaunch(before, end, site());
        assertThat(after.events(RouterEvent.ConfigApplied.class))
                .as("the site is as it was")
                .isEmpty();
        after.advance(Duration.ofMillis(4_900));
        assertThat(after.router().openAlerts()).isEmpty();
        after.advance(Duration.ofMillis(200));

        assertThat(after.router().openAlerts()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatAnEngineWould() {
        assertThatThrownBy(() -> DEEP.area(-1)).hasMessageContaining("area is -1.0");
        assertThatThrownBy(() -> DEEP.area(Double.NaN)).hasMessageContaining("area");
        assertThatThrownBy(() -> DEEP.area(1_000_000.01)).hasMessageContaining("from 0 to 1000000");
        final LimitRules critical = LimitRules.none().below(SPO2, 80, Severity.CRITICAL);
        assertThatThrownBy(() -> critical.timed(DEEP)).hasMessageContaining("not 0 beside an area");
        assertThat(critical.timed(DEEP.delay(Duration.ofSeconds(5))).rules()).hasSize(1);
    }
}
