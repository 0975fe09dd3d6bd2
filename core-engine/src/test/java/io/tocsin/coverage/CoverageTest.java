package io.tocsin.coverage;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.EmergencyType.OTHER;
import static io.tocsin.codecs.sbe.EmergencyType.STROKE;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static io.tocsin.codecs.sbe.Severity.EMERGENT;
import static io.tocsin.codecs.sbe.Severity.URGENT;
import static io.tocsin.coverage.Ward.BED_1;
import static io.tocsin.coverage.Ward.BED_2;
import static io.tocsin.coverage.Ward.MONDAY;
import static io.tocsin.coverage.Ward.STANDARD;
import static io.tocsin.coverage.Ward.STROKES;
import static io.tocsin.coverage.Ward.WARD;
import static io.tocsin.coverage.Ward.ask;
import static io.tocsin.coverage.Ward.ward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.Policy;
import io.tocsin.ServiceLevel;
import io.tocsin.Site;
import io.tocsin.TreatmentLimit;
import io.tocsin.TrendRules;
import io.tocsin.TriageRules;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found on a {@link Ward}. */
final class CoverageTest {
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

    @Test
    void shouldLeaveOutWhatTriageDoesNotLetBe() {
        final CoverageReport report =
                ask(ward(STANDARD).triage(TriageRules.standard())).report();

        assertThat(report.classes())
                .contains(AlertClass.of(CRITICAL, STROKE), STROKES, AlertClass.of(URGENT, OTHER))
                .doesNotContain(AlertClass.of(URGENT, STROKE), AlertClass.of(EMERGENT, CARDIAC_ARREST));
    }

    @Test
    void shouldRefuseWhatCannotBeAsked() {
        final Coverage question = ask(ward(STANDARD));

        assertThatThrownBy(() -> question.during(Duration.ZERO)).hasMessageContaining("during is PT0S");
        assertThatThrownBy(() -> question.during(Duration.ofDays(367))).hasMessageContaining("at most");
        assertThatThrownBy(() -> question.within(Duration.ofMillis(-1))).hasMessageContaining("within is PT-0.001S");
        assertThatThrownBy(() -> new Span(MONDAY, MONDAY)).hasMessageContaining("no later than");
    }

    @Test
    void shouldTellThatAdvisoriesAreShownOnScreensAlone() {
        final Policy called = Policy.named("called")
                .careTeam(seconds(30), Channel.WEBSOCKET, Channel.VOICE)
                .failSafe("desk", seconds(60));
        final CoverageReport report = ask(ward(called)
                        .contact("ann", ContactMethod.atOnce(Channel.VOICE))
                        .trends(TrendRules.hourly()))
                .neverConnected(Set.of("ann"))
                .report();
        final AlertClass advisories = new AlertClass(Severity.SEMI_URGENT, OTHER, Cause.TREND, null);

        assertThat(report.of(BED_1, AlertClass.of(Severity.SEMI_URGENT, OTHER), MONDAY))
                .as("she is called")
                .isEmpty();
        assertThat(report.of(BED_1, advisories, MONDAY))
                .extracting(Finding::kind)
                .containsExactly(Kind.FAIL_SAFE_ONLY);
    }
}
