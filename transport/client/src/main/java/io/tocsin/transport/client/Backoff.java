package io.tocsin.transport.client;

import java.util.random.RandomGenerator;

/**
 * When to come back: a random time below a bound that doubles with every failure. Random over the whole range, because a thousand clients that lost the same router
 * must not come back together. One thread.
 */
final class Backoff {
    private static final int MAX_DOUBLINGS = 30;

    private final long leastMs;
    private final long mostMs;
    private final RandomGenerator random;
    private int failures;

    Backoff(final long leastMs, final long mostMs, final RandomGenerator random) {
        this.leastMs = leastMs;
        this.mostMs = mostMs;
        this.random = random;
    }

    /** The next delay, after one more failure. */
    long nextMs() {
        final long bound = Math.min(mostMs, leastMs << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        return random.nextLong(Math.max(1, bound + 1));
    }

    /** The next delay after something that will fail again until somebody changes something: near the upper bound. */
    long slowMs() {
        failures++;
        return mostMs / 2 + random.nextLong(mostMs / 2 + 1);
    }

    /** The connection was good for a while: the next failure is the first. */
    void reset() {
        failures = 0;
    }
}
