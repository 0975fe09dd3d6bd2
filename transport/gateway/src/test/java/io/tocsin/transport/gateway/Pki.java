package io.tocsin.transport.gateway;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** An authority, what it vouches for, and a folder in which a gateway finds its files. */
final class Pki {
    private static final CertificateBuilder BASE = new CertificateBuilder().ecp256();

    final X509Bundle authority;
    private final Path folder;

    Pki(final Path folder) {
        this.folder = folder;
        authority = build(BASE.copy().subject("CN=North, O=Test").setIsCertificateAuthority(true), null);
    }

    /** A certificate of this machine. */
    X509Bundle router() {
        return build(
                BASE.copy().subject("CN=router").addSanIpAddress("127.0.0.1").addSanDnsName("localhost"), authority);
    }

    /** The same, between two instants. */
    X509Bundle router(final Instant from, final Instant to) {
        return build(
                BASE.copy()
                        .subject("CN=router")
                        .addSanIpAddress("127.0.0.1")
                        .notBefore(from)
                        .notAfter(to),
                authority);
    }

    static X509Bundle build(final CertificateBuilder certificate, final @Nullable X509Bundle issuer) {
        try {
            return issuer == null ? certificate.buildSelfSigned() : certificate.buildIssuedBy(issuer);
        } catch (final Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The files of a gateway with this certificate; an earlier one is replaced. */
    TlsFiles install(final X509Bundle bundle) {
        final TlsFiles files = files();
        write(files.certificates(), bundle.getCertificatePathPEM());
        write(files.key(), bundle.getPrivateKeyPEM());
        return files;
    }

    TlsFiles files() {
        return new TlsFiles(folder.resolve("router.pem"), folder.resolve("router.key"));
    }

    /** Whole or not at all, as those who renew certificates do it. */
    static void write(final Path path, final String content) {
        try {
            final Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, content);
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A client's side that trusts the authority, and shows a certificate if it has one. */
    SSLContext client(final @Nullable X509Bundle own) {
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            final KeyManager[] keys =
                    own == null ? null : own.toKeyManagerFactory().getKeyManagers();
            context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
            return context;
        } catch (final GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    HttpClient http() {
        return HttpClient.newBuilder().sslContext(client(null)).build();
    }
}
