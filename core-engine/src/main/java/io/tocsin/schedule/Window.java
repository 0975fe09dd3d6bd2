package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a layer speaks: on some days of the week, between two local times.
 *
 * @param days  on which it begins; not empty.
 * @param from  its start.
 * @param until its end; at or before the start it is on the next day, so that 00:00 to 00:00 is the whole day.
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    /**
     * Copies the days.
     *
     * @throws IllegalArgumentException if there are none.
     */
    public Window {
        if (requireNonNull(days, "days").isEmpty()) {
            throw new IllegalArgumentException("days: names no day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        requireNonNull(from, "from");
        requireNonNull(until, "until");
    }

    /** The spans between two days, the first and the last included. */
    List<Span> between(final LocalClock clock, final LocalDate first, final LocalDate last) {
        final List<Span> spans = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek())) {
                final LocalDate end = until.isAfter(from) ? day : day.plusDays(1);
                final Instant begins = clock.instant(day.atTime(from));
                final Instant ends = clock.instant(end.atTime(until));
                if (begins.isBefore(ends)) {
                    spans.add(new Span(begins, ends, List.of()));
                }
            }
        }
        return spans;
    }
}
