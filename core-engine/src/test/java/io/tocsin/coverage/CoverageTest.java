package io.tocsin.coverage;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.EmergencyType.OTHER;
import static io.tocsin.codecs.sbe.EmergencyType.STROKE;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static io.tocsin.codecs.sbe.Severity.EMERGENT;
import static io.tocsin.codecs.sbe.Severity.URGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.ServiceLevel;
import io.tocsin.SilenceScope;
import io.tocsin.Site;
import io.tocsin.TreatmentLimit;
import io.tocsin.TriageRules;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is found on a ward: Ann cares for bed 1, nobody for bed 2; Cleo is the charge nurse; the desk is always there. */
final class CoverageTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Place BED_1 = new Place("ward", "bed-1", "");
    private static final Place BED_2 = new Place("ward", "bed-2", "");
    private static final Place WARD = new Place("ward", "", "");
    private static final AlertClass STROKES = AlertClass.of(EMERGENT, STROKE);

    private static final Policy STANDARD = Policy.named("standard")
            .careTeam(seconds(30))
            .unitRole("charge-nurse", seconds(60))
            .failSafe("desk", seconds(60));

    private static Site.Builder ward(final Policy... policies) {
        final Site.Builder ward = Site.named("ward")
                .person("ann")
                .person("cleo")
                .desk("desk")
                .unit("ward")
                .unit("annex")
                .bed("bed-1", "ward")
                .bed("bed-2", "ward")
                .careForBed("bed-1", "ann")
                .role("ward", "charge-nurse", "cleo");
        List.of(policies).forEach(ward::policy);
        return ward;
    }

    private static Coverage ask(final Site.Builder site) {
        return Coverage.of(site.build(), MONDAY);
    }

    @Test
    void shouldFindNothingWhereSomebodyIsToldOfEverything() {
        final CoverageReport report =
                ask(ward(STANDARD).role("annex", "charge-nurse", "cleo")).report();

        assertThat(report.isCovered()).isTrue();
        assertThat(report.of(BED_1, STROKES, MONDAY)).isEmpty();
        assertThat(report.span()).isEqualTo(new Span(MONDAY, MONDAY.plus(Duration.ofDays(30))));
        assertThat(report.within()).isEqualTo(Duration.ofSeconds(2));
        assertThat(report.units()).isEqualTo(2);
        assertThat(report.places()).as("two units, two beds").isEqualTo(4);
    }

    @Test
    void shouldAskForTheTimeThatTheSitePromises() {
        final ServiceLevel level = ServiceLevel.standard().received(seconds(10), seconds(30));

        assertThat(ask(ward(STANDARD).serviceLevel(level)).report().within()).isEqualTo(seconds(10));
    }

    @Test
    void shouldTellOfABedThatNobodyCaresForThoughTheChargeNurseIsTold() {
        final CoverageReport report = ask(ward(STANDARD)).report();

        assertThat(report.of(BED_2, STROKES, MONDAY))
                .extracting(Finding::kind, Finding::reasons)
                .containsExactly(tuple(Kind.EMPTY_STEP, List.of(new Reason(0, Why.NOBODY_ASSIGNED, ""))));
        assertThat(report.of(WARD, STROKES, MONDAY))
                .as("that nobody is assigned to a unit as a whole is how it is meant")
                .isEmpty();
    }

    @Test
    void shouldTellOfAUnitWhereTheDeskAloneIsTold() {
        final CoverageReport report = ask(ward(STANDARD)).report();

        assertThat(report.isCovered()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind().isGap())
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.kind()).isEqualTo(Kind.FAIL_SAFE_ONLY);
                    assertThat(gap.places()).containsExactly(new Place("annex", "", ""));
                    assertThat(gap.classes()).isEqualTo(report.classes());
                    assertThat(gap.policy()).isEqualTo("standard");
                    assertThat(gap.spans()).containsExactly(report.span());
                    assertThat(gap.reasons())
                            .containsExactly(
                                    new Reason(0, Why.NOBODY_ASSIGNED, ""),
                                    new Reason(1, Why.NOBODY_HOLDS_ROLE, "charge-nurse"));
                });
    }

    @Test
    void shouldBeContentWithTheDestinationOfAPolicyWithoutSteps() {
        final Site.Builder site = ward(Policy.named("desk").failSafe("desk", seconds(60)));

        assertThat(ask(site).report().findings()).isEmpty();
    }

    @Test
    void shouldTellOfPeopleWhoCannotBeTold() {
        final Site.Builder site = ward(STANDARD).careForBed("bed-2", "ann", "cleo");
        final CoverageReport report =
                ask(site).neverConnected(Set.of("ann", "desk")).report();

        assertThat(report.of(BED_1, STROKES, MONDAY))
                .as("a desk is told all the same")
                .extracting(Finding::kind)
                .containsExactly(Kind.UNREACHABLE_STEP);
        assertThat(report.of(BED_2, STROKES, MONDAY))
                .as("Cleo is told, Ann is not")
                .singleElement()
                .satisfies(weak -> {
                    assertThat(weak.kind()).isEqualTo(Kind.MISSES_SOMEBODY);
                    assertThat(weak.reasons()).containsExactly(new Reason(0, Why.NEVER_CONNECTED, "ann"));
                });
    }

    @Test
    void shouldCountOnContactMethodsThatAStepHasAChannelFor() {
        final Policy called = Policy.named("called")
                .careTeam(seconds(30))
                .careTeam(seconds(30), Channel.WEBSOCKET, Channel.VOICE)
                .failSafe("ann", seconds(60));
        final Coverage question = ask(ward(called)).neverConnected(Set.of("ann"));
        final Coverage withPhone = ask(ward(called).contact("ann", ContactMethod.atOnce(Channel.VOICE)))
                .neverConnected(Set.of("ann"));

        assertThat(question.report().of(BED_1, STROKES, MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.NOBODY);
        assertThat(withPhone.report().of(BED_1, STROKES, MONDAY))
                .as("the first step shows it on her screen, the second calls her")
                .singleElement()
                .satisfies(weak -> {
                    assertThat(weak.kind()).isEqualTo(Kind.UNREACHABLE_STEP);
                    assertThat(weak.reasons()).containsExactly(new Reason(0, Why.NEVER_CONNECTED, "ann"));
                });
        assertThat(withPhone.report().of(BED_2, STROKES, MONDAY))
                .as("a fail-safe destination is called whatever the steps say")
                .extracting(Finding::kind)
                .containsExactly(Kind.FAIL_SAFE_ONLY);
    }

    @Test
    void shouldTellOfADestinationThatCannotBeToldAndOfStepsThatRepeatForEver() {
        final Policy forEver = STANDARD.severities(CRITICAL).repeatStepsForEver();
        final Policy toAnn = Policy.named("ann")
                .severities(EMERGENT, URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT)
                .unitRole("charge-nurse", seconds(60))
                .failSafe("ann", seconds(60));
        final CoverageReport report =
                ask(ward(forEver, toAnn)).neverConnected(Set.of("ann")).report();

        assertThat(report.of(WARD, AlertClass.of(CRITICAL, STROKE), MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.NEVER_FAIL_SAFE);
        assertThat(report.of(WARD, STROKES, MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.FAIL_SAFE_UNREACHABLE);
        assertThat(report.of(new Place("annex", "", ""), STROKES, MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.NOBODY);
    }

    @Test
    void shouldNotCountOnTheNearest() {
        final Site.Builder site =
                ward(Policy.named("nearest").nearest(seconds(30)).failSafe("desk", seconds(60)));

        assertThat(ask(site).report().of(BED_1, STROKES, MONDAY))
                .singleElement()
                .satisfies(gap -> assertThat(gap.reasons()).containsExactly(new Reason(0, Why.POSITIONS_UNKNOWN, "")));
    }

    @Test
    void shouldUseThePolicyOfATypeAndTheTeamForTreatmentLimits() {
        final Policy strokes = Policy.named("strokes")
                .types(STROKE)
                .unitRole("stroke-nurse", seconds(30))
                .failSafe("desk", seconds(60));
        final Policy comfort = Policy.named("comfort")
                .onlyForLimits()
                .unitRole("palliative", seconds(30))
                .failSafe("desk", seconds(60));
        final Site.Builder site = ward(STANDARD, strokes, comfort)
                .role("annex", "stroke-nurse", "ann")
                .role("annex", "palliative", "ann")
                .patient("p-1", "bed-1")
                .treatmentLimits("p-1", TreatmentLimit.COMFORT_CARE_ONLY)
                .teamForLimits("comfort", EnumSet.of(CRITICAL), TreatmentLimit.COMFORT_CARE_ONLY);
        final CoverageReport report = ask(site).report();
        final Place patient = new Place("ward", "bed-1", "p-1");

        assertThat(report.of(patient, AlertClass.of(CRITICAL, STROKE), MONDAY))
                .extracting(Finding::policy)
                .containsExactly("comfort");
        assertThat(report.of(patient, STROKES, MONDAY))
                .extracting(Finding::policy)
                .containsExactly("strokes");
        assertThat(report.of(patient, AlertClass.of(EMERGENT, OTHER), MONDAY)).isEmpty();
    }

    /** Cleo by day, from seven to seven, for a week; nobody by night. */
    private static Roster days() {
        final List<Roster.Shift> shifts = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            final Instant seven = MONDAY.plus(Duration.ofHours(24L * day + 7));
            shifts.add(new Roster.Shift("cleo", seven, seven.plus(Duration.ofHours(12))));
        }
        return new Roster(DutyPlace.role("ward", "charge-nurse"), shifts);
    }

    @Test
    void shouldTellOfTheNightsWithoutAnybodyOnDutyAndOfARosterThatRunsOut() {
        final Policy chargeNurse =
                Policy.named("charge").unitRole("charge-nurse", seconds(60)).failSafe("desk", seconds(60));
        final CoverageReport report = ask(ward(chargeNurse))
                .rosters(List.of(days()))
                .during(Duration.ofDays(8))
                .report();
        final Instant sunday = MONDAY.plus(Duration.ofHours(24 * 6 + 19));

        assertThat(report.of(WARD, STROKES, MONDAY)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Kind.FAIL_SAFE_ONLY);
            assertThat(gap.reasons()).containsExactly(new Reason(0, Why.NOBODY_ON_DUTY, "charge-nurse"));
            assertThat(gap.spans())
                    .hasSize(7)
                    .startsWith(
                            new Span(MONDAY, MONDAY.plus(Duration.ofHours(7))),
                            new Span(MONDAY.plus(Duration.ofHours(19)), MONDAY.plus(Duration.ofHours(31))));
        });
        assertThat(report.of(WARD, STROKES, sunday)).singleElement().satisfies(gap -> {
            assertThat(gap.reasons()).containsExactly(new Reason(0, Why.ROSTER_ENDED, "charge-nurse"));
            assertThat(gap.spans()).containsExactly(new Span(sunday, MONDAY.plus(Duration.ofDays(8))));
        });
        assertThat(report.of(WARD, STROKES, MONDAY.plus(Duration.ofHours(7)))).isEmpty();
    }

    @Test
    void shouldAskWhoIsOnDutyWhenAStepIsEnteredNotWhenTheAlertIsRaised() {
        final Instant seven = MONDAY.plus(Duration.ofHours(7));
        final CoverageReport report = ask(ward(STANDARD))
                .rosters(List.of(days()))
                .during(Duration.ofDays(1))
                .report();

        assertThat(report.of(BED_1, STROKES, seven.minusSeconds(31)))
                .extracting(Finding::kind)
                .containsExactly(Kind.EMPTY_STEP);
        assertThat(report.of(BED_1, STROKES, seven.minusSeconds(30)))
                .as("the step of the charge nurse comes after 30 s, at seven")
                .isEmpty();
    }

    @Test
    void shouldAskTheNursesOfTheBedWhileNobodyIsOnDutyForThePatient() {
        final Instant seven = MONDAY.plus(Duration.ofHours(7));
        final Site.Builder site = ward(STANDARD).patient("p-1", "bed-1").patient("p-2", "bed-2");
        final List<Roster> rosters = List.of(
                new Roster(DutyPlace.patient("p-1"), List.of()),
                new Roster(DutyPlace.bed("bed-2"), List.of(new Roster.Shift("ann", seven, seven.plusSeconds(3_600)))));
        final CoverageReport report = ask(site).rosters(rosters).report();

        assertThat(report.of(new Place("ward", "bed-1", "p-1"), STROKES, MONDAY))
                .isEmpty();
        assertThat(report.of(new Place("ward", "bed-2", "p-2"), STROKES, MONDAY))
                .extracting(Finding::reasons)
                .containsExactly(List.of(new Reason(0, Why.NOBODY_ON_DUTY, "")));
        assertThat(report.of(new Place("ward", "bed-2", "p-2"), STROKES, seven)).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatTriageDoesNotLetBe() {
        final CoverageReport report =
                ask(ward(STANDARD).triage(TriageRules.standard())).report();

        assertThat(report.classes())
                .contains(AlertClass.of(CRITICAL, STROKE), STROKES, AlertClass.of(URGENT, OTHER))
                .doesNotContain(AlertClass.of(URGENT, STROKE), AlertClass.of(EMERGENT, CARDIAC_ARREST));
    }

    @Test
    void shouldTellOfASilenceUntilSoShortlyBeforeItsEndThatThePageComesInTime() {
        final Instant two = MONDAY.plus(Duration.ofHours(2));
        final CoverageReport report = ask(ward(STANDARD))
                .silences(List.of(silence("bed-1", null, EMERGENT, false, MONDAY, two)))
                .report();

        assertThat(report.of(BED_1, STROKES, MONDAY)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Kind.SILENCED);
            assertThat(gap.spans()).containsExactly(new Span(MONDAY, two.minusSeconds(2)));
            assertThat(gap.reasons()).containsExactly(new Reason(-1, Why.SILENCE, "s"));
        });
        assertThat(report.of(BED_1, STROKES, two.minusSeconds(2))).isEmpty();
        assertThat(report.of(BED_2, STROKES, MONDAY)).extracting(Finding::kind).doesNotContain(Kind.SILENCED);
    }

    @Test
    void shouldTakeSilencesThatFollowEachOtherForOne() {
        final Instant noon = MONDAY.plus(Duration.ofHours(12));
        final Instant two = noon.plus(Duration.ofHours(2));
        final CoverageReport report = ask(ward(STANDARD))
                .silences(List.of(
                        silence("bed-1", null, EMERGENT, false, MONDAY, noon),
                        silence("", STROKE, EMERGENT, false, noon.minusSeconds(1), two)))
                .report();

        assertThat(report.of(BED_1, STROKES, noon.minusSeconds(1)))
                .singleElement()
                .satisfies(gap -> assertThat(gap.spans()).containsExactly(new Span(MONDAY, two.minusSeconds(2))));
        assertThat(report.of(BED_1, AlertClass.of(EMERGENT, OTHER), noon.minusSeconds(1)))
                .isEmpty();
    }

    @Test
    void shouldLetNothingSilenceACardiacArrestAndACriticalAlertOnlyIfTwoPeopleSaySo() {
        final Instant one = MONDAY.plus(Duration.ofHours(1));
        for (final boolean isConfirmed : new boolean[] {false, true}) {
            final CoverageReport report = ask(ward(STANDARD))
                    .silences(List.of(silence("bed-1", null, CRITICAL, isConfirmed, MONDAY, one)))
                    .report();

            assertThat(report.of(BED_1, AlertClass.of(CRITICAL, CARDIAC_ARREST), MONDAY))
                    .isEmpty();
            assertThat(report.of(BED_1, AlertClass.of(CRITICAL, STROKE), MONDAY))
                    .hasSize(isConfirmed ? 1 : 0);
            assertThat(report.of(BED_1, STROKES, MONDAY)).hasSize(1);
        }
    }

    @Test
    void shouldTellApartWhatOpenedAnAlertIfASilenceDoes() {
        final SilenceScope scope = new SilenceScope("", "", "bed-1", null, EMERGENT, Cause.LIMIT, Parameter.SPO2);
        final CoverageReport report = ask(ward(STANDARD))
                .silences(List.of(
                        new PlannedSilence("s", scope, false, new Span(MONDAY, MONDAY.plus(Duration.ofHours(1))))))
                .report();

        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == Kind.SILENCED)
                .singleElement()
                .satisfies(gap -> assertThat(gap.classes())
                        .hasSize(4)
                        .allMatch(alerts -> alerts.cause() == Cause.LIMIT
                                && alerts.parameter() == Parameter.SPO2
                                && alerts.severity() != CRITICAL));
        assertThat(report.classes()).contains(new AlertClass(URGENT, STROKE, Cause.DECLARED, null));
    }

    @Test
    void shouldRefuseWhatCannotBeAsked() {
        final Coverage question = ask(ward(STANDARD));

        assertThatThrownBy(() -> question.during(Duration.ZERO)).hasMessageContaining("during is PT0S");
        assertThatThrownBy(() -> question.during(Duration.ofDays(367))).hasMessageContaining("at most");
        assertThatThrownBy(() -> question.within(Duration.ofMillis(-1))).hasMessageContaining("within is PT-0.001S");
        assertThatThrownBy(() -> new Span(MONDAY, MONDAY)).hasMessageContaining("no later than");
    }

    private static PlannedSilence silence(
            final String bed,
            final @Nullable EmergencyType type,
            final Severity atMost,
            final boolean isConfirmed,
            final Instant from,
            final Instant until) {
        return new PlannedSilence(
                "s", new SilenceScope("", "", bed, type, atMost, null, null), isConfirmed, new Span(from, until));
    }
}
