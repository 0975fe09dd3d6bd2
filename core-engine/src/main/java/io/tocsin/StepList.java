package io.tocsin;

import io.tocsin.Policy.Step;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The steps of a policy before its fail-safe destination, in order. Immutable: every change answers a changed copy, or says what is wrong with it.
 *
 * @param policy its name, for messages.
 * @param steps  so far.
 */
record StepList(String policy, List<Step> steps) {
    StepList {
        steps = List.copyOf(steps);
    }

    /** One step more. */
    StepList then(final TargetKind target, final String name, final long delayMs, final Set<Channel> channels) {
        return with(new Step(target, name, delayMs, channels, 0, false, "", 0, ChoiceOrder.AS_LISTED, false));
    }

    /** Further people of the step added last. */
    StepList also(final TargetKind target, final String name) {
        final Step last = last();
        return with(new Step(
                target,
                name,
                last.delayMs(),
                last.channels(),
                last.needed(),
                true,
                "",
                0,
                ChoiceOrder.AS_LISTED,
                false));
    }

    private StepList with(final Step step) {
        final boolean isFirstStep = steps.isEmpty()
                || (step.same() && steps.stream().filter(each -> !each.same()).count() == 1);
        if (step.target() == TargetKind.EMERGENCY_CONTACTS && isFirstStep) {
            throw new IllegalArgumentException(
                    "policy '" + policy + "': emergency contacts are told after clinicians, so not in the first step");
        }
        if (steps.size() == Policy.MAX_STEPS) {
            throw new IllegalArgumentException(
                    "policy '" + policy + "' has " + Policy.MAX_STEPS + " steps: that is the most");
        }
        final List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new StepList(policy, more);
    }

    /** From the step added last on so many have to accept. */
    StepList needing(final int needed) {
        last();
        final List<Step> changed = new ArrayList<>(steps);
        int at = changed.size();
        boolean isFirst = false;
        while (!isFirst) {
            final Step step = changed.get(--at);
            changed.set(
                    at,
                    new Step(
                            step.target(),
                            step.name(),
                            step.delayMs(),
                            step.channels(),
                            needed,
                            step.same(),
                            step.slot(),
                            step.asks(),
                            step.order(),
                            step.capable()));
            isFirst = !step.same();
        }
        return new StepList(policy, changed);
    }

    /** The people added last may fill a slot of the team. */
    StepList filling(final String role) {
        final Step last = last();
        final Set<String> slots = slots();
        final boolean isNew = !slots.contains(EdgeText.requiredId("role", role));
        if (isNew && slots.size() == Policy.MAX_SLOTS) {
            throw new IllegalArgumentException(
                    "policy '" + policy + "' has " + Policy.MAX_SLOTS + " slots: that is the most");
        }
        if (isNew && (last.target() != TargetKind.UNIT_ROLE || !last.name().equals(role))) {
            throw new IllegalArgumentException("policy '" + policy + "' has no slot '" + role
                    + "' yet: the first who may fill it are those who hold that role");
        }
        if (last.target() == TargetKind.EMERGENCY_CONTACTS) {
            throw new IllegalArgumentException("policy '" + policy + "': emergency contacts fill no slot");
        }
        if (!last.slot().isEmpty()) {
            throw new IllegalArgumentException(
                    "the people added last to policy '" + policy + "' are for slot '" + last.slot() + "' already");
        }
        return changed(step -> new Step(
                step.target(),
                step.name(),
                step.delayMs(),
                step.channels(),
                step.needed(),
                step.same(),
                role,
                step.asks(),
                step.order(),
                step.capable()));
    }

    /** Of the people added last only so many are asked. */
    StepList asking(final int people, final ChoiceOrder order) {
        final Step last = last();
        if (people < 1 || people > Policy.MAX_ASKED) {
            throw new IllegalArgumentException("asks is " + people + ": it is 1 to " + Policy.MAX_ASKED);
        }
        if (order == ChoiceOrder.NULL_VAL) {
            throw new IllegalArgumentException("order is NULL_VAL: that is no order");
        }
        if (last.target() != TargetKind.CARE_TEAM && last.target() != TargetKind.UNIT_ROLE) {
            throw new IllegalArgumentException("the people added last to policy '" + policy
                    + "' are no list of which some could be asked: that is for a care team or a role");
        }
        return changed(step -> new Step(
                step.target(),
                step.name(),
                step.delayMs(),
                step.channels(),
                step.needed(),
                step.same(),
                step.slot(),
                people,
                order,
                step.capable()));
    }

    /** Of the people added last only those whose client can show an emergency as one. */
    StepList ifCapable() {
        final Step last = last();
        final boolean isList = last.target() == TargetKind.CARE_TEAM
                || last.target() == TargetKind.UNIT_ROLE
                || last.target() == TargetKind.FACILITY_ROLE;
        if (!isList || last.asks() != 0) {
            throw new IllegalArgumentException("the people added last to policy '" + policy
                    + "' are no whole list: that is for all of a care team or of a role");
        }
        return changed(step -> new Step(
                step.target(),
                step.name(),
                step.delayMs(),
                step.channels(),
                step.needed(),
                step.same(),
                step.slot(),
                step.asks(),
                step.order(),
                true));
    }

    private StepList changed(final UnaryOperator<Step> change) {
        final List<Step> changed = new ArrayList<>(steps);
        changed.set(changed.size() - 1, change.apply(last()));
        return new StepList(policy, changed);
    }

    /** The role slots of the team, in the order of their first people. */
    Set<String> slots() {
        final Set<String> slots = new LinkedHashSet<>();
        for (final Step step : steps) {
            if (!step.slot().isEmpty()) {
                slots.add(step.slot());
            }
        }
        return slots;
    }

    private Step last() {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("policy '" + policy + "' has no step yet that this could belong to");
        }
        return steps.get(steps.size() - 1);
    }
}
