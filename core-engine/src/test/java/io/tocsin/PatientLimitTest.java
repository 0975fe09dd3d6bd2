package io.tocsin;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ann, a nurse, and Bob, a physician, fit the limits of adults (heart rate 50 to 120, extremes 40 and 140; SpO2 90, extreme 80) to one patient. The top tenth of
 * patients makes more than half of all alarms of SpO2 (Lansdowne 2016), so this is what helps most.
 */
final class PatientLimitTest {
    private static Site site() {
        return North.builder()
                .rules(LimitRules.adult().news2(false))
                .role("icu", "physician", "bob")
                .authority("ann", AuthorityRole.NURSE)
                .authority("bob", AuthorityRole.PHYSICIAN)
                .build();
    }

    private static PatientLimit spo2(final double perCent) {
        return PatientLimit.below(Parameter.SPO2, perCent).patient("p-17");
    }

    private static int alertsAfter(final RouterTestKit kit, final Parameter parameter, final double value) {
        kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(parameter, value)));
        return kit.router().openAlerts().size();
    }

    @Test
    void shouldCallByThePatientsLimitWhereTheUnitsWouldCallForNothing() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.limit(spo2(86).because(LimitReason.USUAL, "COPD, 88 at home")));

            assertThat(alertsAfter(kit, Parameter.SPO2, 88)).isZero();
            assertThat(alertsAfter(kit, Parameter.SPO2, 85)).isEqualTo(1);

            final RouterEvent.LimitViolated violated =
                    kit.events(RouterEvent.LimitViolated.class).get(0);
            assertThat(violated.stamp().clauses()).containsExactly(Clause.LIMIT_BELOW, Clause.PATIENT_LIMIT);
            assertThat(violated.limitValue()).isEqualTo(8_600);
            kit.answer(ann.limit(PatientLimit.none(Parameter.SPO2, Bound.BELOW).patient("p-17")));
            assertThat(kit.router().view().patientLimits()).isEmpty();
        }
    }

    @Test
    void shouldShowTheLimitsOfOnePatientAlone() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession bob = kit.router().connect("bob", offer -> {});
            final PatientLimit fast = PatientLimit.above(Parameter.HEART_RATE, 110);
            kit.answer(bob.limit(spo2(92)));
            kit.answer(bob.limit(fast.patient("p-17")));
            kit.answer(bob.limit(fast.bed("icu-1").until(RouterTestKit.START.plus(ofHours(1)))));

            assertThat(kit.router().view().patientLimits(new Subject(Subject.Kind.PATIENT, "p-17")))
                    .extracting(changed -> changed.limit().parameter())
                    .containsExactly(Parameter.HEART_RATE, Parameter.SPO2);
            assertThat(kit.router().view().patientLimits(new Subject(Subject.Kind.BED, "icu-1")))
                    .hasSize(1);
            assertThat(kit.router().view().patientLimits(new Subject(Subject.Kind.BED, "p-17")))
                    .isEmpty();
            assertThat(kit.router().view().patientLimits()).hasSize(3);
        }
    }

    @Test
    void shouldAskAPhysicianAReasonAndAnEndToGoFurtherThanTheUnitDoes() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final RecipientSession bob = kit.router().connect("bob", offer -> {});
            final PatientLimit wide = spo2(75).because(LimitReason.TREATMENT, "palliative");
            final PatientLimit forADay = wide.until(RouterTestKit.START.plus(ofHours(24)));

            assertRefused(kit, ann.limit(forADay), Refusal.FORBIDDEN);
            assertRefused(kit, bob.limit(wide), Refusal.INVALID_FIELD);
            assertRefused(kit, bob.limit(wide.until(RouterTestKit.START.plus(ofHours(25)))), Refusal.SILENCE_REFUSED);
            assertRefused(kit, bob.limit(spo2(101)), Refusal.INVALID_FIELD);
            kit.answer(bob.limit(forADay));

            assertThat(alertsAfter(kit, Parameter.SPO2, 82)).isZero();
            assertThat(alertsAfter(kit, Parameter.SPO2, 79))
                    .as("the extreme limit stays")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTakeDownWhatIsSetAtTheMonitor() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router()
                    .limitAtBedside(PatientLimit.above(Parameter.HEART_RATE, 110)
                            .bed("icu-1")
                            .until(RouterTestKit.START.plus(ofHours(12)))));

            assertThat(kit.router().view().patientLimits()).singleElement().satisfies(held -> {
                assertThat(held.author()).isEmpty();
                assertThat(held.stamp().clauses()).containsExactly(Clause.LIMIT_AT_BEDSIDE);
                assertThat(held.subject()).isEqualTo(new Subject(Subject.Kind.BED, "icu-1"));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldStillHoldThemAfterARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site());
        final RecipientSession ann = before.router().connect("ann", offer -> {});
        final RecipientSession bob = before.router().connect("bob", offer -> {});
        before.answer(ann.limit(
                spo2(86).until(RouterTestKit.START.plus(ofHours(1))).because(LimitReason.OTHER, "see notes")));
        before.answer(bob.limit(PatientLimit.above(Parameter.HEART_RATE, 110)
                .bed("icu-1")
                .until(RouterTestKit.START.plus(ofHours(12)))));
        final List<RouterEvent.PatientLimitChanged> held =
                before.router().view().patientLimits();
        assertThat(held).hasSize(2);

        final RouterTestKit after = lives.relaunch(before, end, site());

        assertThat(after.router().view().patientLimits())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("stamp")
                .isEqualTo(held);
        assertThat(alertsAfter(after, Parameter.SPO2, 88)).isZero();
        after.advance(ofMinutes(61));
        assertThat(after.router().view().patientLimits()).hasSize(1);
        assertThat(alertsAfter(after, Parameter.SPO2, 88)).isEqualTo(1);
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
