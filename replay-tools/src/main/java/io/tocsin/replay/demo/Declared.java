package io.tocsin.replay.demo;

/**
 * An emergency that the router has answered for: from here on it must not be lost.
 *
 * @param emergency  as it was sent.
 * @param alertId    as it was answered.
 * @param intendedNs when it was to be sent, {@link System#nanoTime()} of the hospital's process.
 */
record Declared(Emergency emergency, long alertId, long intendedNs) {}
