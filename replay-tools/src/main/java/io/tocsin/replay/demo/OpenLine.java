package io.tocsin.replay.demo;

import io.tocsin.AlertState;
import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An open alert of the report: it has an owner, or a deadline at which somebody is told or the alert closes.
 *
 * @param alertId    of the alert.
 * @param patient    id; empty if the source knew the bed only.
 * @param unit       id.
 * @param bed        id.
 * @param severity   of the alert.
 * @param title      what it is, for people.
 * @param owner      who accepted it; {@code null} = nobody.
 * @param deadlineNs epoch ns; 0 if it has an owner, or if nothing is going to happen, which must not be.
 * @param review     whether the deadline is the end of the review of a condition that is over, rather than of a step.
 * @param step       of the ladder.
 */
record OpenLine(
        long alertId,
        String patient,
        String unit,
        String bed,
        Severity severity,
        String title,
        @Nullable String owner,
        long deadlineNs,
        boolean review,
        int step) {
    /**
     * Reads one.
     *
     * @param alert as the router shows it.
     * @param story as its events tell it; {@code null} if they do not.
     * @return the line.
     */
    static OpenLine of(final AlertState alert, final @Nullable AlertStory story) {
        final long endedAtNs = story == null ? 0 : story.endedAtNs();
        final boolean review = alert.owner() == null && endedAtNs > 0;
        return new OpenLine(
                alert.alertId(),
                alert.patientId(),
                alert.unit(),
                alert.bed(),
                alert.severity(),
                Words.title(alert.type(), alert.details(), alert.cause()),
                alert.owner(),
                deadlineNs(alert, review ? endedAtNs : 0),
                review,
                alert.step());
    }

    /** Whether it has an owner, or something is going to happen after an instant. */
    boolean isHeld(final long nowNs) {
        return owner != null || deadlineNs > nowNs;
    }

    /** The router shows the deadline of the step; that of the review counts from the event that began it. */
    private static long deadlineNs(final AlertState alert, final long endedAtNs) {
        if (alert.owner() != null) {
            return 0;
        }
        return endedAtNs > 0 ? endedAtNs + DemoSettings.REVIEW.toNanos() : alert.deadlineNs();
    }
}
