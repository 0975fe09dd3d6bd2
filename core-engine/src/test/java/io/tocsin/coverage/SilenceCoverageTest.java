package io.tocsin.coverage;

import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.EmergencyType.CRITICAL_RESULT;
import static io.tocsin.codecs.sbe.EmergencyType.DEVICE_TECHNICAL;
import static io.tocsin.codecs.sbe.EmergencyType.DEVICE_THERAPY;
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
import static io.tocsin.coverage.Ward.ask;
import static io.tocsin.coverage.Ward.ward;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Policy;
import io.tocsin.SilenceScope;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is found on a {@link Ward} that is silenced. */
final class SilenceCoverageTest {
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

    /** Nobody knows before who will have ordered it, so the next step is counted on. */
    @Test
    void shouldHoldBackResultsOnlyWhereASilenceNamesThem() {
        final Policy ofResults = Policy.named("results")
                .types(CRITICAL_RESULT)
                .ordering(Duration.ofMinutes(15))
                .unitRole("charge-nurse", Duration.ofMinutes(5))
                .failSafe("desk", Duration.ofMinutes(5));
        final AlertClass results = new AlertClass(EMERGENT, CRITICAL_RESULT, null, null);
        final Instant two = MONDAY.plus(Duration.ofHours(2));

        assertThat(kinds(ofResults, null, two, results)).containsExactly(Kind.EMPTY_STEP);
        assertThat(kinds(ofResults, null, two, STROKES)).contains(Kind.SILENCED);
        assertThat(kinds(ofResults, CRITICAL_RESULT, two, results)).contains(Kind.SILENCED);
    }

    /** A bed that is silenced may have its leads off; an infusion that stands still is meant by name alone. */
    @Test
    void shouldHoldBackTherapiesOnlyWhereASilenceNamesThem() {
        final AlertClass therapies = new AlertClass(EMERGENT, DEVICE_THERAPY, null, null);
        final AlertClass technical = new AlertClass(URGENT, DEVICE_TECHNICAL, null, null);
        final AlertClass empty = new AlertClass(EMERGENT, DEVICE_TECHNICAL, null, null);
        final Instant two = MONDAY.plus(Duration.ofHours(2));

        assertThat(kinds(STANDARD, null, two, technical)).contains(Kind.SILENCED);
        assertThat(kinds(STANDARD, null, two, empty)).doesNotContain(Kind.SILENCED);
        assertThat(kinds(STANDARD, null, two, therapies)).doesNotContain(Kind.SILENCED);
        assertThat(kinds(STANDARD, DEVICE_THERAPY, two, therapies)).contains(Kind.SILENCED);
    }

    private static List<Kind> kinds(
            final Policy policy, final @Nullable EmergencyType silenced, final Instant until, final AlertClass alerts) {
        return ask(ward(STANDARD, policy))
                .silences(List.of(silence("bed-1", silenced, EMERGENT, false, MONDAY, until)))
                .report()
                .of(BED_1, alerts, MONDAY)
                .stream()
                .map(Finding::kind)
                .toList();
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
