package io.tocsin.atrest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A key that signs what is kept: Ed25519, in a file of two PEM blocks that its owner alone reads, outside of what it vouches for. Whoever has it can write that anew;
 * whoever has what it vouches for alone cannot.
 */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int PEM_COLUMNS = 64;
    private static final int HASH_BITS = 256;

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(final PrivateKey secret, final PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * Reads a key, or makes one where there is none. Waits for the disk.
     *
     * @param file    of the key; its folder is there.
     * @param mayMake nothing was signed yet: else a key that is missing is a fault, not a reason for another.
     * @param what    it signs, for people.
     * @return the key.
     * @throws IOException if it cannot be read or made, holds no such key, or may be read by others than its owner.
     */
    public static SigningKey in(final Path file, final boolean mayMake, final String what) throws IOException {
        if (Files.notExists(file)) {
            if (!mayMake) {
                throw new IOException("the key " + file + " is missing, which signs " + what);
            }
            make(file);
        }
        if (isReadByOthers(file)) {
            throw new IOException(file + " may be read by others than its owner: chmod 600 it");
        }
        final String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            final KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            final SigningKey key = new SigningKey(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE, file))),
                    keys.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC, file))));
            if (!isSigned(key.open, "a pair", key.sign("a pair"))) {
                throw new IOException(file + ": its two halves do not belong together");
            }
            return key;
        } catch (final GeneralSecurityException wrong) {
            throw new IOException(file + " holds no Ed25519 key", wrong);
        }
    }

    /**
     * Reads the public half of a key.
     *
     * @param file with such a PEM block, others are passed over.
     * @return the key.
     * @throws IOException if it cannot be read, or holds none.
     */
    public static PublicKey publicIn(final Path file) throws IOException {
        try {
            return publicOf(block(Files.readString(file, StandardCharsets.US_ASCII), PUBLIC, file));
        } catch (final GeneralSecurityException wrong) {
            throw new IOException(file + " holds no Ed25519 key", wrong);
        }
    }

    /**
     * The public half of a key, as {@link #publicText} wrote it.
     *
     * @param text X.509 in base64.
     * @return the key.
     * @throws GeneralSecurityException if it is none.
     */
    public static PublicKey publicOf(final String text) throws GeneralSecurityException {
        try {
            return publicOf(Base64.getDecoder().decode(text));
        } catch (final IllegalArgumentException wrong) {
            throw new GeneralSecurityException("not in base64", wrong);
        }
    }

    private static PublicKey publicOf(final byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
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
        try {
            final Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(statement.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (final GeneralSecurityException | IllegalArgumentException wrong) {
            return false;
        }
    }

    /**
     * The name of a key.
     *
     * @param key public half.
     * @return the first 8 bytes of SHA-256 of it, X.509.
     */
    public static long idOf(final PublicKey key) {
        return new java.math.BigInteger(1, sha256().digest(key.getEncoded()))
                .shiftRight(HASH_BITS - Long.SIZE)
                .longValue();
    }

    /** The name of this key. */
    public long id() {
        return idOf(open);
    }

    /** The public half, X.509 in base64. */
    public String publicText() {
        return Base64.getEncoder().encodeToString(open.getEncoded());
    }

    /**
     * Signs.
     *
     * @param statement that is signed.
     * @return the signature in base64.
     */
    public String sign(final String statement) {
        try {
            final Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(secret);
            signing.update(statement.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signing.sign());
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not sign with Ed25519", impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    /** Written beside, forced and linked, so that there is never half a key; of several processes that make one at the same time, one does, and all have that. */
    private static void make(final Path file) throws IOException {
        final Path beside = file.resolveSibling(
                file.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            final KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    beside,
                    pem(PRIVATE, pair.getPrivate().getEncoded())
                            + pem(PUBLIC, pair.getPublic().getEncoded()),
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.DSYNC,
                    StandardOpenOption.WRITE);
            // A link is never made over what is there, unlike a rename.
            Files.createLink(file, beside);
        } catch (final FileAlreadyExistsException another) {
            // Whoever was first has made it.
        } catch (final GeneralSecurityException impossible) {
            throw new IOException("the JDK makes no Ed25519 key", impossible);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static boolean isReadByOthers(final Path file) throws IOException {
        final Set<java.nio.file.attribute.PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return !Set.copyOf(List.of(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE))
                .containsAll(permissions);
    }

    private static String pem(final String what, final byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(PEM_COLUMNS, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }

    private static byte[] block(final String text, final String what, final Path file) throws IOException {
        final String begin = "-----BEGIN " + what + "-----";
        final int from = text.indexOf(begin);
        final int to = text.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IOException(file + " holds no " + what + " in PEM");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (final IllegalArgumentException wrong) {
            throw new IOException(file + " holds no " + what + " in base64", wrong);
        }
    }
}
