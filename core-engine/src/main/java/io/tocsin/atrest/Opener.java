package io.tocsin.atrest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Opens what a {@link Sealer} sealed. One thread; allocates some hundreds of bytes each time, and the key of another opening once. */
public final class Opener {
    private final @Nullable AtRestKeys keys;
    private final String purpose;
    private final Cipher cipher = Sealer.cipher();
    private final byte[] nonce = new byte[Sealer.NONCE_BYTES];
    private final ByteBuffer place = ByteBuffer.wrap(nonce);
    private int keyId;
    private long saltHigh;
    private long saltLow;
    private @Nullable SecretKeySpec own;

    /**
     * Of a purpose.
     *
     * @param keys    that there are; {@code null} = none: nothing can be opened.
     * @param purpose as it was sealed for.
     */
    public Opener(final @Nullable AtRestKeys keys, final String purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /**
     * What follows was sealed by this one.
     *
     * @param id   of the key.
     * @param high the first random bytes that stand beside it.
     * @param low  the others.
     * @return whether it is another than before.
     * @throws KeyRefusedException if there is no such key; the message is half a sentence about what is sealed.
     */
    public boolean sealedBy(final int id, final long high, final long low) {
        if (own != null && id == keyId && high == saltHigh && low == saltLow) {
            return false;
        }
        if (keys == null) {
            throw new KeyRefusedException("is sealed with key " + AtRestKey.name(id)
                    + ", and no keys were given: name their folder (at-rest.keys-folder, or --keys)");
        }
        final AtRestKey key = keys.find(id);
        if (key == null) {
            throw new KeyRefusedException(
                    "is sealed with key " + AtRestKey.name(id) + ", which is not among the keys in " + keys.folder());
        }
        own = key.derive(purpose, high, low);
        keyId = id;
        saltHigh = high;
        saltLow = low;
        return true;
    }

    /**
     * Opens.
     *
     * @param at           its place.
     * @param beside       what stands beside it in the clear.
     * @param besideOffset of the first byte.
     * @param besideLength in bytes.
     * @param sealed       to open, with its tag.
     * @param offset       of the first byte.
     * @param length       in bytes, {@link Sealer#TAG_BYTES} at least.
     * @param plain        takes as many bytes without the tag.
     * @param plainOffset  of the first byte.
     * @return {@code false} if it is not what was sealed there; what stands in {@code plain} means nothing then.
     */
    public boolean open(
            final long at,
            final byte[] beside,
            final int besideOffset,
            final int besideLength,
            final byte[] sealed,
            final int offset,
            final int length,
            final byte[] plain,
            final int plainOffset) {
        final SecretKeySpec key = own;
        if (key == null) {
            throw new IllegalStateException("nobody said what it was sealed by");
        }
        place.putLong(0, at);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(Sealer.TAG_BITS, nonce));
            cipher.updateAAD(beside, besideOffset, besideLength);
            cipher.doFinal(sealed, offset, length, plain, plainOffset);
            return true;
        } catch (final AEADBadTagException other) {
            return false;
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK does not open " + Sealer.ALGORITHM, impossible);
        }
    }
}
