package io.tocsin.testkit.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How old somebody is: section 29. */
final class OracleAge {
    private static final long DAY_NS = 86_400_000_000_000L;

    private OracleAge() {}

    /** By UTC. */
    static LocalDate today(final long nowNs) {
        return LocalDate.ofEpochDay(nowNs / DAY_NS);
    }

    /** Completed months of who was born on that day; 0 before it. */
    static long months(final LocalDate bornOn, final long nowNs) {
        return Math.max(0, ChronoUnit.MONTHS.between(bornOn, today(nowNs)));
    }
}
