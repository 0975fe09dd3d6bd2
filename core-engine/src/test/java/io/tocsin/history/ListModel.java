package io.tocsin.history;

import io.tocsin.engine.monitoring.Subjects;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a history holds, slowly: every reading in a list, looked through at every question. Shares no code with the store but the names of what is compared. */
final class ListModel {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long TEN_NS = 10 * MINUTE_NS;

    /** By letter and id, the one whose last reading is the oldest first. */
    private final Map<String, List<Reading>> subjects = new LinkedHashMap<>();

    private long nowNs;

    private record Reading(long atNs, int parameter, int value) {}

    void now(final long timestampNs) {
        nowNs = Math.max(nowNs, timestampNs);
    }

    long nowNs() {
        return nowNs;
    }

    void add(final String subject, final int parameter, final int value) {
        final List<Reading> readings = subjects.remove(subject);
        final List<Reading> kept = readings == null ? new ArrayList<>() : readings;
        kept.add(new Reading(nowNs, parameter, value));
        subjects.put(subject, kept);
    }

    /** Nobody from whom nothing came for 72 hours is held; looked at whenever a reading comes. */
    void dropSilent() {
        subjects.values()
                .removeIf(readings -> tens(readings.get(readings.size() - 1).atNs()) < windowNs());
    }

    /** The first to go are those whose last reading is the oldest. */
    void dropDownTo(final int count) {
        final Iterator<List<Reading>> oldest = subjects.values().iterator();
        while (subjects.size() > count && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    Iterable<String> subjects() {
        return subjects.keySet();
    }

    int size() {
        return subjects.size();
    }

    /** Every stretch, of whatever the subject has. */
    List<HistoryPoint> series(final String subject, final int parameter) {
        final SortedMap<Long, HistoryPoint> points = new TreeMap<>();
        final long minutesFromNs = tens(Math.max(0, nowNs / MINUTE_NS * MINUTE_NS - 360 * MINUTE_NS));
        for (final Reading reading : subjects.getOrDefault(subject, List.of())) {
            if (reading.parameter() != parameter || tens(reading.atNs()) < windowNs()) {
                continue;
            }
            final boolean isFine = reading.atNs() >= minutesFromNs;
            final long width = isFine ? MINUTE_NS : TEN_NS;
            final long start = reading.atNs() / width * width;
            points.merge(
                    start,
                    new HistoryPoint(
                            start,
                            start + width,
                            reading.value(),
                            reading.value(),
                            reading.value(),
                            reading.atNs() / 1_000_000 * 1_000_000,
                            1),
                    ListModel::later);
        }
        return List.copyOf(points.values());
    }

    private long windowNs() {
        return tens(Math.max(0, nowNs / MINUTE_NS * MINUTE_NS - 4_320 * MINUTE_NS));
    }

    private static long tens(final long ns) {
        return ns / TEN_NS * TEN_NS;
    }

    private static HistoryPoint later(final HistoryPoint held, final HistoryPoint next) {
        return new HistoryPoint(
                held.fromNs(),
                held.untilNs(),
                Math.min(held.lowest(), next.lowest()),
                Math.max(held.highest(), next.highest()),
                next.last(),
                next.lastNs(),
                held.count() + 1);
    }

    static byte letter(final int kind) {
        return kind == 0 ? Subjects.PATIENT : kind == 1 ? Subjects.BED : Subjects.DEVICE;
    }
}
