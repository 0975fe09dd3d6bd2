package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotSink;
import io.tocsin.journal.FileSnapshotStore;
import io.tocsin.journal.NoJournal;
import io.tocsin.journal.SnapshotMark;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.journal.StoredSnapshot;
import io.tocsin.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long nothing is carried out for a snapshot, and how long a start from one takes. First bare engines, one with many patients and one with many open alerts, each
 * copied into the store that a server uses, beside a bare copy of as many bytes; then a running pipeline, whose producer sends a reading once the one before was
 * carried out: the longest wait is what a caller feels.
 */
public final class SnapshotPause {
    private static final int ROUNDS = 7;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int COMMANDS = 50_000;
    private static final int HOSPITAL_PATIENTS = 100_000;
    private static final double MEGABYTE = 1_000_000;
    private static final double NS_PER_MS = 1e6;
    private static final long PARK_NS = 100_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;
    private final Path folder;
    private final int rounds;
    private final int commands;
    private long position;

    SnapshotPause(final PrintStream out, final Path folder, final int rounds, final int commands) {
        this.out = out;
        this.folder = folder;
        this.rounds = rounds;
        this.commands = commands;
    }

    /**
     * Runs from the command line and prints to the console.
     *
     * @param args how many patients, and how many open alerts of the other engine; 667,000, which make 128 MB, and 100,000 if nothing is said.
     * @throws IOException if there is no room for temporary files.
     */
    public static void main(final String[] args) throws IOException {
        final int patients = args.length > 0 ? Integer.parseInt(args[0]) : 667_000;
        final int alerts = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        final Path folder = Files.createTempDirectory("tocsin-snapshots");
        try {
            new SnapshotPause(System.out, folder, ROUNDS, COMMANDS).run(patients, alerts);
        } finally {
            delete(folder);
        }
    }

    /** Measures one after the other. */
    void run(final int patients, final int alerts) {
        alone("%,d patients".formatted(patients), new Crowd(patients, 1, 1).engine);
        final int others = Math.min(patients, HOSPITAL_PATIENTS);
        alone("%,d open alerts".formatted(alerts), new AlertCycle(others, 1, Hospital.NURSES, alerts).engine());
        piped(patients);
    }

    private void alone(final String what, final AlertEngine engine) {
        final FileSnapshotStore store = new FileSnapshotStore(folder);
        final double[] copied = new double[rounds];
        final double[] raw = new double[rounds];
        final double[] restored = new double[rounds];
        double first = 0;
        final long bytes = lengthOf(engine);
        for (int i = -1; i < rounds; i++) {
            while (!store.prepare(engine.likelySnapshotBytes())) {
                LockSupport.parkNanos(PARK_NS);
            }
            store.begin(new SnapshotMark(++position, 1, engine.commandSeq(), engine.eventSeq(), engine.nowNs()));
            long startNs = threads.getCurrentThreadCpuTime();
            engine.copyState(store.sink());
            final double tookNs = threads.getCurrentThreadCpuTime() - startNs;
            store.commit();
            while (!store.prepare(0)) {
                LockSupport.parkNanos(PARK_NS);
            }
            if (i < 0) {
                first = tookNs;
                continue;
            }
            copied[i] = tookNs;
            startNs = threads.getCurrentThreadCpuTime();
            store.list().get(0).read(new AlertEngine(new Output())::restore);
            restored[i] = threads.getCurrentThreadCpuTime() - startNs;
            raw[i] = rawCopyNs(bytes);
        }
        store.close();
        out.printf(
                Locale.ROOT,
                "%s, %.0f MB: %.1f ms (the first time %.1f), a bare copy %.1f ms; a start from it %.0f ms%n",
                what,
                bytes / MEGABYTE,
                median(copied) / NS_PER_MS,
                first / NS_PER_MS,
                median(raw) / NS_PER_MS,
                median(restored) / NS_PER_MS);
    }

    private static long lengthOf(final AlertEngine engine) {
        final long[] bytes = {0};
        engine.copyState((buffer, offset, length) -> bytes[0] += length);
        return bytes[0];
    }

