package io.tocsin.replay.why;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertMatch;
import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.Inhibition;
import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.PatientLimit;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Readings;
import io.tocsin.RecipientSession;
import io.tocsin.Silence;
import io.tocsin.Silenced;
import io.tocsin.Site;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Instant;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What held an alert back on purpose is part of the answer: who silenced it and why, and which rule waited. */
final class HeldBackTest {
    private static final Instant END = RouterTestKit.START.plus(seconds(60));

    private static Raise stroke(final Severity severity) {
        return Raise.alert("s").type(EmergencyType.STROKE).severity(severity).patient("p-17");
    }

    @Test
    void shouldSayWhoSilencedItAndUntilWhen() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> {});
            night.kit.answer(night.router
                    .connect("bob", offer -> {})
                    .silence(Silence.until(END, "new cables")
                            .unit("icu")
                            .type(EmergencyType.STROKE)
                            .severityAtMost(Severity.URGENT)));
            night.kit.advance(seconds(20));
            final long alert = night.raise(stroke(Severity.URGENT));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.SILENCED,
                            "Silence 1 holds it back, so that nobody is asked before its end."));
            assertThat(night.why(alert, "ann").facts())
                    .extracting(
                            fact -> Since.raised(night.why(alert, "ann").raisedNs(), fact.atNs()) + " " + fact.text())
                    .containsExactly(
                            "-20.000 s Silence 1 is made by bob, from -20.000 s until +40.000 s: urgent or less grave,"
                                    + " stroke, unit icu.",
                            "+0.000 s Raised: urgent stroke, unit icu, bed icu-1, priority normal.",
                            "+0.000 s Silence 1 holds it back until +40.000 s: nobody is asked before.");

            night.kit.advance(seconds(41));
            assertThat(night.answer(alert, "ann").verdict().isTold()).isTrue();
            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .containsSubsequence("Silence 1 holds it back no longer.", "ann: told to take it, step 0.");
        }
    }

    @Test
    void shouldSayThatItJoinedABundleAndWhenThatWasSent() {
        final Site site = Night.ward()
                .contact("ann", ContactMethod.atOnce(Channel.PUSH))
                .bundle("ann", seconds(120))
                .policy(Policy.named("standard")
                        .careTeam(seconds(60), Channel.WEBSOCKET, Channel.PUSH)
                        .failSafe("desk", seconds(60)))
                .build();
        try (Night night = new Night(site)) {
            night.raise(stroke("first"));
            night.kit.advance(seconds(10));
            final long alert = night.raise(stroke("second"));
            night.kit.advance(seconds(5));
            night.raise(stroke("third"));
            night.kit.advance(seconds(30));

            assertThat(night.why(alert, "ann").facts())
                    .extracting(
                            fact -> Since.raised(night.why(alert, "ann").raisedNs(), fact.atNs()) + " " + fact.text())
                    .contains(
                            "+0.000 s ann was told of something by push a moment ago: this joins bundle 1, sent at"
                                    + " +30.000 s or before.",
                            "+30.000 s ann is to be told by push of 2 alerts in one message, this one among them.");
        }
    }

    private static Raise stroke(final String key) {
        return Raise.alert(key)
                .type(EmergencyType.STROKE)
                .severity(Severity.URGENT)
                .patient("p-17");
    }

    /** What somebody typed may name a patient. */
    @Test
    void shouldGiveTheAuthorsReasonOnlyIfAskedTo() {
        try (Night night = new Night(Night.ward().build())) {
            night.kit.answer(
                    night.router.silence(Silence.until(END, "new cables").patient("p-17")));
            final long alert = night.raise(stroke(Severity.URGENT));
            final List<byte[]> events = night.events();
            final WhyReader personal = new WhyReader(alert, true, PatientTexts.withoutKeys());
            for (int i = 0; i < events.size(); i++) {
                personal.onEvent(i + 1L, new UnsafeBuffer(events.get(i)), 0, events.get(i).length);
            }

            assertThat(night.why(alert, "ann").facts())
                    .first()
                    .extracting(Fact::text)
                    .isEqualTo("Silence 1 is made by maintenance, from +0.000 s until +1 min 00 s: emergent or less"
                            + " grave, one patient.");
            assertThat(personal.answer("ann").facts())
                    .extracting(Fact::text)
                    .contains(
                            "Silence 1 is made by maintenance, from +0.000 s until +1 min 00 s: emergent or less"
                                    + " grave, patient p-17, because: new cables.",
                            "Raised: urgent stroke, patient p-17, unit icu, bed icu-1, priority normal.");
        }
    }

    @Test
    void shouldSayThatASecondPersonConfirmedAndThatItEndedEarly() {
        try (Night night = new Night(Night.ward().build())) {
            final Silenced silence = night.kit.answer(night.router
                    .connect("ann", offer -> {})
                    .silence(Silence.until(END, "drill").bed("icu-1").severityAtMost(Severity.CRITICAL)));
            night.kit.answer(night.router.connect("bob", offer -> {}).confirmSilence(silence.silenceId()));
            final long alert = night.raise(stroke(Severity.CRITICAL));
            night.kit.answer(night.router.endSilence(silence.silenceId()));

            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .containsSubsequence(
                            "Silence 1 is made by ann, from +0.000 s until +1 min 00 s: bed icu-1.",
                            "bob confirms silence 1.",
                            "Raised: critical stroke, unit icu, bed icu-1, priority critical.",
                            "Silence 1 holds it back until +1 min 00 s: nobody is asked before.",
                            "Silence 1 is over.",
                            "Silence 1 holds it back no longer.");
        }
    }

    @Test
    void shouldSayThatItWasOverBeforeTheSilenceWas() {
        try (Night night = new Night(Night.ward().build())) {
            night.kit.answer(
                    night.router.silence(Silence.until(END, "new cables").unit("icu")));
            final long alert = night.raise(stroke(Severity.URGENT));
            night.kit.answer(night.router.cancel("s"));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann",
                            Verdict.SILENCED,
                            "Silence 1 held it back, so that nobody was asked. It was closed at +0.000 s"
                                    + " (cancelled)."));
        }
    }

    @Test
    void shouldSayWhoPutItOffAndThatItCameBack() {
        try (Night night = new Night(Night.ward().build())) {
            final RecipientSession ann = night.router.connect("ann", offer -> {});
            final long alert = night.raise(stroke(Severity.URGENT));
            night.kit.answer(ann.accept(alert));
            night.kit.answer(ann.snooze(alert, seconds(60)));
            night.kit.advance(seconds(61));

            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .containsSubsequence(
                            "ann puts it off until +1 min 00 s.",
                            "It is put off by ann no longer.",
                            "ann: told to take it, step 0.");
        }
    }

    @Test
    void shouldSayWhichAlertHeldItBackAndByWhichRule() {
        final Inhibition graver = Inhibition.of(
                AlertMatch.of(Severity.EMERGENT), AlertMatch.of(Severity.URGENT), Inhibition.Alike.SUBJECT);
        try (Night night = new Night(Night.ward().inhibition(graver).build())) {
            night.connect("ann", offer -> {});
            night.raise(Raise.alert("grave")
                    .type(EmergencyType.SEIZURE)
                    .severity(Severity.EMERGENT)
                    .patient("p-17"));
            final long alert = night.raise(stroke(Severity.URGENT));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(new Answer(
                            "ann", Verdict.SILENCED, "Alert 1 holds it back, so that nobody is asked before its end."));
            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .contains(
                            "Alert 1 holds it back, by inhibition 1, while it is open; it is looked at anew at +1 h 00"
                                    + " min.");
        }
    }

    @Test
    void shouldSayWhichRuleWaited() {
        final LimitRules rules = LimitRules.none()
                .below(Parameter.SPO2, 88, Severity.URGENT)
                .timed(LimitTiming.AT_ONCE.delay(seconds(10)).clearDelay(seconds(15)));
        try (Night night = new Night(Night.ward().rules(rules).build())) {
            night.connect("ann", offer -> offer.accept());
            read(night, 87);
            read(night, 95);
            night.kit.advance(seconds(5));
            read(night, 84);
            night.kit.advance(seconds(10));
            read(night, 92);
            night.kit.advance(seconds(5));
            read(night, 83);
            read(night, 93);
            night.kit.advance(seconds(16));

            assertThat(night.why(1, "ann").facts())
                    .extracting(fact -> Since.raised(night.why(1, "ann").raisedNs(), fact.atNs()) + " " + fact.text())
                    .containsSubsequence(
                            "-10.000 s A reading that does not count yet: spo2 84.00, limit 88.00; it will at +0.000"
                                    + " s, unless it is over before.",
                            "+0.000 s The violation counts; it was held back on purpose from -10.000 s on.",
                            "+0.000 s A reading: spo2 84.00, limit 88.00.",
                            "+0.000 s Raised: urgent alert, spo2 84.00 beyond 88.00, unit icu, bed icu-1, priority"
                                    + " normal.",
                            "+0.000 s A reading inside the limit: spo2 92.00, limit 88.00; it ends at +15.000 s, if"
                                    + " that lasts.",
                            "+5.000 s It did not last: spo2 83.00, limit 88.00.",
                            "+5.000 s A reading inside the limit: spo2 93.00, limit 88.00; it ends at +20.000 s, if"
                                    + " that lasts.")
                    .noneMatch(text -> text.contains("87.00"));
        }
    }

    @Test
    void shouldSayWhoseLimitItIsIfItIsThePatients() {
        final LimitRules rules = LimitRules.none().below(Parameter.SPO2, 88, Severity.URGENT);
        try (Night night = new Night(Night.ward().rules(rules).build())) {
            final RecipientSession ann = night.router.connect("ann", offer -> offer.accept());
            night.kit.answer(ann.limit(PatientLimit.below(Parameter.SPO2, 94)
                    .patient("p-17")
                    .because(LimitReason.TREATMENT, "carbon monoxide")));
            read(night, 92);

            // What somebody typed is withheld unless personal data are asked for.
            assertThat(night.why(1, "ann").facts())
                    .extracting(Fact::text)
                    .containsSubsequence(
                            "ann set: spo2 not below 94.00 for this patient, until it is taken back (treatment).",
                            "A reading: spo2 92.00, limit 94.00.")
                    .noneMatch(text -> text.contains("88.00"));
        }
    }

    private static void read(final Night night, final double spo2) {
        night.kit.answer(night.router.readings(Readings.ofPatient("p-17").value(Parameter.SPO2, spo2)));
        night.kit.settle();
    }
}
