package io.tocsin;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.testkit.RouterTestKit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People silence what they know; nobody is paged meanwhile, nothing is forgotten, and what matters most is never muted. */
final class SilenceTest {
    private static final Instant IN_TEN_MINUTES = RouterTestKit.START.plus(ofMinutes(10));

    @Test
    void shouldPageAtTheEndOfASilenceWhatItHeldBack() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<Offer> offers = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offers::add);
            final Silenced silence = kit.answer(ann.silence(
                    Silence.until(IN_TEN_MINUTES, "the probe is being changed").bed("icu-1")));

            final Raised raised = kit.answer(kit.router().raise(stroke("s-1", Severity.URGENT)));

            assertThat(offers).isEmpty();
            assertThat(kit.events(RouterEvent.AlertMuted.class).get(0).untilNs())
                    .isEqualTo(Checks.epochNs("end", IN_TEN_MINUTES));
            assertThat(kit.router().openAlerts())
                    .extracting(AlertState::alertId)
                    .containsExactly(raised.alertId());

            kit.advance(ofMinutes(10).plus(ofSeconds(1)));

            assertThat(offers).extracting(Offer::alertId).containsExactly(raised.alertId());
            final RouterEvent.AlertUnmuted unmuted =
                    kit.events(RouterEvent.AlertUnmuted.class).get(0);
            assertThat(unmuted.silenceId()).isEqualTo(silence.silenceId());
            assertThat(unmuted.stamp().clauses()).containsExactly(Clause.SILENCE_ENDED);
        }
    }

    @Test
    void shouldPageAtOnceWhenASilenceIsEndedEarly() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<Offer> offers = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offers::add);
            final Silenced silence = kit.answer(kit.router()
                    .silence(Silence.until(IN_TEN_MINUTES, "new cables").unit("icu")));
            kit.answer(kit.router().raise(stroke("s-1", Severity.EMERGENT)));
            assertThat(offers).isEmpty();

            kit.answer(ann.endSilence(silence.silenceId()));

            assertThat(offers).hasSize(1);
            final List<RouterEvent.SilenceChanged> changes = kit.events(RouterEvent.SilenceChanged.class);
            assertThat(changes)
                    .extracting(RouterEvent.SilenceChanged::state)
                    .containsExactly(SilenceState.ACTIVE, SilenceState.EXPIRED);
            assertThat(changes.get(0).author()).isEmpty();
            assertThat(changes.get(0).comment()).isEqualTo("new cables");
        }
    }

    @Test
    void shouldMuteACriticalAlertOnlyAfterASecondPersonsWord() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<Offer> offers = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offers::add);
            final RecipientSession bob = kit.router().connect("bob", offer -> {});
            final Silenced silence = kit.answer(ann.silence(
                    Silence.until(IN_TEN_MINUTES, "drill").patient("p-17").severityAtMost(Severity.CRITICAL)));

            kit.answer(kit.router().raise(stroke("s-1", Severity.CRITICAL)));
            assertThat(offers).hasSize(1);

            assertRefused(kit, ann.confirmSilence(silence.silenceId()), Refusal.SAME_PERSON);
            kit.answer(bob.confirmSilence(silence.silenceId()));
            kit.answer(kit.router().raise(stroke("s-2", Severity.CRITICAL)));
            assertThat(offers).hasSize(1);
        }
    }

    @Test
    void shouldNeverMuteACardiacArrest() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final List<Offer> offers = new ArrayList<>();
            final RecipientSession ann = kit.router().connect("ann", offers::add);
            kit.answer(ann.silence(Silence.until(IN_TEN_MINUTES, "too loud").unit("icu")));

            kit.answer(kit.router().raise(North.arrest("a-1")));

            assertThat(offers).hasSize(1);
            assertRefused(
                    kit,
                    ann.silence(Silence.until(IN_TEN_MINUTES, "too loud").type(EmergencyType.CARDIAC_ARREST)),
                    Refusal.SILENCE_REFUSED);
        }
    }

    @Test
    void shouldRefuseASilenceWithoutReasonEndOrBounds() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            assertRefused(kit, ann.silence(Silence.until(IN_TEN_MINUTES, "all of it")), Refusal.SILENCE_REFUSED);
            assertRefused(kit, ann.silence(Silence.until(IN_TEN_MINUTES, "").unit("icu")), Refusal.INVALID_FIELD);
            assertRefused(
                    kit,
                    ann.silence(Silence.until(RouterTestKit.START.minusSeconds(1), "over")
                            .unit("icu")),
                    Refusal.INVALID_FIELD);
            assertRefused(
                    kit,
                    ann.silence(Silence.until(RouterTestKit.START.plus(ofMinutes(1_441)), "for good")
                            .unit("icu")),
                    Refusal.SILENCE_REFUSED);
            assertRefused(
                    kit, ann.silence(Silence.until(IN_TEN_MINUTES, "where?").unit("nowhere")), Refusal.INVALID_FIELD);
            assertRefused(kit, ann.endSilence(77), Refusal.SILENCE_REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldStillSayWhatIsSilencedAndWhatThatHoldsBack(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(North.site());
        final RecipientSession ann = before.router().connect("ann", offer -> {});
        final RecipientSession bob = before.router().connect("bob", offer -> {});
        before.answer(ann.silence(Silence.until(IN_TEN_MINUTES, "new cables")
                .bed("icu-1")
                .patient("p-17")
                .type(EmergencyType.STROKE)
                .cause(Cause.DECLARED)
                .severityAtMost(Severity.CRITICAL)));
        before.answer(ann.silence(Silence.until(IN_TEN_MINUTES, "ended early").unit("icu")));
        before.answer(bob.confirmSilence(1));
        before.answer(bob.endSilence(2));
        before.answer(before.router()
                .raise(Raise.alert("held back")
                        .type(EmergencyType.STROKE)
                        .severity(Severity.CRITICAL)
                        .patient("p-17")));
        final List<RouterEvent.SilenceChanged> silences = before.router().view().silences();
        final List<AlertState> shown = before.router().openAlerts();
        assertThat(silences).singleElement().satisfies(silence -> {
            assertThat(silence.author()).isEqualTo("ann");
            assertThat(silence.confirmedBy()).isEqualTo("bob");
            assertThat(silence.scope())
                    .isEqualTo(new SilenceScope(
                            "", "p-17", "icu-1", EmergencyType.STROKE, Severity.CRITICAL, Cause.DECLARED, null));
        });
        assertThat(shown).singleElement().satisfies(alert -> {
            assertThat(alert.mutedBy()).isEqualTo(1);
            assertThat(alert.mutedUntilNs()).isEqualTo(silences.get(0).endNs());
        });

        final RouterTestKit after = lives.relaunch(before, end, North.site());

        assertThat(after.router().openAlerts()).isEqualTo(shown);
        assertThat(after.router().view().silences())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("stamp")
                .isEqualTo(silences);
        after.advance(ofMinutes(11));
        assertThat(after.router().view().silences()).isEmpty();
        assertThat(after.router().openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.mutedBy()).isZero());
    }

    private static Raise stroke(final String key, final Severity severity) {
        return Raise.alert(key).type(EmergencyType.STROKE).severity(severity).patient("p-17");
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
