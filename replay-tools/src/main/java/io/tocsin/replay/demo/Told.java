package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.OutputKind;

/**
 * What a person's client was told of an alert.
 *
 * @param kind         what it is.
 * @param alertId      of the alert.
 * @param bed          of the alert; empty if it has none.
 * @param fromReadings whether the router found the alert in readings, rather than a source declaring it.
 * @param redelivery   whether it was sent before.
 */
record Told(OutputKind kind, long alertId, String bed, boolean fromReadings, boolean redelivery) {}
