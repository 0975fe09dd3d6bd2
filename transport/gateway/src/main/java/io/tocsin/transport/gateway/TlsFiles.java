package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway proves itself with: both are read at the launch, and again when they change. Immutable; any thread.
 *
 * @param certificates X.509 in PEM: the gateway's own first, then those between it and the authority that clients trust.
 * @param key          of the first certificate, in PEM as PKCS#8, not encrypted.
 */
public record TlsFiles(Path certificates, Path key) {
    /** Checks that nothing is missing. */
    public TlsFiles {
        requireNonNull(certificates, "certificates");
        requireNonNull(key, "key");
    }

    /**
     * Whether a gateway could start with them now. Reads them.
     *
     * @return what is wrong, with the file and what to do; {@code null} if nothing is.
     */
    public @Nullable String problem() {
        try {
            ServerTls.watch(this, null, new GatewayCounters());
            return null;
        } catch (final IllegalArgumentException wrong) {
            return wrong.getMessage();
        }
    }
}
