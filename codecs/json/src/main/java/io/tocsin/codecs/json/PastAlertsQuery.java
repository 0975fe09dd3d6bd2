package io.tocsin.codecs.json;

/**
 * Asks for alerts, open or closed, the newest first.
 *
 * @param ref     echoed in the answer.
 * @param patient about this patient; empty = any.
 * @param unit    of this unit, if no patient is named; empty = any.
 * @param limit   how many at most, 1 to {@value ClientMessage#MAX_ALERTS}.
 * @param before  those with a lower alertId only; 0 = from the newest.
 */
public record PastAlertsQuery(String ref, String patient, String unit, int limit, long before)
        implements ClientMessage.DirectoryQuery {
    /** Checks the limit. */
    public PastAlertsQuery {
        Queries.check(limit);
    }
}
