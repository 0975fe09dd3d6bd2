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
    private final Walk walk;

    /** Why the steps that were walked last tell nobody. */
    Reasons(final Plan plan, final Walk walk) {
        this.plan = plan;
        this.walk = walk;
    }

    /** Of all steps of a ladder, none of which tells anybody, and of its fail-safe destination if that does not either. */
    List<Reason> ofAll(final Plan.Ladder ladder, final long outcome, final Origin origin) {
        final List<Reason> all = new ArrayList<>();
        for (int step = 0; step < ladder.steps().size(); step++) {
            all.addAll(ofStep(ladder, step, Walk.ofStep(outcome, step), origin));
        }
        if (!plan.isTold(ladder.failSafe())) {
            all.add(ofFailSafe(ladder));
        }
        return all;
    }

    Reason ofFailSafe(final Plan.Ladder ladder) {
        return new Reason(-1, Why.NEVER_CONNECTED, plan.person(ladder.failSafe()));
    }

    /** Whether a step asks nobody, as it is meant: it informs those whom the patient has named. */
    static boolean isToInform(final Plan.Ladder ladder, final int step) {
        return ladder.steps().get(step).elements().stream()
                .allMatch(element -> element.target() == TargetKind.EMERGENCY_CONTACTS);
    }

    /** Of people who are never connected. */
    List<Reason> neverConnected(final int step, final int[] people) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        for (final int person : people) {
            reasons.add(new Reason(step, Why.NEVER_CONNECTED, plan.person(person)));
        }
        return List.copyOf(reasons);
    }

    /** Of one step that tells nobody. */
    List<Reason> ofStep(final Plan.Ladder ladder, final int step, final int becomes, final Origin origin) {
        final Set<Reason> reasons = new LinkedHashSet<>();
        final long atNs = walk.enteredNs(step);
        final int channels = ladder.steps().get(step).channels();
        for (final Plan.Element element : ladder.steps().get(step).elements()) {
            if (element.target() == TargetKind.EMERGENCY_CONTACTS) {
                continue;
            }
            if (element.target() == TargetKind.NEAREST) {
                reasons.add(new Reason(step, Why.POSITIONS_UNKNOWN, ""));
            } else if (element.target() == TargetKind.PERSON) {
                unreachable(step, new int[] {element.person()}, channels, reasons);
            } else if (element.target() == TargetKind.CARE_TEAM) {
                final Care care = origin.care();
                final Why ifNobody = !care.isRostered()
                        ? Why.NOBODY_ASSIGNED
                        : care.isOver(atNs) ? Why.ROSTER_ENDED : Why.NOBODY_ON_DUTY;
                of(step, care.at(atNs), new Reason(step, ifNobody, ""), channels, reasons);
            } else {
                final Crew holders = plan.holders(origin.unit(), element.role());
                final Why ifNobody = !holders.isRostered()
                        ? Why.NOBODY_HOLDS_ROLE
                        : holders.isOver(atNs) ? Why.ROSTER_ENDED : Why.NOBODY_ON_DUTY;
                of(step, holders.at(atNs), new Reason(step, ifNobody, element.role()), channels, reasons);
            }
        }
        if (becomes == Walk.EMPTY
                && !isToInform(ladder, step)
                && reasons.stream().allMatch(reason -> reason.why() == Why.NEVER_CONNECTED)) {
            reasons.add(new Reason(step, Why.ASKED_BEFORE, ""));
        }
        return List.copyOf(reasons);
    }

    private void of(
            final int step, final int[] people, final Reason ifNobody, final int channels, final Set<Reason> reasons) {
        if (people.length == 0) {
            reasons.add(ifNobody);
        } else {
            unreachable(step, people, channels, reasons);
        }
    }

    private void unreachable(final int step, final int[] people, final int channels, final Set<Reason> reasons) {
        for (final int person : people) {
            if (!plan.isTold(person, channels)) {
                reasons.add(new Reason(step, Why.NEVER_CONNECTED, plan.person(person)));
            }
        }
    }
}
