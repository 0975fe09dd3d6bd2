package io.tocsin.codecs.json;

/**
 * Asks who may see a patient for a time, or could during the last day, as far as the client is told of it.
 *
 * @param ref   echoed in the answer.
 * @param limit how many at most, 1 to {@value ClientMessage#MAX_ALERTS}.
 * @param after those with a higher number only; 0 = from the first.
 */
public record ViewsQuery(String ref, int limit, long after) implements ClientMessage.AccessQuery {
    /** Checks the limit. */
    public ViewsQuery {
        Queries.check(limit);
    }
}
