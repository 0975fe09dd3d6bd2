package io.tocsin.codecs.json;

/**
 * The view of a patient is over before its time; one that is not there changes nothing. Immutable.
 *
 * @param commandId as of every command.
 * @param claimedNs as of every command.
 * @param patient   whom.
 * @param person    whose view; empty = the client's own.
 */
public record EndView(long commandId, long claimedNs, String patient, String person) implements ClientMessage.Access {}
