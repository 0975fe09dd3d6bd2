package io.tocsin.coverage;

import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Finding.Why;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a step tells nobody. */
final class Reasons {
    private final Plan plan;

    Reasons(final Plan plan) {
        this.plan = plan;
    }

    /** Of all steps of a ladder, none of which tells anybody, and of its fail-safe destination if that does not either. */
    List<Reason> ofAll(final Plan.Ladder ladder, final long outcome, final String unit, final int[] care) {
        final List<Reason> all = new ArrayList<>();
        for (int step = 0; step < ladder.steps().size(); step++) {
            all.addAll(ofStep(ladder, step, Walk.ofStep(outcome, step), unit, care));
        }
        if (!plan.isReachable(ladder.failSafe())) {
            all.add(ofFailSafe(ladder));
        }
        return all;
    }

    Reason ofFailSafe(final Plan.Ladder ladder) {
        return new Reason(-1, Why.NEVER_CONNECTED, plan.person(ladder.failSafe()));
    }

    /** Of people who are never connected. */
    List<Reason> neverConnected(final int step, final int[] people) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        unreachable(step, people, reasons);
        return List.copyOf(reasons);
    }

    /** Of one step that tells nobody. */
    List<Reason> ofStep(
            final Plan.Ladder ladder, final int step, final int becomes, final String unit, final int[] care) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        for (final Plan.Element element : ladder.steps().get(step).elements()) {
            if (element.target() == TargetKind.NEAREST) {
                reasons.add(new Reason(step, Why.POSITIONS_UNKNOWN, ""));
            } else if (element.target() == TargetKind.PERSON) {
                unreachable(step, new int[] {element.person()}, reasons);
            } else if (element.target() == TargetKind.CARE_TEAM) {
                of(step, care, new Reason(step, Why.NOBODY_ASSIGNED, ""), reasons);
            } else {
                of(
                        step,
                        plan.holders(unit, element.role()),
                        new Reason(step, Why.NOBODY_HOLDS_ROLE, element.role()),
                        reasons);
            }
        }
        if (becomes == Walk.EMPTY && reasons.stream().allMatch(reason -> reason.why() == Why.NEVER_CONNECTED)) {
            reasons.add(new Reason(step, Why.ASKED_BEFORE, ""));
        }
        return List.copyOf(reasons);
    }

    private void of(final int step, final int[] people, final Reason ifNobody, final Set<Reason> reasons) {
        if (people.length == 0) {
            reasons.add(ifNobody);
        } else {
            unreachable(step, people, reasons);
        }
    }

    private void unreachable(final int step, final int[] people, final Set<Reason> reasons) {
        for (final int person : people) {
            if (!plan.isReachable(person)) {
                reasons.add(new Reason(step, Why.NEVER_CONNECTED, plan.person(person)));
            }
        }
    }
}
