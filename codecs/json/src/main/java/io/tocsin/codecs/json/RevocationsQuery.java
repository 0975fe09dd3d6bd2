package io.tocsin.codecs.json;

/**
 * Asks which revocations are in force.
 *
 * @param ref   echoed in the answer.
 * @param limit how many at most, 1 to {@value ClientMessage#MAX_ALERTS}.
 * @param after how many to pass over, in the order in which they came.
 */
public record RevocationsQuery(String ref, int limit, long after) implements ClientMessage.AccessQuery {
    /** Checks the limit. */
    public RevocationsQuery {
        Queries.check(limit);
    }
}
