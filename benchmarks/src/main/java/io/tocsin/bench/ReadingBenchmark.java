package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What one batch of readings costs the engine, with the nine limits of the reference rules; patients are visited in a shuffled order. */
public class ReadingBenchmark extends BenchmarkBase {
    /**
     * The batch.
     *
     * @param state of the engine.
     * @return commands so far.
     */
    @Benchmark
    public long command(final Ward state) {
        return state.next();
    }

    /**
     * The batch, the engine having heard of it with seven others before the first of them, as a pipeline tells it.
     *
     * @param state of the engine.
     * @return commands so far.
     */
    @Benchmark
    public long commandForeseen(final Ward state) {
        return state.nextForeseen();
    }

    /**
     * The raw limit: copying the bytes of the batch, in the same order.
     *
     * @param state with the readings.
     * @return something of the copy.
     */
    @Benchmark
    public long rawCopy(final Ward state) {
        return state.copyNext();
    }

    /**
     * The raw limit of the memory: the least that a table of this many patients must touch for one reading, in the same shuffled order, with nothing in between.
     * The processor fetches the lines of several patients at once.
     *
     * @param state with the tables.
     * @return something of them.
     */
    @Benchmark
    public long rawMemory(final Lines state) {
        return state.next(0);
    }

    /**
     * The same lines, but those of a patient only once those of the one before have come: what a reading waits for memory when the processor finds too much work
     * between two readings to look ahead.
     *
     * @param state with the tables.
     * @return something of them.
     */
    @Benchmark
    public long rawMemoryOneByOne(final Lines state) {
        return state.nextOneByOne();
    }

    /** As many bytes as the engine's tags and records of patients take, touched as one reading does. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Lines {
        private static final int RECORD_BYTES = 192;
        private static final int SECOND_LINE = 64;
        private static final int LAST_SEEN = 48;
        // Spreads visits over the places as a hash would.
        private static final int SPREAD = 0x9E3779B1;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        private int places;
        private int[] visits;
        private byte[] tags;
        private UnsafeBuffer records;
        private int at;
        private long seen;

        /** Makes the tables. */
        @Setup(Level.Trial)
        public void start() {
            visits = Hospital.visits(patients);
            places = patients + patients / 3 + 1;
            tags = new byte[places];
            records = new UnsafeBuffer(new byte[places * RECORD_BYTES]);
        }

        long next(final int shift) {
            at = at + 1 == patients ? 0 : at + 1;
            // Two patients may share a place; it does not matter which of them is touched.
            final int place = (int) ((Integer.toUnsignedLong(visits[at] * SPREAD) * places) >>> Integer.SIZE) + shift;
            final int record = (place + tags[place]) * RECORD_BYTES;
            final long last = records.getLong(record + LAST_SEEN);
            records.putLong(record + LAST_SEEN, last + 2);
            records.putInt(record + SECOND_LINE, at);
            return last;
        }

        long nextOneByOne() {
            // Times are even, so the shift is nothing; but it is not known before the line has come.
            seen = next((int) seen & 1);
            return seen;
        }
    }

    /** An engine and the readings of its patients. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Ward {
        private static final int OTHER = 1;
        private static final int FORESEEN_TOGETHER = 8;

        /** What is measured. */
        @Param
        public ReadingKind kind;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        private final UnsafeBuffer target = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        private final Output output = new Output();
        private final Commands commands = new Commands();
        private AlertEngine engine;
        private Readings readings;
        private boolean rises;
        private int at;
        private long sequence = 1;
        private long nowNs = Hospital.START_NS;
        private long eventsAtStart;

        /** Configures the site and reads everybody once. */
        @Setup(Level.Trial)
        public void start() {
            final int[] visits = Hospital.visits(patients);
            engine = Hospital.engine(output, visits, Hospital.Escalation.DESK, kind.usesNews2());
            readings = Readings.of(kind, visits);
            rises = kind == ReadingKind.DEVICE || kind == ReadingKind.EVERYTHING;
            if (kind == ReadingKind.EVERYTHING) {
                EverythingOn.configure(engine, nowNs);
            }
            if (kind.usesNews2()) {
                for (final int patient : visits) {
                    engine.onCommand(nowNs, target, 0, Readings.writeAllInputs(target, patient));
                }
            }
            for (int i = 0; i < readings.count(); i++) {
                readings.sequence(i, kind.hasDevice() ? sequence : 0);
                next();
            }
            eventsAtStart = output.events();
        }

        /** Readings within their limits say nothing, those that cross do. */
        @TearDown(Level.Trial)
        public void check() {
            final boolean said = output.events() != eventsAtStart;
            if (said && kind != ReadingKind.CROSSING && kind != ReadingKind.EVERYTHING) {
                throw new IllegalStateException(kind + ": " + (output.events() - eventsAtStart) + " events");
            }
        }

        long next() {
            final int index = at++;
            if (at == readings.count()) {
                wrap();
            }
            nowNs += CommandSlots.STEP_NS;
            if (rises) {
                readings.sequence(index, sequence);
            }
            engine.onCommand(nowNs, readings.buffer(), readings.offset(index), readings.length());
            return engine.commandSeq();
        }

        long nextForeseen() {
            if (at % FORESEEN_TOGETHER == 0) {
                final int end = Math.min(at + FORESEEN_TOGETHER, readings.count());
                for (int i = at; i < end; i++) {
                    engine.foresee(readings.buffer(), readings.offset(i), readings.length());
                }
                engine.readAhead();
            }
            return next();
        }

        long copyNext() {
            final int index = at++;
            if (at == readings.count()) {
                at = 0;
            }
            target.putBytes(0, readings.buffer(), readings.offset(index), readings.length());
            return target.getLong(0);
        }

        /** Once round: devices count on, and the desk has received what there was. */
        private void wrap() {
            at = 0;
            sequence++;
            final long last = output.lastSeq(Hospital.DESK, OTHER);
            if (last != 0) {
                engine.onCommand(nowNs, target, 0, commands.receipts(target, 0, 0, Hospital.DESK, 0, last));
            }
        }
    }
}
