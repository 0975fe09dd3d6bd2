package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.ForgetReason;

/**
 * What was typed about a patient until now is to be readable by nobody any more. Immutable.
 *
 * @param commandId as of every command.
 * @param claimedNs as of every command.
 * @param patient   whom; need not be known.
 * @param reason    why.
 * @param comment   why, in words; of OTHER 10 bytes at least, at most 160. It stands in the log.
 */
public record ForgetPatient(long commandId, long claimedNs, String patient, ForgetReason reason, String comment)
        implements ClientMessage.Access {}
