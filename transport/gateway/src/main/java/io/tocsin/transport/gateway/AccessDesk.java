package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.Revocation;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.RevocationReport;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.SessionsQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers who is let in: who is connected here, and whose access is revoked. Nothing of patients is in it, so nobody records that it was asked. Any thread; keeps nothing. */
final class AccessDesk {
    private AccessDesk() {}

    static byte[] answer(
            final ClientMessage.AccessQuery query,
            final SessionRoll roll,
            final @Nullable AlertView view,
            final MessageCodec codec) {
        return query instanceof SessionsQuery sessions
                ? sessions(sessions, roll, codec)
                : revocations((RevocationsQuery) query, view, codec);
    }

    private static byte[] sessions(final SessionsQuery query, final SessionRoll roll, final MessageCodec codec) {
        final int most = Math.min(query.limit(), QueryDesk.MAX_AT_ONCE);
        final List<SessionReport> found = roll.after(query.after(), most + 1);
        final boolean more = found.size() > most;
        final List<SessionReport> reports = new ArrayList<>(more ? found.subList(0, most) : found);
        return QueryDesk.fitting(
                codec, reports, more, (list, rest) -> new ServerMessage.Sessions(query.ref(), list, rest));
    }

    private static byte[] revocations(
            final RevocationsQuery query, final @Nullable AlertView view, final MessageCodec codec) {
        final long asOf = view == null ? 0 : view.asOfEventSeq();
        final List<Revocation> all = view == null ? List.of() : view.access().revocations();
        final int from = (int) Math.min(all.size(), Math.max(0, query.after()));
        final int to = Math.min(all.size(), from + Math.min(query.limit(), QueryDesk.MAX_AT_ONCE));
        final List<RevocationReport> reports = new ArrayList<>();
        for (final Revocation each : all.subList(from, to)) {
            reports.add(new RevocationReport(
                    each.kind(), each.subject(), each.tokenId(), each.issuedBeforeNs(), each.untilNs()));
        }
        return QueryDesk.fitting(
                codec,
                reports,
                to < all.size(),
                (list, rest) -> new ServerMessage.Revocations(query.ref(), asOf, list, rest));
    }
}
