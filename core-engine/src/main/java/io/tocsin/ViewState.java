package io.tocsin;

import io.tocsin.codecs.sbe.ViewReason;

/**
 * That somebody may see a patient for a time, whom they have nothing to do with, or could. Immutable.
 *
 * @param viewId  dense, from 1.
 * @param person  who.
 * @param patient whom.
 * @param reason  why.
 * @param comment why, in words; empty after a restart.
 * @param sinceNs when it began, epoch ns.
 * @param untilNs when it ends, or did, epoch ns.
 * @param active  it is not over.
 * @param endedBy who ended it before its time; empty = time, a program, or nobody yet.
 */
public record ViewState(
        long viewId,
        String person,
        String patient,
        ViewReason reason,
        String comment,
        long sinceNs,
        long untilNs,
        boolean active,
        String endedBy) {
    /** The same, but over. */
    ViewState over(final long atNs, final String by) {
        return new ViewState(viewId, person, patient, reason, comment, sinceNs, Math.min(untilNs, atNs), false, by);
    }
}
