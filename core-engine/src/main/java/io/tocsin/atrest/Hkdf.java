package io.tocsin.atrest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys from a key: HKDF with SHA-256 as RFC 5869 has it, of one block of output. Allocates; any thread. */
final class Hkdf {
    private static final String MAC = "HmacSHA256";

    private Hkdf() {}

    /**
     * Makes one of 32 bytes.
     *
     * @param key     to make it from.
     * @param salt    random, and not secret.
     * @param purpose what it is for: other words, another key.
     */
    static byte[] derive(final byte[] key, final byte[] salt, final String purpose) {
        return derive(key, salt, purpose.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] derive(final byte[] key, final byte[] salt, final byte[] info) {
        final Mac expand = mac(mac(salt).doFinal(key));
        expand.update(info);
        expand.update((byte) 1);
        return expand.doFinal();
    }

    private static Mac mac(final byte[] key) {
        try {
            final Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (final GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no " + MAC, impossible);
        }
    }
}
