package io.tocsin.transport.server.config;

import io.tocsin.schedule.Exchange;
import io.tocsin.schedule.Schedule;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads exchanges of a rota as people write them into one line each. One thread. */
final class ExchangeWords {
    private static final String NAME = "(\\S+)";
    private static final String SPAN = "from (\\S+) until (\\S+)";
    private static final Pattern OVERRIDE = Pattern.compile("(.+?) " + SPAN);
    private static final Pattern COVER = Pattern.compile(NAME + " for " + NAME + ' ' + SPAN);
    private static final Pattern SWAP = Pattern.compile(NAME + ' ' + SPAN + " with " + NAME + ' ' + SPAN);

    private final Findings findings;

    ExchangeWords(final Findings findings) {
        this.findings = findings;
    }

    /** A schedule with its exchanges. */
    Schedule add(final Schedule schedule, final List<Item> overrides, final List<Item> covers, final List<Item> swaps) {
        Schedule with = schedule;
        for (final Item item : overrides) {
            with = with(with, override(item));
        }
        for (final Item item : covers) {
            with = with(with, cover(item));
        }
        for (final Item item : swaps) {
            with = with(with, swap(item));
        }
        return with;
    }

    private static Schedule with(final Schedule schedule, final @Nullable Exchange exchange) {
        return exchange == null ? schedule : schedule.with(exchange);
    }

    private @Nullable Exchange override(final Item item) {
        final Matcher words = OVERRIDE.matcher(item.text());
        final String expected = "PERSON, PERSON from 2026-01-31T07:00 until 2026-01-31T19:00";
        if (!words.matches()) {
            return wrong(item, expected);
        }
        final LocalDateTime from = time(words.group(2));
        final LocalDateTime until = time(words.group(3));
        return from == null || until == null
                ? wrong(item, expected)
                : new Exchange.Overriding(
                        Arrays.stream(words.group(1).split(",", -1))
                                .map(String::strip)
                                .toList(),
                        from,
                        until);
    }

    private @Nullable Exchange cover(final Item item) {
        final Matcher words = COVER.matcher(item.text());
        final String expected = "PERSON for PERSON from 2026-01-31T07:00 until 2026-01-31T19:00";
        if (!words.matches()) {
            return wrong(item, expected);
        }
        final LocalDateTime from = time(words.group(3));
        final LocalDateTime until = time(words.group(4));
        return from == null || until == null
                ? wrong(item, expected)
                : new Exchange.Cover(words.group(2), words.group(1), from, until);
    }

    private @Nullable Exchange swap(final Item item) {
        final Matcher words = SWAP.matcher(item.text());
        final String expected = "PERSON from 2026-01-31T07:00 until 2026-01-31T19:00 with PERSON"
                + " from 2026-02-01T07:00 until 2026-02-01T19:00";
        if (!words.matches()) {
            return wrong(item, expected);
        }
        final LocalDateTime from = time(words.group(2));
        final LocalDateTime until = time(words.group(3));
        final LocalDateTime secondFrom = time(words.group(5));
        final LocalDateTime secondUntil = time(words.group(6));
        return from == null || until == null || secondFrom == null || secondUntil == null
                ? wrong(item, expected)
                : new Exchange.Swap(words.group(1), from, until, words.group(4), secondFrom, secondUntil);
    }

    private static @Nullable LocalDateTime time(final String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (final DateTimeException none) {
            return null;
        }
    }

    private @Nullable Exchange wrong(final Item item, final String expected) {
        findings.problem(item.origin(), item.key(), "'" + item.text() + "' is not like '" + expected + "'");
        return null;
    }
}
