package io.tocsin.replay.why;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.RecipientSession;
import io.tocsin.Roster;
import io.tocsin.Site;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whose shift ends, or who goes on break, has rejected nothing; and who was not asked for such a reason can read it (core-engine/README.md, section 24). */
final class OffDutyTest {
    private static final DutyPlace NURSES = DutyPlace.role("icu", "nurse");
    private static final Instant NOW = RouterTestKit.START;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The nurses of the unit are asked, then the desk. */
    private static Night night() {
        final Site site = Night.ward()
                .role("icu", "nurse", "ann", "bob", "carl")
                .policy(Policy.named("standard").unitRole("nurse", seconds(120)).failSafe("desk", seconds(300)))
                .build();
        return new Night(site);
    }

    private static Roster.Shift shift(final String person, final long fromMinute, final long untilMinute) {
        return new Roster.Shift(
                person, NOW.plus(MINUTE.multipliedBy(fromMinute)), NOW.plus(MINUTE.multipliedBy(untilMinute)));
    }

    private static void roster(
            final Night night, final DutyPlace place, final boolean handsOver, final Roster.Shift... shifts) {
        night.kit.answer(night.router.duty().replace(List.of(new Roster(place, handsOver, List.of(shifts)))));
        night.kit.settle();
    }

    private static long accepted(final Night night, final RecipientSession by) {
        final long alert = night.raise(Night.arrest("a"));
        night.kit.answer(by.accept(alert));
        night.kit.settle();
        return alert;
    }

