package io.tocsin.atrest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what is written from one opening to the next: with a key of its own, made from the key in force and random bytes, and the place as nonce. Places only grow, or
 * nothing is sealed. One thread, and not an engine's: the JDK allocates some hundreds of bytes each time.
 */
public final class Sealer {
    /** By which what is sealed is longer. */
    public static final int TAG_BYTES = 16;

    static final String ALGORITHM = "AES/GCM/NoPadding";
    static final int TAG_BITS = TAG_BYTES * Byte.SIZE;
    static final int NONCE_BYTES = 12;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtRestKey key;
    private final long saltHigh;
    private final long saltLow;
    private final SecretKeySpec own;
    private final Cipher cipher = cipher();
    private final byte[] nonce = new byte[NONCE_BYTES];
    private final ByteBuffer place = ByteBuffer.wrap(nonce);
    private long last = -1;

    private Sealer(final AtRestKey key, final String purpose, final long saltHigh, final long saltLow) {
        this.key = key;
        this.saltHigh = saltHigh;
        this.saltLow = saltLow;
        own = key.derive(purpose, saltHigh, saltLow);
    }

    /**
     * For something that is opened for writing, with 128 random bits.
     *
     * @param key     in force.
     * @param purpose what is sealed: nothing else opens it.
     * @return a new one.
     */
    public static Sealer of(final AtRestKey key, final String purpose) {
        return new Sealer(key, purpose, RANDOM.nextLong(), RANDOM.nextLong());
    }

    /**
     * The same with 64 random bits, where each record has to carry them.
     *
     * @param key     in force.
     * @param purpose what is sealed: nothing else opens it.
     * @return a new one.
     */
    public static Sealer ofShortSalt(final AtRestKey key, final String purpose) {
        return new Sealer(key, purpose, RANDOM.nextLong(), 0);
    }

    /** The key in force when it was made. */
    public AtRestKey key() {
        return key;
    }

    /** The random bytes, to be written beside what is sealed: the first 8. */
    public long saltHigh() {
        return saltHigh;
    }

    /** The other 8. */
    public long saltLow() {
        return saltLow;
    }

    /**
     * Seals.
     *
     * @param at            its place, 0 or more, above every one before.
     * @param beside        what stands beside it in the clear, and is not to be changed either; none if its length is 0.
     * @param besideOffset  of the first byte.
     * @param besideLength  in bytes.
     * @param plain         to seal.
     * @param offset        of the first byte.
     * @param length        in bytes.
     * @param sealed        takes length and {@link #TAG_BYTES}; another array than the plain one.
     * @param sealedOffset  of the first byte.
     * @throws IllegalStateException if something was sealed at that place, or behind it, before.
     */
    public void seal(
            final long at,
            final byte[] beside,
            final int besideOffset,
            final int besideLength,
            final byte[] plain,
            final int offset,
            final int length,
            final byte[] sealed,
            final int sealedOffset) {
        if (at <= last) {
            throw new IllegalStateException(
                    "place " + at + " would be sealed behind place " + last + ": a nonce is never used twice");
        }
        last = at;
        place.putLong(0, at);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, own, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(beside, besideOffset, besideLength);
            cipher.doFinal(plain, offset, length, sealed, sealedOffset);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not seal with " + ALGORITHM, impossible);
        }
    }

    static Cipher cipher() {
        try {
            return Cipher.getInstance(ALGORITHM);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, impossible);
        }
    }
}
