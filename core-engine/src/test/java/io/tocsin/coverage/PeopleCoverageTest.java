package io.tocsin.coverage;

import static io.tocsin.Policy.seconds;
import static io.tocsin.coverage.Ward.BED_1;
import static io.tocsin.coverage.Ward.MONDAY;
import static io.tocsin.coverage.Ward.STANDARD;
import static io.tocsin.coverage.Ward.STROKES;
import static io.tocsin.coverage.Ward.WARD;
import static io.tocsin.coverage.Ward.ask;
import static io.tocsin.coverage.Ward.ward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.Deliveries;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who of those whom a step names is counted on, on a {@link Ward}. */
final class PeopleCoverageTest {
    private static final Place ANNEX = new Place("annex", "", "");

    private static final Policy CAMPUS =
            Policy.named("campus").facilityRole("charge-nurse", seconds(30)).failSafe("desk", seconds(60));

    private static final Policy CAPABLE = Policy.named("capable")
            .careTeam(seconds(30))
            .onlyCapable()
            .unitRole("charge-nurse", seconds(60))
            .failSafe("desk", seconds(60));

    @Test
    void shouldCountOnWhoHoldsARoleOfTheFacilityAndOfOneThatCoversIt() {
        final Site.Builder together = ward(CAMPUS).unit("ward", 1).unit("annex", 1);
        final Site.Builder apart = ward(CAMPUS).unit("ward", 1).unit("annex", 2);
        final Site.Builder covered = ward(CAMPUS)
                .unit("ward", 1)
                .unit("annex", 2)
                .deliveries(Deliveries.everything().covering(2, 1));

        assertThat(ask(together).report().findings()).isEmpty();
        assertThat(ask(covered).report().findings()).isEmpty();
        assertThat(ask(apart).report().findings())
                .extracting(Finding::kind, Finding::places, Finding::reasons)
                .containsExactly(tuple(
                        Kind.FAIL_SAFE_ONLY,
                        Set.of(ANNEX),
                        List.of(new Reason(0, Why.NOBODY_HOLDS_ROLE, "charge-nurse"))));
    }

    @Test
    void shouldCountOnACapableClientWhereAStepIsForThoseAlone() {
        final Coverage question = ask(ward(CAPABLE));

        assertThat(question.report().of(BED_1, STROKES, MONDAY)).isEmpty();
        assertThat(question.notCapable(Set.of("ann")).report().of(BED_1, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.EMPTY_STEP, List.of(new Reason(0, Why.NOT_CAPABLE, "ann"))));
        assertThat(question.neverConnected(Set.of("ann")).report().of(BED_1, STROKES, MONDAY))
                .as("who is not connected has no capable client")
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.EMPTY_STEP, List.of(new Reason(0, Why.NOT_CAPABLE, "ann"))));
    }

    @Test
    void shouldNeverCountOnADeskWhereAStepIsForCapableClients() {
        final Site.Builder site = ward(CAPABLE).careForBed("bed-1", "desk");

        assertThat(ask(site).report().of(BED_1, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.EMPTY_STEP, List.of(new Reason(0, Why.NOT_CAPABLE, "desk"))));
    }

    @Test
    void shouldCountOnContactMethodsForMessagesWhereAPolicyIsForMessages() {
        final Policy told = Policy.named("told")
                .careTeam(seconds(30), Channel.WEBSOCKET, Channel.SMS)
                .failSafe("desk", seconds(60));
        final ContactMethod[] sms = {ContactMethod.atOnce(Channel.SMS)};
        final ContactMethod[] push = {ContactMethod.atOnce(Channel.PUSH)};

        assertThat(isAnnTold(ward(told).contact("ann", sms))).isTrue();
        assertThat(isAnnTold(ward(told.forMessages()).contact("ann", sms)))
                .as("who has none for messages is told over the usual ones")
                .isTrue();
        assertThat(isAnnTold(ward(told.forMessages()).contact("ann", sms).contactForMessages("ann", push)))
                .isFalse();
        assertThat(isAnnTold(ward(told.forMessages()).contact("ann", push).contactForMessages("ann", sms)))
                .isTrue();
        assertThat(isAnnTold(ward(told).contact("ann", push).contactForMessages("ann", sms)))
                .isFalse();
    }

    private static boolean isAnnTold(final Site.Builder site) {
        return ask(site)
                .neverConnected(Set.of("ann"))
                .report()
                .of(BED_1, STROKES, MONDAY)
                .isEmpty();
    }

    @Test
    void shouldNotCountOnACopyForSomebodyWhoMayNotAccept() {
        final Site.Builder site = ward(STANDARD).authority("ann", AuthorityRole.ADMIN_UNIT);

        assertThat(ask(site).within(seconds(29)).report().of(BED_1, STROKES, MONDAY))
                .as("Cleo, who may accept, is told when Ann's time is over")
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.TOO_LATE, List.of(new Reason(0, Why.MAY_NOT_ACCEPT, "ann"))));
        assertThat(ask(site).within(seconds(30)).report().of(BED_1, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.ONLY_SHOWN_STEP, List.of(new Reason(0, Why.MAY_NOT_ACCEPT, "ann"))));
        assertThat(ask(ward(STANDARD).authority("ann", AuthorityRole.NURSE))
                        .report()
                        .of(BED_1, STROKES, MONDAY))
                .isEmpty();
    }

    @Test
    void shouldNotCountOnADestinationThatMayNotAccept() {
        final Site.Builder site =
                ward(STANDARD).role("annex", "charge-nurse", "cleo").authority("desk", AuthorityRole.ADMIN_UNIT);

        assertThat(ask(site).report().of(WARD, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(
                        tuple(Kind.FAIL_SAFE_UNREACHABLE, List.of(new Reason(-1, Why.MAY_NOT_ACCEPT, "desk"))));
        assertThat(ask(site.authority("cleo", AuthorityRole.TECH)).report().of(WARD, STROKES, MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.NOBODY);
    }

    /** Of some of a list nobody is asked who may not accept, in whatever order: it is Ann's turn, not Cleo's. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldCountOnWhoMayAcceptWhereSomeOfAListAreAsked(final ChoiceOrder order) {
        final Policy one =
                Policy.named("one").careTeam(seconds(30)).asks(1, order).failSafe("desk", seconds(60));
        final Site.Builder both = ward(one).careForBed("bed-1", "cleo", "ann").authority("cleo", AuthorityRole.TECH);
        final Site.Builder alone = ward(one).careForBed("bed-1", "cleo").authority("cleo", AuthorityRole.TECH);

        assertThat(ask(both).within(Duration.ZERO).report().of(BED_1, STROKES, MONDAY))
                .isEmpty();
        assertThat(ask(alone).report().of(BED_1, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.FAIL_SAFE_ONLY, List.of(new Reason(0, Why.MAY_NOT_ACCEPT, "cleo"))));
    }
}