    @Test
    void shouldSayWhoseShiftEndedAndWhoWasHandedIt() {
        try (Night night = night()) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            night.connect("bob", offer -> {});
            roster(night, NURSES, true, shift("ann", -60, 10), shift("bob", 10, 60));
            final long alert = accepted(night, ann);
            night.kit.advance(MINUTE.multipliedBy(10));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.RELIEVED,
                            "ann was told at +0.000 s in step 0, and their client had it at +0.000 s. ann took"
                                    + " it at +0.000 s, and went off duty at +10 min 00 s; it was handed over to"
                                    + " bob."));
            assertThat(night.answer(alert, "bob").verdict()).isEqualTo(Verdict.TOLD);
        }
    }

    @Test
    void shouldSayWhoseShiftEndedAndThatItWasAskedAgain() {
        try (Night night = night()) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            night.connect("bob", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 10), shift("bob", 10, 60));
            final long alert = accepted(night, ann);
            night.kit.advance(MINUTE.multipliedBy(10));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.RELIEVED);
            assertThat(night.answer(alert, "ann").text())
                    .endsWith("ann took it at +0.000 s, and went off duty at +10 min 00 s; its steps began again.");

            night.kit.answer(ann.accept(alert));
            assertThat(night.answer(alert, "ann").verdict())
                    .as("who stayed at the bedside and takes it again")
                    .isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void shouldSayThatSomebodyWhoWasAskedWentOnBreak() {
        try (Night night = night()) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            night.connect("carl", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 60));
            final long alert = night.raise(Night.arrest("a"));
            night.kit.advance(seconds(5));
            night.kit.answer(ann.beginBreak(Duration.ofMinutes(20), "carl"));
            night.kit.settle();

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.RELIEVED);
            assertThat(night.answer(alert, "ann").text())
                    .endsWith("ann went on break at +5.000 s; it was handed over to carl.");
            assertThat(night.answer(alert, "carl").verdict()).isEqualTo(Verdict.TOLD);
        }
    }

    @Test
    void shouldSayThatItWasAskedAgainWhenWhoCoversHadTakenItAlready() {
        final Policy policy = Policy.named("standard")
                .person("ann", seconds(120))
                .needs(2)
                .andPerson("bob")
                .failSafe("desk", seconds(300));
        try (Night night = new Night(Night.ward().policy(policy).build())) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            final RecipientSession bob = night.router.connect("bob", offer -> {});
            night.kit.settle();
            final long alert = accepted(night, bob);
            night.kit.answer(ann.accept(alert));
            night.kit.advance(seconds(5));
            night.kit.answer(ann.beginBreak(Duration.ofMinutes(20), "bob"));
            night.kit.settle();

            assertThat(night.answer(alert, "ann").text())
                    .endsWith("ann took it at +0.000 s, and went on break at +5.000 s; its steps began again.");
        }
    }

    @Test
    void shouldSayThatOnesFormerAlertIsWithThemAgain() {
        final Policy policy =
                Policy.named("standard").person("ann", seconds(120)).failSafe("desk", seconds(300));
        try (Night night = new Night(Night.ward().policy(policy).build())) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 10));
            final long alert = accepted(night, ann);
            night.kit.advance(MINUTE.multipliedBy(10));

            assertThat(night.answer(alert, "ann").verdict())
                    .as("a step names ann by name, on duty or not")
                    .isEqualTo(Verdict.TOLD);
        }
    }

    @Test
    void shouldNotSayThatItWaitsForWhoWentOnBreak() {
        final Site site = Night.ward().offersPerPerson(1, 1).build();
        try (Night night = new Night(site)) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            night.connect("carl", offer -> {});
            night.raise(Night.arrest("a"));
            final long second = night.raise(Night.arrest("b"));
            night.kit.answer(ann.beginBreak(Duration.ofMinutes(20), "carl"));
            night.kit.settle();

            assertThat(night.answer(second, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.WAITING_FOR_CREDIT,
                            "ann was chosen in step 0, but had no credit: unanswered with them then: alert 1."
                                    + " ann went on break at +0.000 s; it was handed over to carl."));
        }
    }

    @Test
    void shouldSayWhoWasOffDutyWhenTheStepsAsked() {
        try (Night night = night()) {
            night.connect("bob", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 10), shift("bob", 10, 60), shift("carl", 50, 70));
            night.kit.advance(MINUTE.multipliedBy(30));
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.NOT_IN_ANY_STEP,
                            "The steps that began (0) did not name ann. ann was off duty as nurse of unit icu"
                                    + " from -20 min 00 s on, when it came to step 0."));
            assertThat(night.answer(alert, "carl").text())
                    .as("nothing that was recorded says when carl comes")
                    .isEqualTo("The steps that began (0) did not name carl.");

            night.kit.advance(MINUTE.multipliedBy(20));
            assertThat(night.answer(alert, "carl").text())
                    .contains("carl was off duty as nurse of unit icu until +20 min 00 s, when it came to step 0");
        }
    }

    @Test
    void shouldSayWhenSomebodyCameBackAndWhichStepsWerePassedOver() {
        final Site.Builder site = Night.ward()
                .policy(Policy.named("standard")
                        .unitRole("nurse", seconds(60))
                        .unitRole("charge-nurse", seconds(60))
                        .failSafe("desk", seconds(600)));
        try (Night night = new Night(site.role("icu", "nurse", "ann").build())) {
            roster(night, NURSES, false, shift("ann", -60, 10), shift("ann", 15, 60));
            night.kit.advance(MINUTE.multipliedBy(12));
            final long alert = night.raise(Night.arrest("a"));
            night.kit.advance(MINUTE.multipliedBy(5));

            assertThat(night.answer(alert, "ann").text())
                    .isEqualTo(
                            "The steps that began (1, 2) did not name ann. Skipped, because nobody was assigned: step"
                                    + " 0. ann was off duty as nurse of unit icu from -2 min 00 s until +3 min 00 s, when"
                                    + " it came to step 0, 1, 2.");
        }
    }

    @Test
    void shouldNameTheRosterOfABedAndOfAPatientButNotOfElsewhere() {
        final Site.Builder site = Night.ward().unit("er").bed("er-1", "er").role("er", "nurse", "carl");
        try (Night night = new Night(site.build())) {
            night.connect("bob", offer -> {});
            roster(night, DutyPlace.bed("icu-1"), false, shift("carl", -60, 5), shift("bob", -60, 60));
            roster(night, DutyPlace.patient("p-17"), false, shift("carl", -60, 6), shift("bob", -60, 60));
            roster(night, DutyPlace.role("er", "nurse"), false, shift("carl", -60, 7), shift("bob", -60, 60));
            roster(night, DutyPlace.bed("er-1"), false, shift("carl", -60, 8), shift("bob", -60, 60));
            night.kit.advance(MINUTE.multipliedBy(10));
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "carl").text())
                    .isEqualTo("The steps that began (0) did not name carl."
                            + " carl was off duty for bed icu-1 from -5 min 00 s on, when it came to step 0."
                            + " carl was off duty for the patient from -4 min 00 s on, when it came to step 0.");
            final WhyReader personal = new WhyReader(alert, true, PatientTexts.withoutKeys());
            final List<byte[]> events = night.events();
            for (int i = 0; i < events.size(); i++) {
                personal.onEvent(i + 1L, new UnsafeBuffer(events.get(i)), 0, events.get(i).length);
            }
            assertThat(personal.answer("carl").answers().get(0).text())
                    .contains("carl was off duty for patient p-17 from");
        }
    }

    /** Whether a roster that has nobody on duty any more by a configuration is still there, no event says. */
    @Test
    void shouldSayNothingOfARosterThatMayBeGone() {
        try (Night night = night()) {
            night.connect("carl", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 10), shift("bob", 5, 60));
            night.kit.advance(MINUTE.multipliedBy(20));
            roster(night, NURSES, false, shift("carl", 5, 60));
            final long changed = night.raise(Night.arrest("a"));
            assertThat(night.answer(changed, "bob").text())
                    .contains("bob was off duty as nurse of unit icu from +0.000 s on (the roster was changed), when it"
                            + " came to step 0.");
            night.kit.answer(night.router.cancel("a"));

            night.kit.answer(night.router.duty().remove(List.of(NURSES)));
            night.kit.settle();
            final long alert = night.raise(Night.arrest("b"));
            assertThat(night.answer(alert, "bob").text()).doesNotContain("off duty");
        }
    }

    @Test
    void shouldSayWhoWasOnBreakWhenTheStepsAsked() {
        try (Night night = night()) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            night.connect("carl", offer -> {});
            roster(night, NURSES, false, shift("ann", -60, 120));
            night.kit.answer(ann.beginBreak(Duration.ofMinutes(20), "carl"));
            night.kit.advance(MINUTE.multipliedBy(5));
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.NOT_IN_ANY_STEP,
                            "The steps that began (0) did not name ann. ann was on break, covered by carl,"
                                    + " from -5 min 00 s on (until +15 min 00 s at most), when it came to step"
                                    + " 0."));

            night.kit.advance(MINUTE);
            night.kit.answer(ann.endBreak());
            night.kit.settle();
            assertThat(night.answer(alert, "ann").text())
                    .endsWith("ann was on break, covered by carl, from -5 min 00 s until +1 min 00 s, when it came to"
                            + " step 0.");
        }
    }
}
