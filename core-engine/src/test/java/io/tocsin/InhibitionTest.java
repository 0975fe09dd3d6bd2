package io.tocsin;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An alert of a patient speaks for those that are no graver; what it holds back is open, says by which alert, and pages when that is over. */
final class InhibitionTest {
    private static final Inhibition GRAVER =
            Inhibition.of(AlertMatch.of(Severity.EMERGENT), AlertMatch.of(Severity.URGENT), Inhibition.Alike.SUBJECT);

    private static Site site() {
        return North.builder().inhibition(GRAVER).build();
    }

    private static Raise raise(final String key, final EmergencyType type, final Severity severity) {
        return Raise.alert(key).type(type).severity(severity).patient("p-17");
    }

    @Test
    void shouldPageTheLesserAlertWhenTheGraverIsOver() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            final List<Long> offered = new ArrayList<>();
            kit.router().connect("ann", offer -> offered.add(offer.alertId()));
            kit.answer(kit.router().raise(raise("grave", EmergencyType.STROKE, Severity.EMERGENT)));
            kit.answer(kit.router().raise(raise("lesser", EmergencyType.SEIZURE, Severity.URGENT)));

            assertThat(offered).containsExactly(1L);
            assertThat(kit.router().openAlerts().get(1).inhibitedBy()).isEqualTo(1);
            final RouterEvent.AlertMuted muted =
                    kit.events(RouterEvent.AlertMuted.class).get(0);
            assertThat(muted.inhibitedBy()).isEqualTo(1);
            assertThat(muted.inhibition()).isEqualTo(1);

            kit.answer(kit.router().clear("grave"));
            kit.advance(ofSeconds(1));

            assertThat(offered).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldStillHoldBackAfterARestartUntilTheSiteSaysOtherwise(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site());
        before.router().connect("ann", offer -> {});
        before.answer(before.router().raise(raise("grave", EmergencyType.STROKE, Severity.EMERGENT)));
        before.answer(before.router().raise(raise("lesser", EmergencyType.SEIZURE, Severity.URGENT)));
        final List<AlertState> shown = before.router().openAlerts();

        final RouterTestKit after = lives.relaunch(before, end, site());

        assertThat(after.router().openAlerts()).isEqualTo(shown);
        after.answer(after.router().configure(North.site()));
        after.advance(ofSeconds(1));
        assertThat(after.router().openAlerts().get(1).inhibitedBy()).isZero();
    }

    @Test
    void shouldRefuseARuleThatMutesWhatNothingMayMute() {
        final AlertMatch emergent = AlertMatch.of(Severity.EMERGENT);
        assertThatThrownBy(() -> Inhibition.of(emergent, AlertMatch.of(Severity.CRITICAL), Inhibition.Alike.SUBJECT))
                .hasMessageContaining("nothing mutes CRITICAL alerts");
        assertThatThrownBy(() ->
                        Inhibition.of(emergent, emergent.type(EmergencyType.CARDIAC_ARREST), Inhibition.Alike.SUBJECT))
                .hasMessageContaining("CARDIAC_ARREST");
        assertThatThrownBy(() -> Inhibition.of(AlertMatch.of(Severity.URGENT), emergent, Inhibition.Alike.SUBJECT))
                .hasMessageContaining("nothing mutes what is graver");
        assertThatThrownBy(() -> Inhibition.of(emergent, AlertMatch.of(Severity.URGENT), Inhibition.Alike.PARAMETER))
                .hasMessageContaining("same subject, bed or unit");
    }
}
