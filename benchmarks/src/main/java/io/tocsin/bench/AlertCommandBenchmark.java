package io.tocsin.bench;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one command about an alert costs the engine, all it says included. An invocation is a batch of {@value #BATCH} commands of one type, written beforehand;
 * what makes them possible and what puts the engine back runs between the invocations and is not measured. JMH reads the clock twice per batch, 0.1 ns a command.
 */
public class AlertCommandBenchmark extends BenchmarkBase {
    /** Commands per invocation: half an interface's idempotency window. */
    static final int BATCH = 512;

    /**
     * The command.
     *
     * @param state of the engine.
     * @return engine time, so that nothing is optimised away.
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long command(final Engine state) {
        state.cycle.play();
        return state.cycle.nowNs();
    }

    /**
     * The raw limit: copying the command's bytes and those of what it makes the engine say.
     *
     * @param state with the commands.
     * @return something of the copy.
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int rawCopy(final Bytes state) {
        return state.slots.copy(state.target, state.saidBytes);
    }

    /** An engine on its way round. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Engine {
        /** What is measured. */
        @Param
        public AlertCommand type;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        /** Alerts that are open besides. */
        @Param("4096")
        public int open;

        /** Connected clinicians. */
        @Param("2000")
        public int clinicians;

        AlertCycle cycle;
        private boolean prepared;
        private long answersBefore;
        private long expectedBefore;

        /** Configures and staffs the site. */
        @Setup(Level.Trial)
        public void start() {
            cycle = new AlertCycle(patients, BATCH, clinicians, open);
        }

        /** The part of the circle that is not measured. */
        @Setup(Level.Invocation)
        public void goRound() {
            if (prepared) {
                check();
                type.putBack(cycle);
            }
            type.prepare(cycle);
            answersBefore = cycle.output().answers();
            expectedBefore = type.expectedAnswers(cycle.output());
            prepared = true;
        }

        /** A benchmark whose commands are answered otherwise than it thinks measures something else. */
        @TearDown(Level.Trial)
        public void check() {
            final long answers = cycle.output().answers() - answersBefore;
            final long expected = type.expectedAnswers(cycle.output()) - expectedBefore;
            if (answers != type.answersOf(BATCH) || expected != answers) {
                throw new IllegalStateException(type + ": " + answers + " answers, " + expected + " as expected");
            }
        }
    }

    /** The commands of one batch, played once. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Bytes {
        /** What is measured. */
        @Param
        public AlertCommand type;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        final UnsafeBuffer target = new UnsafeBuffer(new byte[8192]);
        CommandSlots slots;
        int saidBytes;

        /** Finds out how much the engine says. */
        @Setup(Level.Trial)
        public void start() {
            final AlertCycle cycle = new AlertCycle(patients, BATCH);
            type.prepare(cycle);
            final long before = cycle.output().bytes();
            cycle.play();
            saidBytes = (int) ((cycle.output().bytes() - before) / BATCH);
            slots = cycle.slots();
        }
    }
}