    /** From memory to memory of the same kind, all of it touched before. */
    private double rawCopyNs(final long bytes) {
        final List<UnsafeBuffer> from = blocks(bytes);
        final List<UnsafeBuffer> to = blocks(bytes);
        final long startNs = threads.getCurrentThreadCpuTime();
        for (int block = 0; block < from.size(); block++) {
            for (int at = 0; at < BLOCK_BYTES; at += CHUNK_BYTES) {
                to.get(block).putBytes(at, from.get(block), at, CHUNK_BYTES);
            }
        }
        final double tookNs = threads.getCurrentThreadCpuTime() - startNs;
        from.forEach(block -> BufferUtil.free(block.byteBuffer()));
        to.forEach(block -> BufferUtil.free(block.byteBuffer()));
        return tookNs;
    }

    private static List<UnsafeBuffer> blocks(final long bytes) {
        final List<UnsafeBuffer> blocks = new ArrayList<>();
        for (long room = 0; room < bytes; room += BLOCK_BYTES) {
            blocks.add(new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_BYTES)));
        }
        return blocks;
    }

    private void piped(final int patients) {
        final Asked store = new Asked(new FileSnapshotStore(folder.resolve("piped")));
        try (Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(new NoJournal())
                .snapshots(store)
                .snapshotIntervalCommands(1)
                .limits(Crowd.limits(patients, 1)))) {
            final Producer producer = new Producer(pipeline, patients, commands);
            final double[] before = new double[rounds];
            final double[] during = new double[rounds];
            final double[] behind = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                before[i] = producer.longestWaitNs();
                store.isAsked = true;
                double longestNs = 0;
                while (store.isAsked) {
                    longestNs = Math.max(longestNs, producer.waitNs());
                }
                // The command that came meanwhile.
                during[i] = Math.max(longestNs, producer.waitNs());
                behind[i] = producer.longestWaitNs();
            }
            out.printf(
                    Locale.ROOT,
                    "a pipeline with %,d patients, longest wait of a producer: %.2f ms without a snapshot, %.1f ms while its memory"
                            + " is made ready and it is copied, %.2f ms while it is written%n",
                    patients,
                    median(before) / NS_PER_MS,
                    median(during) / NS_PER_MS,
                    median(behind) / NS_PER_MS);
        }
    }

    private static double median(final double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Sends a reading, waits until it was carried out, then sends the next. */
    private static final class Producer {
        private final Pipeline pipeline;
        private final Readings readings;
        private final int commands;
        private int at;

        Producer(final Pipeline pipeline, final int patients, final int commands) {
            this.pipeline = pipeline;
            this.commands = commands;
            final int[] visits = Crowd.read(this::publish, patients);
            readings = Readings.of(ReadingKind.PLAIN, visits);
            drain();
        }

        double longestWaitNs() {
            double longestNs = 0;
            for (int i = 0; i < commands; i++) {
                longestNs = Math.max(longestNs, waitNs());
            }
            return longestNs;
        }

        double waitNs() {
            final long startNs = System.nanoTime();
            publish(readings.buffer(), readings.offset(at), readings.length());
            at = at + 1 == readings.count() ? 0 : at + 1;
            drain();
            return System.nanoTime() - startNs;
        }

        private void publish(final DirectBuffer buffer, final int offset, final int length) {
            while (pipeline.tryPublish(buffer, offset, length) < 0) {
                Thread.onSpinWait();
            }
        }

        private void drain() {
            while (pipeline.counters().engineCommandSeq() < pipeline.counters().published()) {
                if (pipeline.state() == Pipeline.State.FAILED) {
                    throw new IllegalStateException("the pipeline has failed", pipeline.failure());
                }
                Thread.onSpinWait();
            }
        }
    }

    /** A store that is ready only when it is asked for a snapshot, and then for one. */
    private static final class Asked implements SnapshotStore {
        private final SnapshotStore store;
        private volatile boolean isAsked;

        Asked(final SnapshotStore store) {
            this.store = store;
        }

        @Override
        public boolean prepare(final long likelyBytes) {
            return isAsked && store.prepare(likelyBytes);
        }

        @Override
        public void begin(final SnapshotMark mark) {
            store.begin(mark);
        }

        @Override
        public void commit() {
            store.commit();
            isAsked = false;
        }

        @Override
        public SnapshotSink sink() {
            return store.sink();
        }

        @Override
        public List<StoredSnapshot> list() {
            return store.list();
        }

        @Override
        public List<String> problems() {
            return store.problems();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
