package io.tocsin.coverage;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that is wrong with who is told, where and when.
 *
 * @param kind    what.
 * @param unit    id.
 * @param places  of the unit, at least one.
 * @param classes of alerts, at least one.
 * @param policy  name of the policy that these alerts run on.
 * @param reasons why, in the order of the steps; at least one.
 * @param spans   when, in order; they neither overlap nor touch.
 */
public record Finding(
        Kind kind,
        String unit,
        SortedSet<Place> places,
        SortedSet<AlertClass> classes,
        String policy,
        List<Reason> reasons,
        List<Span> spans) {
    /** Keeps copies. */
    public Finding {
        places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
        classes = Collections.unmodifiableSortedSet(new TreeSet<>(classes));
        reasons = List.copyOf(reasons);
        spans = List.copyOf(spans);
    }

    /** What is wrong. Gaps come first. */
    public enum Kind {
        /** Nobody is told: no step and not even the fail-safe destination can tell anybody. */
        NOBODY(true),
        /** A silence holds the page back for longer than it may take. */
        SILENCED(true),
        /** No step can tell anybody: the fail-safe destination alone is told. */
        FAIL_SAFE_ONLY(true),
        /** A step names nobody and gives way to the next at once; another step tells somebody. */
        EMPTY_STEP(false),
        /** Nobody whom a step names can be told; another step tells somebody. */
        UNREACHABLE_STEP(false),
        /** A step tells somebody, but not all whom it names. */
        MISSES_SOMEBODY(false),
        /** The fail-safe destination cannot be told; if nobody answers, nobody else hears of it. */
        FAIL_SAFE_UNREACHABLE(false),
        /** The steps repeat for as long as one of them tells somebody: the fail-safe destination is not told, though nobody answers. */
        NEVER_FAIL_SAFE(false);

        private final boolean isGap;

        Kind(final boolean isGap) {
            this.isGap = isGap;
        }

        /** Whether an alert is not covered; otherwise it is, but less well than the policy says. */
        public boolean isGap() {
            return isGap;
        }
    }

    /**
     * Why.
     *
     * @param step number of the step, from 0; -1: it is not about a step.
     * @param why  what is the matter.
     * @param name the role, the person or the silence; empty: there is none.
     */
    public record Reason(int step, Why why, String name) {}

    /** What is the matter with a step, or with the policy. */
    public enum Why {
        /** Nobody is assigned to the patient or the bed. */
        NOBODY_ASSIGNED,
        /** Nobody holds the role in the unit. */
        NOBODY_HOLDS_ROLE,
        /** A roster says who holds the role, or is assigned, and nobody is on duty. */
        NOBODY_ON_DUTY,
        /** A roster said who holds the role, or is assigned, and it has run out. */
        ROSTER_ENDED,
        /** The person is named, but no client of theirs is ever connected, and the step has a channel for no contact method of theirs. */
        NEVER_CONNECTED,
        /** Who is nearest is known only when people say where they are. */
        POSITIONS_UNKNOWN,
        /** All who are named were asked by the steps before, or the alert has as many recipients as it may have. */
        ASKED_BEFORE,
        /** The silence covers it. */
        SILENCE,
        /** The steps repeat for ever. */
        STEPS_REPEAT_FOR_EVER
    }
}
