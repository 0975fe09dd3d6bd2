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
     *
     * @param state with the tables.
     * @return something of them.
     */
    @Benchmark
    public long rawMemory(final Lines state) {
        return state.next();
    }

    /** As many bytes as the engine's index, ids and records of patients take, touched as one reading does. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Lines {
        private static final int ID_BYTES = 40;
        private static final int RECORD_BYTES = 192;
        private static final int INDEX_LENGTH = 1 << 18;
        // Spreads visits over the index as a hash would.
        private static final int SPREAD = 0x9E3779B1;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        private final int[] index = new int[2 * INDEX_LENGTH];
        private int[] visits;
        private UnsafeBuffer ids;
        private UnsafeBuffer records;
        private int at;

        /** Makes the tables. */
        @Setup(Level.Trial)
        public void start() {
            visits = Hospital.visits(patients);
            ids = new UnsafeBuffer(new byte[patients * ID_BYTES]);
            records = new UnsafeBuffer(new byte[patients * RECORD_BYTES]);
            for (int patient = 0; patient < patients; patient++) {
                index[place(patient)] = patient;
            }
        }

        long next() {
            at = at + 1 == patients ? 0 : at + 1;
            // Two patients may share a place of the index; it does not matter which of them is touched.
            final int patient = index[place(visits[at])];
            final int record = patient * RECORD_BYTES;
            final long seen = records.getLong(record) + 1;
            records.putLong(record, seen);
            records.putInt(record + 64, at);
            records.putLong(record + 128, seen);
            return ids.getLong(patient * ID_BYTES) + seen;
        }

        private static int place(final int patient) {
            return 2 * ((patient * SPREAD) >>> 14);
        }
    }

    /** An engine and the readings of its patients. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Ward {
        private static final int OTHER = 1;

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
            rises = kind == ReadingKind.DEVICE;
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
            if (said && kind != ReadingKind.CROSSING) {
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
