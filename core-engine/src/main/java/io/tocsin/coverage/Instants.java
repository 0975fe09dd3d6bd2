package io.tocsin.coverage;

import java.time.Instant;

/** Instants as whole nanoseconds, as an engine counts them. */
final class Instants {
    static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    private Instants() {}

    static long ns(final Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_S), instant.getNano());
    }

    static Instant of(final long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_S), Math.floorMod(ns, NS_PER_S));
    }
}
