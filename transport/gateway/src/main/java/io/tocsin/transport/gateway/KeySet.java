package io.tocsin.transport.gateway;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The keys with which an issuer signs, by their names: those of P-256 and Ed25519; others are passed over. Immutable; any thread. */
final class KeySet {
    private static final int MOST = 64;

    private final Map<String, SigningKey> byName;

    private KeySet(final Map<String, SigningKey> byName) {
        this.byName = byName;
    }

    /**
     * A key, and the only algorithm that it is good for.
     *
     * @param algorithm a name of JWA.
     * @param key       to verify with.
     */
    record SigningKey(String algorithm, PublicKey key) {}

    /**
     * Reads a JWK set.
     *
     * @param json RFC 7517, section 5.
     * @return one key at least.
     * @throws IllegalArgumentException if there is none, or the set is not to be trusted; the message says why.
     */
    static KeySet parse(final String json) {
        final List<JsonWebKey> keys;
        try {
            keys = new JsonWebKeySet(json).getJsonWebKeys();
        } catch (final JoseException | RuntimeException unreadable) {
            throw new IllegalArgumentException("it is no JWK set: " + unreadable.getMessage(), unreadable);
        }
        if (keys.size() > MOST) {
            throw new IllegalArgumentException("the JWK set has more than " + MOST + " keys");
        }
        final Map<String, SigningKey> byName = new HashMap<>();
        for (final JsonWebKey key : keys) {
            final String name = key.getKeyId();
            final SigningKey signing = signingKey(key);
            if (signing != null && name != null && !name.isEmpty() && byName.put(name, signing) != null) {
                throw new IllegalArgumentException("the JWK set has two keys of one name");
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException(
                    "the JWK set has no named key of P-256 or Ed25519 to verify signatures with");
        }
        return new KeySet(byName);
    }

    /** A key by its name; {@code null} if there is none. */
    @Nullable
    SigningKey find(final String name) {
        return byName.get(name);
    }

    private static @Nullable SigningKey signingKey(final JsonWebKey key) {
        if (!(key instanceof PublicJsonWebKey pair)) {
            return null;
        }
        if (pair.getPrivateKey() != null) {
            throw new IllegalArgumentException("the JWK set holds a private key: whoever has it can be anybody");
        }
        final String algorithm = algorithm(pair);
        final boolean isForSignatures = pair.getUse() == null || Use.SIGNATURE.equals(pair.getUse());
        if (algorithm == null
                || !isForSignatures
                || (pair.getAlgorithm() != null && !pair.getAlgorithm().equals(algorithm))) {
            return null;
        }
        return new SigningKey(algorithm, pair.getPublicKey());
    }

    private static @Nullable String algorithm(final PublicJsonWebKey key) {
        if (key instanceof EllipticCurveJsonWebKey curve && EllipticCurves.P_256.equals(curve.getCurveName())) {
            return AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
        }
        return key instanceof OctetKeyPairJsonWebKey octets
                        && OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(octets.getSubtype())
                ? AlgorithmIdentifiers.EDDSA
                : null;
    }
}
