package io.tocsin.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.engine.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the examination says of an instant is what a router does at that instant: on hospitals out of seeds an alert is raised on every edge of what was found, a
 * nanosecond before, and at random, from any place and of any class. Then who is told, when, and by which step must be what the examination says. {@code -Dseed=} plays one
 * hospital again, {@code -Dseeds=} more fresh ones.
 */
@Execution(ExecutionMode.CONCURRENT)
final class CoverageProofTest {
    private static final int FIXED_SEEDS = 24;
    /** Played against a router: the dearest of it. */
    private static final int PLAYED_SEEDS = 10;

    private static final int RANDOM_PAGES = 150;
    private static final int PAGES_OF_AN_EDGE = 2;
    private static final int MOST_EDGES = 150;
    private static final Map<Long, Played> PLAYED = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> shouldSayWhatARouterDoes() {
        return Seeds.each(
                PLAYED_SEEDS,
                seed -> assertThat(firstDifference(Played.of(seed), Plant.NONE)).isEmpty());
    }

    /** The examination is wrong in one way, and the proof finds it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldFindAWrongExamination(final Plant plant) {
        assertThat(Stream.iterate(1L, seed -> seed + 1)
                        .limit(FIXED_SEEDS)
                        .anyMatch(seed -> !firstDifference(PLAYED.computeIfAbsent(seed, Played::of), plant)
                                .isEmpty()))
                .as("planted: %s", plant)
                .isTrue();
    }

    /** Otherwise the proof would prove nothing. */
    @Test
    void shouldMeetEveryKindOfFinding() {
        final Map<Kind, Integer> met = new EnumMap<>(Kind.class);
        for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
            new RandomHospital(seed)
                    .question()
                    .report()
                    .findings()
                    .forEach(finding -> met.merge(finding.kind(), 1, Integer::sum));
        }

