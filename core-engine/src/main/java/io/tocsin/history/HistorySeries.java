package io.tocsin.history;

import java.util.List;

/**
 * Readings of one parameter of one subject.
 *
 * @param asOfNs     how far the history had come, UTC epoch ns of the engine's time: what was recorded later is not in it. 0 before the first record.
 * @param catchingUp whether older records are still being read since the start: then what is missing here may have been measured all the same.
 * @param points     the oldest first; immutable, empty if nothing is held.
 */
public record HistorySeries(long asOfNs, boolean catchingUp, List<HistoryPoint> points) {
    /** Keeps a copy of the list. */
    public HistorySeries {
        points = List.copyOf(points);
    }
}
