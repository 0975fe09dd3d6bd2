package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a role of a unit, and when. What is said later wins: a layer over the layers before it, overrides over the layers, then temporary cover in the order it
 * is given, then swaps. Immutable: every method answers a changed copy; what cannot be is refused by {@link Schedules}.
 */
public final class Schedule {
    private final String name;
    private final String unit;
    private final String role;
    private final ZoneId zone;
    private final List<Layer> layers;
    private final List<Exchange> exchanges;
    private final @Nullable LocalDateTime from;
    private final @Nullable LocalDateTime until;

    private Schedule(
            final String name,
            final String unit,
            final String role,
            final ZoneId zone,
            final List<Layer> layers,
            final List<Exchange> exchanges,
            final @Nullable LocalDateTime from,
            final @Nullable LocalDateTime until) {
        this.name = name;
        this.unit = unit;
        this.role = role;
        this.zone = zone;
        this.layers = List.copyOf(layers);
        this.exchanges = List.copyOf(exchanges);
        this.from = from;
        this.until = until;
    }

    /**
     * Begins a schedule that names nobody yet.
     *
     * @param name names it in messages.
     * @param unit of the site.
     * @param role in the unit.
     * @param zone that all its times are local to.
     * @return a schedule without layers.
     */
    public static Schedule named(final String name, final String unit, final String role, final ZoneId zone) {
        return new Schedule(
                requireNonNull(name, "name"),
                requireNonNull(unit, "unit"),
                requireNonNull(role, "role"),
                requireNonNull(zone, "zone"),
                List.of(),
                List.of(),
                null,
                null);
    }

    /** Then this rotation, over those before it. */
    public Schedule layer(final Rotation rotation) {
        return layer(Layer.of(rotation));
    }

    /** Then this layer, over those before it. */
    public Schedule layer(final Layer layer) {
        final List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Schedule(name, unit, role, zone, more, exchanges, from, until);
    }

    /** With an override, temporary cover or a swap. */
    public Schedule with(final Exchange exchange) {
        final List<Exchange> more = new ArrayList<>(exchanges);
        more.add(exchange);
        return new Schedule(name, unit, role, zone, layers, more, from, until);
    }

    /** Holds between two local times only; null = without a bound. */
    public Schedule valid(final @Nullable LocalDateTime first, final @Nullable LocalDateTime end) {
        return new Schedule(name, unit, role, zone, layers, exchanges, first, end);
    }

    /** Names it in messages. */
    public String name() {
        return name;
    }

    /** Of the site. */
    public String unit() {
        return unit;
    }

    /** In the unit. */
    public String role() {
        return role;
    }

    /** That its times are local to. */
    public ZoneId zone() {
        return zone;
    }

    /** Everybody it may ever name, in the order they are first named. */
    public List<String> people() {
        final LinkedHashMap<String, Boolean> people = new LinkedHashMap<>();
        layers.forEach(layer -> layer.rotation().crews().forEach(crew -> crew.forEach(it -> people.put(it, true))));
        for (final Exchange exchange : exchanges) {
            if (exchange instanceof Exchange.Overriding override) {
                override.people().forEach(it -> people.put(it, true));
            } else if (exchange instanceof Exchange.Cover cover) {
                people.put(cover.cover(), true);
            } else if (exchange instanceof Exchange.Swap swap) {
                people.put(swap.first(), true);
                people.put(swap.second(), true);
            }
        }
        return List.copyOf(people.keySet());
    }

    /**
     * Whether it will never name anybody again, by its own bound.
     *
     * @param now at this instant.
     * @return over; a rotation that ends by itself is not seen here.
     */
    public boolean isOver(final Instant now) {
        return !ends().isAfter(now);
    }

    Instant begins() {
        return from == null ? Instant.MIN : new LocalClock(zone).instant(from);
    }

    Instant ends() {
        return until == null ? Instant.MAX : new LocalClock(zone).instant(until);
    }

