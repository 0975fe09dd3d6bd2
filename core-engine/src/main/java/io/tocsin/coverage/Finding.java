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
        /** Nobody is told who may accept: no step can tell anybody, and the fail-safe destination cannot either, or is not asked, as the steps repeat for ever. */
        NOBODY(true),
        /** A silence holds the page back for longer than it may take. */
        SILENCED(true),
        /** Steps before the first that tells somebody who may accept tell only people who may not, and take longer than it may take. */
        TOO_LATE(true),
        /** No step can tell anybody who may accept: the fail-safe destination alone is told, after the time of those steps that tell people who may not. */
        FAIL_SAFE_ONLY(true),
        /** A step names nobody and gives way to the next at once; another step tells somebody. */
        EMPTY_STEP(false),
        /** Nobody whom a step names can be told; another step tells somebody. */
        UNREACHABLE_STEP(false),
        /** A step tells only people who may not accept, and takes its time; another step tells somebody who may. */
        ONLY_SHOWN_STEP(false),
        /** A step tells somebody, but not all whom it names. */
        MISSES_SOMEBODY(false),
        /** The fail-safe destination cannot be told, or may not accept; if nobody answers, nobody else hears of it. */
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
        /** Nobody holds the role in the unit, or in the facility and those that cover it. */
        NOBODY_HOLDS_ROLE,
        /** A roster says who holds the role, or is assigned, and nobody is on duty. */
        NOBODY_ON_DUTY,
        /** A roster said who holds the role, or is assigned, and it has run out. */
        ROSTER_ENDED,
        /** The person is named, but no client of theirs is ever connected, and the step has a channel for no contact method of theirs. */
        NEVER_CONNECTED,
        /** The step is for people whose client can show an emergency as one, and the person has no such client connected. */
        NOT_CAPABLE,
        /** The person is told, or left out where some of a list are asked: their authority never lets them accept. */
        MAY_NOT_ACCEPT,
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
