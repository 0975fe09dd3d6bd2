package io.tocsin.coverage;

import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes over time from change to change, for every group of places and of alert classes that are treated alike. Between two changes nothing can differ: so what is found
 * at one instant holds for all of them. Used once, by one thread.
 */
final class Examination {
    private final SiteOutline site;
    private final Span span;
    private final Duration within;
    private final List<PlannedSilence> silences;
    private final List<AlertClass> classes;
    private final Plan plan;
    private final Walk walk;
    private final Reasons reasons;
    private final List<Finding> findings = new ArrayList<>();
    private int places;

    Examination(
            final SiteOutline site,
            final Span span,
            final Duration within,
            final Clients clients,
            final List<Roster> rosters,
            final List<PlannedSilence> silences) {
        this.site = site;
        this.span = span;
        this.within = within;
        this.silences = silences;
        classes = AlertClasses.of(site, silences);
        plan = new Plan(site, rosters, clients);
        walk = new Walk(plan);
        reasons = new Reasons(plan, walk);
    }

    CoverageReport run() {
        for (final String unit : site.units()) {
            final FindingBook book = new FindingBook(unit);
            groups(unit).forEach((group, alike) -> examine(group, alike, book));
            findings.addAll(book.findings());
        }
        return new CoverageReport(span, within, site.units().size(), places, new TreeSet<>(classes), findings);
    }

    /** The places of a unit, by what can make a difference. */
    private Map<Group, SortedSet<Place>> groups(final String unit) {
        final Map<Group, SortedSet<Place>> groups = new LinkedHashMap<>();
        add(new Place(unit, "", ""), false, groups);
        site.beds().forEach((bed, ofUnit) -> {
            if (ofUnit.equals(unit)) {
                add(new Place(unit, bed, ""), false, groups);
            }
        });
        site.patients().forEach((patient, where) -> {
            if (unit.equals(where.bed().isEmpty() ? where.unit() : site.beds().get(where.bed()))) {
                add(
                        new Place(unit, where.bed(), patient),
                        !Collections.disjoint(where.limits(), site.limitedTeam().limits()),
                        groups);
            }
        });
        return groups;
    }

    private void add(final Place place, final boolean isLimited, final Map<Group, SortedSet<Place>> groups) {
        places++;
        final List<PlannedSilence> from = silences.stream()
                .filter(silence -> SilenceTimes.isFrom(silence, place))
                .toList();
        final boolean isWhole = place.bed().isEmpty() && place.patient().isEmpty();
        final Origin origin = new Origin(place.unit(), plan.care(place), isWhole);
        groups.computeIfAbsent(new Group(origin, isLimited, from), group -> new TreeSet<>())
                .add(place);
    }

    private void examine(final Group group, final SortedSet<Place> alike, final FindingBook book) {
        final Map<Treatment, SortedSet<AlertClass>> treatments = new LinkedHashMap<>();
        for (final AlertClass alerts : classes) {
            final Policy policy = policyOf(alerts, group.isLimited());
            if (policy != null) {
                final List<PlannedSilence> covering = group.silences().stream()
                        .filter(silence -> SilenceTimes.isOf(silence, alerts))
                        .toList();
                treatments
                        .computeIfAbsent(
                                new Treatment(policy.name(), alerts.cause() == Cause.TREND, covering),
                                treatment -> new TreeSet<>())
                        .add(alerts);
            }
        }
        treatments.forEach((treatment, treated) -> {
            book.begin(alike, treated, treatment.policy());
            sweep(group.origin(), treatment, book);
        });
    }

    private @Nullable Policy policyOf(final AlertClass alerts, final boolean isLimited) {
        final SiteOutline.LimitedTeam team = site.limitedTeam();
        final boolean isOfTeam = isLimited && team.severities().contains(alerts.severity());
        Policy ofSeverity = null;
        for (final Policy policy : site.policies()) {
            if (isOfTeam) {
                if (policy.name().equals(team.policy())) {
                    return policy;
                }
            } else if (policy.severities().contains(alerts.severity())) {
                if (policy.types().contains(alerts.type())) {
                    return policy;
                }
                ofSeverity = policy.types().isEmpty() ? policy : ofSeverity;
            }
        }
        return ofSeverity;
    }

