package io.tocsin;

import static java.util.Objects.requireNonNull;

/**
 * What an audit has written and forced to the disk, signed.
 *
 * @param chainHigh    identity of the chain, upper half.
 * @param chainLow     lower half.
 * @param seq          last record that the head covers, from 1, unsigned.
 * @param previousSeq  of the seal before it; 0 = none.
 * @param keyId        names the key.
 * @param head         hash of that record, 64 digits.
 * @param previousHead of the seal before it; empty = none.
 * @param signature    Ed25519 in base64, of the line that the specification says.
 */
public record AuditSealed(
        long chainHigh,
        long chainLow,
        long seq,
        long previousSeq,
        long keyId,
        String head,
        String previousHead,
        String signature) {
    /** Checks that texts are there; the engine checks what they say. */
    public AuditSealed {
        requireNonNull(head, "head");
        requireNonNull(previousHead, "previousHead");
        requireNonNull(signature, "signature");
    }
}
