package io.tocsin.transport.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Whoever hands out tokens that a configuration believes: one key, good tokens for an hour. Signs with the JDK alone. */
public final class SmallIssuer {
    /** What a configuration says of it, with its keys in a file beside. */
    public static final String CONFIGURATION =
            "mode = jwt, jwt { issuer = \"https://idp\", audience = [ tocsin ], jwks-file = jwks.json }";

    private static final int KEY_BYTES = 32;

    private final KeyPair keys;

    /** With a new key. */
    public SmallIssuer() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (final GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Its JWK set. The key itself is the end of what X.509 has (RFC 8410). */
    public String jwks() {
        final byte[] encoded = keys.getPublic().getEncoded();
        final String x = base64(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"one\",\"x\":\"" + x + "\"}]}";
    }

    /** A token; more is JSON that begins with a comma, or empty. */
    public String token(final String subject, final String role, final String more) {
        final long now = System.currentTimeMillis() / 1_000;
        final String claims = "{\"iss\":\"https://idp\",\"aud\":\"tocsin\",\"sub\":\"" + subject + "\",\"roles\":[\""
                + role + "\"],\"iat\":" + (now - 5) + ",\"exp\":" + (now + 3_600) + more + '}';
        final String input =
                base64("{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":\"one\"}".getBytes(StandardCharsets.UTF_8))
                        + '.'
                        + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            final Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + '.' + base64(signature.sign());
        } catch (final GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String base64(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
