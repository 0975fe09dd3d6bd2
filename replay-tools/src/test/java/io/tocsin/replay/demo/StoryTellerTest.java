package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Offer;
import io.tocsin.Raise;
import io.tocsin.Readings;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StoryTellerTest {
    private final Hospital hospital = new Hospital();
    private final Patient patient = hospital.patients().get(0);
    private final RouterTestKit kit = RouterTestKit.launch(hospital.site());
    private final List<Offer> nurse = new ArrayList<>();
    private final List<Offer> charge = new ArrayList<>();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void shouldTellARaiseFromItsBeginningToItsEnd() {
        kit.router().connect(patient.nurse(), nurse::add);
        kit.router().connect("emergency-charge", charge::add);
        kit.answer(kit.router()
                .raise(Raise.alert("a")
                        .type(EmergencyType.STROKE)
                        .severity(Severity.EMERGENT)
                        .patient(patient.id())
                        .description("face droops")));
        kit.advance(Duration.ofMillis(500));
        kit.answer(nurse.get(0).reject(RejectReason.TOO_FAR));
        kit.advance(Duration.ofSeconds(1));
        kit.answer(charge.get(0).accept());
        kit.advance(Duration.ofSeconds(2));
        kit.answer(charge.get(0).resolve());

        final List<AlertStory> stories = ledger().stories();
        assertThat(StoryTeller.best(stories)).hasSize(1);
        assertThat(StoryTeller.tell(stories.get(0)))
                .containsExactly(
                        "Alert 1: stroke, emergent, patient p-001 in bed emergency-01",
                        "   +0.000 s  raised: face droops",
                        "   +0.000 s  offered to emergency-nurse-1, emergency-nurse-2",
                        "   +0.500 s  rejected by emergency-nurse-1: too far",
                        "   +0.500 s  escalated to the charge nurse (rejected)",
                        "   +0.500 s  offered to emergency-charge",
                        "   +1.500 s  accepted by emergency-charge",
                        "   +3.500 s  resolved by emergency-charge");
        assertThat(ledger().totals()).isEqualTo(new Totals(1, 1, 1, 1, 1, 0, 1, 0, 0));
    }

    @Test
    void shouldTellOfReadingsThatNobodyTookUntilTheyWereInsideTheLimitAgain() {
        kit.answer(kit.router().readings(saturation(84)));
        kit.advance(Duration.ofSeconds(20));
        kit.answer(kit.router().readings(saturation(97)));
        final AlertStory story = ledger().stories().get(0);
        assertThat(story.endedAtNs()).isEqualTo(kit.nowNs());
        assertThat(story.outcome()).isNull();
        kit.advance(DemoSettings.REVIEW);

        final AlertStory closed = ledger().stories().get(0);
        assertThat(closed.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(StoryTeller.tell(closed))
                .startsWith("Alert 1: SpO2 84 below 90, urgent, patient p-001 in bed emergency-01")
                .contains(
                        "   +0.000 s  raised: found in readings",
                        "   +0.000 s  escalated to the central desk (nobody there is connected)",
                        "  +10.000 s  no answer from emergency-nurse-1, emergency-nurse-2, emergency-charge, central-desk",
                        "  +10.000 s  told again: the central desk (nobody has accepted)",
                        "  +20.000 s  the condition is over")
                .endsWith("  +23.000 s  closed: over by itself before anybody took it");
    }

    private Readings saturation(final int percent) {
        return Readings.ofPatient(patient.id()).value(Parameter.SPO2, percent);
    }

    private Ledger ledger() {
        final Ledger ledger = new Ledger();
        kit.events().forEach(ledger::onEvent);
        return ledger;
    }
}
