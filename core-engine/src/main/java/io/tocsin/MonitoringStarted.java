package io.tocsin;

/**
 * The answer to a monitoring session that was begun.
 *
 * @param monitoringId dense from 1; names the session for good. 0 = test or training traffic, which begins none.
 * @param repeated     whether the idempotency key was seen before: this is the first answer again.
 */
public record MonitoringStarted(long monitoringId, boolean repeated) {}
