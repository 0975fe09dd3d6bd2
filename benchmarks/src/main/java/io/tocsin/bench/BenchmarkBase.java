package io.tocsin.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all benchmarks inherit. The manifest's {@code Add-Opens} reaches the JVM that starts JMH but not its forks, so the
 * flag is given to them here; a benchmark that overrides {@link Fork} must repeat it. The heap does not grow while something
 * is measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {BenchmarkBase.ADD_OPENS, BenchmarkBase.OPENED, "-Xms1500m", "-Xmx1500m"})
public abstract class BenchmarkBase {
    /** The option; its value is {@link #OPENED}. */
    protected static final String ADD_OPENS = "--add-opens";

    /** The package Agrona's buffers need. */
    protected static final String OPENED = "java.base/jdk.internal.misc=ALL-UNNAMED";

    /** For subclasses. */
    protected BenchmarkBase() {}
}
