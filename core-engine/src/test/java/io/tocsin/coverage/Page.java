package io.tocsin.coverage;

import io.tocsin.coverage.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One alert that is raised in a router and that nobody answers, and what became of it. */
final class Page {
    private static final long NEVER = Long.MAX_VALUE;

    final Place place;
    final AlertClass alerts;
    final Instant raised;
    long alertId;
    /** How long after it was raised a step of the first time through was heard by somebody who may accept, at the earliest. */
    private long heardAfterNs = NEVER;
    /** How long after it was raised the fail-safe destination heard it, which may accept. */
    private long failSafeAfterNs = NEVER;

    boolean isMuted;
    /** How long after it was raised it was no longer muted. */
    long unmutedAfterNs = NEVER;

    int policy = -1;
    boolean isFailSafeEntered;

    boolean isRepeated;
    /** Steps of the first time through that named nobody; nobody who could be told. */
    final Set<Integer> empty = new TreeSet<>();

    final Set<Integer> unreachable = new TreeSet<>();
    private final Set<Integer> started = new TreeSet<>();
    private final Set<Integer> answerable = new TreeSet<>();
    /** Who was told by which step of the first time through, and did not hear it. */
    private final Set<String> missed = new TreeSet<>();

    private int lastStep = -1;
    private boolean isFirstTime = true;
    private long firstTimeUntilNs = NEVER;

    Page(final Place place, final AlertClass alerts, final Instant raised) {
        this.place = place;
        this.alerts = alerts;
        this.raised = raised;
    }

    /** Somebody heard it who may accept. */
    void heard(final long atNs, final int step, final boolean isFailSafe) {
        final long afterNs = atNs - Instants.ns(raised);
        if (isFailSafe) {
            failSafeAfterNs = Math.min(failSafeAfterNs, afterNs);
        } else if (atNs < firstTimeUntilNs) {
            heardAfterNs = Math.min(heardAfterNs, afterNs);
            answerable.add(step);
        }
    }

    void stepStarted(final int step, final int ofPolicy, final long loop, final boolean isFailSafe, final long atNs) {
        policy = ofPolicy;
        isFailSafeEntered |= isFailSafe;
        isRepeated |= loop > 0;
        if (isFailSafe || loop > 0) {
            isFirstTime = false;
            firstTimeUntilNs = Math.min(firstTimeUntilNs, atNs);
        }
        if (isFirstTime) {
            started.add(step);
        }
        lastStep = step;
    }

    void stepPassedOver(final int step, final boolean isEmpty) {
        isFirstTime &= isEmpty ? step > lastStep : step >= lastStep;
        if (isFirstTime) {
            (isEmpty ? empty : unreachable).add(step);
            lastStep = step;
        }
    }

    /** Somebody was told who is not connected. */
    void missed(final int step, final String person) {
        if (isFirstTime && !isFailSafeEntered) {
            missed.add(step + " " + person);
        }
    }

    /** They are told over another channel. */
    void reached(final int step, final String person) {
        missed.remove(step + " " + person);
    }

    /** Steps of the first time through that told somebody who did not hear it. */
    Set<Integer> missed() {
        return missed.stream()
                .map(each -> Integer.valueOf(each.substring(0, each.indexOf(' '))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Steps of the first time through that took their time though nobody heard of it who may accept. */
    Set<Integer> shown() {
        final Set<Integer> shown = new TreeSet<>(started);
        shown.removeAll(answerable);
        shown.removeAll(unreachable);
        return shown;
    }

    /** No step told somebody who may accept; the fail-safe destination did. */
    boolean isHeardByFailSafeAlone() {
        return heardAfterNs == NEVER && isFailSafeTold();
    }

    /** The fail-safe destination heard it, and may accept. */
    boolean isFailSafeTold() {
        return failSafeAfterNs != NEVER;
    }

    /** The gap that it fell into; none if somebody was told in time whom the policy names. */
    @Nullable
    Kind gap(final Duration within) {
        if (isMuted && unmutedAfterNs > within.toNanos()) {
            return Kind.SILENCED;
        }
        if (heardAfterNs != NEVER) {
            return heardAfterNs > within.toNanos() ? Kind.TOO_LATE : null;
        }
        final boolean isFailSafeInTime = shown().isEmpty() ? failSafeAfterNs <= within.toNanos() : isFailSafeTold();
        if (!isFailSafeInTime) {
            return Kind.NOBODY;
        }
        return empty.isEmpty() && unreachable.isEmpty() && shown().isEmpty() ? null : Kind.FAIL_SAFE_ONLY;
    }

    @Override
    public String toString() {
        return alerts + " from " + place + " in " + place.unit() + ", raised " + raised + ", heard after "
                + (heardAfterNs == NEVER ? "no time" : heardAfterNs + " ns")
                + (isFailSafeTold() ? ", by the fail-safe after " + failSafeAfterNs + " ns" : "")
                + (isMuted ? ", muted for " + unmutedAfterNs + " ns" : "") + ", empty steps " + empty
                + ", unreachable steps " + unreachable + ", steps only shown " + shown() + ", steps that miss somebody "
                + missed
                + (isRepeated ? ", steps repeated" : "")
                + (isFailSafeEntered ? ", fail-safe entered" : "");
    }
}
