package io.tocsin;

/**
 * The answer to a command that has nothing more to say than that it was carried out.
 *
 * @param alertId  the alert it was about; 0 = none.
 * @param repeated whether the idempotency key, or the device's sequence, was seen before: nothing happened this time.
 * @param test     whether it was test or training traffic: recorded, without any effect on people.
 */
public record Confirmed(long alertId, boolean repeated, boolean test) {}
