package io.tocsin.transport.server.config;

import io.tocsin.schedule.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads days and times of the clock on the wall. What is none is a problem at its key, and {@code null}. One thread. */
final class LocalTimes {
    static final List<DayOfWeek> DAYS = List.of(DayOfWeek.values());

    private final Findings findings;

    LocalTimes(final Findings findings) {
        this.findings = findings;
    }

    /** The zone of a section; UTC if it is missing or none. */
    static ZoneId zone(final Section section) {
        final String zone = section.text("zone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (final DateTimeException unknown) {
            section.problem("zone", "'" + zone + "' is no time zone such as Europe/Berlin");
            return ZoneId.of("UTC");
        }
    }

    /** Hours such as 19:00-07:00 that begin on some days. */
    @Nullable
    Window hours(final Collection<DayOfWeek> days, final Item hours) {
        final int dash = hours.text().indexOf('-');
        final LocalTime from = dash < 0 ? null : clock(hours.text().substring(0, dash));
        final LocalTime until = dash < 0 ? null : clock(hours.text().substring(dash + 1));
        if (from == null || until == null) {
            findings.problem(hours.origin(), hours.key(), "'" + hours.text() + "' is not like 19:00-07:00");
            return null;
        }
        return new Window(EnumSet.copyOf(days), from, until);
    }

    @Nullable
    LocalDate day(final @Nullable Item item) {
        return parsed(item, LocalDate::parse, "a day such as 2026-01-31");
    }

    @Nullable
    LocalTime time(final @Nullable Item item) {
        return parsed(item, LocalTime::parse, "a time such as 07:00");
    }

    @Nullable
    LocalDateTime instant(final @Nullable Item item) {
        return parsed(item, LocalDateTime::parse, "a time such as 2026-01-31T07:00");
    }

    private static @Nullable LocalTime clock(final String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (final DateTimeException none) {
            return null;
        }
    }

    private <T> @Nullable T parsed(final @Nullable Item item, final Function<String, T> parser, final String expected) {
        if (item == null) {
            return null;
        }
        try {
            return parser.apply(item.text());
        } catch (final DateTimeException wrong) {
            findings.problem(item.origin(), item.key(), "'" + item.text() + "' is not " + expected);
            return null;
        }
    }
}
