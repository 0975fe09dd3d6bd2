package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
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
    private Instant warnedAt = Instant.MIN;
    private long secondsLeft;

    /**
     * Reads the files.
     *
     * @param files       certificates and key.
     * @param counters    of the gateway.
     * @param handshakeMs how long a handshake may take.
     * @param most        handshakes that wait at once; the connection of one more is closed.
     * @throws IllegalArgumentException if the files cannot be used; the message says why.
     */
    ServerTls(final TlsFiles files, final GatewayCounters counters, final long handshakeMs, final int most) {
        this.files = watch(files, counters);
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
    static WatchedFiles<Shown> watch(final TlsFiles files, final GatewayCounters counters) {
        return new WatchedFiles<>(
                "TLS", List.of(files.certificates(), files.key()), contents -> shown(files, contents), counters);
    }

    /** What encrypts a new connection. Loop. */
    SslHandler newHandler(final ByteBufAllocator allocator) {
        final SslHandler handler = files.current().context().newHandler(allocator, handshakes);
        handler.setHandshakeTimeoutMillis(handshakeMs);
        return handler;
    }

    /** Takes changed files, and says in good time that a certificate will end. One thread; reads. */
    void look() {
        files.look();
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

    private static Shown shown(final TlsFiles files, final List<byte[]> contents) {
        final X509Certificate[] chain = Pem.certificates(files.certificates().toString(), contents.get(0));
        final PrivateKey key = Pem.privateKey(files.key().toString(), contents.get(1), chain[0]);
        try {
            return new Shown(
                    SslContextBuilder.forServer(key, chain)
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
                            .build(),
                    chain[0]);
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
