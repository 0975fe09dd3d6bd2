package io.tocsin;

/**
 * The answer to a silence: the router holds it.
 *
 * @param silenceId dense from 1; names the silence for good.
 * @param repeated  whether the idempotency key was seen before: this is the first answer again.
 */
public record Silenced(long silenceId, boolean repeated) {}
