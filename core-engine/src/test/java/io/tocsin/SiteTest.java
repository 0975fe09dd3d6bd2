package io.tocsin;

import static io.tocsin.Policy.minutes;
import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SiteTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        North.builder().care("p-17", "anne"),
                        "site 'north': care of patient 'p-17': unknown person 'anne' (did you mean 'ann'?); nothing was"
                                + " changed"),
                Arguments.of(
                        North.builder().care("p-18", "ann"),
                        "site 'north': care: unknown patient 'p-18' (did you mean 'p-17'?); nothing was changed"),
                Arguments.of(
                        North.builder().bed("icu-2", "icv"),
                        "site 'north': bed 'icu-2': unknown unit 'icv' (did you mean 'icu'?); nothing was changed"),
                Arguments.of(
                        North.builder().patient("p-18", "somewhere-else"),
                        "site 'north': patient 'p-18': unknown bed 'somewhere-else'; nothing was changed"),
                Arguments.of(
                        North.builder().role("icu", "lead", "bobby"),
                        "site 'north': role 'lead' of unit 'icu': unknown person 'bobby' (did you mean 'bob'?); nothing"
                                + " was changed"),
                Arguments.of(
                        North.builder().careForBed("icu-9", "ann"),
                        "site 'north': care: unknown bed 'icu-9' (did you mean 'icu-1'?); nothing was changed"),
                Arguments.of(
                        North.builder()
                                .policy(Policy.named("standard")
                                        .unitRole("anestesist", seconds(5))
                                        .failSafe("desk", seconds(60))),
                        "site 'north': policy 'standard' step 0: unknown role 'anestesist'; nothing was changed"),
                Arguments.of(
                        North.builder()
                                .policy(Policy.named("standard")
                                        .unitRole("charge-nurs", seconds(5))
                                        .failSafe("desk", seconds(60))),
                        "site 'north': policy 'standard' step 0: unknown role 'charge-nurs' (did you mean"
                                + " 'charge-nurse'?); nothing was changed"),
                Arguments.of(
                        North.builder()
                                .policy(Policy.named("standard")
                                        .person("desc", seconds(5))
                                        .failSafe("desk", seconds(60))),
                        "site 'north': policy 'standard' step 0: unknown person 'desc' (did you mean 'desk'?); nothing"
                                + " was changed"),
                Arguments.of(
                        North.builder().policy(Policy.named("standard").careTeam(seconds(5))),
                        "site 'north': policy 'standard': no fail-safe destination: say who is told when nobody else"
                                + " answers; nothing was changed"),
                Arguments.of(
                        North.builder().policy(North.STANDARD.severities(Severity.CRITICAL)),
                        "site 'north': no policy covers EMERGENT: its alerts would reach nobody; nothing was changed"),
                Arguments.of(
                        North.builder().policy(Policy.named("other").failSafe("desk", seconds(60))),
                        "site 'north': policy 'other': CRITICAL is covered by policy 'standard' already; nothing was"
                                + " changed"),
                Arguments.of(
                        North.builder().policy(North.STANDARD.types(EmergencyType.STROKE)),
                        "site 'north': no policy covers CRITICAL: its alerts would reach nobody; nothing was changed"),
                Arguments.of(
                        North.builder()
                                .policy(ofStrokes("one"))
                                .policy(ofStrokes("two").severities(Severity.EMERGENT)),
                        "site 'north': policy 'two': EMERGENT of STROKE is covered by policy 'one' already; nothing was"
                                + " changed"));
    }

    private static Policy ofStrokes(final String name) {
        return Policy.named(name).types(EmergencyType.STROKE).failSafe("desk", seconds(60));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldSayWhatIsWrongWhereAndWhatMayHaveBeenMeant(final Site.Builder builder, final String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldHashTheSameContentAlike() {
        assertThat(North.site().contentHash()).isEqualTo(North.site().contentHash());
        assertThat(North.builder().person("eve").build().contentHash())
                .isNotEqualTo(North.site().contentHash());
    }

    @Test
    void shouldLeaveASiteAsItIsWhenItsBuilderGoesOn() {
        final Site before = North.site();
        final long hash = before.contentHash();
        final Site after = before.toBuilder().person("eve").care("p-17", "eve").build();

        assertThat(before.contentHash()).isEqualTo(hash).isNotEqualTo(after.contentHash());
        assertThat(before.entries()).hasSize(North.site().entries().size());
    }

    @Test
    void shouldSendNothingWhenNothingDiffers() {
        final SiteBaseline held = SiteBaseline.EMPTY.to(North.site()).after();

        assertThat(held.to(North.site()).entries()).isEmpty();
    }

    @Test
    void shouldSendOnlyWhatDiffers() {
        final SiteBaseline held = SiteBaseline.EMPTY.to(North.site()).after();
        final Site next =
                North.builder().bed("icu-2", "icu").patient("p-17", "icu-2").build();

        assertThat(held.to(next).entries()).extracting(SiteEntry::key).containsExactly("bed/icu-2", "patient/p-17");
    }

    @Test
    void shouldEmptyTheRolesAndAssignmentsThatAreNoLongerNamed() {
        final SiteBaseline held = SiteBaseline.EMPTY
                .to(North.builder().careForBed("icu-1", "bob").build())
                .after();
        final SiteBaseline.Change change = held.to(North.site());

        assertThat(change.entries()).extracting(SiteEntry::key).containsExactly("care/BED/icu-1");
        assertThat(change.after().to(North.site()).entries()).isEmpty();
    }

    @Test
    void shouldSendAllPoliciesWithHigherVersionsWhenOneDiffers() {
        final Policy critical = North.STANDARD.severities(Severity.CRITICAL);
        final Policy rest = Policy.named("rest")
                .severities(Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT)
                .failSafe("desk", seconds(60));
        final Site two = North.builder().policy(critical).policy(rest).build();
        final SiteBaseline held = SiteBaseline.EMPTY.to(two).after();
        final Site changed = two.toBuilder().policy(rest.review(minutes(1))).build();

        assertThat(held.to(changed).entries())
                .extracting(SiteEntry::key)
                .containsExactly("policy/standard", "policy/rest");
    }

    @Test
    void shouldHoldAPolicyOfTwentyStepsWithLongNames() {
        final String role = "r".repeat(36);
        Policy policy = Policy.named("long").failSafe("desk", seconds(60));
        for (int step = 0; step < Policy.MAX_STEPS; step++) {
            policy = policy.unitRole(role, seconds(1));
        }
        final Policy longest = policy;
        final Site site = North.builder()
                .withoutPolicy("standard")
                .role("icu", role, "ann")
                .policy(longest)
                .build();

        assertThat(site.toString()).contains("north");
        assertThatThrownBy(() -> longest.careTeam(seconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 steps");
    }

    @Test
    @SuppressWarnings("NullAway") // What NullAway forbids is what is tried.
    void shouldRefuseNullsAndEmptyNames() {
        assertThatThrownBy(() -> Site.named(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> North.builder().person("")).hasMessageContaining("personId is empty");
        assertThatThrownBy(() -> North.builder().policy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> North.builder().rules(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> North.builder().bed("b", "u".repeat(37))).hasMessageContaining("unitId");
        assertThatThrownBy(() -> Policy.named("p").careTeam(java.time.Duration.ofMillis(99)))
                .hasMessage("delay is 99 ms: it must be from 100 to 86400000 ms");
        assertThatThrownBy(() -> North.builder().spo2ScaleTwo("p-71"))
                .hasMessageContaining("unknown patient 'p-71' (did you mean 'p-17'?)");
    }
}
