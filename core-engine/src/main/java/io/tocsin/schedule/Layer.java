package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A rotation, and when it speaks. Where a later layer of a schedule names somebody, the layers before it are silent.
 *
 * @param rotation who takes turns.
 * @param only     when it speaks; empty = always.
 */
public record Layer(Rotation rotation, List<Window> only) {
    /** Copies the windows. */
    public Layer {
        requireNonNull(rotation, "rotation");
        only = List.copyOf(only);
    }

    /**
     * A rotation that always speaks.
     *
     * @param rotation who takes turns.
     * @return a layer without windows.
     */
    public static Layer of(final Rotation rotation) {
        return new Layer(rotation, List.of());
    }

    List<Span> between(final LocalClock clock, final Instant from, final Instant until) {
        final List<Span> turns = rotation.between(clock, from, until);
        if (only.isEmpty()) {
            return turns;
        }
        final LocalDate first = clock.local(from).toLocalDate().minusDays(1);
        final LocalDate last = clock.local(until).toLocalDate();
        final List<Span> spans = new ArrayList<>();
        for (final Window window : only) {
            for (final Span open : window.between(clock, first, last)) {
                for (final Span turn : turns) {
                    if (turn.overlaps(open.from(), open.until())) {
                        spans.add(turn.within(open.from(), open.until()));
                    }
                }
            }
        }
        return spans;
    }
}
