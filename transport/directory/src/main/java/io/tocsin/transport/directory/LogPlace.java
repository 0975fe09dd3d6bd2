package io.tocsin.transport.directory;

/**
 * Which log a read model is made from.
 *
 * @param epochHigh    upper half of the log's identity.
 * @param epochLow     lower half.
 * @param lastEventSeq that is kept of it now; what a read model has beyond it never happened.
 */
public record LogPlace(long epochHigh, long epochLow, long lastEventSeq) {}
