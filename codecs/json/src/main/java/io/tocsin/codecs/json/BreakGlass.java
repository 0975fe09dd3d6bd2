package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.ViewReason;

/**
 * The person has to see a patient whom they have nothing to do with. Immutable.
 *
 * @param commandId  as of every command.
 * @param claimedNs  as of every command.
 * @param patient    whom.
 * @param reason     why.
 * @param comment    why, in words; of OTHER 10 bytes at least, at most 160.
 * @param durationMs how long, a minute to four hours; 0 = as long as the router says.
 */
public record BreakGlass(
        long commandId, long claimedNs, String patient, ViewReason reason, String comment, long durationMs)
        implements ClientMessage.Access {}
