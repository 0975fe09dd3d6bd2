package io.tocsin.replay.why;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.StepEndedDecoder;
import io.tocsin.codecs.sbe.StepStartedDecoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Each reason for which somebody was told or was not, by a real engine under a clock that the test turns, and read from its events alone. */
final class WhyReaderTest {
    private static final int TEMPLATE = 2;
    private static final int VERSION = 6;
    private static final int CLAUSE_1 = 8 + 24;

    @Test
    void shouldTellTheWholeStoryInOrder() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> {});
            night.connect("bob", offer -> offer.accept());
            final long alert = night.raise(Night.arrest("a"));
            night.kit.advance(seconds(30));

            assertThat(Night.read(alert, night.events()).answer().facts())
                    .extracting(fact -> fact.atNs() / 1_000_000_000L % 60 + " " + fact.text())
                    .containsExactlyInAnyOrder(
                            "0 Raised: critical cardiac arrest, unit icu, bed icu-1, priority critical.",
                            "0 Step 0 of policy " + policy(night, alert)
                                    + " begins; it has until +10.000 s: ann is chosen.",
                            "0 ann: told to take it, step 0.",
                            "0 ann's client has received it.",
                            "10 ann has not answered.",
                            "10 Step 0 gives way; 1 did not answer.",
                            "10 Step 1 of policy " + policy(night, alert)
                                    + " begins; it has until +30.000 s: bob is chosen.",
                            "10 bob: told to take it, step 1.",
                            "10 bob's client has received it.",
                            "10 bob takes responsibility.",
                            "10 ann: told that bob has taken it.");
        }
    }

    private static String policy(final Night night, final long alert) {
        return Night.read(alert, night.events()).answer().facts().stream()
                .filter(fact -> fact.event().equals("StepStarted"))
                .map(fact -> fact.text().replaceAll(".* of policy (\\d+, version \\d+),.*", "$1,"))
                .findFirst()
                .orElse("");
    }

    @Test
    void shouldGiveTheReasonsThatTheEventsCarry() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.why(alert, "ann").facts())
                    .filteredOn(fact -> fact.event().equals("StepStarted"))
                    .first()
                    .satisfies(fact -> assertThat(fact.reasons())
                            .containsExactly(
                                    new Reason(20, "CARE_ASSIGNMENT", "Assigned to the patient or to the bed.")));
        }
    }

    @Test
    void shouldSayThatSomebodyTookIt() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> offer.accept());
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(night.answer(alert, "bob"))
                    .isEqualTo(
                            new Answer(
                                    "bob",
                                    Verdict.TAKEN_BEFORE,
                                    "The steps that began (0) did not name bob. ann took it at +0.000 s, and no further step followed."));
        }
    }

    @Test
    void shouldSayThatSomebodyRejectedIt() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> offer.reject(RejectReason.BUSY));
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(night.answer(alert, "ann").text()).endsWith("ann rejected it at +0.000 s (busy).");
        }
    }

    @Test
    void shouldSayThatSomebodyDidNotAnswer() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> {});
            final long alert = night.raise(Night.arrest("a"));
            night.kit.advance(seconds(40));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.NOT_ANSWERED);
            assertThat(night.answer(alert, "ann").text())
                    .isEqualTo(
                            "ann was told at +0.000 s in step 0, and their client had it at +0.000 s. ann did not answer in the step's time.");
            assertThat(night.answer(alert, "desk").verdict()).isEqualTo(Verdict.TOLD);
            assertThat(night.answer(alert, "carl"))
                    .isEqualTo(new Answer(
                            "carl", Verdict.NOT_IN_ANY_STEP, "The steps that began (0, 1, 2) did not name carl."));
        }
    }

    @Test
    void shouldSayThatNobodyWasConnected() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.NOT_REACHABLE);
            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .anyMatch(text -> text.endsWith("ann is chosen and has no client connected."));
            assertThat(night.answer(alert, "desk").verdict()).isEqualTo(Verdict.TOLD);

            night.connect("ann", offer -> {});
            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.TOLD);
            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .contains("ann's client connects.", "ann's client has received it.");
        }
    }

    @Test
    void shouldSayThatAStepWasSkippedAsEmpty() {
        final Site.Builder site = Night.ward().care("p-17");
        try (Night night = new Night(site.build())) {
            night.connect("bob", offer -> {});
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann"))
                    .isEqualTo(
                            new Answer(
                                    "ann",
                                    Verdict.NOT_IN_ANY_STEP,
                                    "The steps that began (1) did not name ann. Skipped, because nobody was assigned: step 0."));
        }
    }

    @Test
    void shouldSayThatCreditIsAwaitedAndWhatHoldsIt() {
        final Site.Builder site = Night.ward().offersPerPerson(1, 1);
        try (Night night = new Night(site.build())) {
            night.connect("ann", offer -> {});
            night.raise(Night.arrest("a"));
            final long second = night.raise(Night.arrest("b"));

            assertThat(night.answer(second, "ann"))
                    .isEqualTo(
                            new Answer(
                                    "ann",
                                    Verdict.WAITING_FOR_CREDIT,
                                    "ann was chosen in step 0, but had no credit: unanswered with them then: alert 1. It waits still."));
        }
    }

    @Test
    void shouldSayThatItWasClosedBefore() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> {});
            final long alert = night.raise(Night.arrest("a"));
            night.kit.advance(seconds(3));
            night.kit.answer(night.router.cancel("a"));

            assertThat(night.answer(alert, "bob").verdict()).isEqualTo(Verdict.CLOSED_BEFORE);
            assertThat(night.answer(alert, "bob").text())
                    .contains("It was closed at +3.000 s (cancelled), and no further step followed.");
            assertThat(night.answer(alert, "ann").text()).endsWith("It was closed at +3.000 s (cancelled).");
        }
    }

    @Test
    void shouldSayThatAnExerciseReachesNobody() {
        final Policy policy = Night.standard().review(seconds(60));
        try (Night night = new Night(Night.ward().policy(policy).build())) {
            night.connect("ann", offer -> {});
            final long alert = night.raise(Night.arrest("a").purpose(Purpose.TRAINING));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.TEST_TRAFFIC);
        }
    }

    /** The site's builder lets no severity go uncovered, but a host that configures the engine itself may. */
    @Test
    void shouldSayThatNoPolicyCoveredIt() {
        try (Night night = new Night(Night.ward().care("p-17").build())) {
            final long alert = night.raise(Night.arrest("a"));
            final List<byte[]> untilStepEnded = new ArrayList<>();
            for (final byte[] event : night.events()) {
                final UnsafeBuffer buffer = new UnsafeBuffer(event);
                untilStepEnded.add(event);
                if (buffer.getShort(TEMPLATE, ByteOrder.LITTLE_ENDIAN) == StepEndedDecoder.TEMPLATE_ID) {
                    buffer.putShort(CLAUSE_1, (short) Clause.NO_POLICY.value(), ByteOrder.LITTLE_ENDIAN);
                    break;
                }
            }

            assertThat(Night.read(alert, untilStepEnded)
                            .answer("ann")
                            .answers()
                            .get(0)
                            .verdict())
                    .isEqualTo(Verdict.NO_POLICY);
        }
    }

    @Test
    void shouldSayThatItKnowsNeitherPersonNorAlert() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "zoe"))
                    .isEqualTo(
                            new Answer(
                                    "zoe",
                                    Verdict.UNKNOWN_PERSON,
                                    "'zoe' was not named by any step, nor by any other event: nobody of that id was configured."));
            assertThat(night.answer(alert, "Ann-").text()).endsWith("There is: ann.");
            assertThat(night.why(99, "ann").found()).isFalse();
            assertThat(night.answer(99, "ann").verdict()).isEqualTo(Verdict.NO_STEP);
            assertThatThrownBy(() -> new WhyReader(0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldTellWhoNamedSomebodyElse() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("carl", offer -> {});
            night.connect("ann", offer -> offer.redirect("carl", RejectReason.BUSY));
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann").verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(night.answer(alert, "carl").verdict()).isEqualTo(Verdict.TOLD);
            assertThat(night.why(alert, "carl").facts())
                    .extracting(Fact::text)
                    .contains("ann rejects it: busy.", "ann names carl instead, who is chosen.");
        }
    }

    @Test
    void shouldTellWhoGaveItBack() {
        try (Night night = new Night(Night.ward().build())) {
            night.connect("ann", offer -> {
                offer.accept();
                offer.release();
            });
            night.connect("bob", offer -> offer.accept());
            final long alert = night.raise(Night.arrest("a"));

            assertThat(night.answer(alert, "ann").text()).endsWith("ann rejected it at +0.000 s (given back).");
            assertThat(night.answer(alert, "bob").verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(night.why(alert, "bob").facts())
                    .extracting(Fact::text)
                    .contains("ann gives it back.", "bob takes responsibility.");
        }
    }

    @Test
    void shouldTellOfASourceThatFellSilent() {
        final Site.Builder site = Night.ward().watchedSource(1001, "monitors", "icu", seconds(30), Severity.EMERGENT);
        try (Night night = new Night(site.build())) {
            night.connect("bob", offer -> offer.accept());
            night.kit.advance(seconds(31));

            final Why why = night.why(1, "bob");
            assertThat(why.answers().get(0).verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(why.facts())
                    .extracting(Fact::event, Fact::text)
                    .contains(
                            tuple("TechnicalNoted", "Nothing was heard of the source monitors for 30 s."),
                            tuple(
                                    "AlertRaised",
                                    "Raised: emergent alert, technical: source silent, device monitors, unit icu, priority high."));
            assertThat(why.facts())
                    .filteredOn(fact -> fact.event().equals("AlertRaised"))
                    .first()
                    .satisfies(fact ->
                            assertThat(fact.reasons()).extracting(Reason::name).containsExactly("SOURCE_SILENT"));

            night.raise(Night.arrest("heard").from(1001, 1));
            assertThat(night.why(1, "bob").facts())
                    .extracting(Fact::event, Fact::text)
                    .contains(tuple("TechnicalNoted", "The silence of the source monitors is over."));
        }
    }

    @Test
    void shouldNameWhatANewerVersionRecordedByItsNumber() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(Night.arrest("a"));
            final List<byte[]> events = night.events();
            for (final byte[] event : events) {
                final UnsafeBuffer buffer = new UnsafeBuffer(event);
                if (buffer.getShort(TEMPLATE, ByteOrder.LITTLE_ENDIAN) == StepStartedDecoder.TEMPLATE_ID) {
                    buffer.putShort(CLAUSE_1, (short) 65_000, ByteOrder.LITTLE_ENDIAN);
                }
            }
            final byte[] newer = events.get(0).clone();
            new UnsafeBuffer(newer).putShort(TEMPLATE, (short) 149, ByteOrder.LITTLE_ENDIAN);
            events.add(newer);

            final Why why = Night.read(alert, events).answer("ann");
            assertThat(why.unread()).isEqualTo(1);
            assertThat(why.facts())
                    .filteredOn(fact -> fact.event().equals("StepStarted"))
                    .first()
                    .satisfies(fact -> assertThat(fact.reasons())
                            .containsExactly(
                                    new Reason(65_000, "?65000", "Clause 65000, which this version does not know.")));
        }
    }

    @Test
    void shouldSayWhatAnOlderVersionDidNotRecord() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(Night.arrest("a"));
            final List<byte[]> events = night.events();
            events.forEach(event -> new UnsafeBuffer(event).putShort(VERSION, (short) 2, ByteOrder.LITTLE_ENDIAN));

            assertThat(new MessageHeaderDecoder()
                            .wrap(new UnsafeBuffer(events.get(0)), 0)
                            .version())
                    .isEqualTo(2);
            assertThat(Night.read(alert, events).answer("carl").answers().get(0).text())
                    .endsWith(
                            "These events are of a version that did not record whom a step names: only who was told.");
        }
    }
}
