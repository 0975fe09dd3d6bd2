package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.SessionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Who is connected to this gateway, by number. Written by loops, read by any thread; bounded by the connections. */
final class SessionRoll {
    private final ConcurrentSkipListMap<Long, SessionReport> connected = new ConcurrentSkipListMap<>();

    void enter(final SessionReport report) {
        connected.put(report.session(), report);
    }

    /** Whoever has this number is gone; one that never came changes nothing. */
    void leave(final long number) {
        connected.remove(number);
    }

    /** Those with higher numbers, so many at most. */
    List<SessionReport> after(final long number, final int most) {
        final List<SessionReport> reports = new ArrayList<>();
        for (final SessionReport report : connected.tailMap(number, false).values()) {
            if (reports.size() == most) {
                break;
            }
            reports.add(report);
        }
        return reports;
    }
}
