package io.tocsin.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Spans that follow each other without overlapping; what is put over them takes their place. */
final class Timeline {
    private final List<Span> spans = new ArrayList<>();

    /** A span takes the place of whatever stood there. */
    void put(final Span over) {
        cut(over.from(), over.until());
        spans.removeIf(span -> span.overlaps(over.from(), over.until()));
        spans.add(over);
        spans.sort(Comparator.comparing(Span::from));
    }

    /** Between two instants somebody stands in for another, where the other is on duty. */
    void replace(final String absent, final String instead, final Instant from, final Instant until) {
        cut(from, until);
        spans.replaceAll(span -> span.overlaps(from, until) ? replaced(span, absent, instead) : span);
    }

    /** Whether somebody is on duty at any time between two instants. */
    boolean names(final String person, final Instant from, final Instant until) {
        return spans.stream()
                .anyMatch(span -> span.overlaps(from, until) && span.crew().contains(person));
    }

    List<Span> between(final Instant from, final Instant until) {
        return spans.stream()
                .filter(span -> span.overlaps(from, until))
                .map(span -> span.within(from, until))
                .toList();
    }

    private static Span replaced(final Span span, final String absent, final String instead) {
        // In the other's place; who stands in and was there anyway is there once.
        final LinkedHashSet<String> crew = new LinkedHashSet<>();
        span.crew().forEach(person -> crew.add(person.equals(absent) ? instead : person));
        return new Span(span.from(), span.until(), List.copyOf(crew));
    }

    /** No span reaches over either instant afterwards. */
    private void cut(final Instant from, final Instant until) {
        cutAt(from);
        cutAt(until);
    }

    private void cutAt(final Instant at) {
        for (int i = 0; i < spans.size(); i++) {
            final Span span = spans.get(i);
            if (span.from().isBefore(at) && at.isBefore(span.until())) {
                spans.set(i, new Span(span.from(), at, span.crew()));
                spans.add(i + 1, new Span(at, span.until(), span.crew()));
                return;
            }
        }
    }
}
