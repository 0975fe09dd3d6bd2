package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.RevocationKind;

/**
 * A revocation counts no more; one that is not in force changes nothing. Immutable.
 *
 * @param commandId as of every command.
 * @param claimedNs as of every command.
 * @param of        what was revoked.
 * @param subject   as of {@link RevokeAccess}.
 * @param token     as of {@link RevokeAccess}.
 */
public record LiftRevocation(long commandId, long claimedNs, RevocationKind of, String subject, String token)
        implements ClientMessage.Access {}
