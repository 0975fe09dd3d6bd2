package io.tocsin.transport.gateway;

import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryPoint;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.history.HistorySeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the router's history has in the words of the protocol. Any thread; allocates. */
final class HistoryReports {
    /** Why there is nothing for a person. */
    static final String NOT_FOR_THEM = "the readings of this subject are not for this person";

    private HistoryReports() {}

    /** To whom may not see it, or no more. */
    static ServerMessage forbidden(final String ref) {
        return new ServerMessage.ProtocolError(ErrorCode.FORBIDDEN, "", NOT_FOR_THEM, 0, ref, 0);
    }

    /** Of a series, or of why there is none. */
    static ServerMessage of(final String ref, final @Nullable HistorySeries series, final @Nullable Throwable refused) {
        if (series == null) {
            return refusal(ref, refused);
        }
        final List<HistoryPoint> points = series.points().stream()
                .map(point -> new HistoryPoint(
                        point.fromNs(),
                        point.untilNs(),
                        point.lowest(),
                        point.highest(),
                        point.last(),
                        point.lastNs(),
                        point.count()))
                .toList();
        return new ServerMessage.History(ref, series.asOfNs(), series.catchingUp(), points);
    }

    private static ServerMessage refusal(final String ref, final @Nullable Throwable refused) {
        final ErrorCode code = refused instanceof RefusedException known && known.refusal() == Refusal.NO_HISTORY
                ? ErrorCode.NO_HISTORY
                : ErrorCode.UNAVAILABLE;
        return new ServerMessage.ProtocolError(code, "", code.meaning(), 0, ref, 0);
    }
}
