package io.tocsin.bench;

import io.tocsin.pipeline.SlewedEpochClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What reading the clock costs on this machine: no figure that takes time stamps can be finer than this. */
@State(Scope.Thread)
public class ClockBaseline extends BenchmarkBase {
    private final SlewedEpochClock slewed = new SlewedEpochClock();

    /**
     * The monotonic clock.
     *
     * @return the reading, so that the call is not optimised away.
     */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /**
     * The wall clock.
     *
     * @return the reading, so that the call is not optimised away.
     */
    @Benchmark
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /**
     * The clock that the pipeline stamps commands with, once each.
     *
     * @return the reading, so that the call is not optimised away.
     */
    @Benchmark
    public long slewedEpochClock() {
        return slewed.nanoTime();
    }
}
