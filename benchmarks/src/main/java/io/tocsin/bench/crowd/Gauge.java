package io.tocsin.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** What a server of the rig measures of itself. */
final class Gauge {
    private static final long LOOK_NS = 100_000;
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int COLLECTIONS = 3;
    private static final long SETTLE_MS = 300;
    private static final String RSS = "VmRSS:";

    private Gauge() {}

    /** Bytes of memory that this process has resident after a full collection, and bytes of objects on its heap. */
    static String memory() throws IOException, InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        }
        final long heap =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (final String line : Files.readAllLines(Path.of("/proc/self/status"), US_ASCII)) {
            if (line.startsWith(RSS)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024 + " " + heap;
            }
        }
        throw new IOException("no " + RSS);
    }

    /**
     * Waits until so many were written and so many answered, and says when the first was written and the last answered: nanoTime, looked at every tenth of a millisecond.
     *
     * @param written  how many were ever written.
     * @param answered how many were ever answered.
     * @param count    of answers that are waited for.
     * @param begin    what begins it.
     */
    static String firstAndLast(
            final LongSupplier written, final LongSupplier answered, final long count, final Runnable begin) {
        final long before = written.getAsLong();
        final long due = answered.getAsLong() + count;
        final long startNs = System.nanoTime();
        begin.run();
        while (written.getAsLong() == before) {
            pause(startNs);
        }
        final long firstNs = System.nanoTime();
        while (answered.getAsLong() < due) {
            pause(startNs);
        }
        return firstNs + " " + System.nanoTime();
    }

    private static void pause(final long startNs) {
        if (System.nanoTime() - startNs > MOST_NS) {
            throw new IllegalStateException("not within a minute");
        }
        LockSupport.parkNanos(LOOK_NS);
    }
}
