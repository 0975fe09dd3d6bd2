package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Who has shown a certificate in a handshake. The handshake has verified it; this says whose it is. Any thread, but {@link #look}, which reads. */
final class Certificates {
    /** What RFC 5280, 4.2.1.6, numbers names with, as the JDK does. */
    private static final Map<Integer, String> KINDS = Map.of(1, "email:", 2, "dns:", 6, "uri:", 7, "ip:");

    private final WatchedFiles<PrincipalMap> principals;

    /**
     * Reads the file of principals.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says why.
     */
    Certificates(final ClientCertificates settings, final GatewayCounters counters) {
        final String path = settings.principals().toString();
        principals = new WatchedFiles<>(
                "principals of certificates",
                List.of(settings.principals()),
                contents -> PrincipalMap.parse(path, new String(contents.get(0), StandardCharsets.UTF_8)),
                counters);
    }

    /** Takes a changed file. */
    void look() {
        principals.look();
    }

    /** Who is at the other end, as the file of principals says now; {@code null} = nobody that it names, or without a certificate. */
    @Nullable
    Principal find(final Channel channel) {
        final SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            final X509Certificate shown =
                    (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
            final Principal principal = principals.current().find(names(shown));
            final long endsNs =
                    TimeUnit.SECONDS.toNanos(shown.getNotAfter().toInstant().getEpochSecond());
            final long issuedNs =
                    TimeUnit.SECONDS.toNanos(shown.getNotBefore().toInstant().getEpochSecond());
            return principal == null
                    ? null
                    : new Principal(
                                    principal.subject(),
                                    principal.roles(),
                                    endsNs,
                                    issuedNs,
                                    "",
                                    Principal.Kind.CERTIFICATE)
                            .permitting(principal.scopes());
        } catch (final SSLPeerUnverifiedException none) {
            return null;
        }
    }

    private static List<String> names(final X509Certificate certificate) {
        final List<String> names = new ArrayList<>();
        try {
            final Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (final List<?> alternative : alternatives) {
                    final String kind = KINDS.get(alternative.get(0));
                    if (kind != null && alternative.get(1) instanceof String name) {
                        names.add(PrincipalMap.canonical(kind + name));
                    }
                }
            }
        } catch (final CertificateParsingException unreadable) {
            // Whose it is cannot be said.
            return List.of();
        }
        return names;
    }
}
