package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.OverrideReason;
import io.tocsin.codecs.text.ResultContent;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Potassium of patient p-17 is 6.9; Bob, who ordered it, hears of it, then whoever is on call, then the charge nurse, by the preset default. */
final class CriticalResultTest {
    private static Site.Builder builder() {
        return North.builder()
                .person("oncall")
                .person("charge")
                .role("icu", Preset.ON_CALL, "oncall")
                .role("icu", Preset.CHARGE_NURSE, "charge")
                .preset(Preset.DEFAULT, "desk");
    }

    private static Site site() {
        return builder().build();
    }

    private static ResultContent potassium(final String value) {
        return new ResultContent("lab-77", Severity.CRITICAL, ResultKind.LABORATORY, "Potassium", value)
                .patient("p-17")
                .orderedBy("bob")
                .code("2823-3")
                .valueUnit("mmol/l");
    }

    private static void assertRefused(final RouterTestKit kit, final CompletableFuture<?> future, final Refusal why) {
        assertThatThrownBy(() -> kit.answer(future))
                .isInstanceOfAny(CompletionException.class, RefusedException.class)
                .hasMessageContaining(why.name());
    }

    @Test
    void shouldAskWhoOrderedItAndHearTheValueReadBack() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<Offer> offers = new ArrayList<>();
            kit.router().connect("bob", offers::add);
            final long alertId =
                    kit.answer(kit.router().report(potassium("6.9"))).alertId();

            assertThat(offers).singleElement().satisfies(offer -> {
                assertThat(offer.type()).isEqualTo(EmergencyType.CRITICAL_RESULT);
                assertThat(offer.alert().details().typeText()).isEqualTo("Potassium");
                assertThat(offer.alert().details().description()).isEqualTo("Potassium 6.9 mmol/l");
                assertThat(offer.alert().details().metadata())
                        .containsEntry("code", "2823-3")
                        .containsEntry("value", "6.9");
            });
            final Offer offer = offers.get(0);
            assertRefused(kit, offer.accept(), Refusal.READ_BACK_NEEDED);
            assertRefused(kit, offer.resolve(), Refusal.READ_BACK_NEEDED);
            assertRefused(kit, offer.accept("9.6"), Refusal.READ_BACK_WRONG);
            kit.answer(offer.accept("6.9 mmol/L"));

            assertThat(kit.events(RouterEvent.ReadBackNoted.class))
                    .extracting(RouterEvent.ReadBackNoted::readBack, RouterEvent.ReadBackNoted::failures)
                    .containsExactly(tuple("", 1), tuple("9.6", 2), tuple("6.9 mmol/L", 0));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.alertId()).isEqualTo(alertId);
                assertThat(alert.owner()).isEqualTo("bob");
            });
        }
    }

    @Test
    void shouldGoOnToWhoIsOnCallThenToTheChargeNurseThenToTheDesk() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<String> asked = new ArrayList<>();
            for (final String person : List.of("bob", "oncall", "charge", "desk")) {
                kit.router().connect(person, offer -> asked.add(person));
            }
            kit.answer(kit.router().report(potassium("6.9")));
            assertThat(asked).containsExactly("bob");
            kit.advance(Duration.ofMinutes(15));
            assertThat(asked).containsExactly("bob", "oncall");
            kit.advance(Duration.ofMinutes(15));
            assertThat(asked).containsExactly("bob", "oncall", "charge");
            kit.advance(Duration.ofMinutes(5));
            assertThat(asked).containsExactly("bob", "oncall", "charge", "desk");
        }
    }

    /** A site that says who hears of CRITICAL results has said nothing of the others: they go to who ordered them, not to the bedside. */
    @Test
    void shouldKeepThePresetsLadderForSeveritiesThatTheSitesPolicyIsNotFor() {
        final Policy own = Policy.named("own")
                .types(EmergencyType.CRITICAL_RESULT)
                .severities(Severity.CRITICAL)
                .person("charge", Duration.ofMinutes(5))
                .failSafe("desk", Duration.ofMinutes(5));
        for (final Severity severity : List.of(Severity.CRITICAL, Severity.EMERGENT, Severity.NON_URGENT)) {
            try (RouterTestKit kit = RouterTestKit.launch(builder().policy(own).build())) {
                final List<String> asked = new ArrayList<>();
                for (final String person : List.of("ann", "bob", "charge")) {
                    kit.router().connect(person, offer -> asked.add(person));
                }
                kit.answer(kit.router()
                        .report(new ResultContent("lab-77", severity, ResultKind.LABORATORY, "Potassium", "6.9")
                                .patient("p-17")
                                .orderedBy("bob")));

                assertThat(asked).as("%s", severity).containsExactly(severity == Severity.CRITICAL ? "charge" : "bob");
            }
        }
    }

    /** The charge nurse stands beside the patient, and nobody has asked her yet: she takes it as everybody does, by reading it back. */
    @Test
    void shouldTakeAResultInAnEmergencyByReadingItBack() {
        final Site site = builder().authority("charge", AuthorityRole.PHYSICIAN).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final RecipientSession charge = kit.router().connect("charge", offer -> {});
            kit.answer(kit.router().report(potassium("6.9")));
            final AlertState seen = kit.router().openAlerts().get(0);

            assertRefused(kit, charge.accept(seen, "6.9"), Refusal.FORBIDDEN);
            kit.answer(charge.acceptInEmergency(seen, "6.9", OverrideReason.TREATMENT));

            assertThat(kit.events(RouterEvent.ReadBackNoted.class))
                    .extracting(RouterEvent.ReadBackNoted::readBack, RouterEvent.ReadBackNoted::failures)
                    .containsExactly(tuple("6.9", 0));
            assertThat(kit.router().openAlerts().get(0).owner()).isEqualTo("charge");
        }
    }

    /** Cut to what is compared it would be right. */
    @Test
    void shouldNeverCutWhatIsReadBack() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<Offer> offers = new ArrayList<>();
            kit.router().connect("bob", offers::add);
            kit.answer(kit.router().report(potassium("6.9")));

            assertThatThrownBy(() -> offers.get(0).accept("6.9" + " ".repeat(69) + "1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("readBack is 73 bytes long: it has at most 72");
        }
    }

    @Test
    void shouldAskAgainWhenTheLaboratoryCorrectsTheValue() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<Offer> offers = new ArrayList<>();
            kit.router().connect("bob", offers::add);
            kit.answer(kit.router().report(potassium("6.9")));
            kit.answer(offers.get(0).accept("6.9"));

            assertThat(kit.answer(kit.router().report(potassium("2.1"))).isNew())
                    .isFalse();
            assertThat(offers).hasSize(2);
            assertRefused(kit, offers.get(1).accept("6.9"), Refusal.READ_BACK_WRONG);
            kit.answer(offers.get(1).accept("2.1"));
        }
    }
}
