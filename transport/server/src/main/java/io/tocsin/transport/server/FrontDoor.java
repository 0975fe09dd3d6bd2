package io.tocsin.transport.server;

import io.tocsin.transport.gateway.ClientCertificates;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.JwtSettings;
import io.tocsin.transport.gateway.PrintedToken;
import io.tocsin.transport.gateway.TlsFiles;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a server's front door is locked, and where it is. Pure. */
final class FrontDoor {
    private FrontDoor() {}

    /** Has a gateway encrypt and ask for proof as the configuration says; answers the token that is to be printed, {@code null} if there is none. */
    static @Nullable PrintedToken secure(final Gateway.Context door, final ServerConfig config) {
        final ListenSettings listen = config.listen();
        final IdentitySettings identity = config.identity();
        door.filesLook(listen.filesLook())
                .hosts(Set.copyOf(listen.hosts()))
                .verification(identity.verifyThreads(), identity.verifyWaiting())
                .breakGlass(identity.viewUsual(), identity.viewMost())
                .scopes(identity.scopes())
                .freshProof(identity.freshProof());
        final TlsFiles tls = listen.tls();
        if (tls != null) {
            door.tls(tls);
        }
        final ClientCertificates clients = listen.clients();
        if (clients != null) {
            door.clientCertificates(clients);
        }
        if (listen.unencrypted()) {
            door.unencryptedBeyondThisMachine();
        }
        final JwtSettings jwt = identity.jwt();
        if (jwt != null) {
            door.jwt(jwt);
        }
        if (identity.mode() != IdentitySettings.Mode.PRINTED_TOKEN) {
            return null;
        }
        final PrintedToken printed = new PrintedToken();
        door.authenticator(printed);
        return printed;
    }

    /** An address for clients, by the first name under which they reach the server. */
    static URI url(
            final ListenSettings listen, final String scheme, final InetSocketAddress address, final String path) {
        final String where =
                listen.hosts().isEmpty() ? authority(address) : listen.hosts().get(0) + ':' + address.getPort();
        return URI.create(scheme + (listen.tls() == null ? "" : "s") + "://" + where + path);
    }

    static String authority(final InetSocketAddress address) {
        final String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}
