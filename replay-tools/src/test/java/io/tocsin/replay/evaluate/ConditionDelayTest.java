package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Condition delays on SpO2 every second with dips like those of real alarms: of alarms in intensive care, 14 s of delay take away a half and 19 s two thirds (Görges 2009,
 * Anesth Analg); durations that are log-normal with a median of 14 s and a sigma of 0.69 give that pair of numbers.
 */
final class ConditionDelayTest {
    private static final int DIPS = 2_000;
    private static final double MEDIAN_S = 14;
    private static final double SIGMA = 0.69;
    private static final double POINTS = 3;

    @Test
    void shouldTakeAwayAHalfOfTheNotificationsWith14SecondsAndTwoThirdsWith19() {
        final LimitRules rules = LimitRules.none()
                .below(Parameter.SPO2, 90, Severity.URGENT)
                .below(Parameter.SPO2, 90, Severity.URGENT)
                .timed(LimitTiming.AT_ONCE.delay(Duration.ofSeconds(14)))
                .below(Parameter.SPO2, 90, Severity.URGENT)
                .timed(LimitTiming.AT_ONCE.delay(Duration.ofSeconds(19)));
        final Site site = Site.named("icu")
                .unit("icu")
                .desk("desk")
                .patientInUnit("p-1", "icu")
                .rules(rules)
                .policy(Policy.named("all")
                        .failSafe("desk", Duration.ofHours(1))
                        .review(Duration.ZERO))
                .build();
        final int[] notifications = new int[rules.rules().size()];
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("desk", offer -> {
                notifications[offer.cause().rule() - 1]++;
                offer.accept();
            });
            dips(kit);
        }
        assertThat(notifications[0]).as("at once").isEqualTo(DIPS);
        assertThat(suppressed(notifications[1])).as("14 s").isCloseTo(50, within(POINTS));
        assertThat(suppressed(notifications[2])).as("19 s").isCloseTo(67, within(POINTS));
    }

    private static double suppressed(final int notifications) {
        return 100.0 * (DIPS - notifications) / DIPS;
    }

    /** A reading every second; each dip lasts as long as the distribution says, and begins some time between two readings. To each short one there is a long one. */
    private static void dips(final RouterTestKit kit) {
        final SplittableRandom random = new SplittableRandom(14);
        double deviation = 0;
        for (int dip = 0; dip < DIPS; dip++) {
            second(kit, 97);
            deviation = dip % 2 == 0 ? gaussian(random) : -deviation;
            final double lastsS = MEDIAN_S * StrictMath.exp(SIGMA * deviation);
            final long readings = Math.max(1, Math.round(lastsS - 0.5 + random.nextDouble()));
            for (long i = 0; i < readings; i++) {
                second(kit, 85);
            }
        }
        second(kit, 97);
    }

    private static void second(final RouterTestKit kit, final int spo2) {
        kit.advance(Duration.ofSeconds(1));
        kit.answer(kit.router().readings(Readings.ofPatient("p-1").value(Parameter.SPO2, spo2)));
    }

    /** Box and Muller's transform: the same on every machine. */
    private static double gaussian(final SplittableRandom random) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
