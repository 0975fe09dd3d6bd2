package io.tocsin.transport.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes from a gateway's settings what finds out who somebody is. The launching thread. */
final class Verification {
    private static final long KEYS_LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private Verification() {}

    /**
     * Makes it, and has the issuer's keys looked after.
     *
     * @return {@code null} if nobody asks.
     * @throws IllegalArgumentException if a file of keys cannot be used; the message says why.
     */
    static @Nullable Authentication of(
            final GatewaySettings settings, final GatewayCounters counters, final Housekeeping housekeeping) {
        if (settings.jwt != null && settings.authenticator != null) {
            throw new IllegalArgumentException("tokens are those of an issuer, or another authenticator's: not both");
        }
        final Authenticator authenticator =
                settings.jwt == null ? settings.authenticator : jwt(settings, settings.jwt, counters, housekeeping);
        final Certificates certificates = certificates(settings, counters, housekeeping);
        if (authenticator == null && certificates == null) {
            return null;
        }
        final Authentication authentication = new Authentication(
                authenticator, certificates, settings.verifyThreads, settings.verifyWaiting, counters);
        housekeeping.closes(authentication::close);
        return authentication;
    }

    private static @Nullable Certificates certificates(
            final GatewaySettings settings, final GatewayCounters counters, final Housekeeping housekeeping) {
        final ClientCertificates clients = settings.clientCertificates;
        if (clients == null) {
            return null;
        }
        if (settings.tls == null) {
            throw new IllegalArgumentException(
                    "clients show certificates in the handshake of TLS: give the gateway one of its own, Context.tls(...)");
        }
        final Certificates certificates = new Certificates(clients, counters);
        housekeeping.add(certificates::look, settings.filesLookNs);
        return certificates;
    }

    private static Authenticator jwt(
            final GatewaySettings settings,
            final JwtSettings jwt,
            final GatewayCounters counters,
            final Housekeeping housekeeping) {
        final KeyRing ring = new KeyRing(
                source(jwt, counters, housekeeping),
                jwt.refresh().toNanos(),
                jwt.outage().toNanos(),
                counters,
                System::nanoTime);
        ring.fetch();
        housekeeping.add(ring::look, KEYS_LOOK_NS);
        return new JwtAuthenticator(jwt, ring, settings.clock);
    }

    private static Supplier<CompletableFuture<KeySet>> source(
            final JwtSettings jwt, final GatewayCounters counters, final Housekeeping housekeeping) {
        if (!jwt.isFile()) {
            return new KeyFetch(jwt.keys(), housekeeping.executor());
        }
        final WatchedFiles<KeySet> file = keys(jwt, counters);
        return () -> {
            file.look();
            return CompletableFuture.completedFuture(file.current());
        };
    }

    /** The keys in a file, read; for whoever only asks whether they can be. */
    static WatchedFiles<KeySet> keys(final JwtSettings jwt, final GatewayCounters counters) {
        return new WatchedFiles<>(
                "keys of tokens",
                List.of(jwt.file()),
                contents -> {
                    try {
                        return KeySet.parse(new String(contents.get(0), StandardCharsets.UTF_8));
                    } catch (final IllegalArgumentException wrong) {
                        throw new IllegalArgumentException(jwt.file() + ": " + wrong.getMessage(), wrong);
                    }
                },
                counters);
    }
}
