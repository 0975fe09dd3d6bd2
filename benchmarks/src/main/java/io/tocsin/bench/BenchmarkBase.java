package io.tocsin.bench;

import org.openjdk.jmh.annotations.Fork;

/**
 * What all benchmarks inherit. The manifest's {@code Add-Opens} reaches the JVM that starts JMH but not its forks, so the
 * flag is given to them here; a benchmark that overrides {@link Fork} must repeat it.
 */
@Fork(
        value = 2,
        jvmArgsAppend = {BenchmarkBase.ADD_OPENS, BenchmarkBase.OPENED})
public abstract class BenchmarkBase {
    /** The option; its value is {@link #OPENED}. */
    protected static final String ADD_OPENS = "--add-opens";

    /** The package Agrona's buffers need. */
    protected static final String OPENED = "java.base/jdk.internal.misc=ALL-UNNAMED";

    /** For subclasses. */
    protected BenchmarkBase() {}
}
