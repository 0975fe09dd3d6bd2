package io.tocsin.bench.crowd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Issues ES256 tokens that a router believes which was told of its keys. One thread. */
public final class Issuer {
    /** As the router is told it. */
    public static final String NAME = "issuer";

    /** Whom the tokens are for. */
    public static final String AUDIENCE = "tocsin";

    private static final String P1363 = "SHA256withECDSAinP1363Format";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;
    private static final int LIFE_S = 7_200;

    private final PrivateKey key;
    private final long nowS = System.currentTimeMillis() / 1_000;
    private final Signature signature = Signature.getInstance(P1363);

    /**
     * Issues with a key that somebody has.
     *
     * @param key of the curve P-256.
     * @throws GeneralSecurityException if it is none.
     */
    public Issuer(final PrivateKey key) throws GeneralSecurityException {
        this.key = key;
    }

    /**
     * A new key.
     *
     * @return of the curve P-256.
     * @throws GeneralSecurityException if this JVM has no such curve.
     */
    public static KeyPair newKeys() throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static Path jwksFile(final Path folder) {
        return folder.resolve("jwks.json");
    }

    /**
     * Leaves a new key where the processes of a run find it.
     *
     * @param folder of the run, which nobody else reads.
     * @throws IOException              if it cannot be written.
     * @throws GeneralSecurityException if there can be no key.
     */
    public static void writeTo(final Path folder) throws IOException, GeneralSecurityException {
        final KeyPair keys = newKeys();
        Files.write(folder.resolve("issuer.key"), keys.getPrivate().getEncoded());
        Files.writeString(jwksFile(folder), jwks((ECPublicKey) keys.getPublic()));
    }

    /**
     * The issuer whose key {@link #writeTo} has left.
     *
     * @param folder of the run.
     * @return with that key.
     * @throws IOException              if there is none.
     * @throws GeneralSecurityException if it is no key.
     */
    public static Issuer of(final Path folder) throws IOException, GeneralSecurityException {
        return new Issuer(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve("issuer.key")))));
    }

    /**
     * Issues a token, good for two hours.
     *
     * @param subject whose it is.
     * @param role    that it permits.
     * @param number  of it, no other token's.
     * @return as it is shown.
     * @throws GeneralSecurityException if it cannot be signed.
     */
    public String token(final String subject, final String role, final int number) throws GeneralSecurityException {
        final String input = base64("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}")
                + '.'
                + base64("{\"iss\":\"" + NAME + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject
                        + "\",\"roles\":[\"" + role + "\"],\"jti\":\"" + number + "\",\"iat\":" + nowS + ",\"exp\":"
                        + (nowS + LIFE_S) + "}");
        signature.initSign(key);
        signature.update(input.getBytes(UTF_8));
        return input + '.' + BASE64.encodeToString(signature.sign());
    }

    /**
     * What a router believes.
     *
     * @param key of the issuer.
     * @return a JWK set with it.
     */
    public static String jwks(final ECPublicKey key) {
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}]}";
    }

    /** 32 bytes, the highest first. */
    private static String coordinate(final BigInteger value) {
        final byte[] bytes = value.toByteArray();
        final byte[] padded = new byte[COORDINATE_BYTES];
        final int length = Math.min(bytes.length, padded.length);
        System.arraycopy(bytes, bytes.length - length, padded, padded.length - length, length);
        return BASE64.encodeToString(padded);
    }

    private static String base64(final String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }
}
