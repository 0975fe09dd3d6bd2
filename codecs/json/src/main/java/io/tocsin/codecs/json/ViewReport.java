package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.ViewReason;

/**
 * That somebody may see a patient for a time, or could. Immutable.
 *
 * @param viewId  its number.
 * @param active  it is not over.
 * @param person  who.
 * @param patient whom.
 * @param reason  why.
 * @param comment why, in words; empty = not said, or not known any more.
 * @param sinceNs when it began, epoch ns.
 * @param untilNs when it ends, or did, epoch ns.
 * @param endedBy who ended it before its time; empty = time, a program, or nobody yet.
 */
public record ViewReport(
        long viewId,
        boolean active,
        String person,
        String patient,
        ViewReason reason,
        String comment,
        long sinceNs,
        long untilNs,
        String endedBy) {}
