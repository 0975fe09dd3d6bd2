package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of adults (heart rate 50 to 120, extremes 40 and 140; SpO2 90, extreme 80), and the published profiles for whom they are not meant. */
final class LimitProfileTest {
    private static Site site(final LimitRules rules, final AgeGroup age, final int scale) {
        final Site.Builder site = North.builder().rules(rules).ageGroup("p-17", age);
        return (scale == 2 ? site.spo2ScaleTwo("p-17") : site).build();
    }

    private static LimitRules published() {
        LimitRules rules = LimitRules.adult().above(Parameter.RESPIRATORY_RATE, 34.99, Severity.EMERGENT);
        for (final LimitProfile each : LimitProfile.paediatric()) {
            rules = rules.profile(each);
        }
        return rules.profile(LimitProfile.hypercapnic());
    }

    private static int alertsAfter(final RouterTestKit kit, final Parameter parameter, final double value) {
        kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(parameter, value)));
        return kit.router().openAlerts().size();
    }

    @ParameterizedTest(name = "{0}, scale {1}, {2} {3}: {4} alerts")
    @CsvSource({
        "UNDER_3_MONTHS, 1, HEART_RATE, 179, 0",
        "UNDER_3_MONTHS, 1, HEART_RATE, 180, 1",
        "UNDER_3_MONTHS, 1, HEART_RATE, 190, 2",
        "UNDER_3_MONTHS, 1, RESPIRATORY_RATE, 45, 0",
        "UNDER_3_MONTHS, 1, SYSTOLIC, 60, 0",
        "UNDER_8_YEARS, 1, HEART_RATE, 125, 0",
        "UNDER_8_YEARS, 1, HEART_RATE, 130, 1",
        "UNDER_16_YEARS, 1, SYSTOLIC, 75, 1",
        "UNDER_16_YEARS, 1, RESPIRATORY_RATE, 22, 0",
        "UNDER_16_YEARS, 1, RESPIRATORY_RATE, 23, 1",
        "NOT_STATED, 1, HEART_RATE, 121, 1",
        "ADULT, 2, SPO2, 86, 0",
        "ADULT, 2, SPO2, 85, 1",
        "ADULT, 1, SPO2, 89, 1",
    })
    void shouldCallByWhatIsUsualForThePatient(
            final AgeGroup age, final int scale, final Parameter parameter, final double value, final int alerts) {
        try (RouterTestKit kit = RouterTestKit.launch(site(published().news2(false), age, scale))) {
            assertThat(alertsAfter(kit, parameter, value)).isEqualTo(alerts);
            if (alerts == 1 && age == AgeGroup.UNDER_3_MONTHS) {
                assertThat(kit.events(RouterEvent.LimitViolated.class)
                                .get(0)
                                .stamp()
                                .clauses())
                        .containsExactly(Clause.LIMIT_ABOVE, Clause.PROFILE_LIMIT);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} alerts")
    @CsvSource({"UNDER_16_YEARS, 0", "ADULT, 1", "NOT_STATED, 1"})
    void shouldComputeNews2ForWhomItIsMeant(final AgeGroup age, final int alerts) {
        final LimitRules score =
                LimitRules.none().news2(true).profile(LimitProfile.paediatric().get(3));
        try (RouterTestKit kit = RouterTestKit.launch(site(score, age, 1))) {
            assertThat(alertsAfter(kit, Parameter.RESPIRATORY_RATE, 26)).isEqualTo(alerts);
        }
    }

    @Test
    void shouldEndAScoreThatIsNotMeantForThePatient() {
        final LimitRules score =
                LimitRules.none().news2(true).profile(LimitProfile.paediatric().get(3));
        try (RouterTestKit kit = RouterTestKit.launch(site(score, AgeGroup.NOT_STATED, 1))) {
            alertsAfter(kit, Parameter.RESPIRATORY_RATE, 26);
            kit.answer(kit.router().configure(site(score, AgeGroup.UNDER_16_YEARS, 1)));
            alertsAfter(kit, Parameter.RESPIRATORY_RATE, 26);

            assertThat(kit.events(RouterEvent.ConditionChanged.class))
                    .singleElement()
                    .satisfies(ended -> assertThat(ended.stamp().clauses()).containsExactly(Clause.SCORE_NOT_MEANT));
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldCountAfterARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final Site site = site(published().news2(false), AgeGroup.UNDER_3_MONTHS, 1);
        final RouterTestKit before = lives.launch(site);
        assertThat(alertsAfter(before, Parameter.HEART_RATE, 179)).isZero();

        final RouterTestKit after = lives.relaunch(before, end, site);
        assertThat(after.events(RouterEvent.ConfigApplied.class))
                .as("nothing is new")
                .isEmpty();
        assertThat(alertsAfter(after, Parameter.HEART_RATE, 179)).isZero();
        assertThat(alertsAfter(after, Parameter.HEART_RATE, 181)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKnowAfterARestartWhatAScoreWasToldToBeThatIsNotMeantAnyMore(final Lives.End end) {
        final LimitRules score =
                LimitRules.none().news2(true).profile(LimitProfile.paediatric().get(3));
        final Site child = site(score, AgeGroup.UNDER_16_YEARS, 1);
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site(score, AgeGroup.NOT_STATED, 1));
        alertsAfter(before, Parameter.RESPIRATORY_RATE, 26);
        before.answer(before.router().configure(child));
        alertsAfter(before, Parameter.RESPIRATORY_RATE, 26);

        assertThat(lives.relaunch(before, end, child).router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.cause().value()).isZero());
    }

    @Test
    void shouldMoveGraverLimitsThatWouldCallSooner() {
        final LimitRules rules = LimitRules.none()
                .below(Parameter.SPO2, 92, Severity.URGENT)
                .below(Parameter.SPO2, 91, Severity.URGENT)
                .below(Parameter.SPO2, 90, Severity.EMERGENT)
                .below(Parameter.SPO2, 80, Severity.EMERGENT)
                .profile(LimitProfile.hypercapnic());
        try (RouterTestKit kit = RouterTestKit.launch(site(rules, AgeGroup.ADULT, 2))) {
            assertThat(alertsAfter(kit, Parameter.SPO2, 88)).isZero();
            assertThat(alertsAfter(kit, Parameter.SPO2, 85)).isEqualTo(3);
            assertThat(alertsAfter(kit, Parameter.SPO2, 79)).isEqualTo(4);
        }
    }

    @Test
    void shouldRefuseWhatWouldTakeAGraveLimitAwayOrMeansNothing() {
        final LimitRules rules = LimitRules.none().below(Parameter.SPO2, 88, Severity.CRITICAL);

        assertThatThrownBy(() -> rules.profile(LimitProfile.ofUnit("icu").below(Parameter.SPO2, 85)))
                .hasMessageContaining("calls for all of them");
        assertThatThrownBy(() -> rules.profile(
                        LimitProfile.ofAges(AgeGroup.UNDER_3_MONTHS).below(Parameter.SPO2, 79)))
                .hasMessageContaining("is not moved to 79");
        assertThatThrownBy(() -> rules.above(Parameter.HEART_RATE, 120, Severity.URGENT)
                        .profile(LimitProfile.ofSpo2ScaleTwo().above(Parameter.HEART_RATE, 130)))
                .hasMessageContaining("only SpO2 has another limit there");
        assertThatThrownBy(() -> rules.profile(LimitProfile.ofUnit("icu").above(Parameter.SPO2, 95)))
                .hasMessageContaining("there is no limit ABOVE of SPO2");
        assertThatThrownBy(() -> rules.profile(LimitProfile.ofUnit("icu"))).hasMessageContaining("says nothing");
        assertThatThrownBy(() ->
                        site(rules.profile(LimitProfile.ofUnit("icv").below(Parameter.SPO2, 90)), AgeGroup.ADULT, 1))
                .hasMessageContaining("unknown unit 'icv'");
    }
}
