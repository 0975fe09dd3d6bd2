package io.tocsin.coverage;

import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.SiteOutline;
import io.tocsin.coverage.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What may be wrong with an examination. */
enum Plant {
    NONE,
    IGNORES_SILENCES,
    IGNORES_ROSTERS,
    LETS_ROSTERS_COUNT_BESIDE_LISTS,
    IGNORES_WHO_NEVER_CONNECTS,
    IGNORES_EMPTY_STEPS,
    IGNORES_STEPS_FOR_EVER,
    IGNORES_WHO_MISSES_IT,
    ALLOWS_A_MILLISECOND_MORE,
    ENDS_A_NANOSECOND_LATE,
    BEGINS_A_NANOSECOND_LATE,
    IGNORES_WHO_CARES_FOR_A_PATIENT,
    IGNORES_POLICIES_OF_TYPES,
    IGNORES_TREATMENT_LIMITS,
    IGNORES_CONTACT_METHODS,
    IGNORES_MESSAGE_CONTACTS,
    IGNORES_FACILITY_ROLES,
    IGNORES_CAPABLE,
    IGNORES_WHO_MAY_ACCEPT;

    /** What such an examination says. */
    CoverageReport spoil(final RandomHospital hospital, final CoverageReport right) {
        final Coverage question = hospital.question();
        return switch (this) {
            case NONE -> right;
            case IGNORES_SILENCES -> question.silences(List.of()).report();
            case IGNORES_ROSTERS -> question.rosters(List.of()).report();
            case LETS_ROSTERS_COUNT_BESIDE_LISTS ->
                question.rosters(besideLists(hospital)).report();
            case IGNORES_WHO_NEVER_CONNECTS -> question.neverConnected(Set.of()).report();
            case IGNORES_CAPABLE -> question.notCapable(Set.of()).report();
            case IGNORES_EMPTY_STEPS -> without(right, Kind.EMPTY_STEP);
            case IGNORES_STEPS_FOR_EVER -> without(right, Kind.NEVER_FAIL_SAFE);
            case IGNORES_WHO_MISSES_IT -> without(right, Kind.MISSES_SOMEBODY);
            case ALLOWS_A_MILLISECOND_MORE ->
                question.within(hospital.within.plusMillis(1)).report();
            case ENDS_A_NANOSECOND_LATE ->
                spans(right, span -> new Span(span.from(), span.until().plusNanos(1)));
            case BEGINS_A_NANOSECOND_LATE ->
                spans(
                        right,
                        span -> new Span(span.from().plusNanos(1), span.until().plusNanos(1)));
            case IGNORES_WHO_CARES_FOR_A_PATIENT,
                    IGNORES_POLICIES_OF_TYPES,
                    IGNORES_TREATMENT_LIMITS,
                    IGNORES_CONTACT_METHODS,
                    IGNORES_MESSAGE_CONTACTS,
                    IGNORES_FACILITY_ROLES,
                    IGNORES_WHO_MAY_ACCEPT -> examine(hospital, without(hospital.site.outline()));
        };
    }

    /** Who is on duty, and those of the list all the time. */
    private static List<Roster> besideLists(final RandomHospital hospital) {
        final SiteOutline site = hospital.site.outline();
        final Span always =
                new Span(RandomHospital.FROM, RandomHospital.FROM.plus(RandomHospital.HORIZON.multipliedBy(2)));
        return hospital.rosters.stream()
                .map(roster -> {
                    final DutyPlace place = roster.place();
                    final List<String> list = switch (place.scope()) {
                        case ROLE ->
                            site.roles().getOrDefault(new SiteOutline.UnitRole(place.unit(), place.name()), List.of());
                        case BED -> site.bedCare().getOrDefault(place.name(), List.of());
                        default -> site.patientCare().getOrDefault(place.name(), List.of());
                    };
                    final List<Roster.Shift> shifts = new ArrayList<>(roster.shifts());
                    list.stream()
                            .distinct()
                            .filter(person -> roster.shifts().stream()
                                    .noneMatch(shift -> shift.person().equals(person)))
                            .forEach(person -> shifts.add(new Roster.Shift(person, always.from(), always.until())));
                    return new Roster(place, shifts);
                })
                .toList();
    }

    /** A site as such an examination sees it. */
    private SiteOutline without(final SiteOutline site) {
        final List<Policy> ofAllTypes = site.policies().stream()
                .filter(policy -> policy.types().isEmpty())
                .toList();
        return new SiteOutline(
                site.people(),
                site.units(),
                this == IGNORES_FACILITY_ROLES ? new SiteOutline.Facilities(Map.of(), List.of()) : site.facilities(),
                site.beds(),
                site.patients(),
                site.roles(),
                this == IGNORES_WHO_CARES_FOR_A_PATIENT ? Map.of() : site.patientCare(),
                site.bedCare(),
                this == IGNORES_CONTACT_METHODS ? Map.of() : site.contacts(),
                this == IGNORES_MESSAGE_CONTACTS ? Map.of() : site.messageContacts(),
                this == IGNORES_WHO_MAY_ACCEPT ? Set.of() : site.onlookers(),
                this == IGNORES_POLICIES_OF_TYPES ? ofAllTypes : site.policies(),
                site.messagePolicies(),
                this == IGNORES_TREATMENT_LIMITS
                        ? new SiteOutline.LimitedTeam("", Set.of(), Set.of())
                        : site.limitedTeam(),
                site.advice(),
                site.typeTriage());
    }

    private static CoverageReport examine(final RandomHospital hospital, final SiteOutline site) {
        return new Examination(
                        site,
                        new Span(RandomHospital.FROM, RandomHospital.FROM.plus(RandomHospital.HORIZON)),
                        hospital.within,
                        new Clients(hospital.never, hospital.notCapable),
                        hospital.rosters,
                        hospital.silences)
                .run();
    }

    private static CoverageReport without(final CoverageReport right, final Kind kind) {
        return with(
                right,
                right.findings().stream()
                        .filter(finding -> finding.kind() != kind)
                        .toList());
    }

    private static CoverageReport spans(final CoverageReport right, final UnaryOperator<Span> change) {
        return with(
                right,
                right.findings().stream()
                        .map(finding -> new Finding(
                                finding.kind(),
                                finding.unit(),
                                finding.places(),
                                finding.classes(),
                                finding.policy(),
                                finding.reasons(),
                                finding.spans().stream().map(change).toList()))
                        .toList());
    }

    private static CoverageReport with(final CoverageReport right, final List<Finding> findings) {
        return new CoverageReport(
                right.span(), right.within(), right.units(), right.places(), right.classes(), findings);
    }
}
