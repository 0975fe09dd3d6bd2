package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a listener, with the JDK's provider: 1.3 and 1.2, suites with forward secrecy and authenticated encryption only. The certificate is that of the files as they
 * are when a connection begins; connections that are there keep theirs. What a handshake computes, it computes on a thread of its own, so that a storm of clients
 * that come back delays no alert on the loops.
 */
final class ServerTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration WARN_BEFORE = Duration.ofDays(14);
    private static final Duration WARN_EVERY = Duration.ofHours(12);
    private static final int HANDSHAKE_THREADS = 1;
    /** What a thread computes in a second or two: more would be too late for those who wait, and are told to come again by the end of their connection. */
    static final int MOST_WAITING = 256;

    private static final long CLOSE_NOTIFY_MS = 500;
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final WatchedFiles<Shown> files;
    private final GatewayCounters counters;
    private final long handshakeMs;
    private final ThreadPoolExecutor handshakes;
    /** {@code null} until the first was read. */
    private volatile @Nullable X509Certificate inUse;

    private Instant warnedAt = Instant.MIN;
    private long secondsLeft;

    /** As the context says; {@code null}: the gateway speaks without TLS. Otherwise as the constructor. */
    static @Nullable ServerTls of(final GatewaySettings settings, final GatewayCounters counters) {
        return settings.tls == null
                ? null
                : new ServerTls(
                        settings.tls, settings.clientCertificates, counters, settings.helloTimeoutMs, MOST_WAITING);
    }

    /**
     * Reads the files.
     *
     * @param files       certificates and key.
     * @param clients     whose certificates are taken; {@code null} = none are asked for.
     * @param counters    of the gateway.
     * @param handshakeMs how long a handshake may take.
     * @param most        handshakes that wait at once; the connection of one more is closed.
     * @throws IllegalArgumentException if the files cannot be used; the message says why.
     */
    ServerTls(
            final TlsFiles files,
            final @Nullable ClientCertificates clients,
            final GatewayCounters counters,
            final long handshakeMs,
            final int most) {
        this.files = new WatchedFiles<>(
                "TLS", paths(files, clients), contents -> noWorse(shown(files, clients, contents)), counters);
        inUse = this.files.current().certificate();
        this.counters = counters;
        this.handshakeMs = handshakeMs;
        handshakes = new ThreadPoolExecutor(
                HANDSHAKE_THREADS,
                HANDSHAKE_THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(most),
                new DefaultThreadFactory("tocsin-gateway-tls", true));
        lookAtTheEnd(Instant.now());
    }

    /** The files, read; for whoever only asks whether they can be. */
    static WatchedFiles<Shown> watch(
            final TlsFiles files, final @Nullable ClientCertificates clients, final GatewayCounters counters) {
        return new WatchedFiles<>("TLS", paths(files, clients), contents -> shown(files, clients, contents), counters);
    }

    private static List<Path> paths(final TlsFiles files, final @Nullable ClientCertificates clients) {
        final List<Path> paths = new ArrayList<>(List.of(files.certificates(), files.key()));
        if (clients != null) {
            paths.add(clients.authorities());
        }
        return paths;
    }

    /** A certificate that clients take is not given up for one that they do not take, or not yet. */
    private Shown noWorse(final Shown next) {
        final Instant now = Instant.now();
        final X509Certificate own = inUse;
        if (own == null || own.getNotAfter().toInstant().isBefore(now)) {
            return next;
        }
        if (next.certificate().getNotAfter().toInstant().isBefore(now)) {
            throw new IllegalArgumentException("the new certificate has ended at "
                    + next.certificate().getNotAfter().toInstant());
        }
        if (next.certificate().getNotBefore().toInstant().isAfter(now)) {
            throw new WatchedFiles.NotYetException("the new certificate holds from "
                    + next.certificate().getNotBefore().toInstant() + " only");
        }
        return next;
    }

    /** Who vouches for clients, read; for whoever only asks whether they can be. */
    static WatchedFiles<X509Certificate[]> trusted(final ClientCertificates clients, final GatewayCounters counters) {
        return new WatchedFiles<>(
                "authorities of clients",
                List.of(clients.authorities()),
                contents -> Pem.certificates(clients.authorities().toString(), contents.get(0)),
                counters);
    }

    /** What encrypts a new connection. Loop. */
    SslHandler newHandler(final Channel channel) {
        final SslHandler handler = files.current()
                .context()
                .newHandler(
                        channel.alloc(),
                        task -> handshakes.execute(() -> {
                            // Who has gone meanwhile costs nothing more.
                            if (channel.isActive()) {
                                task.run();
                            }
                        }));
        handler.setHandshakeTimeoutMillis(handshakeMs);
        // Who reads nothing does not read this either: the end of a connection is not to wait for it.
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MS);
        return handler;
    }

    /** Takes changed files, and says in good time that a certificate will end. One thread; reads. */
    void look() {
        files.look();
        final X509Certificate now = files.current().certificate();
        if (!now.equals(inUse)) {
            inUse = now;
            warnedAt = Instant.MIN;
        }
        lookAtTheEnd(Instant.now());
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
    }

    private void lookAtTheEnd(final Instant now) {
        final X509Certificate own = files.current().certificate();
        final Duration left = Duration.between(now, own.getNotAfter().toInstant());
        counters.add(GatewayMetric.TLS_CERTIFICATE_SECONDS, left.toSeconds() - secondsLeft);
        secondsLeft = left.toSeconds();
        if (left.compareTo(WARN_BEFORE) < 0 && now.isAfter(warnedAt)) {
            warnedAt = now.plus(WARN_EVERY);
            LOG.warn(
                    "TLS: the certificate of {} {} {}: clients will refuse this router",
                    own.getSubjectX500Principal(),
                    left.isNegative() ? "has ended at" : "ends at",
                    own.getNotAfter().toInstant());
        }
    }

    private static Shown shown(
            final TlsFiles files, final @Nullable ClientCertificates clients, final List<byte[]> contents) {
        final X509Certificate[] chain = Pem.certificates(files.certificates().toString(), contents.get(0));
        final PrivateKey key = Pem.privateKey(files.key().toString(), contents.get(1), chain[0]);
        final SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE);
        if (clients != null) {
            builder.trustManager(Pem.certificates(clients.authorities().toString(), contents.get(2)))
                    .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        try {
            return new Shown(builder.build(), chain[0]);
        } catch (final SSLException unusable) {
            throw new IllegalArgumentException(
                    files.certificates() + " cannot be used for TLS: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * What a new connection is shown.
     *
     * @param context     makes its handler.
     * @param certificate of this gateway.
     */
    record Shown(SslContext context, X509Certificate certificate) {}
}
