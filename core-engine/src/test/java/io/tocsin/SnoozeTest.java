package io.tocsin;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has an alert puts it off for themselves, for a while; then it is as if it had just been raised, for whoever is there then. */
final class SnoozeTest {
    private static Raise seizure(final Severity severity) {
        return Raise.alert("s-1").type(EmergencyType.SEIZURE).severity(severity).patient("p-17");
    }

    @Test
    void shouldComeBackToWhoeverIsThereThen() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<Offer> toBob = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.router().connect("bob", toBob::add);
            final long alertId =
                    kit.answer(kit.router().raise(seizure(Severity.URGENT))).alertId();
            kit.answer(ann.accept(alertId));
            kit.answer(ann.snooze(alertId, ofMinutes(10)));
            ann.close();

            kit.advance(ofMinutes(9));
            assertThat(toBob).isEmpty();
            kit.advance(ofMinutes(1).plus(ofSeconds(1)));

            assertThat(toBob).as("Ann has left, so the charge nurse is asked").hasSize(1);
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.owner()).isNull();
                assertThat(alert.snoozedUntilNs()).isZero();
            });
        }
    }

    @Test
    void shouldNotTellItsOwnerOfUpdatesUntilItBecomesMoreSevere() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<String> told = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", new OfferListener() {
                @Override
                public void onOffer(final Offer offer) {
                    told.add("offer");
                }

                @Override
                public void onUpdate(final Offer offer) {
                    told.add("update");
                }
            });
            final long alertId =
                    kit.answer(kit.router().raise(seizure(Severity.URGENT))).alertId();
            kit.answer(ann.accept(alertId));
            kit.answer(ann.snooze(alertId, ofMinutes(10)));

            kit.answer(kit.router().raise(seizure(Severity.URGENT).description("still so")));
            assertThat(told).containsExactly("offer");
            kit.answer(kit.router().raise(seizure(Severity.EMERGENT)));
            assertThat(told).containsExactly("offer", "update", "offer");
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldStillBePutOffAfterARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(North.site());
        final RecipientSession ann = before.router().connect("ann", offer -> {});
        final long alertId =
                before.answer(before.router().raise(seizure(Severity.URGENT))).alertId();
        before.answer(ann.accept(alertId));
        before.answer(ann.snooze(alertId, ofMinutes(10)));
        final List<AlertState> shown = before.router().openAlerts();
        assertThat(shown).singleElement().satisfies(alert -> {
            assertThat(alert.owner()).isEqualTo("ann");
            assertThat(alert.snoozedUntilNs())
                    .isEqualTo(Checks.epochNs("end", RouterTestKit.START.plus(ofMinutes(10))));
        });

        final RouterTestKit after = lives.relaunch(before, end, North.site());

        assertThat(after.router().openAlerts()).isEqualTo(shown);
        after.advance(ofMinutes(11));
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.owner()).isNull());
    }
}
