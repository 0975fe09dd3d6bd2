package io.tocsin.transport.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * What a token must look like before its signature is worth a look: three parts in the one way in which Base64url can be written, a header that names an algorithm of the
 * list and a key, and a signature of the right length. Every other header that could say something of keys or of how to read the token is either ignored
 * ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) or refused ({@code crit}, {@code b64}, {@code cty}, {@code zip}). Immutable; any thread.
 *
 * @param algorithm as the header says.
 * @param keyName   as the header says.
 */
record TokenShape(String algorithm, String keyName) {
    /** 64 bytes, of ES256 and of Ed25519 alike. */
    private static final int SIGNATURE_CHARS = 86;

    private static final int MAX_HEADER_CHARS = 2_048;
    private static final int MAX_KEY_NAME = 256;

    /**
     * Looks at a token.
     *
     * @param token of a client.
     * @return how it is signed.
     * @throws TokenRefusedException if it cannot be right.
     */
    static TokenShape of(final String token) throws TokenRefusedException {
        final int first = token.indexOf('.');
        final int second = token.indexOf('.', first + 1);
        if (first <= 0
                || first > MAX_HEADER_CHARS
                || second <= first + 1
                || second + 1 == token.length()
                || token.indexOf('.', second + 1) >= 0) {
            throw new TokenRefusedException(TokenFault.MALFORMED);
        }
        final byte[] header = canonical(token.substring(0, first));
        canonical(token.substring(first + 1, second));
        canonical(token.substring(second + 1));
        final Map<String, Object> fields;
        try {
            fields = JsonUtil.parseJson(new String(header, StandardCharsets.UTF_8));
        } catch (final JoseException | RuntimeException noJson) {
            throw new TokenRefusedException(TokenFault.MALFORMED);
        }
        if (fields.containsKey("crit")
                || fields.containsKey("b64")
                || fields.containsKey("cty")
                || fields.containsKey("zip")) {
            throw new TokenRefusedException(TokenFault.MALFORMED);
        }
        if (!(fields.get("alg") instanceof String algorithm) || !JwtAuthenticator.ALGORITHMS.contains(algorithm)) {
            throw new TokenRefusedException(TokenFault.ALGORITHM);
        }
        if (!(fields.get("kid") instanceof String keyName) || keyName.isEmpty() || keyName.length() > MAX_KEY_NAME) {
            throw new TokenRefusedException(TokenFault.KEY);
        }
        if (token.length() - second - 1 != SIGNATURE_CHARS) {
            throw new TokenRefusedException(TokenFault.SIGNATURE);
        }
        return new TokenShape(algorithm, keyName);
    }

    /** Its bytes, if they can be written in no other way: no padding, no foreign character, no bit that counts for nothing. */
    private static byte[] canonical(final String part) throws TokenRefusedException {
        try {
            final byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (final IllegalArgumentException foreign) {
            // As every other that is not canonical.
        }
        throw new TokenRefusedException(TokenFault.MALFORMED);
    }
}
