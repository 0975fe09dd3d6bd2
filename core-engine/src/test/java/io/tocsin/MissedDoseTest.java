package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.DoseContent;
import io.tocsin.codecs.text.DoseNote;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patient p-17 is to have an antibiotic at once, within half an hour; Ann cares for p-17. */
final class MissedDoseTest {
    private static final Duration WINDOW = Duration.ofMinutes(30);

    private static DoseContent antibiotic(final RouterTestKit kit) {
        return new DoseContent("mar-4711", "p-17", "cefuroxime 1.5 g i.v.", kit.nowNs(), WINDOW, true);
    }

    private static RouterTestKit launch() {
        return RouterTestKit.launch(North.builder()
                .missedDoses(new MissedDoses(Severity.SEMI_URGENT, Severity.EMERGENT))
                .build());
    }

    @Test
    void shouldTellWhoCaresForThePatientUntilSomebodySaysThatItWasGiven() {
        try (RouterTestKit kit = launch()) {
            final List<Offer> offers = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offers::add);
            kit.answer(kit.router().doses().schedule(antibiotic(kit)));
            kit.advance(WINDOW.minusSeconds(1));
            assertThat(offers).isEmpty();
            kit.advance(Duration.ofSeconds(1));

            assertThat(offers).singleElement().satisfies(offer -> {
                assertThat(offer.type()).isEqualTo(EmergencyType.CARE_NOTICE);
                assertThat(offer.alert().severity()).isEqualTo(Severity.EMERGENT);
                assertThat(offer.alert().cause().care()).isEqualTo(CareCondition.CRITICAL_DOSE_MISSED);
                assertThat(offer.alert().details().typeText()).isEqualTo("missed dose");
                assertThat(offer.alert().details().description()).isEqualTo("cefuroxime 1.5 g i.v.");
                assertThat(offer.alert().details().metadata()).containsEntry("dose", "mar-4711");
            });
            kit.answer(ann.doses().told(new DoseNote("mar-4711", "p-17", DoseOutcome.GIVEN, 0, "late")));
            assertThat(kit.events(RouterEvent.DoseChanged.class))
                    .extracting(changed -> changed.dose().phase())
                    .containsExactly(DosePhase.SCHEDULED, DosePhase.MISSED, DosePhase.TOLD);
            assertThat(kit.events(RouterEvent.DoseChanged.class).get(2)).satisfies(told -> {
                assertThat(told.author()).isEqualTo("ann");
                assertThat(told.dose().outcome()).isEqualTo(DoseOutcome.GIVEN);
                assertThat(told.dose().comment()).isEqualTo("late");
            });
        }
    }

    @Test
    void shouldTellAPersonOfADoseThatThePatientDoesNotHave() {
        try (RouterTestKit kit = launch()) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(kit.router().doses().schedule(antibiotic(kit)));
            final DoseNote other = new DoseNote("mar-4712", "p-17", DoseOutcome.HELD, 0, "");
            assertThatThrownBy(() -> kit.answer(ann.doses().told(other)))
                    .isInstanceOfAny(CompletionException.class, RefusedException.class)
                    .hasMessageContaining("UNKNOWN_DOSE");
            kit.answer(ann.doses().told(new DoseNote("", "p-17", DoseOutcome.WITHDRAWN, 0, "")));
            kit.advance(WINDOW);
            assertThat(kit.router().openAlerts()).isEmpty();
        }
    }

    /** Nobody who is there for emergencies: the patient's people, then the charge nurse. */
    @ParameterizedTest
    @CsvSource({"true, 5", "false, 15"})
    void shouldNotTakeTheLadderOfTheBedside(final boolean isCritical, final int minutes) {
        final Site site = North.builder()
                .person("oncall")
                .person("charge")
                .role("icu", Preset.ON_CALL, "oncall")
                .role("icu", Preset.CHARGE_NURSE, "charge")
                .preset(Preset.DEFAULT, "desk")
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final List<String> asked = new ArrayList<>();
            for (final String person : List.of("ann", "oncall", "charge", "desk")) {
                kit.router().connect(person, offer -> asked.add(person));
            }
            kit.answer(kit.router()
                    .doses()
                    .schedule(new DoseContent("mar-4711", "p-17", "cefuroxime", kit.nowNs(), WINDOW, isCritical)));
            kit.advance(WINDOW);
            kit.advance(Duration.ofMinutes(minutes - 1));
            assertThat(asked).containsExactly("ann");
            kit.advance(Duration.ofMinutes(1));
            kit.advance(Duration.ofMinutes(5));
            assertThat(asked).containsExactly("ann", "charge", "desk");
        }
    }

    /** Half a name may be another medication. */
    @Test
    void shouldCutNothingOfAMedication() {
        assertThatThrownBy(() -> new DoseContent("mar-1", "p-17", "x".repeat(49), 1, WINDOW, false))
                .hasMessageContaining("medication is 49 bytes long");
    }
}
