package io.tocsin;

/**
 * The answer to a raise: the router holds the alert, at the level of its journal.
 *
 * @param alertId    dense from 1; names the alert until it is closed.
 * @param isNew      whether this opened the alert; otherwise it was open and this updated it.
 * @param occurrence how often it was raised so far, from 1.
 * @param repeated   whether the idempotency key was seen before: this is the first answer again.
 * @param test       whether it was test or training traffic: recorded, and nobody is told.
 */
public record Raised(long alertId, boolean isNew, int occurrence, boolean repeated, boolean test) {}
