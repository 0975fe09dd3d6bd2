package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final Policy NEAREST = Policy.named("all")
            .nearest(seconds(30))
            .unitRole("charge", seconds(30))
            .andEmergencyContacts()
            .failSafe("central-desk", seconds(60));

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
            assertThatThrownBy(() -> kit.answer(daughter.accept(alertId))).hasMessageContaining("FORBIDDEN");
        }
    }

    @Test
    void shouldNotLetAnybodyMakeHerResponsible() {
        try (RouterTestKit kit = staffed()) {
            final RecipientSession ann = kit.router().connect("ann", offer -> {});
            kit.router().connect("daughter", offer -> {});
            final long alertId = raise(kit, "p-17");

            assertThatThrownBy(() -> kit.answer(ann.redirect(alertId, "daughter", RejectReason.UNSPECIFIED)))
                    .hasMessageContaining("FORBIDDEN");
            assertThatThrownBy(() -> kit.answer(ann.beginBreak(seconds(600), "daughter")))
                    .hasMessageContaining("FORBIDDEN");
            kit.answer(ann.redirect(alertId, "ben", RejectReason.UNSPECIFIED));
        }
    }

    @Test
    void shouldLeaveANurseWhatShePracticesThoughHerMotherNamesHer() {
        final Site site = SITE.toBuilder().emergencyContacts("p-18", "ben").build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final RecipientSession ben = kit.router().connect("ben", offer -> {});
            final long alertId = raise(kit, "p-17");
            kit.advance(seconds(31));

            kit.answer(ben.accept(alertId));
        }
    }

    @Test
    void shouldLeaveANurseOfARotaWhatShePracticesThoughHerMotherNamesHer() {
        final Site site = SITE.toBuilder()
                .person("nora")
                .staff("nora")
                .emergencyContacts("p-18", "nora")
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final RecipientSession nora = kit.router().connect("nora", offer -> {});
            final RecipientSession daughter = kit.router().connect("daughter", offer -> {});
            final Instant now = Instant.ofEpochSecond(0, kit.nowNs());
            kit.answer(kit.router()
                    .duty()
                    .replace(List.of(new Roster(
                            DutyPlace.role("icu", "charge"),
                            false,
                            List.of(new Roster.Shift("nora", now, now.plusSeconds(3_600)))))));
            final long alertId = raise(kit, "p-17");

            assertThatThrownBy(() -> kit.answer(daughter.accept(alertId))).hasMessageContaining("FORBIDDEN");
            kit.answer(nora.accept(alertId));
        }
    }

    @Test
    void shouldTakeForFamilyNobodyWhoMayWorkHere() {
        final Site site = SITE.toBuilder()
                .person("nora")
                .emergencyContacts("p-18", "nora")
                .build();

        assertThat(site.outline().onlookers()).containsExactlyInAnyOrder("daughter", "nora");
        assertThat(site.toBuilder().staff("nora").build().outline().onlookers())
                .as("staff")
                .containsExactly("daughter");
        assertThat(site.toBuilder()
                        .qualified("nora", "dialysis")
                        .build()
                        .outline()
                        .onlookers())
                .as("qualified")
                .containsExactly("daughter");
        assertThat(site.toBuilder().policy(NEAREST).build().outline().onlookers())
                .as("anybody may be the nearest")
                .isEmpty();
        assertThat(site.toBuilder()
                        .policy(NEAREST)
                        .authority("daughter", AuthorityRole.FAMILY, "p-17")
                        .build()
                        .outline()
                        .onlookers())
                .as("unless the site says who is not")
                .containsExactly("daughter");
        assertThatThrownBy(() -> site.toBuilder().staff("nore").build()).hasMessageContaining("staff");
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
    void shouldTellHerAfterTheDeskWhenNobodyOfTheTeamCanBeReached() {
        try (RouterTestKit kit = RouterTestKit.launch(SITE)) {
            raise(kit, "p-17");

            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.stamp().eventSeq())
                            .as("the desk is told first")
                            .isGreaterThan(
                                    offeredTo(kit, "central-desk").stamp().eventSeq()));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "URGENT, their offers are held back by the mode",
        "NON_URGENT, their offers are dropped by the mode",
    })
    void shouldNotTellHerWhileNobodyOfTheTeamIsTold(final Severity severity, final String why) {
        try (RouterTestKit kit = staffed(SITE.toBuilder()
                .deliveries(Deliveries.everything().holding(Severity.URGENT).dropping(Severity.NON_URGENT))
                .build())) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            raise(kit, "p-17", severity);
            kit.advance(seconds(600));
            assertThat(kit.events(RouterEvent.ChannelChosen.class)).as(why).isEmpty();

            kit.answer(kit.router().operation().orderMode(Mode.NORMAL));
            kit.advance(seconds(100));
            assertThat(kit.events(RouterEvent.ChannelChosen.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.stamp().eventSeq())
                            .as("clinicians first")
                            .isGreaterThan(offeredTo(kit, "ann").stamp().eventSeq()));
        }
    }

    @Test
    void shouldStopTellingHerWhenConsentIsWithdrawn() {
        try (RouterTestKit kit = staffed()) {
            raise(kit, "p-17");
            kit.advance(seconds(31));
            assertThat(kit.events(RouterEvent.ChannelChosen.class)).hasSize(1);

            kit.answer(kit.router()
                    .configure(SITE.toBuilder().emergencyContacts("p-17").build()));
            assertThat(kit.events(RouterEvent.ChannelNoted.class))
                    .filteredOn(noted -> noted.state() == ChannelState.CANCELLED)
                    .singleElement()
                    .satisfies(stopped -> {
                        assertThat(stopped.person()).isEqualTo("daughter");
                        assertThat(stopped.channels()).containsExactly(Channel.SMS);
                    });
        }
    }

    @Test
    void shouldNotBeAPolicysFirstStep() {
        assertThatThrownBy(() -> Policy.named("all").emergencyContacts()).hasMessageContaining("after clinicians");
        assertThatThrownBy(() -> Policy.named("all").careTeam(seconds(30)).andEmergencyContacts())
                .hasMessageContaining("after clinicians");
    }

    private static RouterEvent.OutputDispatched offeredTo(final RouterTestKit kit, final String person) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.severity() != Severity.EMERGENT)
                .filter(output -> output.recipients().stream().anyMatch(recipient -> person.equals(recipient.person())))
                .findFirst()
                .orElseThrow();
    }

    private static RouterTestKit staffed() {
        return staffed(SITE);
    }

    private static RouterTestKit staffed(final Site site) {
        final RouterTestKit kit = RouterTestKit.launch(site);
        kit.router().connect("ann", offer -> {});
        kit.router().connect("ben", offer -> {});
        return kit;
    }

    private static long raise(final RouterTestKit kit, final String patient) {
        return raise(kit, patient, Severity.CRITICAL);
    }

    private static long raise(final RouterTestKit kit, final String patient, final Severity severity) {
        return kit.answer(kit.router()
                        .raise(Raise.alert("a")
                                .type(EmergencyType.STROKE)
                                .severity(severity)
                                .patient(patient)))
                .alertId();
    }
}
