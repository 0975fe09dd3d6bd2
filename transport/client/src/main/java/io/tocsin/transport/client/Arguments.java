package io.tocsin.transport.client;

import io.tocsin.codecs.json.ClientMessage;
import java.time.Duration;

/** Refuses what no router would take, before it waits for one. Any thread; pure. */
final class Arguments {
    private Arguments() {}

    /** A time in milliseconds, within bounds. */
    static long millis(final String name, final Duration time, final long leastMs, final long mostMs) {
        final Duration least = Duration.ofMillis(leastMs);
        final Duration most = Duration.ofMillis(mostMs);
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + time + ": it is from " + least + " to " + most);
        }
        return time.toMillis();
    }

    /** How many of a list may be asked for at once. */
    static void requireLimit(final int limit) {
        if (limit < 1 || limit > ClientMessage.MAX_ALERTS) {
            throw new IllegalArgumentException("limit is " + limit + ": it is from 1 to " + ClientMessage.MAX_ALERTS);
        }
    }
}
