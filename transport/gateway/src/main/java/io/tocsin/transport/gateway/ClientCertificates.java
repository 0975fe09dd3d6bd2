package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Machines that prove who they are by certificates of their own, in the handshake of TLS. Both files are read at the launch, and again when they change; who is no longer
 * among the principals is sent away. Immutable; any thread.
 *
 * @param authorities certificates, X.509 in PEM: they vouch for clients.
 * @param principals  who each of them is: lines of three words, a name that the certificate has as subject alternative name ({@code dns:}, {@code uri:}, {@code email:} or
 *                    {@code ip:}), the subject, and its roles with commas between them; {@code #} begins a remark.
 * @param required    a connection without a certificate is refused in its handshake; else it proves who it is by a token.
 */
public record ClientCertificates(Path authorities, Path principals, boolean required) {
    /** Checks that nothing is missing. */
    public ClientCertificates {
        requireNonNull(authorities, "authorities");
        requireNonNull(principals, "principals");
    }

    /**
     * Whether a gateway could start with them now. Reads them.
     *
     * @return what is wrong, with the file and what to do; {@code null} if nothing is.
     */
    public @Nullable String problem() {
        try {
            new Certificates(this, new GatewayCounters());
            ServerTls.trusted(this, new GatewayCounters());
            return null;
        } catch (final IllegalArgumentException wrong) {
            return wrong.getMessage();
        }
    }
}
