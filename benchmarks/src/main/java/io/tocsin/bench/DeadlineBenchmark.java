package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a deadline costs: a tick at which the steps of {@value #DUE} alerts end, as many as one entrance takes. */
public class DeadlineBenchmark extends BenchmarkBase {
    /** Deadlines per tick. */
    static final int DUE = 64;

    /**
     * One deadline of a tick with {@value #DUE}: OfferAnswered, StepEnded, StepStarted and OutputDispatched to the desk.
     *
     * @param state of the engine.
     * @return events so far.
     */
    @Benchmark
    @OperationsPerInvocation(DUE)
    public long oneOf64Due(final Due state) {
        state.cycle.engine().onTick(state.cycle.nowNs());
        return state.cycle.engine().eventSeq();
    }

    /** Alerts whose nurses have not answered. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Due {
        private static final long EVENTS_OF_A_TICK = 4L * DUE;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        AlertCycle cycle;
        private boolean prepared;
        private long eventsBefore;

        /** Configures and staffs the site. */
        @Setup(Level.Trial)
        public void start() {
            cycle = new AlertCycle(patients, DUE);
        }

        /** Resolves what was due, raises what is due next. */
        @Setup(Level.Invocation)
        public void goRound() {
            final AlertEngine engine = cycle.engine();
            if (prepared) {
                if (engine.eventSeq() - eventsBefore != EVENTS_OF_A_TICK) {
                    throw new IllegalStateException("a tick gave " + (engine.eventSeq() - eventsBefore) + " events");
                }
                cycle.writeAndPlay(Verb.RESOLVE);
                cycle.deskReceipt();
            }
            cycle.nextVisits();
            cycle.writeAndPlay(Verb.RAISE_URGENT);
            cycle.writeAndPlay(Verb.RECEIPT);
            cycle.pass(Hospital.SHORT_STEP_MS * 1_000_000L);
            eventsBefore = engine.eventSeq();
            prepared = true;
        }
    }
}
