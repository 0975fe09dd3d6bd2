package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Crews that take turns. The first turn begins on the start's day at the hand-off time, each lasts as long as the clock on the wall says: a shift from 19:00 of 12
 * hours ends when the clock shows 07:00, in the night of a clock change too.
 *
 * @param start   day of the first turn.
 * @param end     day at whose hand-off time it ends; null = it goes on.
 * @param handOff local time at which turns begin.
 * @param shift   of one turn, whole minutes, from a quarter of an hour to a year.
 * @param crews   in order, one or more people each.
 */
public record Rotation(
        LocalDate start, @Nullable LocalDate end, LocalTime handOff, Duration shift, List<List<String>> crews) {
    private static final long MIN_SHIFT_MINUTES = 15;
    private static final long MAX_SHIFT_MINUTES = 366L * 24 * 60;

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException whose message begins with the field that is wrong.
     */
    public Rotation {
        requireNonNull(start, "start");
        requireNonNull(handOff, "handOff");
        if (end != null && !end.isAfter(start)) {
            throw new IllegalArgumentException("end: " + end + " is no later than the start, " + start);
        }
        final long minutes = requireNonNull(shift, "shift").toMinutes();
        if (minutes < MIN_SHIFT_MINUTES || minutes > MAX_SHIFT_MINUTES || !shift.equals(Duration.ofMinutes(minutes))) {
            throw new IllegalArgumentException(
                    "shift: " + shift + " is not from 15 minutes to a year in whole minutes");
        }
        if (crews.isEmpty()) {
            throw new IllegalArgumentException("people: names nobody");
        }
        final List<List<String>> copies = new ArrayList<>();
        for (int i = 0; i < crews.size(); i++) {
            copies.add(crew("people[" + i + ']', crews.get(i)));
        }
        crews = List.copyOf(copies);
    }

    /**
     * One person at a time.
     *
     * @param start   day of the first turn.
     * @param handOff local time at which turns begin.
     * @param shift   of one turn.
     * @param people  in order.
     * @return a rotation without an end.
     */
    public static Rotation of(
            final LocalDate start, final LocalTime handOff, final Duration shift, final String... people) {
        final List<List<String>> crews = new ArrayList<>();
        for (final String person : people) {
            crews.add(List.of(person));
        }
        return new Rotation(start, null, handOff, shift, crews);
    }

    /** The turns that touch a span of time. */
    List<Span> between(final LocalClock clock, final Instant from, final Instant until) {
        final LocalDateTime first = start.atTime(handOff);
        final Instant ends = end == null ? until : Span.earlier(until, clock.instant(end.atTime(handOff)));
        // A turn earlier than the local difference says: a clock change may lie between.
        long turn = Math.max(0, Duration.between(first, clock.local(from)).toMinutes() / shift.toMinutes() - 1);
        final List<Span> turns = new ArrayList<>();
        Instant begins = clock.instant(first.plusMinutes(turn * shift.toMinutes()));
        while (begins.isBefore(ends)) {
            final Instant next = clock.instant(first.plusMinutes((turn + 1) * shift.toMinutes()));
            // In the hour that the clock skips a turn may have no time at all.
            if (begins.isBefore(next) && next.isAfter(from)) {
                turns.add(new Span(begins, Span.earlier(next, ends), crews.get((int) (turn % crews.size()))));
            }
            begins = next;
            turn++;
        }
        return turns;
    }

    static List<String> crew(final String field, final List<String> people) {
        if (people.isEmpty()) {
            throw new IllegalArgumentException(field + ": names nobody");
        }
        final HashSet<String> seen = new HashSet<>();
        for (final String person : people) {
            if (requireNonNull(person, field).isBlank()) {
                throw new IllegalArgumentException(field + ": a name is empty");
            }
            if (!seen.add(person)) {
                throw new IllegalArgumentException(field + ": names '" + person + "' twice");
            }
        }
        return List.copyOf(people);
    }
}
