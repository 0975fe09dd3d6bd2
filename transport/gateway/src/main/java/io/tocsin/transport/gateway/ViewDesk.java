package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.ViewState;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ViewReport;
import io.tocsin.codecs.json.ViewsQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who sees a patient for a time: how long at most here, and who is told. Any thread; keeps nothing. */
final class ViewDesk {
    private static final long LEAST_MS = 60_000;
    private static final long NS_PER_MS = 1_000_000;
    /** Behind a welcome; who has to know of more asks for {@code views}. */
    private static final int MOST_AT_WELCOME = 64;

    private ViewDesk() {}

    /** The same, as long as the site says if nothing is said, and no longer from the beginning of a view that there is; refused if it is longer than the site permits. */
    static BreakGlass timed(
            final BreakGlass said, final Peer peer, final @Nullable AlertView view, final GatewaySettings settings)
            throws ProtocolException {
        final long mostMs = view == null
                ? settings.viewUsualMs
                : view.access().viewLimits().most().toMillis();
        // What nobody said is never longer than what the engine takes, whatever this gateway's file says.
        final long asked = said.durationMs() == 0 ? Math.min(settings.viewUsualMs, mostMs) : said.durationMs();
        final long left = Math.min(settings.viewMostMs, leftMs(said, peer, view, settings));
        if (said.durationMs() > settings.viewMostMs || left < LEAST_MS) {
            throw new ProtocolException(
                            ErrorCode.INVALID_FIELD,
                            "durationMs",
                            "a patient is seen so for " + settings.viewMostMs + " ms at most at this site")
                    .about(said.commandId(), "");
        }
        return new BreakGlass(
                said.commandId(),
                said.claimedNs(),
                said.patient(),
                said.reason(),
                said.comment(),
                Math.min(asked, left));
    }

    /** Until the longest that a view may last is over, from its beginning. */
    private static long leftMs(
            final BreakGlass said, final Peer peer, final @Nullable AlertView view, final GatewaySettings settings) {
        for (final ViewState seen :
                view == null ? List.<ViewState>of() : view.access().views()) {
            if (seen.active()
                    && seen.person().equals(peer.person())
                    && seen.patient().equals(said.patient())) {
                return settings.viewMostMs - (settings.clock.nanoTime() - seen.sinceNs()) / NS_PER_MS;
            }
        }
        return settings.viewMostMs;
    }

    /** Whether a client is told of it: an operator, and whoever it concerns. */
    private static boolean isTold(final Peer peer, final ViewState seen, final @Nullable AlertView view) {
        return peer.role() == Role.OPERATOR
                || (peer.role() == Role.CLINICIAN
                        && view != null
                        && view.isToldOf(peer.person(), seen, peer.units().get()));
    }

    private static ServerMessage.View message(final ViewState seen) {
        return new ServerMessage.View(report(seen));
    }

    /** Tells behind a welcome what was so during the last day, the newest of it, so that who was away hears of it; what is older stands in the audit alone. */
    static void welcome(final Peer peer, final @Nullable AlertView view, final ClientOut out) {
        final List<ViewState> told = view == null
                ? List.of()
                : view.access().views().stream()
                        .filter(seen -> isTold(peer, seen, view)
                                && (seen.active() || !seen.person().equals(peer.person())))
                        .toList();
        told.subList(Math.max(0, told.size() - MOST_AT_WELCOME), told.size()).forEach(seen -> out.send(message(seen)));
    }

    /** Tells whom it concerns; whether it was the client's own view, and is over. */
    static boolean tell(final Peer peer, final ViewState seen, final @Nullable AlertView view, final ClientOut out) {
        if (!isTold(peer, seen, view)) {
            return false;
        }
        out.send(message(seen));
        return !seen.active() && seen.person().equals(peer.person());
    }

    /** Those that a client is told of, in one message; and which those are. */
    static ServerMessage.Views answer(final ViewsQuery query, final Peer peer, final @Nullable AlertView view) {
        final long asOf = view == null ? 0 : view.asOfEventSeq();
        final List<ViewReport> reports = new ArrayList<>();
        boolean more = false;
        final int most = Math.min(query.limit(), QueryDesk.MAX_AT_ONCE);
        for (final ViewState seen :
                view == null ? List.<ViewState>of() : view.access().views()) {
            if (Long.compareUnsigned(seen.viewId(), query.after()) > 0 && isTold(peer, seen, view)) {
                more = reports.size() == most;
                if (more) {
                    break;
                }
                reports.add(report(seen));
            }
        }
        return new ServerMessage.Views(query.ref(), asOf, reports, more);
    }

    private static ViewReport report(final ViewState seen) {
        return new ViewReport(
                seen.viewId(),
                seen.active(),
                seen.person(),
                seen.patient(),
                seen.reason(),
                seen.comment(),
                seen.sinceNs(),
                seen.untilNs(),
                seen.endedBy());
    }
}
