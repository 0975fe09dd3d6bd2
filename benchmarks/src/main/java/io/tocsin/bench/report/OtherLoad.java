package io.tocsin.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How much of the machine others used while something was measured: what Linux says was used in all, less what this process and its children used. Samples once a
 * second on a daemon thread of its own. Where there is no {@code /proc/stat} it knows nothing and says so.
 */
public final class OtherLoad implements AutoCloseable {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long PERIOD_MS = 1_000;
    private static final double NS_PER_TICK = 1e7;

    /** Fields of the first line: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int[] BUSY_FIELDS = {1, 2, 3, 6, 7, 8};

    private final Thread thread = new Thread(this::watch, "bench-other-load");
    private final List<Double> samples = new ArrayList<>();
    private Map<Long, Duration> ownBefore = Map.of();

    private OtherLoad() {
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @return to be closed at the end of the run.
     */
    public static OtherLoad watching() {
        final OtherLoad load = new OtherLoad();
        load.thread.start();
        return load;
    }

    /**
     * Cores that others used, on average so far.
     *
     * @return {@link Double#NaN} if nothing is known.
     */
    public synchronized double cores() {
        return samples.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            double busyBeforeNs = busyNs();
            own();
            long beforeNs = System.nanoTime();
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
                final double busyNs = busyNs();
                final double ownNs = own();
                final long nowNs = System.nanoTime();
                final double others = (busyNs - busyBeforeNs - ownNs) / (nowNs - beforeNs);
                synchronized (this) {
                    samples.add(Math.max(0, others));
                }
                busyBeforeNs = busyNs;
                beforeNs = nowNs;
            }
        } catch (final InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (final IOException | RuntimeException unknown) {
            synchronized (this) {
                samples.clear();
            }
        }
    }

    /** What this process and its living children have used since the last call, ns. */
    private double own() {
        final Map<Long, Duration> now = new HashMap<>();
        try (Stream<ProcessHandle> all = Stream.concat(
                Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())) {
            all.forEach(process -> process.info().totalCpuDuration().ifPresent(used -> now.put(process.pid(), used)));
        }
        double usedNs = 0;
        for (final Map.Entry<Long, Duration> entry : now.entrySet()) {
            usedNs += entry.getValue()
                    .minus(ownBefore.getOrDefault(entry.getKey(), Duration.ZERO))
                    .toNanos();
        }
        ownBefore = now;
        return usedNs;
    }

    private static double busyNs() throws IOException {
        try (Stream<String> lines = Files.lines(STAT)) {
            final String[] fields = lines.findFirst().orElseThrow().split("\\s+", -1);
            double ticks = 0;
            for (final int field : BUSY_FIELDS) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks * NS_PER_TICK;
        }
    }
}