    /** Refuses what contradicts itself. */
    void check() {
        if (layers.isEmpty() && exchanges.isEmpty()) {
            throw refused("layers", "there are none: the schedule names nobody");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw refused("until", until + " is no later than from, " + from);
        }
        final Map<Integer, Exchange.Overriding> overrides = new LinkedHashMap<>();
        for (int i = 0; i < exchanges.size(); i++) {
            final Exchange exchange = exchanges.get(i);
            checkOrder(field(i) + ".until", exchange.from(), exchange.until());
            if (exchange instanceof Exchange.Overriding override) {
                for (final Map.Entry<Integer, Exchange.Overriding> other : overrides.entrySet()) {
                    if (override.from().isBefore(other.getValue().until())
                            && other.getValue().from().isBefore(override.until())) {
                        throw refused(
                                field(i) + ".from",
                                override.from() + " lies in " + field(other.getKey()) + ", which lasts until "
                                        + other.getValue().until() + ": overrides must not overlap");
                    }
                }
                overrides.put(i, override);
            } else if (exchange instanceof Exchange.Cover cover
                    && cover.absent().equals(cover.cover())) {
                throw refused(field(i) + ".cover", "'" + cover.cover() + "' cannot stand in for the same person");
            } else if (exchange instanceof Exchange.Swap swap) {
                checkOrder(field(i) + ".second-until", swap.secondFrom(), swap.secondUntil());
                checkSwap(field(i), swap);
            }
        }
    }

    /** Who is on duty between two instants, in order, within the schedule's own bounds. */
    List<Span> between(final Instant first, final Instant end) {
        final Instant opens = Span.later(first, begins());
        final Instant closes = Span.earlier(end, ends());
        if (!opens.isBefore(closes)) {
            return List.of();
        }
        final Timeline timeline = beforeSwaps(opens, closes);
        final LocalClock clock = new LocalClock(zone);
        for (final Exchange exchange : exchanges) {
            if (exchange instanceof Exchange.Swap swap) {
                timeline.replace(swap.first(), swap.second(), clock.instant(swap.from()), clock.instant(swap.until()));
                timeline.replace(
                        swap.second(),
                        swap.first(),
                        clock.instant(swap.secondFrom()),
                        clock.instant(swap.secondUntil()));
            }
        }
        return timeline.between(opens, closes);
    }

    private Timeline beforeSwaps(final Instant first, final Instant end) {
        final LocalClock clock = new LocalClock(zone);
        final Timeline timeline = new Timeline();
        layers.forEach(layer -> layer.between(clock, first, end).forEach(timeline::put));
        for (final Exchange exchange : exchanges) {
            if (exchange instanceof Exchange.Overriding override) {
                final Instant begins = clock.instant(override.from());
                final Instant ends = clock.instant(override.until());
                if (begins.isBefore(ends)) {
                    timeline.put(new Span(begins, ends, override.people()));
                }
            }
        }
        for (final Exchange exchange : exchanges) {
            if (exchange instanceof Exchange.Cover cover) {
                timeline.replace(
                        cover.absent(), cover.cover(), clock.instant(cover.from()), clock.instant(cover.until()));
            }
        }
        return timeline;
    }

    private void checkSwap(final String field, final Exchange.Swap swap) {
        if (swap.first().equals(swap.second())) {
            throw refused(field + ".second", "'" + swap.second() + "' cannot swap with the same person");
        }
        checkOnDuty(field + ".first", swap.first(), swap.from(), swap.until());
        checkOnDuty(field + ".second", swap.second(), swap.secondFrom(), swap.secondUntil());
    }

    private void checkOnDuty(
            final String field, final String person, final LocalDateTime first, final LocalDateTime end) {
        final LocalClock clock = new LocalClock(zone);
        final Instant begins = clock.instant(first);
        final Instant ends = clock.instant(end);
        if (!beforeSwaps(begins, ends).names(person, begins, ends)) {
            throw refused(
                    field, "'" + person + "' is not on duty from " + first + " until " + end + ": nothing to swap");
        }
    }

    private void checkOrder(final String field, final LocalDateTime first, final LocalDateTime end) {
        if (!first.isBefore(end)) {
            throw refused(field, end + " is no later than its start, " + first);
        }
    }

    /** Where an exchange stands, counted among those of its kind. */
    private String field(final int index) {
        final Exchange exchange = exchanges.get(index);
        final String kind = exchange instanceof Exchange.Overriding
                ? "overrides"
                : exchange instanceof Exchange.Cover ? "covers" : "swaps";
        final long place = exchanges.subList(0, index).stream()
                .filter(other -> Objects.equals(other.getClass(), exchange.getClass()))
                .count();
        return kind + '[' + place + ']';
    }

    private ScheduleException refused(final String field, final String what) {
        return new ScheduleException("schedule '" + name + "'", field, what);
    }
}
