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
import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who sees a patient for a time: how long at most here, and who is told. Any thread; keeps nothing. */
final class ViewDesk {
    private ViewDesk() {}

    /** The same, as long as the site says if nothing is said; refused if it is longer than that permits. */
    static BreakGlass timed(final BreakGlass said, final GatewaySettings settings) throws ProtocolException {
        if (said.durationMs() > settings.viewMostMs) {
            throw new ProtocolException(
                            ErrorCode.INVALID_FIELD,
                            "durationMs",
                            "durationMs is at most " + settings.viewMostMs + " at this site")
                    .about(said.commandId(), "");
        }
        return said.durationMs() != 0
                ? said
                : new BreakGlass(
                        said.commandId(),
                        said.claimedNs(),
                        said.patient(),
                        said.reason(),
                        said.comment(),
                        settings.viewUsualMs);
    }

    /** Whether a client is told of it: an operator, and whoever it concerns. */
    private static boolean isTold(final Peer peer, final ViewState seen, final @Nullable AlertView view) {
        return peer.role() == Role.OPERATOR
                || (peer.role() == Role.CLINICIAN && view != null && view.isToldOf(peer.person(), seen));
    }

    private static ServerMessage.View message(final ViewState seen) {
        return new ServerMessage.View(report(seen));
    }

    /** Tells behind a welcome what is still so, and to privacy officers what was so during the last day: nobody who was away hears nothing. */
    static void welcome(final Peer peer, final @Nullable AlertView view, final ClientOut out) {
        if (view == null) {
            return;
        }
        final boolean isOfAll = peer.role() == Role.CLINICIAN && view.roleOf(peer.person()) == AuthorityRole.PRIVACY;
        for (final ViewState seen : view.access().views()) {
            if ((seen.active() || isOfAll) && isTold(peer, seen, view)) {
                out.send(message(seen));
            }
        }
    }

    /** Tells whom it concerns; whether it was the client's own view, and is over. */
    static boolean tell(final Peer peer, final ViewState seen, final @Nullable AlertView view, final ClientOut out) {
        if (!isTold(peer, seen, view)) {
            return false;
        }
        out.send(message(seen));
        return !seen.active() && seen.person().equals(peer.person());
    }

    static byte[] answer(final ViewsQuery query, final Peer peer, final @Nullable AlertView view) {
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
        return QueryDesk.fitting(reports, more, (list, rest) -> new ServerMessage.Views(query.ref(), asOf, list, rest));
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
