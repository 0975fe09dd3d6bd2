package io.tocsin.atrest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** One key. It seals nothing itself: it makes keys that do. Immutable; any thread. */
public final class AtRestKey {
    /** Of its material. */
    static final int BYTES = 32;

    private static final String AES = "AES";

    private final int order;
    private final int id;
    private final Instant made;
    private final byte[] material;

    AtRestKey(final int order, final Instant made, final byte[] material) {
        this.order = order;
        this.made = made;
        this.material = material.clone();
        id = idOf(material);
    }

    /**
     * Its name, which follows from what it is: no other key is mistaken for it.
     *
     * @return never 0, which stands for what is not sealed.
     */
    public int id() {
        return id;
    }

    /**
     * Its name, as people and files have it.
     *
     * @return 8 digits, 0 to 9 and a to f.
     */
    public String name() {
        return name(id);
    }

    /**
     * A name as people and files have it.
     *
     * @param id any.
     * @return 8 digits, 0 to 9 and a to f.
     */
    public static String name(final int id) {
        return HexFormat.of().toHexDigits(id);
    }

    /**
     * Which of its folder it is: the highest is the one in force.
     *
     * @return 1 or more.
     */
    public int order() {
        return order;
    }

    /** When it was made. */
    public Instant made() {
        return made;
    }

    /** What it is, without what is secret. */
    @Override
    public String toString() {
        return "key " + name();
    }

    byte[] material() {
        return material.clone();
    }

    /** A key that seals: for whoever opens something for writing once, and for those who read that. */
    SecretKeySpec derive(final String purpose, final long saltHigh, final long saltLow) {
        final byte[] salt = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(saltHigh)
                .putLong(saltLow)
                .array();
        final byte[] derived = Hkdf.derive(material, salt, "tocsin at rest 1 " + purpose);
        try {
            return new SecretKeySpec(derived, AES);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    private static int idOf(final byte[] material) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("tocsin at rest".getBytes(StandardCharsets.US_ASCII));
            final int id = ByteBuffer.wrap(digest.digest(material)).getInt();
            return id == 0 ? 1 : id;
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }
}
