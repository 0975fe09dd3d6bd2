package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import org.jspecify.annotations.Nullable;

/** Whether what somebody has proved counts no more, as the log says. Any thread; keeps nothing. */
final class Revoked {
    private Revoked() {}

    /** Whether nobody is let in by this. The printed token of a developer's own machine is never revoked: a restart makes another. */
    static boolean is(final Principal principal, final @Nullable AlertView view) {
        return !principal.isDeveloper()
                && view != null
                && view.access()
                        .isRevoked(
                                principal.subject(),
                                principal.tokenId(),
                                principal.issuedNs(),
                                !principal.isByCertificate());
    }
}
