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

import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.Site;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found on a {@link Ward} whose roles and beds have rosters. */
final class RosterCoverageTest {
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
}
