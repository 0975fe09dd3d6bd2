package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.text.EdgeText;

/**
 * Whose access is revoked: what somebody has proved by such a token, or certificate, counts no more, on any node. Immutable.
 *
 * @param kind           what it is of.
 * @param subject        of kind SUBJECT a person's id or a source's name, else empty.
 * @param tokenId        of kind TOKEN the token's {@code jti} as {@link #tokenId} has it, else empty.
 * @param sessionId      of kind SESSION as the welcome said, else 0.
 * @param issuedBeforeNs of kinds SUBJECT and EVERYBODY: what was issued at that instant or before, epoch ns; 0 = when it is said.
 * @param untilNs        how long it is kept, epoch ns: until nothing that it is about can still be good; 0 = 31 days, which is the longest.
 */
public record Revocation(
        RevocationKind kind, String subject, String tokenId, long sessionId, long issuedBeforeNs, long untilNs) {
    /** Checks that each kind has its own name, and that ids are no longer than ids may be. */
    public Revocation {
        requireNonNull(kind, "kind");
        EdgeText.optionalId("subject", subject);
        EdgeText.optionalId("tokenId", tokenId);
        if (subject.isEmpty() == (kind == RevocationKind.SUBJECT)
                || tokenId.isEmpty() == (kind == RevocationKind.TOKEN)
                || (sessionId == 0) == (kind == RevocationKind.SESSION)) {
            throw new IllegalArgumentException("a revocation of kind " + kind + " names that, and nothing else");
        }
    }

    /** Of one token; its id is shortened as {@link #tokenId(String)} says. */
    public static Revocation ofToken(final String jti) {
        return new Revocation(RevocationKind.TOKEN, "", tokenId(jti), 0, 0, 0);
    }

    /** Of whatever was issued to a person or a source until it is said. */
    public static Revocation ofSubject(final String subject) {
        return new Revocation(RevocationKind.SUBJECT, subject, "", 0, 0, 0);
    }

    /** Of every token that was issued until it is said. */
    public static Revocation ofEverybody() {
        return new Revocation(RevocationKind.EVERYBODY, "", "", 0, 0, 0);
    }

    /** Of one connection, which ends; whoever it was may come again. */
    public static Revocation ofSession(final long sessionId) {
        return new Revocation(RevocationKind.SESSION, "", "", sessionId, 0, 0);
    }

    /** The same, but of what was issued at an instant or before, epoch ns. */
    public Revocation issuedBefore(final long atNs) {
        return new Revocation(kind, subject, tokenId, sessionId, atNs, untilNs);
    }

    /** The same, but kept until an instant, epoch ns. */
    public Revocation until(final long atNs) {
        return new Revocation(kind, subject, tokenId, sessionId, issuedBeforeNs, atNs);
    }

    /** The id of a token as it is kept: one longer than 36 bytes is hashed, as keys of alerts are. */
    public static String tokenId(final String jti) {
        return EdgeText.alertKey(jti);
    }
}
