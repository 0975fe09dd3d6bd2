package io.tocsin;

import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevocationState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is let in, as events tell it. Written by the delivery thread, read by any. */
final class AccessBook implements AccessView {
    /** What a revocation is of. */
    private record Named(RevocationKind kind, String name) {
        static Named of(final Revocation revocation) {
            return new Named(revocation.kind(), revocation.subject() + revocation.tokenId());
        }
    }

    private static final long DAY_NS = 86_400_000_000_000L;

    private final Map<Named, Revocation> inForce = new LinkedHashMap<>();
    private final Map<Long, ViewState> views = new TreeMap<>();
    /** Who sees somebody so now. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private volatile ViewLimits viewLimits = ViewLimits.standard();

    /** Another configuration is in force. Any thread. */
    void inForce(final ViewLimits limits) {
        viewLimits = limits;
    }

    @Override
    public ViewLimits viewLimits() {
        return viewLimits;
    }

    synchronized void on(final RouterEvent.RevocationChanged changed) {
        final Revocation revocation = changed.revocation();
        if (changed.state() != RevocationState.IN_FORCE) {
            inForce.remove(Named.of(revocation));
        } else if (revocation.kind() != RevocationKind.SESSION) {
            inForce.put(Named.of(revocation), revocation);
        }
    }

    synchronized void on(final RouterEvent.ViewGranted granted) {
        final ViewState view = granted.view();
        views.put(view.viewId(), view);
        seen.add(view.person());
        // What is older than a day can begin no more.
        views.values().removeIf(each -> !each.active() && granted.stamp().timestampNs() - each.sinceNs() >= DAY_NS);
    }

    synchronized void on(final RouterEvent.ViewRevoked revoked) {
        views.computeIfPresent(revoked.view().viewId(), (viewId, view) -> revoked.view());
        final String person = revoked.view().person();
        if (views.values().stream()
                .noneMatch(each -> each.active() && each.person().equals(person))) {
            seen.remove(person);
        }
    }

    /** The view that is over, as it was; {@code null} if it is not known. */
    synchronized @Nullable ViewState view(final long viewId) {
        return views.get(viewId);
    }

    @Override
    public synchronized List<ViewState> views() {
        return List.copyOf(views.values());
    }

    @Override
    public boolean hasView(final String personId, final String patientId) {
        // Asked for each recipient of each delivery, and nearly always of nobody.
        return seen.contains(personId) && isSeen(personId, patientId);
    }

    private synchronized boolean isSeen(final String personId, final String patientId) {
        for (final ViewState view : views.values()) {
            if (view.active()
                    && view.person().equals(personId)
                    && view.patient().equals(patientId)) {
                return true;
            }
        }
        return false;
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
