package io.tocsin.bench;

import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * What millions of patients cost: memory, and what a reading takes more than among few. Patients are known by their
 * readings; everybody's seven inputs of NEWS2 are kept. Two engines in one process, one with few patients, take turns, each reading patients in a shuffled order:
 * the median ratio of neighbours tells growth where a single figure would tell the machine's mood. Of the thread, processor time counts.
 */
public final class Population {
    private static final int FEW = 100_000;
    private static final int SAMPLE = 500_000;
    private static final int BATCH = 4_096;
    private static final int ROUNDS = 600;
    private static final double MEGABYTE = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;

    Population(final PrintStream out) {
        this.out = out;
    }

    /**
     * Runs from the command line and prints to the console. Five million patients take a heap of 4 GB with the engine they are compared with.
     *
     * @param args how many patients, and how many of them monitored; 5,000,000 and 500,000 if nothing is said.
     */
    public static void main(final String[] args) {
        new Population(System.out).readings(number(args, 0, 5_000_000), number(args, 1, 500_000), FEW, SAMPLE, ROUNDS);
    }

    private static int number(final String[] args, final int place, final int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** Memory of many patients, and readings among many beside readings among few. */
    void readings(final int patients, final int monitored, final int few, final int sample, final int rounds) {
        final long before = usedBytes();
        final Crowd many = new Crowd(patients, monitored, sample);
        final long engineBytes = usedBytes() - before - many.readingsBytes();
        out.printf(
                Locale.ROOT,
                "%,d patients, room for %,d monitored: %.0f MB, %.0f bytes each%n",
                patients,
                monitored,
                engineBytes / MEGABYTE,
                (double) engineBytes / patients);
        final Crowd small = new Crowd(few, Math.min(few, monitored), few);
        final double[] among = new double[rounds];
        final double[] amongFew = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            amongFew[round] = perReadingNs(small);
            among[round] = perReadingNs(many);
        }
        final double[] more = new double[rounds - rounds / 3];
        for (int i = 0; i < more.length; i++) {
            more[i] = among[i + rounds / 3] - amongFew[i + rounds / 3];
        }
        out.printf(
                Locale.ROOT,
                "one reading: %.0f ns among %,d, %.0f ns among %,d: %.0f ns more%n",
                median(Arrays.copyOfRange(amongFew, rounds / 3, rounds)),
                few,
                median(Arrays.copyOfRange(among, rounds / 3, rounds)),
                patients,
                median(more));
    }

    private double perReadingNs(final Crowd crowd) {
        final long beforeNs = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BATCH; i++) {
            crowd.next();
        }
        return (double) (threads.getCurrentThreadCpuTime() - beforeNs) / BATCH;
    }

    private static double median(final double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** What lives on the heap, and buffers beside it. */
    private static long usedBytes() {
        // Two collections: what the first one finds finalizable goes in the second.
        System.gc();
        System.gc();
        long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (final BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getMemoryUsed();
        }
        return bytes;
    }
}
