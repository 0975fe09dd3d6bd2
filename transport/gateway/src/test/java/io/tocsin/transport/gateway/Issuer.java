package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Whoever hands out tokens: with keys of both kinds, and bare enough to hand out wrong ones. Signs with the JDK alone. */
final class Issuer {
    static final String NAME = "https://idp.north.example";
    static final String AUDIENCE = "tocsin";
    static final String EC = "ec-1";
    static final String ED = "ed-1";

    final KeyPair ec = pair("EC", "secp256r1");
    final KeyPair ed = pair("Ed25519", "");

    /** What stands in the JWK set. */
    String jwks() {
        return "{\"keys\":[" + jwk(EC, ec) + "," + jwk(ED, ed) + "]}";
    }

    JwtSettings settings(final Path folder) {
        final Path file = folder.resolve("jwks.json");
        Pki.write(file, jwks());
        return JwtSettings.of(NAME, AUDIENCE, file.toUri());
    }

    /** A good token for an hour. */
    String token(final String subject, final String roles) {
        return token(subject, roles, 3_600);
    }

    String token(final String subject, final String roles, final long seconds) {
        final Map<String, String> claims = claims(subject, roles);
        claims.put("iat", String.valueOf(now() - 300));
        claims.put("exp", String.valueOf(now() + seconds));
        return es256(header("ES256", EC), json(claims));
    }

    /** Claims that are right, as JSON values. */
    static Map<String, String> claims(final String subject, final String roles) {
        final Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", text(NAME));
        claims.put("aud", text(AUDIENCE));
        claims.put("sub", text(subject));
        claims.put("roles", "[" + text(roles) + "]");
        claims.put("iat", String.valueOf(now()));
        claims.put("exp", String.valueOf(now() + 3_600));
        return claims;
    }

    static String header(final String algorithm, final String key) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"" + key + "\"}";
    }

    static String json(final Map<String, String> claims) {
        final StringBuilder json = new StringBuilder("{");
        claims.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(text(name))
                .append(':')
                .append(value));
        return json.append('}').toString();
    }

    static String text(final String value) {
        return '"' + value + '"';
    }

    static long now() {
        return System.currentTimeMillis() / 1_000;
    }

    String es256(final String header, final String payload) {
        return signed("SHA256withECDSAinP1363Format", ec, header, payload);
    }

    static String signed(final String algorithm, final KeyPair pair, final String header, final String payload) {
        final String input = base64(header) + '.' + base64(payload);
        return input + '.' + base64(sign(algorithm, pair, input));
    }

    static byte[] sign(final String algorithm, final KeyPair pair, final String input) {
        try {
            final Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (final GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String base64(final String text) {
        return base64(text.getBytes(UTF_8));
    }

    static String base64(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static KeyPair pair(final String algorithm, final String curve) {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (final GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String jwk(final String name, final KeyPair pair) {
        try {
            final PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setKeyId(name);
            return key.toJson();
        } catch (final JoseException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
