package io.tocsin;

import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevocationState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is let in, as events tell it. Written by the delivery thread, read by any. */
final class AccessBook implements AccessView {
    /** What a revocation is of. */
    private record Named(RevocationKind kind, String name) {
        static Named of(final Revocation revocation) {
            return new Named(revocation.kind(), revocation.subject() + revocation.tokenId());
        }
    }

    private final Map<Named, Revocation> inForce = new LinkedHashMap<>();

    synchronized void on(final RouterEvent.RevocationChanged changed) {
        final Revocation revocation = changed.revocation();
        if (changed.state() != RevocationState.IN_FORCE) {
            inForce.remove(Named.of(revocation));
        } else if (revocation.kind() != RevocationKind.SESSION) {
            inForce.put(Named.of(revocation), revocation);
        }
    }

    @Override
    public synchronized List<Revocation> revocations() {
        return List.copyOf(inForce.values());
    }

    @Override
    public synchronized boolean isRevoked(
            final String subject, final String tokenId, final long issuedNs, final boolean byToken) {
        return (byToken && !tokenId.isEmpty() && inForce.containsKey(new Named(RevocationKind.TOKEN, tokenId)))
                || isBefore(inForce.get(new Named(RevocationKind.SUBJECT, subject)), issuedNs)
                || (byToken && isBefore(inForce.get(new Named(RevocationKind.EVERYBODY, "")), issuedNs));
    }

    private static boolean isBefore(final @Nullable Revocation revocation, final long issuedNs) {
        return revocation != null && issuedNs <= revocation.issuedBeforeNs();
    }
}
