package io.tocsin.replay.demo;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Turns instants of {@link System#nanoTime()} into UTC epoch ns, as claimed by those who send; the two clocks are read together once. Immutable. */
final class EpochClock {
    private final long differenceNs;

    /** Reads both. */
    EpochClock() {
        final Instant now = Instant.now();
        differenceNs = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    /** The same instant. */
    long epochNs(final long nanoTime) {
        return nanoTime + differenceNs;
    }
}
