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
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowedOrigins;

    /**
     * Lets this machine's own pages in, and these.
     *
     * @param allowedOrigins such as {@code https://board.example}.
     */
    HttpGuard(final Set<String> allowedOrigins) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /**
     * Checks a request.
     *
     * @param headers of it.
     * @return why it is refused; {@code null} if it is not.
     */
    @Nullable
    String refusal(final HttpHeaders headers) {
        final List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || !isLocal(hosts.get(0))) {
            return "the Host header must name this machine: localhost, 127.0.0.1 or [::1]";
        }
        for (final String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!allowedOrigins.contains(origin) && !isLocalOrigin(origin)) {
                return "pages of this origin may not connect";
            }
        }
        return null;
    }

    private static boolean isLocalOrigin(final String origin) {
        try {
            final URI uri = new URI(origin);
            return uri.getHost() != null && LOCAL_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
        } catch (final URISyntaxException opaque) {
            return false;
        }
    }

    private static boolean isLocal(final String host) {
        final int colon = host.lastIndexOf(':');
        final String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return LOCAL_HOSTS.contains(name.toLowerCase(Locale.ROOT));
    }
}
