package io.tocsin;

import static io.tocsin.Policy.seconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ProposalState;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of a site that take two persons: Bob, the charge nurse, proposes; Uma of the unit's administration confirms. Sam and Tess administer the system. */
@Timeout(60)
final class TwoPersonsTest {
    private static Site.Builder house() {
        return North.builder()
                .person("uma")
                .person("sam")
                .person("tess")
                .authority("ann", AuthorityRole.NURSE)
                .authority("bob", AuthorityRole.CHARGE_NURSE)
                .authority("uma", AuthorityRole.ADMIN_UNIT)
                .authority("sam", AuthorityRole.ADMIN_SYS)
                .authority("tess", AuthorityRole.ADMIN_SYS);
    }

    private static Site withLongerSteps() {
        return house().policy(Policy.named("standard")
                        .careTeam(seconds(15))
                        .unitRole("charge-nurse", seconds(20))
                        .failSafe("desk", seconds(60)))
                .build();
    }

    private static void assertRefused(
            final RouterTestKit kit, final CompletableFuture<?> answer, final Refusal refusal) {
        kit.settle();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static RecipientSession as(final RouterTestKit kit, final String person) {
        return kit.router().connect(person, offer -> {});
    }

    @Test
    void shouldKeepAPolicyBackUntilASecondPersonConfirmsIt() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            final RecipientSession bob = as(kit, "bob");
            final RecipientSession uma = as(kit, "uma");
            final Proposed proposed = kit.answer(bob.proposals().propose(withLongerSteps()));

            assertThat(proposed.inForce()).isFalse();
            final Proposal seen = requireNonNull(uma.proposals().pending());
            assertThat(seen.author()).isEqualTo("bob");
            assertThat(seen.contentHash()).isEqualTo(proposed.contentHash());
            assertThat(seen.toConfirm()).containsExactly(AuthorityAction.CHANGE_POLICY);
            assertThat(kit.events(RouterEvent.ConfigApplied.class))
                    .as("the site itself")
                    .hasSize(1);

            assertRefused(kit, bob.proposals().confirm(proposed.contentHash()), Refusal.FORBIDDEN);
            assertRefused(kit, uma.proposals().confirm(proposed.contentHash() + 1), Refusal.UNKNOWN_PROPOSAL);
            kit.answer(uma.proposals().confirm(seen.contentHash()));

            assertThat(kit.events(RouterEvent.ConfigApplied.class)).hasSize(2);
            assertThat(kit.events(RouterEvent.ConfigProposed.class)).last().satisfies(event -> {
                assertThat(event.proposal().state()).isEqualTo(ProposalState.CONFIRMED);
                assertThat(event.proposal().author()).isEqualTo("bob");
                assertThat(event.proposal().confirmedBy()).isEqualTo("uma");
            });
            assertThat(uma.proposals().pending()).isNull();
            assertThat(kit.answer(kit.router().configure(withLongerSteps())).entryCount())
                    .as("the router knows what is in force now")
                    .isZero();
        }
    }

    @Test
    void shouldLetPeopleChangeAloneWhatIsTheirs() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            assertThat(kit.answer(as(kit, "uma").proposals().propose(withLongerSteps()))
                            .inForce())
                    .isTrue();
            assertRefused(kit, as(kit, "ann").proposals().propose(house().build()), Refusal.FORBIDDEN);
        }
    }

    @Test
    void shouldTakeTwoAdministratorsForPeople() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            final RecipientSession sam = as(kit, "sam");
            final Proposed proposed =
                    kit.answer(sam.proposals().propose(house().person("dora").build()));
            assertRefused(kit, sam.proposals().confirm(proposed.contentHash()), Refusal.SAME_PERSON);
            assertRefused(kit, as(kit, "uma").proposals().confirm(proposed.contentHash()), Refusal.FORBIDDEN);
            kit.answer(as(kit, "tess").proposals().confirm(proposed.contentHash()));
            kit.answer(as(kit, "dora").opened());
        }
    }

    /** What the host configures meanwhile ends the proposal, and is told against what is in force then. */
    @Test
    void shouldEndAProposalByTheNextConfiguration() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            final Proposed proposed = kit.answer(as(kit, "bob").proposals().propose(withLongerSteps()));
            final RecipientSession uma = as(kit, "uma");
            assertThat(kit.answer(kit.router().configure(house().build())).entryCount())
                    .as("nothing of it differs")
                    .isZero();
            assertThat(uma.proposals().pending()).as("so nothing was begun").isNotNull();

            kit.answer(kit.router().configure(house().care("p-17", "ann", "bob").build()));
            assertThat(uma.proposals().pending()).isNull();
            assertRefused(kit, uma.proposals().confirm(proposed.contentHash()), Refusal.UNKNOWN_PROPOSAL);
        }
    }

    /** Who may configure nothing ends nothing, and who may is named. */
    @Test
    void shouldKeepAProposalFromWhoMayConfigureNothing() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            final Proposed proposed = kit.answer(as(kit, "bob").proposals().propose(withLongerSteps()));
            final Site withDora = house().person("dora").build();
            assertRefused(kit, as(kit, "ann").proposals().propose(withDora), Refusal.FORBIDDEN);
            assertThat(requireNonNull(as(kit, "uma").proposals().pending()).contentHash())
                    .isEqualTo(proposed.contentHash());

            kit.answer(as(kit, "sam").proposals().propose(withDora));
            assertThat(kit.events(RouterEvent.ConfigProposed.class))
                    .filteredOn(event -> event.proposal().state() == ProposalState.ENDED)
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.proposal().replacedBy()).isEqualTo("sam"));
        }
    }

    /** Who confirms while the next configuration is on its way is first: it is told against what is in force then. */
    @Test
    void shouldConfigureAgainstWhatWasJustConfirmed() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            final Proposed proposed = kit.answer(as(kit, "bob").proposals().propose(withLongerSteps()));
            final RecipientSession uma = as(kit, "uma");
            final CompletableFuture<Confirmed> confirmed = uma.proposals().confirm(proposed.contentHash());
            final CompletableFuture<Configured> back =
                    kit.router().configure(house().care("p-17", "ann", "bob").build());
            kit.answer(confirmed);

            assertThat(kit.answer(back).entryCount())
                    .as("who cares, and the policy as before")
                    .isEqualTo(2);
        }
    }

    /** A proposal outlives the process; the router that comes back knows what is in force once it is confirmed. */
    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldKeepAProposalOverARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(house().build());
        before.answer(as(before, "bob").proposals().propose(withLongerSteps()));

        final RouterTestKit kit = lives.relaunch(before, end, house().build());
        final RecipientSession uma = as(kit, "uma");
        final Proposal seen = requireNonNull(uma.proposals().pending());
        assertThat(seen.author()).isEqualTo("bob");
        kit.answer(uma.proposals().confirm(seen.contentHash()));

        assertThat(kit.answer(kit.router().configure(withLongerSteps())).entryCount())
                .isZero();
        kit.close();
    }

    @Test
    void shouldEndAProposalAfterADay() {
        try (RouterTestKit kit = RouterTestKit.launch(house().build())) {
            kit.answer(as(kit, "bob").proposals().propose(withLongerSteps()));
            final RecipientSession uma = as(kit, "uma");
            kit.advance(Duration.ofHours(24));
            assertThat(uma.proposals().pending()).isNull();
            assertThat(kit.events(RouterEvent.ConfigProposed.class))
                    .last()
                    .satisfies(event -> assertThat(event.proposal().state()).isEqualTo(ProposalState.ENDED));
        }
    }
}
