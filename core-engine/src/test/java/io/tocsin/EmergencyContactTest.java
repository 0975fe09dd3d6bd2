package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import org.junit.jupiter.api.Test;

/** Whom a patient wants told: after clinicians, with consent, that there is an alert and no more. */
final class EmergencyContactTest {
    /** Ann cares for p-17, whose daughter wants a text message, or a call if that fails. */
    private static final Site SITE = Site.named("north")
            .person("ann")
            .person("ben")
            .person("daughter")
            .desk("central-desk")
            .unit("icu")
            .patientInUnit("p-17", "icu")
            .patientInUnit("p-18", "icu")
            .care("p-17", "ann")
            .care("p-18", "ann")
            .role("icu", "charge", "ben")
            .contact("daughter", ContactMethod.atOnce(Channel.SMS), ContactMethod.after(Channel.VOICE, seconds(5)))
            .emergencyContacts("p-17", "daughter")
            .policy(Policy.named("all")
                    .careTeam(seconds(30))
                    .unitRole("charge", seconds(30))
                    .andEmergencyContacts()
                    .failSafe("central-desk", seconds(60)))
            .build();

    @Test
    void shouldTellTheDaughterOnceNobodyOfTheTeamHasAnswered() {
        try (RouterTestKit kit = staffed()) {
            raise(kit, "p-17");
            kit.advance(seconds(29));
            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .as("clinicians first")
                    .isEmpty();
            kit.advance(seconds(2));

            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.person()).isEqualTo("daughter");
                        assertThat(told.channel()).isEqualTo(Channel.SMS);
                        assertThat(told.statusOnly())
                                .as("never what is the matter")
                                .isTrue();
                        assertThat(told.owned()).as("nobody responds yet").isFalse();
                        assertThat(told.stamp().clauses()).containsExactly(Clause.EMERGENCY_CONTACT);
                    });
            kit.advance(seconds(600));
            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .as("told once")
                    .hasSize(1);
        }
    }

    @Test
    void shouldNotTellHerWhenANurseHasAccepted() {
        try (RouterTestKit kit = staffed()) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.answer(ann.accept(raise(kit, "p-17")));
            kit.advance(seconds(600));

            assertThat(kit.events(RouterEvent.ChannelChosen.class)).isEmpty();
        }
    }

    @Test
    void shouldTellNobodyOfAPatientWhoHasNamedNobody() {
        try (RouterTestKit kit = staffed()) {
            raise(kit, "p-18");
            kit.advance(seconds(600));

            assertThat(kit.events(RouterEvent.ChannelChosen.class)).isEmpty();
        }
    }

    @Test
    void shouldAskHerForNothing() {
        try (RouterTestKit kit = staffed()) {
            final RecipientSession daughter = kit.router().connect("daughter", offer -> {});
            final long alertId = raise(kit, "p-17");
            kit.advance(seconds(31));

            assertThat(kit.router().view().open())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.responses()).doesNotContainKey("daughter"));
            assertThatThrownBy(() -> kit.answer(daughter.accept(alertId))).hasMessageContaining("NOT_OFFERED");
        }
    }

    @Test
    void shouldCallHerWhenTheTextMessageFailsAndStopWhenTheAlertIsOver() {
        try (RouterTestKit kit = staffed()) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            final long alertId = raise(kit, "p-17");
            kit.advance(seconds(31));
            final long run = kit.events(RouterEvent.ChannelChosen.class).get(0).run();
            kit.answer(kit.router().operation().reportChannel(alertId, run, Channel.SMS, ChannelState.FAILED));
            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .extracting(RouterEvent.ChannelChosen::channel)
                    .containsExactly(Channel.SMS, Channel.VOICE);
            kit.answer(ann.resolve(alertId));

            assertThat(kit.events(RouterEvent.ChannelNoted.class))
                    .filteredOn(noted -> noted.state() == ChannelState.CANCELLED)
                    .singleElement()
                    .satisfies(stopped -> assertThat(stopped.channels()).containsExactly(Channel.VOICE));
        }
    }

    @Test
    void shouldNotBeAPolicysFirstStep() {
        assertThatThrownBy(() -> Policy.named("all").emergencyContacts()).hasMessageContaining("after clinicians");
        assertThatThrownBy(() -> Policy.named("all").careTeam(seconds(30)).andEmergencyContacts())
                .hasMessageContaining("after clinicians");
    }

    private static RouterTestKit staffed() {
        final RouterTestKit kit = RouterTestKit.launch(SITE);
        kit.router().connect("ann", offer -> {});
        kit.router().connect("ben", offer -> {});
        return kit;
    }

    private static long raise(final RouterTestKit kit, final String patient) {
        return kit.answer(kit.router()
                        .raise(Raise.alert("a")
                                .type(EmergencyType.STROKE)
                                .severity(Severity.CRITICAL)
                                .patient(patient)))
                .alertId();
    }
}
