package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.RevocationKind;

/**
 * Whose access is revoked. Immutable.
 *
 * @param of             what is revoked.
 * @param subject        of kind SUBJECT, else empty.
 * @param token          of kind TOKEN its id, one longer than 36 bytes hashed; else empty.
 * @param issuedBeforeNs of kinds SUBJECT and EVERYBODY: what was issued at that instant or before, epoch ns; else 0.
 * @param untilNs        how long it is kept, epoch ns.
 */
public record RevocationReport(RevocationKind of, String subject, String token, long issuedBeforeNs, long untilNs) {}
