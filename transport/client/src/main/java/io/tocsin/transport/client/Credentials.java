package io.tocsin.transport.client;

import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whom a client believes to be the router. Immutable: each method answers another one. Any thread. */
public final class Credentials {
    private static final Credentials NONE = new Credentials(null);

    private final @Nullable List<X509Certificate> authorities;

    private Credentials(final @Nullable List<X509Certificate> authorities) {
        this.authorities = authorities;
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
            if (read.isEmpty()) {
                throw new IllegalArgumentException(pem + " holds no certificate in PEM");
            }
            return new Credentials(read);
        } catch (final NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file " + pem, missing);
        } catch (final IOException | CertificateException unreadable) {
            throw new IllegalArgumentException(
                    pem + " cannot be read as certificates in PEM: " + unreadable.getMessage(), unreadable);
        }
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
            return builder.build();
        } catch (final SSLException unusable) {
            throw new IllegalArgumentException("no TLS with these credentials: " + unusable.getMessage(), unusable);
        }
    }
}
