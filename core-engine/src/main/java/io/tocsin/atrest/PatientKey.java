package io.tocsin.atrest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key of what was typed about one patient, or about nobody who was named. Any thread. */
final class PatientKey {
    static final int BYTES = 32;

    private static final byte[] NO_SALT = new byte[BYTES];

    /** Number, unsigned; numbers rise. */
    final int id;
    /** Whose it is: what HMAC makes of the patient's id. Both 0: nobody's. */
    final long high;

    final long low;
    /** Of its record in the file. */
    final long recordOffset;
    /** That it was made from. */
    final byte[] material;
    /** The patient's key before it. */
    final @Nullable PatientKey former;

    private volatile @Nullable SecretKeySpec seal;
    private volatile @Nullable SecretKeySpec mac;

    /** Day of 1970 on which it sealed last. */
    volatile int usedDay;
    /** Until when it seals nothing, as its patient is about to be forgotten; epoch ms. If that was refused, it seals again then. */
    volatile long retiredUntilMs;
    /** It is in the file. */
    volatile boolean isKept;
    /** It was destroyed. */
    volatile boolean isWiped;

    PatientKey(
            final int id,
            final long high,
            final long low,
            final int usedDay,
            final long recordOffset,
            final byte[] material,
            final @Nullable PatientKey former) {
        this.id = id;
        this.high = high;
        this.low = low;
        this.usedDay = usedDay;
        this.recordOffset = recordOffset;
        this.material = material.clone();
        this.former = former;
    }

    /** Seals; made when it is needed first, as most keys of a start are not. */
    SecretKeySpec seal() {
        SecretKeySpec made = seal;
        if (made == null) {
            made = derived("AES", "tocsin patient text 1");
            seal = made;
        }
        return made;
    }

    /** Makes nonces. */
    SecretKeySpec mac() {
        SecretKeySpec made = mac;
        if (made == null) {
            made = derived("HmacSHA256", "tocsin patient nonce 1");
            mac = made;
        }
        return made;
    }

    /** It was destroyed: nothing of it stays in memory either. */
    void wipe() {
        isWiped = true;
        Arrays.fill(material, (byte) 0);
        seal = null;
        mac = null;
    }

    /** Whether it seals what is typed about somebody who was named. */
    boolean isSomebodys() {
        return (high | low) != 0;
    }

    private SecretKeySpec derived(final String algorithm, final String purpose) {
        final byte[] bytes = Hkdf.derive(material, NO_SALT, purpose.getBytes(StandardCharsets.US_ASCII));
        try {
            return new SecretKeySpec(bytes, algorithm);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
