package io.tocsin.transport.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what real nodes do. */
final class Waiting {
    /** Longer than the slowest machine needs; a test that waits so long has failed. */
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private Waiting() {}

    static void until(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + GIVE_UP_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(PARK_NS);
        }
    }
}
