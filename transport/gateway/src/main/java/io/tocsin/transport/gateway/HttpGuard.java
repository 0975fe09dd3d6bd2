package io.tocsin.transport.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out what a browser on this machine may be talked into by a stranger's page: requests under a foreign host name, and requests that a page of a foreign origin
 * makes. Immutable; any thread.
 */
final class HttpGuard {
    private final Set<String> allowedOrigins;
    private final Set<String> hosts;
    private final boolean isLocal;
    private final boolean isClaimed;

    /** Lets this machine's own pages in, and nobody else's. */
    HttpGuard() {
        this(Set.of(), Set.of(), true, false);
    }

    /**
     * Lets pages in.
     *
     * @param allowedOrigins such as {@code https://board.example}.
     * @param hosts          names of this router beside those of this machine on itself; their own pages are let in, encrypted.
     * @param isClaimed      nobody is asked who they are: whoever comes through a proxy is refused, since the network stands behind it.
     * @param isLocal        only this machine can connect: its pages are let in, whichever port they are from.
     */
    HttpGuard(
            final Set<String> allowedOrigins, final Set<String> hosts, final boolean isLocal, final boolean isClaimed) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
        this.hosts = Set.copyOf(hosts);
        this.isLocal = isLocal;
        this.isClaimed = isClaimed;
    }

    /**
     * Checks a request.
     *
     * @param headers of it.
     * @return why it is refused; {@code null} if it is not.
     */
    @Nullable
    String refusal(final HttpHeaders headers) {
        final List<String> named = headers.getAll(HttpHeaderNames.HOST);
        if (named.size() != 1 || !isOwn(named.get(0))) {
            return hosts.isEmpty()
                    ? "the Host header must name this machine: localhost, 127.0.0.1 or [::1]"
                    : "the Host header must name this router as its configuration does";
        }
        if (isClaimed && isOfProxy(headers)) {
            return "nobody is asked who they are here, so nobody may come through a proxy";
        }
        for (final String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!isAllowed(origin)) {
                return "pages of this origin may not connect";
            }
        }
        return null;
    }

    private static boolean isOfProxy(final HttpHeaders headers) {
        return headers.contains("forwarded")
                || headers.contains("x-forwarded-for")
                || headers.contains("x-forwarded-host")
                || headers.contains("x-real-ip")
                || headers.contains(HttpHeaderNames.VIA);
    }

    private boolean isAllowed(final String origin) {
        if (allowedOrigins.contains(origin)) {
            return true;
        }
        try {
            final URI uri = new URI(origin);
            final String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return (isLocal && Loopback.is(host)) || ("https".equals(uri.getScheme()) && hosts.contains(host));
        } catch (final URISyntaxException opaque) {
            return false;
        }
    }

    private boolean isOwn(final String host) {
        final int colon = host.lastIndexOf(':');
        final String name = (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        return Loopback.is(name) || hosts.contains(name);
    }
}