        assertThat(met).containsOnlyKeys(Kind.values());
    }

    /** What a router did on the hospital of a seed: it is the same whatever is planted in the examination, and dear to find out. */
    private record Played(RandomHospital hospital, CoverageReport right, List<Page> pages) {
        static Played of(final long seed) {
            final RandomHospital hospital = new RandomHospital(seed);
            final CoverageReport right = hospital.question().report();
            final List<Page> pages = pagesOf(hospital, right);
            try (SimulatedPages simulated = new SimulatedPages(hospital)) {
                simulated.raise(pages);
            }
            return new Played(hospital, right, pages);
        }
    }

    private static String firstDifference(final Played played, final Plant plant) {
        final CoverageReport report = plant.spoil(played.hospital, played.right);
        return played.pages.stream()
                .map(page -> difference(played.hospital, report, page))
                .filter(difference -> !difference.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String difference(final RandomHospital hospital, final CoverageReport report, final Page page) {
        final List<Finding> findings = report.of(page.place, page.alerts, page.raised);
        final Kind gap = page.gap(hospital.within);
        final Set<Kind> gaps =
                findings.stream().map(Finding::kind).filter(Kind::isGap).collect(Collectors.toSet());
        // What repeats for ever and is only shown ends all the same if people go off duty meanwhile.
        final boolean isEnded = gap == Kind.FAIL_SAFE_ONLY
                && gaps.equals(Set.of(Kind.NOBODY))
                && policy(hospital, page).stepRepeats() < 0
                && page.isRepeated
                && !hospital.rosters.isEmpty();
        if (!isEnded && !gaps.equals(gap == null ? Set.of() : Set.of(gap))) {
            return "the router " + page + "; the examination says " + gaps;
        }
        if (gap != null) {
            return "";
        }
        final Policy policy = policy(hospital, page);
        final Set<Integer> empty = new TreeSet<>(page.empty);
        empty.removeAll(stepsThatMayBeEmpty(
                policy, page.place.bed().isEmpty() && page.place.patient().isEmpty()));
        final boolean isForEver = policy.stepRepeats() < 0 && !page.isHeardByFailSafeAlone();
        final boolean isTold = page.isHeardByFailSafeAlone();
        final boolean isSame = steps(findings, Kind.EMPTY_STEP).equals(isTold ? Set.of() : empty)
                && steps(findings, Kind.UNREACHABLE_STEP).equals(page.unreachable)
                && steps(findings, Kind.ONLY_SHOWN_STEP).equals(page.shown())
                && isFound(findings, Kind.NEVER_FAIL_SAFE) == isForEver
                && (!isForEver || isRepeatedAsLongAsItCan(page, hospital))
                && isFound(findings, Kind.FAIL_SAFE_UNREACHABLE)
                        == (!isForEver && page.isFailSafeEntered && !page.isFailSafeTold());
        final Set<Integer> misses = steps(findings, Kind.MISSES_SOMEBODY);
        final Set<Integer> missed = new TreeSet<>(page.missed());
        missed.removeAll(page.unreachable);
        missed.removeAll(page.shown());
        // Who was told in vain by a step before is told by no later one before that has ended.
        final boolean isMissed = misses.containsAll(missed)
                && misses.stream().allMatch(step -> page.missed().stream().anyMatch(before -> before <= step));
        return isSame && isMissed
                ? ""
                : "the router " + page + "; the examination says "
                        + findings.stream()
                                .map(finding -> finding.kind() + " " + finding.reasons() + " " + finding.spans())
                                .toList();
    }

    private static Policy policy(final RandomHospital hospital, final Page page) {
        return hospital.site.outline().policies().get(page.policy);
    }

    /** Only where people go off duty may the steps come to tell nobody, so that the fail-safe destination is told. */
    private static boolean isRepeatedAsLongAsItCan(final Page page, final RandomHospital hospital) {
        return hospital.rosters.isEmpty()
                ? page.isRepeated && !page.isFailSafeEntered
                : page.isRepeated || page.isFailSafeEntered;
    }

    private static boolean isFound(final List<Finding> findings, final Kind kind) {
        return findings.stream().anyMatch(finding -> finding.kind() == kind);
    }

    private static Set<Integer> steps(final List<Finding> findings, final Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .flatMap(finding -> finding.reasons().stream())
                .map(Reason::step)
                .collect(Collectors.toSet());
    }

    /** Steps that name nobody but those whom the patient has named, who are asked for nothing, or whom sessions name, of which there is none; and the care team, if so. */
    private static Set<Integer> stepsThatMayBeEmpty(final Policy policy, final boolean isWhole) {
        final Set<Integer> mayBe = new HashSet<>();
        int step = -1;
        for (final Policy.Step element : policy.steps()) {
            step += element.same() ? 0 : 1;
            final boolean isMeant = element.target() == TargetKind.EMERGENCY_CONTACTS
                    || element.target() == TargetKind.MONITORING_RECIPIENTS
                    || element.target() == TargetKind.MONITORING_VIEWERS
                    || (isWhole && element.target() == TargetKind.CARE_TEAM);
            if (!isMeant) {
                mayBe.remove(step);
            } else if (!element.same()) {
                mayBe.add(step);
            }
        }
        return mayBe;
    }

    private static List<Page> pagesOf(final RandomHospital hospital, final CoverageReport report) {
        final Random random = hospital.random();
        final List<Place> places = places(hospital.site.outline());
        final List<AlertClass> classes = AlertClasses.of(hospital.site.outline(), hospital.silences).stream()
                .filter(alerts -> alerts.cause() == null || alerts.cause() == Cause.DECLARED)
                .filter(alerts -> RandomHospital.TYPES.contains(alerts.type()))
                .toList();
        final List<Page> pages = new ArrayList<>();
        final List<Instant> edges = new ArrayList<>();
        for (final Finding finding : report.findings()) {
            for (final Span span : finding.spans()) {
                for (final Instant edge : List.of(span.from(), span.until())) {
                    edges.add(edge);
                    final List<AlertClass> found =
                            finding.classes().stream().filter(classes::contains).toList();
                    if (!found.isEmpty()) {
                        final List<Place> there = List.copyOf(finding.places());
                        add(pick(there, random), pick(found, random), edge, pages);
                        add(pick(there, random), pick(found, random), edge.minusNanos(1), pages);
                    }
                }
            }
        }
        for (final Roster roster : hospital.rosters) {
            for (final Roster.Shift shift : roster.shifts()) {
                edges.add(shift.from());
                edges.add(shift.until());
            }
        }
        for (final PlannedSilence silence : hospital.silences) {
            edges.add(silence.span().from());
            edges.add(silence.span().until());
            edges.add(silence.span().until().minus(hospital.within));
        }
        Collections.shuffle(edges, random);
        for (final Instant edge : edges.subList(0, Math.min(edges.size(), MOST_EDGES))) {
            for (int i = 0; i < PAGES_OF_AN_EDGE; i++) {
                add(pick(places, random), pick(classes, random), edge, pages);
                add(pick(places, random), pick(classes, random), edge.minusNanos(1), pages);
            }
        }
        for (int i = 0; i < RANDOM_PAGES; i++) {
            final long afterMs = random.nextInt((int) RandomHospital.HORIZON.toMillis());
            add(pick(places, random), pick(classes, random), RandomHospital.FROM.plusMillis(afterMs), pages);
        }
        return pages;
    }

    private static void add(final Place place, final AlertClass alerts, final Instant raised, final List<Page> pages) {
        if (!raised.isBefore(RandomHospital.FROM)
                && raised.isBefore(RandomHospital.FROM.plus(RandomHospital.HORIZON))) {
            pages.add(new Page(place, alerts, raised));
        }
    }

    private static List<Place> places(final SiteOutline site) {
        final List<Place> places = new ArrayList<>();
        site.units().forEach(unit -> places.add(new Place(unit, "", "")));
        site.beds().forEach((bed, unit) -> places.add(new Place(unit, bed, "")));
        site.patients().forEach((patient, where) -> {
            final String unit =
                    where.bed().isEmpty() ? where.unit() : site.beds().getOrDefault(where.bed(), "");
            places.add(new Place(unit, where.bed(), patient));
        });
        return places;
    }

    private static <T> T pick(final List<T> of, final Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
