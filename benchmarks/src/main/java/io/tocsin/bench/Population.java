package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.pipeline.GenesisMessage;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What millions of patients cost: memory, what a reading takes more than among few, and how long the engine stands still for a snapshot. Patients are known by their
 * readings; everybody's seven inputs of NEWS2 are kept. Two engines in one process, one with few patients, take turns, each reading patients in a shuffled order:
 * the median ratio of neighbours tells growth where a single figure would tell the machine's mood. Of the thread, processor time counts.
 */
public final class Population {
    private static final int FEW = 100_000;
    private static final int SAMPLE = 500_000;
    private static final int BATCH = 4_096;
    private static final int ROUNDS = 600;
    private static final int SNAPSHOTS = 7;
    private static final double MEGABYTE = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;

    Population(final PrintStream out) {
        this.out = out;
    }

    /**
     * Runs from the command line and prints to the console. Five million patients take a heap of 4 GB with the engine they are compared with.
     *
     * @param args how many patients, how many of them monitored, and how many in the engine whose snapshot is taken; 5,000,000, 500,000 and 800,000 if nothing is said.
     */
    public static void main(final String[] args) {
        final Population population = new Population(System.out);
        population.readings(number(args, 0, 5_000_000), number(args, 1, 500_000), FEW, SAMPLE, ROUNDS);
        population.snapshot(number(args, 2, 800_000));
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

    /** How long the engine stands still while its state is copied, beside a bare copy, and how long taking it over takes. */
    void snapshot(final int patients) {
        final AlertEngine engine = new Crowd(patients, 1, 1).engine;
        final Copy copy = new Copy();
        engine.snapshot(copy::add);
        final int length = copy.length;
        final double[] written = new double[SNAPSHOTS];
        final double[] raw = new double[SNAPSHOTS];
        final double[] restored = new double[SNAPSHOTS];
        final UnsafeBuffer target = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < SNAPSHOTS; i++) {
            copy.length = 0;
            long startNs = threads.getCurrentThreadCpuTime();
            engine.snapshot(copy::add);
            written[i] = threads.getCurrentThreadCpuTime() - startNs;
            startNs = threads.getCurrentThreadCpuTime();
            target.putBytes(0, copy.bytes, 0, length);
            raw[i] = threads.getCurrentThreadCpuTime() - startNs;
            startNs = threads.getCurrentThreadCpuTime();
            copy.read = 0;
            new AlertEngine(new Output()).restore(copy::take);
            restored[i] = threads.getCurrentThreadCpuTime() - startNs;
        }
        out.printf(
                Locale.ROOT,
                "snapshot of %.0f MB (%,d patients): written to memory in %.0f ms, a bare copy %.0f ms; taken over in %.0f ms%n",
                length / MEGABYTE,
                patients,
                median(written) / 1e6,
                median(raw) / 1e6,
                median(restored) / 1e6);
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

    /** A snapshot in memory. */
    private static final class Copy {
        final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 20);
        int length;
        int read;

        void add(final DirectBuffer buffer, final int offset, final int more) {
            bytes.putBytes(length, buffer, offset, more);
            length += more;
        }

        int take(final MutableDirectBuffer buffer, final int offset, final int most) {
            final int more = Math.min(most, length - read);
            buffer.putBytes(offset, bytes, read, more);
            read += more;
            return more;
        }
    }

    /** An engine, everybody read once, and readings of some of them in a shuffled order. */
    private static final class Crowd {
        final AlertEngine engine = new AlertEngine(new Output());
        private final Readings readings;
        private long nowNs = Hospital.START_NS;
        private int at;

        Crowd(final int patients, final int monitored, final int sample) {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
            final EngineLimits limits = Hospital.limits().toBuilder()
                    .maxSubjects(patients + 1)
                    .maxMonitored(monitored)
                    .build();
            GenesisMessage.encode(limits, 1, 2, message, 0);
            engine.onCommand(nowNs, message, 0, GenesisMessage.LENGTH);
            Hospital.open(
                    (buffer, offset, length) -> engine.onCommand(nowNs, buffer, offset, length),
                    new int[0],
                    Hospital.Escalation.DESK,
                    true);
            final int[] visits = Hospital.visits(patients);
            for (final int patient : visits) {
                engine.onCommand(nowNs, message, 0, Readings.writeAllInputs(message, patient));
            }
            readings = Readings.of(ReadingKind.PLAIN, Arrays.copyOf(visits, sample));
        }

        long readingsBytes() {
            return readings.buffer().capacity();
        }

        void next() {
            nowNs += CommandSlots.STEP_NS;
            engine.onCommand(nowNs, readings.buffer(), readings.offset(at), readings.length());
            at = at + 1 == readings.count() ? 0 : at + 1;
        }
    }
}
