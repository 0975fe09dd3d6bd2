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
    /** How long after it was raised somebody heard of it first. */
    long heardAfterNs = NEVER;

    boolean isHeardByFailSafe;
    boolean isMuted;
    /** How long after it was raised it was no longer muted. */
    long unmutedAfterNs = NEVER;

    int policy = -1;
    boolean isFailSafeEntered;
    /** The fail-safe destination heard it when all steps were over. */
    boolean isFailSafeTold;

    boolean isRepeated;
    /** Steps of the first time through that named nobody; nobody who could be told. */
    final Set<Integer> empty = new TreeSet<>();

    final Set<Integer> unreachable = new TreeSet<>();
    /** Who was told by which step of the first time through, and did not hear it. */
    private final Set<String> missed = new TreeSet<>();

    private int lastStep = -1;
    private boolean isFirstTime = true;

    Page(final Place place, final AlertClass alerts, final Instant raised) {
        this.place = place;
        this.alerts = alerts;
        this.raised = raised;
    }

    void heard(final long atNs, final boolean isFailSafe) {
        final long afterNs = atNs - Instants.ns(raised);
        if (afterNs < heardAfterNs) {
            heardAfterNs = afterNs;
            isHeardByFailSafe = isFailSafe;
        }
        isFailSafeTold |= isFailSafe;
    }

    void stepStarted(final int step, final int ofPolicy, final long loop, final boolean isFailSafe) {
        policy = ofPolicy;
        isFailSafeEntered |= isFailSafe;
        isRepeated |= loop > 0;
        isFirstTime &= !isFailSafe && loop == 0;
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

    /** The gap that it fell into; none if somebody was told in time whom the policy names. */
    @Nullable
    Kind gap(final Duration within) {
        if (isMuted && unmutedAfterNs > within.toNanos()) {
            return Kind.SILENCED;
        }
        if (heardAfterNs > within.toNanos()) {
            return Kind.NOBODY;
        }
        return isHeardByFailSafe && !(empty.isEmpty() && unreachable.isEmpty()) ? Kind.FAIL_SAFE_ONLY : null;
    }

    @Override
    public String toString() {
        return alerts + " from " + place + " in " + place.unit() + ", raised " + raised + ", heard after "
                + (heardAfterNs == NEVER ? "no time" : heardAfterNs + " ns")
                + (isHeardByFailSafe ? " by the fail-safe" : "")
                + (isMuted ? ", muted for " + unmutedAfterNs + " ns" : "") + ", empty steps " + empty
                + ", unreachable steps " + unreachable + ", steps that miss somebody " + missed
                + (isRepeated ? ", steps repeated" : "")
                + (isFailSafeEntered ? ", fail-safe entered" : "") + (isFailSafeTold ? " and told" : "");
    }
}
