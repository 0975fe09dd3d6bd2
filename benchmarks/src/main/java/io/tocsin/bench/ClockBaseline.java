package io.tocsin.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What reading the clock costs on this machine: no figure that takes time stamps can be finer than this. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClockBaseline extends BenchmarkBase {
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
}
