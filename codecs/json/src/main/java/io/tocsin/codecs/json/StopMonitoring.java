package io.tocsin.codecs.json;

/**
 * Ends a monitoring session; one that is over stays as it is. Immutable.
 *
 * @param commandId    as of every command.
 * @param claimedNs    as of every command.
 * @param monitoringId number of the session.
 */
public record StopMonitoring(long commandId, long claimedNs, long monitoringId) implements ClientMessage.Monitor {}
