package io.tocsin.codecs.json;

/**
 * A raise that comes without a conversation: nobody said hello. Immutable.
 *
 * @param source names the source; empty = not stated.
 * @param raise  its commandId is 0 if it is not to be deduplicated by it.
 */
public record RaiseRequest(String source, ClientMessage.Raise raise) {}
