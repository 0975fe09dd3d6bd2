package io.tocsin.transport.gateway;

import java.time.Duration;

/** Checks settings. Any thread; pure. */
final class Limits {
    private static final Duration LONGEST = Duration.ofHours(1);

    private Limits() {}

    static int inRange(final String name, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ": it is " + least + " to " + most);
        }
        return value;
    }

    static long nanos(final String name, final Duration value) {
        return nanos(name, value, 1);
    }

    static long nanos(final String name, final Duration value, final int leastMs) {
        if (value.compareTo(Duration.ofMillis(leastMs)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ": it is " + leastMs + " ms to an hour");
        }
        return value.toNanos();
    }
}
