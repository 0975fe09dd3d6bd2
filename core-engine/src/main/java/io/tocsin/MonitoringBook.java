package io.tocsin;

import io.tocsin.codecs.sbe.MonitoringStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The monitoring sessions that are active, as events tell them. Guarded by the book of alerts. */
final class MonitoringBook {
    private final TreeMap<Long, RouterEvent.MonitoringChanged> held = new TreeMap<>();
    /** The numbers of those that concern each person. */
    private final Map<String, TreeSet<Long>> byPerson = new HashMap<>();

    void on(final RouterEvent.MonitoringChanged changed) {
        final MonitoringState state = changed.state();
        final boolean isOver = state.status() == MonitoringStatus.ENDED;
        final RouterEvent.MonitoringChanged before =
                isOver ? held.remove(state.monitoringId()) : held.put(state.monitoringId(), changed);
        if (before != null) {
            before.state().concerned().forEach(person -> forget(person, state.monitoringId()));
        }
        if (!isOver) {
            state.concerned()
                    .forEach(person -> byPerson.computeIfAbsent(person, nobody -> new TreeSet<>())
                            .add(state.monitoringId()));
        }
    }

    private void forget(final String person, final long monitoringId) {
        byPerson.computeIfPresent(person, (same, numbers) -> {
            numbers.remove(monitoringId);
            return numbers.isEmpty() ? null : numbers;
        });
    }

    /** Those that concern a person, by rising number. */
    List<RouterEvent.MonitoringChanged> of(final String person) {
        return byPerson.getOrDefault(person, new TreeSet<>()).stream()
                .map(held::get)
                .toList();
    }

    /** Those with a higher number, by rising number, at most so many. */
    List<RouterEvent.MonitoringChanged> held(final long after, final int limit) {
        return held.tailMap(after, false).values().stream().limit(limit).toList();
    }
}
