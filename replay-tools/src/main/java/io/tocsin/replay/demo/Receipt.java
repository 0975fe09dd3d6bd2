package io.tocsin.replay.demo;

/**
 * What a client wrote down when it was told of an alert for the first time.
 *
 * @param alertId    of the alert.
 * @param person     whose client.
 * @param bed        of the alert, as the client was told.
 * @param receivedNs {@link System#nanoTime()} of the hospital's process, in the client's listener.
 */
record Receipt(long alertId, String person, String bed, long receivedNs) {}
