package io.tocsin.atrest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals one text with a patient's key: a byte that begins no text, the key's number, nonce, tag, text. AES-256-GCM, with the nonce made from the text by HMAC-SHA256: the same
 * text of the same patient is sealed to the same bytes, as an engine has to tell an alert that is said again from one that has changed. One thread.
 */
final class TextSeal {
    /** By which what is sealed is longer. */
    static final int HEAD_BYTES = 1 + Integer.BYTES + Sealer.NONCE_BYTES + Sealer.TAG_BYTES;

    /** Longest text, of several fields together. */
    static final int MOST_BYTES = 1_024;

    /** No UTF-8 has it. */
    static final byte MARK = (byte) 0xFF;

    private static final int NONCE_AT = 1 + Integer.BYTES;
    private static final int TAG_AT = NONCE_AT + Sealer.NONCE_BYTES;

    private final Cipher opener = Sealer.cipher();
    private Cipher sealer = Sealer.cipher();
    private final byte[] sealedNonce = new byte[Sealer.NONCE_BYTES];
    private @Nullable PatientKey sealedBy;
    private final Mac mac = mac();
    private final byte[] besides = new byte[1 + 2 * Long.BYTES];
    private final byte[] work = new byte[MOST_BYTES + Sealer.TAG_BYTES];

    /** Whether bytes look like what {@link #seal} makes. */
    static boolean isSealed(final byte[] bytes, final int offset, final int length) {
        return length >= HEAD_BYTES && bytes[offset] == MARK;
    }

    /** The number of the key that sealed. */
    static int keyOf(final byte[] head, final int offset) {
        return ByteBuffer.wrap(head).getInt(offset + 1);
    }

    /**
     * Seals.
     *
     * @param key    that seals.
     * @param what   is sealed: nothing else opens it.
     * @param text   to seal, sealed in its place.
     * @param length of it from its first byte.
     * @param head   takes what stands before it.
     * @param headAt of its first byte, {@link #HEAD_BYTES} of them.
     */
    void seal(
            final PatientKey key,
            final byte what,
            final byte[] text,
            final int length,
            final byte[] head,
            final int headAt) {
        try {
            besides(key, what);
            mac.init(key.mac());
            mac.update(besides);
            mac.update(text, 0, length);
            final byte[] digest = mac.doFinal();
            head[headAt] = MARK;
            ByteBuffer.wrap(head).putInt(headAt + 1, key.id);
            System.arraycopy(digest, 0, head, headAt + NONCE_AT, Sealer.NONCE_BYTES);
            final Cipher cipher = sealer(key, digest);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key.seal(),
                    new GCMParameterSpec(Sealer.TAG_BITS, digest, 0, Sealer.NONCE_BYTES));
            cipher.updateAAD(besides);
            cipher.doFinal(text, 0, length, work, 0);
            System.arraycopy(work, 0, text, 0, length);
            System.arraycopy(work, length, head, headAt + TAG_AT, Sealer.TAG_BYTES);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not seal with " + Sealer.ALGORITHM, impossible);
        }
    }

    /**
     * Opens.
     *
     * @param key    of the number in the head.
     * @param what   was sealed.
     * @param head   holds what stands before it.
     * @param headAt of its first byte.
     * @param text   to open.
     * @param offset of its first byte.
     * @param length of it.
     * @return the text; {@code null} if it is not what was sealed.
     */
    byte @Nullable [] open(
            final PatientKey key,
            final byte what,
            final byte[] head,
            final int headAt,
            final byte[] text,
            final int offset,
            final int length) {
        try {
            besides(key, what);
            System.arraycopy(text, offset, work, 0, length);
            System.arraycopy(head, headAt + TAG_AT, work, length, Sealer.TAG_BYTES);
            opener.init(
                    Cipher.DECRYPT_MODE,
                    key.seal(),
                    new GCMParameterSpec(Sealer.TAG_BITS, head, headAt + NONCE_AT, Sealer.NONCE_BYTES));
            opener.updateAAD(besides);
            return opener.doFinal(work, 0, length + Sealer.TAG_BYTES);
        } catch (final AEADBadTagException other) {
            return null;
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not open " + Sealer.ALGORITHM, impossible);
        } finally {
            Arrays.fill(work, 0, length, (byte) 0);
        }
    }

    /** What seals a text with a nonce. The JDK's takes none twice in a row, as two texts might have it; here it is the same text, said again, so a new one does. */
    private Cipher sealer(final PatientKey key, final byte[] nonce) {
        if (key == sealedBy && Arrays.equals(nonce, 0, Sealer.NONCE_BYTES, sealedNonce, 0, Sealer.NONCE_BYTES)) {
            sealer = Sealer.cipher();
        }
        sealedBy = key;
        System.arraycopy(nonce, 0, sealedNonce, 0, Sealer.NONCE_BYTES);
        return sealer;
    }

    private void besides(final PatientKey key, final byte what) {
        ByteBuffer.wrap(besides).put(what).putLong(key.high).putLong(key.low);
    }

    /** What a key makes of bytes. */
    static byte[] digest(final Mac mac, final SecretKeySpec key, final byte[] bytes) {
        try {
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HMAC-SHA256", impossible);
        }
    }

    /** Makes nonces, and what stands for a patient in the file of keys. */
    static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HMAC-SHA256", impossible);
        }
    }
}
