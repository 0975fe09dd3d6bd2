package io.tocsin.transport.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tocsin.codecs.json.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whom a client believes to be the router, and what it proves to it. Immutable: each method answers another one. Any thread. */
public final class Credentials {
    private static final Credentials NONE = new Credentials(null, null, null);

    private final @Nullable List<X509Certificate> authorities;

    private final @Nullable Supplier<String> token;
    private final @Nullable Own own;

    /** A certificate of the client's own, as its files were. */
    private record Own(String chain, String key, String files) {}

    private Credentials(
            final @Nullable List<X509Certificate> authorities,
            final @Nullable Supplier<String> token,
            final @Nullable Own own) {
        this.authorities = authorities;
        this.token = token;
        this.own = own;
    }

    /**
     * What a client has that says nothing else.
     *
     * @return routers are believed whose certificate an authority of the JVM's trust store vouches for.
     */
    public static Credentials none() {
        return NONE;
    }

    /**
     * Authorities of the site's own: they alone vouch for a router, those of the JVM's trust store do not. Reads the file, now and not again.
     *
     * @param pem certificates, X.509 in PEM.
     * @return these credentials with other authorities.
     * @throws IllegalArgumentException if the file cannot be read, or holds no certificate; the message names it.
     */
    public Credentials authorities(final Path pem) {
        try (InputStream content = Files.newInputStream(requireNonNull(pem, "pem"))) {
            final List<X509Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (read.size() != Files.readString(pem, ISO_8859_1).split("-----END CERTIFICATE-----", -1).length - 1
                    || read.size()
                            != Files.readString(pem, ISO_8859_1).split("-----BEGIN CERTIFICATE-----", -1).length - 1) {
                throw new IllegalArgumentException(pem + " is cut: a certificate in it has no end");
            }
            if (read.isEmpty()) {
                throw new IllegalArgumentException(pem + " holds no certificate in PEM");
            }
            return new Credentials(read, token, own);
        } catch (final NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file " + pem, missing);
        } catch (final IOException | CertificateException unreadable) {
            throw new IllegalArgumentException(
                    pem + " cannot be read as certificates in PEM: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * A token that says who the client is, where the router asks.
     *
     * @param value called on the client's thread for each connection, and again before a token ends; it must not wait, and answers the newest it has; empty = none.
     *              What it throws leaves the client without a token, and goes to the error handler.
     * @return these credentials with another token.
     */
    public Credentials token(final Supplier<String> value) {
        return new Credentials(authorities, requireNonNull(value, "value"), own);
    }

    /**
     * A certificate of the client's own, where the router asks machines for one. Reads the files, now and not again.
     *
     * @param chain X.509 in PEM: the client's own first, then those between it and the authority that the router trusts.
     * @param key   of the first, PKCS#8 in PEM without a password.
     * @return these credentials with a certificate.
     * @throws IllegalArgumentException if the files cannot be read, or are none; the message names them.
     */
    public Credentials certificate(final Path chain, final Path key) {
        final String files = chain + " and " + key;
        try {
            final Credentials next = new Credentials(
                    authorities,
                    token,
                    new Own(Files.readString(chain, ISO_8859_1), Files.readString(key, ISO_8859_1), files));
            next.context();
            return next;
        } catch (final IOException unreadable) {
            throw new IllegalArgumentException(files + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The newest token; none if there is none. */
    Token currentToken() {
        return token == null ? Token.NONE : new Token(token.get());
    }

    /** What is wrong with sending them there; empty if nothing is. */
    String wrong(final List<URI> endpoints) {
        final long encrypted = endpoints.stream().filter(Arguments::isEncrypted).count();
        if (encrypted > 0 && encrypted < endpoints.size()) {
            return "some endpoints are ws:// and others wss://: whoever blocks these would have it all in clear";
        }
        if (encrypted == 0 && (authorities != null || own != null)) {
            return "authorities and certificates are of no use at ws://: say wss://";
        }
        if (token != null && !endpoints.stream().allMatch(Arguments::isPrivate)) {
            return "a token would be sent in clear: say wss://, beyond this machine";
        }
        return "";
    }

    /** What connections are encrypted with. */
    SslContext context() {
        final SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
        if (authorities != null) {
            builder.trustManager(authorities);
        }
        try {
            if (own != null) {
                builder.keyManager(
                        new ByteArrayInputStream(own.chain().getBytes(ISO_8859_1)),
                        new ByteArrayInputStream(own.key().getBytes(ISO_8859_1)));
            }
        } catch (final IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    own.files() + " are no certificates and no key in PEM (PKCS#8): " + unusable.getMessage(),
                    unusable);
        }
        try {
            return builder.build();
        } catch (final SSLException unusable) {
            throw new IllegalArgumentException("no TLS with these credentials: " + unusable.getMessage(), unusable);
        }
    }
}
