package io.tocsin.coverage;

import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a step tells nobody, or nobody who may accept. */
final class Reasons {
    private final Plan plan;
    private final Walk walk;

    /** Why the steps that were walked last tell nobody. */
    Reasons(final Plan plan, final Walk walk) {
        this.plan = plan;
        this.walk = walk;
    }

    /** Of all steps of a ladder, none of which tells anybody who may accept, and of its fail-safe destination if that does not either. */
    List<Reason> ofAll(final Plan.Ladder ladder, final long outcome, final Origin origin) {
        final List<Reason> all = ofStepsBefore(ladder.steps().size(), ladder, outcome, origin);
        if (!isFailSafeTold(ladder)) {
            all.add(ofFailSafe(ladder));
        }
        return all;
    }

    /** Of the steps before one. */
    List<Reason> ofStepsBefore(final int end, final Plan.Ladder ladder, final long outcome, final Origin origin) {
        final List<Reason> all = new ArrayList<>();
        for (int step = 0; step < end; step++) {
            all.addAll(ofStep(ladder, step, Walk.ofStep(outcome, step), origin));
        }
        return all;
    }

    /** Whether the fail-safe destination is told, and may accept. */
    boolean isFailSafeTold(final Plan.Ladder ladder) {
        return plan.isFailSafeTold(ladder) && plan.responds(ladder.failSafe());
    }

    Reason ofFailSafe(final Plan.Ladder ladder) {
        final Why why = plan.isFailSafeTold(ladder) ? Why.MAY_NOT_ACCEPT : Why.NEVER_CONNECTED;
        return new Reason(-1, why, plan.person(ladder.failSafe()));
    }

    /** Whether a step asks nobody who could be known before, as it is meant: it informs those whom the patient has named, or asks those of whichever session will run. */
    static boolean isOfNobodyKnown(final Plan.Ladder ladder, final int step) {
        return ladder.steps().get(step).elements().stream()
                .map(Plan.Element::target)
                .allMatch(target -> target == TargetKind.EMERGENCY_CONTACTS
                        || target == TargetKind.MONITORING_RECIPIENTS
                        || target == TargetKind.MONITORING_VIEWERS);
    }

    /** Of people who are never connected. */
    List<Reason> neverConnected(final int step, final int[] people) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        for (final int person : people) {
            reasons.add(new Reason(step, Why.NEVER_CONNECTED, plan.person(person)));
        }
        return List.copyOf(reasons);
    }

    /** Of one step that tells nobody, or nobody who may accept. */
    List<Reason> ofStep(final Plan.Ladder ladder, final int step, final int becomes, final Origin origin) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        boolean isAnybodyNamed = false;
        for (final Plan.Element element : ladder.steps().get(step).elements()) {
            isAnybodyNamed |= switch (element.target()) {
                case PERSON -> of(ladder, step, element, new int[] {element.person()}, reasons);
                case CARE_TEAM -> ofCare(ladder, step, element, origin.care(), reasons);
                case UNIT_ROLE ->
                    ofHolders(ladder, step, element, List.of(plan.holders(origin.unit(), element.role())), reasons);
                case FACILITY_ROLE ->
                    ofHolders(ladder, step, element, plan.facilityHolders(origin.unit(), element.role()), reasons);
                case NEAREST -> {
                    reasons.add(new Reason(step, Why.POSITIONS_UNKNOWN, ""));
                    yield false;
                }
                case ORDERING, EMERGENCY_CONTACTS, MONITORING_RECIPIENTS, MONITORING_VIEWERS -> false;
                case NULL_VAL -> throw new IllegalStateException("a step names NULL_VAL: nobody can mean that");
            };
        }
        if (isAnybodyNamed && (becomes == Walk.EMPTY || reasons.isEmpty())) {
            reasons.add(new Reason(step, Why.ASKED_BEFORE, ""));
        }
        return List.copyOf(reasons);
    }

    private boolean ofCare(
            final Plan.Ladder ladder,
            final int step,
            final Plan.Element element,
            final Care care,
            final Set<Reason> reasons) {
        final long atNs = walk.enteredNs(step);
        final int[] people = care.at(atNs);
        if (people.length == 0) {
            final Why why = !care.isRostered()
                    ? Why.NOBODY_ASSIGNED
                    : care.isOver(atNs) ? Why.ROSTER_ENDED : Why.NOBODY_ON_DUTY;
            reasons.add(new Reason(step, why, ""));
        }
        return of(ladder, step, element, people, reasons);
    }

    /** Of a role of one unit, or of several. */
    private boolean ofHolders(
            final Plan.Ladder ladder,
            final int step,
            final Plan.Element element,
            final List<Crew> units,
            final Set<Reason> reasons) {
        final long atNs = walk.enteredNs(step);
        final int[] people = units.stream()
                .flatMapToInt(holders -> Arrays.stream(holders.at(atNs)))
                .toArray();
        if (people.length == 0) {
            final List<Crew> rostered = units.stream().filter(Crew::isRostered).toList();
            final Why why = rostered.isEmpty()
                    ? Why.NOBODY_HOLDS_ROLE
                    : rostered.stream().allMatch(holders -> holders.isOver(atNs))
                            ? Why.ROSTER_ENDED
                            : Why.NOBODY_ON_DUTY;
            reasons.add(new Reason(step, why, element.role()));
        }
        return of(ladder, step, element, people, reasons);
    }

    /** Why people of a list are of no use; whether the step means anybody of them. */
    private boolean of(
            final Plan.Ladder ladder,
            final int step,
            final Plan.Element element,
            final int[] people,
            final Set<Reason> reasons) {
        boolean isAnybodyMeant = false;
        for (final int person : people) {
            final boolean isLeftOut = element.asks() != Plan.ALL && !plan.responds(person);
            final boolean isMeant = !isLeftOut && (!element.isCapableOnly() || plan.isCapable(person));
            isAnybodyMeant |= isMeant;
            if (isLeftOut) {
                reasons.add(new Reason(step, Why.MAY_NOT_ACCEPT, plan.person(person)));
            } else if (!isMeant) {
                reasons.add(new Reason(step, Why.NOT_CAPABLE, plan.person(person)));
            } else if (!plan.isTold(person, ladder, ladder.steps().get(step))) {
                reasons.add(new Reason(step, Why.NEVER_CONNECTED, plan.person(person)));
            } else if (!plan.responds(person)) {
                reasons.add(new Reason(step, Why.MAY_NOT_ACCEPT, plan.person(person)));
            }
        }
        return isAnybodyMeant;
    }
}
