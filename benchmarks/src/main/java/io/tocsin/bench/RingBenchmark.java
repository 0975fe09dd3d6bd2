package io.tocsin.bench;

import com.lmax.disruptor.EventPoller;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.Pipeline;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What ring, journal {@code none} and clock add to an engine call, all on one thread: {@value #BATCH} readings are published, then one duty cycle carries them
 * out. So both sides of the ring are paid by the same thread and no cache line travels between cores; {@link RingThroughput} measures with two.
 */
public class RingBenchmark extends BenchmarkBase {
    /** Readings per invocation: what one duty cycle takes. */
    static final int BATCH = 256;

    /**
     * The same readings, given to an engine directly.
     *
     * @param state of the engine.
     * @return commands so far.
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long engine(final Bare state) {
        for (int i = 0; i < BATCH; i++) {
            state.next();
        }
        return state.engine.commandSeq();
    }

    /**
     * Through the pipeline.
     *
     * @param state of the pipeline.
     * @return commands so far.
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long pipeline(final Piped state) {
        for (int i = 0; i < BATCH; i++) {
            state.publishNext();
        }
        return state.carryOut();
    }

    /**
     * The raw limit: through a bare Disruptor with the same copy, read word by word.
     *
     * @param state of the ring.
     * @return a sum over what was read.
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long rawDisruptor(final Raw state) {
        for (int i = 0; i < BATCH; i++) {
            state.publishNext();
        }
        return state.read();
    }

    /** An engine and readings. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Bare {
        /** Patients of the site. */
        @Param("100000")
        public int patients;

        AlertEngine engine;
        private ReadingTape tape;
        private long nowNs = Hospital.START_NS;

        /** Configures the site. */
        @Setup(Level.Trial)
        public void start() {
            final int[] visits = Hospital.visits(patients);
            engine = Hospital.engine(new Output(), visits, Hospital.Escalation.DESK, false);
            tape = new ReadingTape(visits);
        }

        void next() {
            tape.next();
            nowNs += CommandSlots.STEP_NS;
            engine.onCommand(nowNs, tape.buffer(), tape.offset(), tape.length());
        }
    }

    /** A pipeline without threads, and readings. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Piped {
        /** Patients of the site. */
        @Param("100000")
        public int patients;

        private Pipeline pipeline;
        private AlertEngine engine;
        private ReadingTape tape;
        private long published;

        /** Launches and configures. */
        @Setup(Level.Trial)
        public void start() {
            final int[] visits = Hospital.visits(patients);
            pipeline = Pipeline.launch(new Pipeline.Context()
                    .journal(new NoJournal())
                    .limits(Hospital.limits())
                    .threading(Pipeline.Threading.MANUAL));
            engine = pipeline.engine();
            Hospital.requireConfigured(
                    engine, Hospital.open(this::publishAndCarryOut, visits, Hospital.Escalation.DESK, false));
            tape = new ReadingTape(visits);
            published = engine.commandSeq();
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void stop() {
            pipeline.close();
        }

        void publishNext() {
            tape.next();
            if (pipeline.tryPublish(tape.buffer(), tape.offset(), tape.length()) < 0) {
                throw new IllegalStateException("the ring is full");
            }
        }

        long carryOut() {
            published += BATCH;
            while (engine.commandSeq() < published) {
                pipeline.doWork();
            }
            return engine.commandSeq();
        }

        private void publishAndCarryOut(final DirectBuffer buffer, final int offset, final int length) {
            if (pipeline.tryPublish(buffer, offset, length) < 0 || pipeline.doWork() == 0) {
                throw new IllegalStateException("the pipeline did not take the configuration");
            }
        }
    }

    /** A bare ring, and readings. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Raw {
        /** Patients of the site. */
        @Param("100000")
        public int patients;

        private final RawRing ring = new RawRing(8_192);
        private final EventPoller.Handler<RawRing.Slot> reader = this::read;
        private ReadingTape tape;
        private long sum;

        /** Encodes the readings. */
        @Setup(Level.Trial)
        public void start() {
            tape = new ReadingTape(Hospital.visits(patients));
        }

        void publishNext() {
            tape.next();
            if (!ring.tryPublish(tape.buffer(), tape.offset(), tape.length())) {
                throw new IllegalStateException("the ring is full");
            }
        }

        long read() {
            ring.poll(reader);
            return sum;
        }

        private boolean read(final RawRing.Slot slot, final long sequence, final boolean endOfBatch) {
            sum += slot.sum();
            return true;
        }
    }
}