    private void sweep(final Origin origin, final Treatment treatment, final FindingBook book) {
        final Plan.Ladder ladder = plan.ladder(treatment.policy(), treatment.isAdvice());
        final SilenceTimes times = new SilenceTimes(treatment.silences());
        final long withinNs = within.toNanos();
        final long endNs = Instants.ns(span.until());
        long atNs = Instants.ns(span.from());
        while (atNs < endNs) {
            final long pagesAtNs = times.pagesAtNs(atNs);
            long nextNs = Math.min(endNs, times.nextChangeNs(atNs));
            if (pagesAtNs - atNs > withinNs) {
                nextNs = Math.min(nextNs, pagesAtNs - withinNs);
                final Reason silence =
                        new Reason(-1, Why.SILENCE, times.holding(atNs).name());
                book.note(Kind.SILENCED, List.of(silence), atNs, nextNs);
            } else {
                final long outcome = walk.go(ladder, origin, pagesAtNs);
                // What is held back pages at one instant, whenever it was raised: nothing differs until then.
                nextNs = pagesAtNs > atNs ? nextNs : Math.min(nextNs, later(atNs, walk.sameForNs()));
                final int held = Walk.firstHeld(outcome, ladder.steps().size());
                final long toldAtNs = held < ladder.steps().size() ? walk.enteredNs(held) : pagesAtNs;
                if (toldAtNs - atNs > withinNs) {
                    nextNs = pagesAtNs > atNs ? Math.min(nextNs, toldAtNs - withinNs) : nextNs;
                    book.note(Kind.TOO_LATE, reasons.ofStepsBefore(held, ladder, outcome, origin), atNs, nextNs);
                } else {
                    judge(ladder, outcome, origin, pagesAtNs, atNs, nextNs, book);
                }
            }
            atNs = nextNs;
        }
    }

    private static long later(final long atNs, final long byNs) {
        return byNs > Long.MAX_VALUE - atNs ? Long.MAX_VALUE : atNs + byNs;
    }

    private void judge(
            final Plan.Ladder ladder,
            final long outcome,
            final Origin origin,
            final long pagesAtNs,
            final long fromNs,
            final long untilNs,
            final FindingBook book) {
        final int steps = ladder.steps().size();
        final boolean isTold = Walk.firstHeld(outcome, steps) < steps;
        final boolean isFailSafeTold = reasons.isFailSafeTold(ladder);
        if (!isTold) {
            // Steps that are shown to somebody take their time, and repeat.
            final boolean isReached = isFailSafeTold && (ladder.repeats() >= 0 || !Walk.isOnlyShown(outcome, steps));
            if (steps > 0 || !isFailSafeTold) {
                book.note(
                        isReached ? Kind.FAIL_SAFE_ONLY : Kind.NOBODY,
                        reasons.ofAll(ladder, outcome, origin),
                        fromNs,
                        untilNs);
            }
            return;
        }
        for (int step = 0; step < steps; step++) {
            final int becomes = Walk.ofStep(outcome, step);
            if (becomes == Walk.PARTLY) {
                final int[] missed = walk.missedBy(ladder, step, origin, pagesAtNs);
                book.note(Kind.MISSES_SOMEBODY, reasons.neverConnected(step, missed), fromNs, untilNs);
            } else if (becomes != Walk.HELD && !Reasons.isOfNobodyKnown(ladder, step)) {
                final List<Reason> why = reasons.ofStep(ladder, step, becomes, origin);
                // That nobody is assigned to a unit as a whole is how it is meant.
                if (!origin.isWhole() || why.stream().anyMatch(reason -> reason.why() != Why.NOBODY_ASSIGNED)) {
                    book.note(kind(becomes), why, fromNs, untilNs);
                }
            }
        }
        if (ladder.repeats() < 0) {
            final Reason repeats = new Reason(-1, Why.STEPS_REPEAT_FOR_EVER, plan.person(ladder.failSafe()));
            book.note(Kind.NEVER_FAIL_SAFE, List.of(repeats), fromNs, untilNs);
        } else if (!isFailSafeTold) {
            book.note(Kind.FAIL_SAFE_UNREACHABLE, List.of(reasons.ofFailSafe(ladder)), fromNs, untilNs);
        }
    }

    private static Kind kind(final int becomes) {
        return switch (becomes) {
            case Walk.EMPTY -> Kind.EMPTY_STEP;
            case Walk.UNREACHABLE -> Kind.UNREACHABLE_STEP;
            default -> Kind.ONLY_SHOWN_STEP;
        };
    }

    /** What can make a difference between two places of a unit. */
    private record Group(Origin origin, boolean isLimited, List<PlannedSilence> silences) {}

    /** What can make a difference between two classes of alerts from one place. */
    private record Treatment(String policy, boolean isAdvice, List<PlannedSilence> silences) {}
}
