package io.tocsin.transport.gateway;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from PEM, with the JDK's providers. Pure; any thread. */
final class Pem {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");
    /** A key factory's name, and the signature that shows whether two keys belong together. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    private Pem() {}

    /**
     * Certificates, in their order.
     *
     * @param path    for messages.
     * @param content of the file.
     * @return one at least.
     * @throws IllegalArgumentException if there is none, or one cannot be read.
     */
    static X509Certificate[] certificates(final String path, final byte[] content) {
        try {
            final X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            // What is cut inside a certificate some JDKs leave out without a word.
            final String text = new String(content, StandardCharsets.ISO_8859_1);
            if (count(text, BEGIN) != chain.length || count(text, END) != chain.length) {
                throw new IllegalArgumentException(path + " is cut: a certificate in it has no end");
            }
            if (chain.length == 0) {
                throw new IllegalArgumentException(path + " holds no certificate in PEM");
            }
            return chain;
        } catch (final CertificateException unreadable) {
            throw new IllegalArgumentException(
                    path + " is not made of certificates in PEM: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The private key of a certificate.
     *
     * @param path        for messages.
     * @param content     of the file.
     * @param certificate whose key it must be.
     * @return the key.
     * @throws IllegalArgumentException if there is none that can be read, or it is that of another certificate.
     */
    static PrivateKey privateKey(final String path, final byte[] content, final X509Certificate certificate) {
        final Matcher matcher = PRIVATE_KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalArgumentException(path + " holds no private key in PEM");
        }
        if (!"PRIVATE KEY".equals(matcher.group(1))) {
            throw new IllegalArgumentException(path + " holds a key as '" + matcher.group(1)
                    + "': it is read as PKCS#8 without a password, which 'openssl pkcs8 -topk8 -nocrypt' makes of it");
        }
        final PrivateKey key = decode(path, matcher.group(2));
        if (!belongTogether(key, certificate)) {
            throw new IllegalArgumentException(path + " is not the key of the first certificate, that of "
                    + certificate.getSubjectX500Principal());
        }
        return key;
    }

    private static int count(final String text, final String line) {
        int count = 0;
        for (int at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
            count++;
        }
        return count;
    }

    private static PrivateKey decode(final String path, final String base64) {
        final byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(base64);
        } catch (final IllegalArgumentException broken) {
            throw new IllegalArgumentException(path + " holds a key that is not Base64", broken);
        }
        for (final String algorithm : ALGORITHMS.keySet()) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (final InvalidKeySpecException other) {
                // One of the others, then.
            } catch (final GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK has " + algorithm, impossible);
            }
        }
        throw new IllegalArgumentException(path + " holds no key of RSA, EC or EdDSA that can be read");
    }

    private static boolean belongTogether(final PrivateKey key, final X509Certificate certificate) {
        final String algorithm = ALGORITHMS.get(key.getAlgorithm());
        if (algorithm == null) {
            return false;
        }
        final byte[] probe = certificate.getSerialNumber().toByteArray();
        try {
            final Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            final byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (final InvalidKeyException ofAnotherKind) {
            return false;
        } catch (final GeneralSecurityException noMatch) {
            return false;
        }
    }
}
