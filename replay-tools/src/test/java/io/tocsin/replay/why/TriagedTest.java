package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Raise;
import io.tocsin.TreatmentLimit;
import io.tocsin.TriageRules;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import org.junit.jupiter.api.Test;

/** How severe an alert became and why, what was ordered not to be done, and who was not allowed to, are part of the answer. */
final class TriagedTest {
    private static Raise stroke() {
        return Raise.alert("s")
                .type(EmergencyType.STROKE)
                .severity(Severity.URGENT)
                .patient("p-17");
    }

    @Test
    void shouldSayWhatWasDeclaredAndWhatDecided() {
        try (Night night = new Night(Night.ward().triage(TriageRules.standard()).build())) {
            final long alert = night.raise(stroke());

            final Fact raised = night.why(alert, "ann").facts().get(0);
            assertThat(raised.text())
                    .isEqualTo("Raised: emergent stroke (declared as urgent), unit icu, bed icu-1, priority high.");
            assertThat(raised.reasons())
                    .extracting(Reason::text)
                    .containsExactly("An emergency of this type is never less severe.");
        }
    }

    @Test
    void shouldSayNothingOfItWhereTheSiteHasNoTriage() {
        try (Night night = new Night(Night.ward().build())) {
            final long alert = night.raise(stroke());

            assertThat(night.why(alert, "ann").facts())
                    .first()
                    .extracting(Fact::text)
                    .isEqualTo("Raised: urgent stroke, unit icu, bed icu-1, priority normal.");
        }
    }

    @Test
    void shouldTellTheOrderedLimitsWithTheOffer() {
        try (Night night = new Night(Night.ward()
                .treatmentLimits("p-17", TreatmentLimit.NO_RESUSCITATION, TreatmentLimit.NO_INTENSIVE_CARE)
                .build())) {
            night.connect("ann", offer -> {});
            final long alert = night.raise(stroke());

            assertThat(night.why(alert, "ann").facts())
                    .extracting(Fact::text)
                    .contains("ann: told to take it, step 0; ordered: no resuscitation, no intensive care.");
        }
    }

    @Test
    void shouldSayWhoWasNotAllowedTo() {
        try (Night night = new Night(
                Night.ward().authority("ann", AuthorityRole.AUDITOR, "").build())) {
            night.connect("ann", offer -> offer.accept());
            final long alert = night.raise(stroke());

            final Why why = night.why(alert, "ann");
            assertThat(why.answers().get(0).verdict()).isEqualTo(Verdict.TOLD);
            assertThat(why.facts())
                    .filteredOn(fact -> fact.event().equals("AccessRefused"))
                    .singleElement()
                    .satisfies(fact -> {
                        assertThat(fact.text()).isEqualTo("ann, as auditor, may not accept here.");
                        assertThat(fact.reasons()).extracting(Reason::name).containsExactly("ROLE_FORBIDS");
                    });
        }
    }
}
