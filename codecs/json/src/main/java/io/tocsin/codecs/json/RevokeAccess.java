package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.RevocationKind;

/**
 * What somebody has proved counts no more, on any node. Immutable.
 *
 * @param commandId      as of every command.
 * @param claimedNs      as of every command.
 * @param of             what is revoked; each kind has its own name.
 * @param subject        of kind SUBJECT a person's id or a source's name, else empty.
 * @param token          of kind TOKEN the token's {@code jti}, else empty.
 * @param session        of kind SESSION its number, else 0.
 * @param issuedBeforeNs of kinds SUBJECT and EVERYBODY: what was issued at that instant or before, epoch ns; 0 = now.
 * @param untilNs        how long it is kept, epoch ns; 0 = as long as anything can.
 */
public record RevokeAccess(
        long commandId,
        long claimedNs,
        RevocationKind of,
        String subject,
        String token,
        long session,
        long issuedBeforeNs,
        long untilNs)
        implements ClientMessage.Access {}
