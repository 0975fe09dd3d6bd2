package io.tocsin.audit;

import io.tocsin.atrest.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;

/**
 * The key that signs how far an audit has come: Ed25519, in a file of two PEM blocks that its owner alone reads, outside of what it vouches for. Whoever has it, and the
 * journal, can write another audit; whoever has the audit alone cannot.
 */
public final class AuditKey {
    private final SigningKey key;

    private AuditKey(final SigningKey key) {
        this.key = key;
    }

    /**
     * Reads a key, or makes one where there is none. Waits for the disk.
     *
     * @param file    of the key; its folder is there.
     * @param mayMake nothing was signed yet: else a key that is missing is a fault, not a reason for another.
     * @return the key.
     * @throws IOException if it cannot be read or made, holds no such key, or may be read by others than its owner.
     */
    public static AuditKey in(final Path file, final boolean mayMake) throws IOException {
        return new AuditKey(SigningKey.in(file, mayMake, "the audit that there is"));
    }

    /**
     * Reads the public half of a key.
     *
     * @param file with such a PEM block, others are passed over.
     * @return the key.
     * @throws IOException if it cannot be read, or holds none.
     */
    public static PublicKey publicIn(final Path file) throws IOException {
        return SigningKey.publicIn(file);
    }

    /**
     * The public half of a key, as {@link #publicText} wrote it.
     *
     * @param text X.509 in base64.
     * @return the key.
     * @throws GeneralSecurityException if it is none.
     */
    static PublicKey publicOf(final String text) throws GeneralSecurityException {
        return SigningKey.publicOf(text);
    }

    /**
     * What a key signs: one line of ASCII, so that anybody can check it with other tools.
     *
     * @param chainHigh identity of the chain.
     * @param chainLow  lower half.
     * @param seq       last record that the head covers.
     * @param head      its hash, 64 digits.
     * @return {@code tocsin-audit-1 CHAIN SEQ HEAD}, the chain in 32 digits, the number in decimal, without an end of line.
     */
    public static String statement(final long chainHigh, final long chainLow, final long seq, final String head) {
        return "tocsin-audit-1 " + hex(chainHigh) + hex(chainLow) + " " + Long.toUnsignedString(seq) + " " + head;
    }

    /**
     * Whether a signature is right.
     *
     * @param key       that is to have made it.
     * @param statement that was signed.
     * @param signature in base64.
     * @return {@code false} for what is no signature at all, too.
     */
    public static boolean isSigned(final PublicKey key, final String statement, final String signature) {
        return SigningKey.isSigned(key, statement, signature);
    }

    /**
     * The name of a key.
     *
     * @param key public half.
     * @return the first 8 bytes of SHA-256 of it, X.509.
     */
    public static long idOf(final PublicKey key) {
        return SigningKey.idOf(key);
    }

    /** The name of this key. */
    public long id() {
        return key.id();
    }

    /** The public half, X.509 in base64. */
    public String publicText() {
        return key.publicText();
    }

    /**
     * Signs.
     *
     * @param statement as {@link #statement} says.
     * @return the signature in base64.
     */
    String sign(final String statement) {
        return key.sign(statement);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    /**
     * A number in 16 digits.
     *
     * @param value any.
     * @return 0 to 9 and a to f.
     */
    public static String hex(final long value) {
        return java.util.HexFormat.of().toHexDigits(value);
    }
}
