package io.tocsin.codecs.json;

/**
 * Asks who is connected to the gateway that is asked.
 *
 * @param ref   echoed in the answer.
 * @param limit how many at most, 1 to {@value ClientMessage#MAX_ALERTS}.
 * @param after sessions with a higher number only; 0 = from the first.
 */
public record SessionsQuery(String ref, int limit, long after) implements ClientMessage.AccessQuery {
    /** Checks the limit. */
    public SessionsQuery {
        Queries.check(limit);
    }
}
